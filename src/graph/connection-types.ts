/** The row type of each connection type, for the generated types. */
import type { AppInstallStateRow, AppRow } from '../app/store';
import type { AppProtectionPolicyRow, AppProtectionStateRow } from '../app-protection/store';
import type { AuditEventRow } from '../audit/store';
import type { DeviceRow } from '../device/store';
import type { GroupMembershipRow, GroupRow } from '../group/store';
import type { Connection } from '../resolving/connection';
import type { RoleAssignmentRow, RoleRow } from '../role/store';
import type { QuarantineRow } from '../sync/store';
import type { EnrollmentFailureRow, UserRow } from '../user/store';

export type AppConnection = Connection<AppRow>;
export type AppInstallStateConnection = Connection<AppInstallStateRow>;
export type AppProtectionPolicyConnection = Connection<AppProtectionPolicyRow>;
export type AppProtectionStateConnection = Connection<AppProtectionStateRow>;
export type AuditEventConnection = Connection<AuditEventRow>;
export type DeviceConnection = Connection<DeviceRow>;
export type EnrollmentFailureConnection = Connection<EnrollmentFailureRow>;
export type GroupConnection = Connection<GroupRow>;
export type GroupMembershipConnection = Connection<GroupMembershipRow>;
export type QuarantinedRecordConnection = Connection<QuarantineRow>;
export type RoleConnection = Connection<RoleRow>;
export type RoleAssignmentConnection = Connection<RoleAssignmentRow>;
export type UserConnection = Connection<UserRow>;
