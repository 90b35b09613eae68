import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { concatAST, type DocumentNode, parse, separateOperations } from 'graphql';
import { fromNodeId, toNodeId } from '../../src/resolving/node-id';
import { LATER, recordedIssue } from './known-issue';
import type { Service } from './service';

const ROOT = path.join(__dirname, '..', '..');

/** The operations below a folder by name, each with the fragments that it spreads. */
function operationsIn(folder: string): Map<string, DocumentNode> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.graphql'));
  const documents = files.map((file) => parse(readFileSync(path.join(folder, file), 'utf8')));
  return new Map(Object.entries(separateOperations(concatAST(documents))));
}

/** The portal's operations. */
export const PORTAL_OPERATIONS: ReadonlyMap<string, DocumentNode> = operationsIn(
  path.join(ROOT, 'portal', 'operations'),
);
/** The operations of examples/. */
export const EXAMPLES: ReadonlyMap<string, DocumentNode> = operationsIn(path.join(ROOT, 'examples'));

/** The variables of operations, for the demo tenant; mutations are dry runs. */
export async function variablesOn(service: Service): Promise<Readonly<Record<string, Record<string, unknown>>>> {
  const idOf = async (
    type: 'User' | 'Device' | 'Role' | 'Group' | 'App',
    table: string,
    where: Record<string, string>,
  ) => {
    const row = await service.database.primary(table).where(where).first('id');
    return toNodeId(type, row.id);
  };
  const userId = await idOf('User', 'users', { user_principal_name: 'marc.dubois@contoso.example' });
  const deviceId = await idOf('Device', 'devices', { device_name: 'PAR-IPH-0231' });
  const roleId = await idOf('Role', 'roles', { display_name: 'Help Desk Operator' });
  const group = await idOf('Group', 'groups', { display_name: 'Paris' });
  const appId = await idOf('App', 'apps', { display_name: 'Salesforce' });
  const deviceKey = fromNodeId(deviceId).key;
  const knownIssueId = await recordedIssue(service, { rule: 'WRONG_PRIMARY_USER' });
  const scope = { allUsers: true, allDevices: true };
  return {
    Troubleshoot: { upn: 'marc.dubois@contoso.example' },
    Findings: { upn: 'marc.dubois@contoso.example' },
    FindGroups: { search: 'pa' },
    FindUsers: { search: 'dub' },
    Find: { text: 'dub' },
    FindApps: { search: 'sales' },
    UserByPrincipalName: { userPrincipalName: 'marc.dubois@contoso.example' },
    AppOnDevices: { userId, appId },
    MoreAppOnDevices: { userId, appId },
    AssignRole: { input: { roleId, displayName: 'Trial', memberGroupIds: [group], scope, dryRun: true } },
    CreateRole: { input: { displayName: 'Trial', permissions: ['MOBILE_APPS_READ'], dryRun: true } },
    InspectDevice: { deviceId },
    AssignedToDevice: { deviceId },
    MorePoliciesOfDevice: { deviceId },
    MoreAppsOfDevice: { deviceId },
    ReportFinding: {
      input: { subjectId: deviceId, key: `CERT_PROFILE_FAILED:${deviceKey}`, reason: 'Trial', dryRun: true },
    },
    KnownIssues: { open: true },
    CreateKnownIssue: { input: { rule: 'WRONG_PRIMARY_USER', text: 'Trial', endsAt: LATER, dryRun: true } },
    UpdateKnownIssue: { input: { knownIssueId, text: 'Trial', dryRun: true } },
    EndKnownIssue: { input: { knownIssueId, dryRun: true } },
    RefreshUser: { input: { userId, dryRun: true } },
    RefreshOfUser: { userId },
    RankDeviceFindings: { deviceId, topic: 'NETWORK' },
    RankUserFindings: { userId, topic: 'NETWORK' },
    MoreAppInstallStates: { deviceId },
    Role: { roleId },
    WhoHolds: { permission: 'MOBILE_APPS_READ' },
    ...Object.fromEntries(
      [
        'TroubleshootUser',
        'AssignedToUser',
        'MoreAssignedPolicies',
        'MoreAssignedApps',
        'FindingsOfDevices',
        'MoreDevices',
        'MoreGroupMemberships',
        'MoreAppProtectionStates',
        'MoreEnrollmentFailures',
      ].map((name) => [name, { userId }]),
    ),
  };
}
