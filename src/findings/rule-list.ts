import type { FindingRule } from '../generated/graphql';
import type { Rule } from './rule';
import { accountDisabled } from './rules/account-disabled';
import { appAtFault, appNotDetected, appUserCanFix, requiredAppFailed, restartNeeded } from './rules/app-failures';
import { appWaiting } from './rules/app-waiting';
import { applePushExpired } from './rules/apple-push-expired';
import { profileNotReaching } from './rules/assigned-policies';
import { enrolledUserGone, noCompliancePolicy, noncompliantInactive } from './rules/built-in-policy';
import { certProfileAbsent, certProfileFailed } from './rules/cert-profile';
import { changedRecently } from './rules/changed-recently';
import { complianceConflict, complianceError } from './rules/compliance-error';
import { complianceOfOtherUser } from './rules/compliance-of-other-user';
import { complianceUnknown } from './rules/compliance-unknown';
import { connectorDown } from './rules/connector-down';
import { connectorEnding } from './rules/connector-ending';
import { certNotRenewed, deviceSilent } from './rules/contact';
import { dataOutOfDate } from './rules/data-out-of-date';
import { notEncrypted, storageFull } from './rules/device-health';
import { deviceLimitReached } from './rules/device-limit-reached';
import { deviceLocked } from './rules/device-locked';
import { duplicateDevice } from './rules/duplicate-device';
import { enrolmentBlocked } from './rules/enrolment';
import { entraDisagrees } from './rules/entra-disagrees';
import { graceEnding } from './rules/grace-ending';
import { leaverDevice } from './rules/leaver-device';
import { managementCertExpired } from './rules/management-cert-expired';
import { mailAccountExists, networkProfileFailed, profileFailed } from './rules/network-profile';
import { neverCheckedIn } from './rules/never-checked-in';
import { noDevice } from './rules/no-device';
import { noIntuneLicence } from './rules/no-intune-licence';
import { noncompliantSetting } from './rules/noncompliant-setting';
import { notRegistered } from './rules/not-registered';
import { profileConflict } from './rules/profile-conflict';
import { mamNotUsed, mamStopped } from './rules/protected-apps';
import { actionFailed, actionWaiting } from './rules/remote-action';
import { removalFailed } from './rules/removal-failed';
import { removalPending } from './rules/removal-pending';
import { rootedOrJailbroken } from './rules/rooted-or-jailbroken';
import { setupFailed } from './rules/setup-failed';
import { tenantInactive } from './rules/tenant-inactive';
import { wrongPrimaryUser } from './rules/wrong-primary-user';

/** All rules that look for something, in the order in which they rank. It is the order of the enum `FindingRule`. */
export const RULES: readonly Rule[] = [
  tenantInactive,
  accountDisabled,
  rootedOrJailbroken,
  removalPending,
  removalFailed,
  noIntuneLicence,
  applePushExpired,
  managementCertExpired,
  connectorDown,
  complianceOfOtherUser,
  noncompliantSetting,
  enrolledUserGone,
  noCompliancePolicy,
  complianceError,
  complianceConflict,
  entraDisagrees,
  noncompliantInactive,
  deviceLocked,
  neverCheckedIn,
  certProfileFailed,
  profileNotReaching,
  certProfileAbsent,
  mailAccountExists,
  networkProfileFailed,
  profileConflict,
  deviceLimitReached,
  enrolmentBlocked,
  setupFailed,
  appUserCanFix,
  appAtFault,
  appNotDetected,
  requiredAppFailed,
  storageFull,
  deviceSilent,
  graceEnding,
  duplicateDevice,
  leaverDevice,
  notRegistered,
  certNotRenewed,
  connectorEnding,
  notEncrypted,
  wrongPrimaryUser,
  dataOutOfDate,
  mamStopped,
  actionFailed,
  restartNeeded,
  profileFailed,
  changedRecently,
  actionWaiting,
  complianceUnknown,
  appWaiting,
  mamNotUsed,
  noDevice,
];

const RANKS: ReadonlyMap<FindingRule, number> = new Map([
  // A known issue ranks first.
  ['KNOWN_ISSUE', -1],
  ...RULES.map(({ id }, rank) => [id, rank] as const),
]);

/** The place of a rule in the list, which is its rank; a known issue comes before the first. */
export const rankOf = (rule: FindingRule): number => RANKS.get(rule) ?? RANKS.size;

const REMARKS: ReadonlySet<FindingRule> = new Set(RULES.flatMap(({ id, isRemark: is }) => (is === true ? [id] : [])));

/** Whether a rule adds sentences to other findings instead of giving findings. */
export const isRemark = (rule: FindingRule): boolean => REMARKS.has(rule);
