import type { Sight } from './sight';
import type { Device, Permission, User } from './world';

/*
 * Which rules of findings speak about a user or a device to an operator, and which do not. What they say is tested on
 * the demo tenant.
 */

type Need = 'ORG' | 'DEVICES' | 'APPS' | 'PROTECTION';
/** What a rule must see in whole: lists of the user, the primary user or the apps of a device, or all devices. */
type Whole = 'devices' | 'failures' | 'protections' | 'owner' | 'apps' | 'everyDevice';

interface Rule {
  readonly rule: string;
  /** `tenant` is about no device and no user, and `list` is on no page of one. */
  readonly about: 'user' | 'device' | 'page' | 'tenant' | 'list';
  readonly needs: readonly Need[];
  readonly whole: readonly Whole[];
  /** Lists of the user that it can do without. It says so then. */
  readonly without?: 'failures' | 'protections';
}

const rules = (about: Rule['about'], needs: string, whole: string, names: string): Rule[] =>
  names.split(' ').map((rule) => ({
    rule,
    about,
    needs: needs.split(' ').filter((each) => each !== '') as Need[],
    whole: whole.split(' ').filter((each) => each !== '') as Whole[],
  }));

const RULES: readonly Rule[] = [
  ...rules('tenant', 'ORG', '', 'TENANT_INACTIVE'),
  ...rules('tenant', '', '', 'DATA_OUT_OF_DATE'),
  ...rules('list', 'ORG', '', 'CONNECTOR_ENDING'),
  ...rules('user', 'ORG', '', 'ACCOUNT_DISABLED'),
  ...rules('user', 'ORG DEVICES PROTECTION', 'devices failures protections', 'NO_INTUNE_LICENCE'),
  ...rules('user', 'ORG DEVICES PROTECTION', 'devices protections', 'NO_DEVICE'),
  ...rules('user', 'ORG DEVICES', 'devices failures', 'DEVICE_LIMIT_REACHED ENROLMENT_BLOCKED'),
  ...rules('user', 'ORG PROTECTION', 'protections', 'MAM_STOPPED MAM_NOT_USED'),
  ...rules('page', 'DEVICES', '', 'ROOTED_OR_JAILBROKEN').map((rule) => ({ ...rule, without: 'protections' as const })),
  ...rules('page', 'ORG DEVICES', '', 'APPLE_PUSH_EXPIRED').map((rule) => ({ ...rule, without: 'failures' as const })),
  ...rules('page', 'ORG DEVICES APPS', 'apps', 'CONNECTOR_DOWN'),
  ...rules(
    'device',
    'ORG DEVICES',
    'owner',
    'COMPLIANCE_OF_OTHER_USER LEAVER_DEVICE NOT_REGISTERED WRONG_PRIMARY_USER',
  ),
  ...rules('device', 'DEVICES', 'everyDevice', 'DUPLICATE_DEVICE'),
  ...rules(
    'device',
    'DEVICES APPS',
    'apps',
    'APP_USER_CAN_FIX APP_AT_FAULT APP_NOT_DETECTED REQUIRED_APP_FAILED RESTART_NEEDED APP_WAITING',
  ),
  ...rules(
    'device',
    'DEVICES',
    '',
    'REMOVAL_PENDING REMOVAL_FAILED MANAGEMENT_CERT_EXPIRED NONCOMPLIANT_SETTING ENROLLED_USER_GONE ' +
      'NO_COMPLIANCE_POLICY COMPLIANCE_ERROR COMPLIANCE_CONFLICT ENTRA_DISAGREES NONCOMPLIANT_INACTIVE DEVICE_LOCKED CERT_PROFILE_FAILED ' +
      'NEVER_CHECKED_IN CERT_PROFILE_ABSENT MAIL_ACCOUNT_EXISTS NETWORK_PROFILE_FAILED PROFILE_CONFLICT DEVICE_SILENT ' +
      'GRACE_ENDING CERT_NOT_RENEWED ACTION_FAILED PROFILE_FAILED ACTION_WAITING COMPLIANCE_UNKNOWN STORAGE_FULL ' +
      'NOT_ENCRYPTED PROFILE_NOT_REACHING CHANGED_RECENTLY SETUP_FAILED',
  ),
];

const PERMISSION_OF: Readonly<Record<Need, Permission>> = {
  ORG: 'ORGANIZATION_READ',
  DEVICES: 'MANAGED_DEVICES_READ',
  APPS: 'MOBILE_APPS_READ',
  PROTECTION: 'MANAGED_APPS_READ',
};
const LIST_NEEDS = { failures: PERMISSION_OF.DEVICES, protections: PERMISSION_OF.PROTECTION };
const permissionsOf = ({ needs }: Rule): Permission[] => needs.map((need) => PERMISSION_OF[need]).sort();

/** The rules with the permissions that they need. */
export const FINDING_RULES = RULES.map((rule) => ({ rule: rule.rule, needs: permissionsOf(rule) }));

/** What a report is about. */
export interface Reported {
  readonly user: User | null;
  readonly devices: readonly Device[];
  readonly topic: string | null;
}

export interface NotChecked {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly missing: readonly Permission[];
}

const BAD = ['ERROR', 'CONFLICT', 'NONCOMPLIANT', 'IN_GRACE_PERIOD'];

/** Whether a device is not compliant, and nothing is known of why. */
function isUnexplained(device: Device, now: string): boolean {
  const isBad = device.compliance === 'NONCOMPLIANT' || device.compliance === 'IN_GRACE_PERIOD';
  const isInGrace = device.graceUntil !== null && device.graceUntil > now;
  const known = device.policyStates.some(
    ({ kind, state, settings }) =>
      kind === 'COMPLIANCE' && BAD.includes(state) && settings.some((setting) => BAD.includes(setting.state)),
  );
  return isBad && !isInGrace && !known;
}

/** The permission that does not reach all that a rule must see; null if all is seen. */
function hidden({ about, whole }: Rule, { user, devices }: Reported, sight: Sight): Permission | null {
  const areAllSeen = user === null || sight.reachesDevicesOf('MANAGED_DEVICES_READ', user.id);
  const isOver = (permission: Permission) => user === null || sight.users(permission).has(user.id);
  if (whole.includes('everyDevice') && !sight.scope('MANAGED_DEVICES_READ').allDevices) return 'MANAGED_DEVICES_READ';
  if (whole.includes('devices') && !areAllSeen) return 'MANAGED_DEVICES_READ';
  if (whole.includes('failures') && !isOver('MANAGED_DEVICES_READ')) return 'MANAGED_DEVICES_READ';
  if (whole.includes('protections') && !isOver('MANAGED_APPS_READ')) return 'MANAGED_APPS_READ';
  if (about !== 'device' && about !== 'page') return null;
  if (!areAllSeen) return 'MANAGED_DEVICES_READ';
  const lacks = (device: Device): Permission | null => {
    const isOwnerSeen = device.userId === null || sight.users('ORGANIZATION_READ').has(device.userId);
    if (whole.includes('owner') && !isOwnerSeen) return 'ORGANIZATION_READ';
    return whole.includes('apps') && !sight.devices('MOBILE_APPS_READ').has(device.id) ? 'MOBILE_APPS_READ' : null;
  };
  return devices.map(lacks).find((each) => each !== null) ?? null;
}

/** What a report says that it did not check. */
export function notChecked(reported: Reported, sight: Sight): NotChecked[] {
  const groups = new Map<string, NotChecked>();
  const add = (rule: string | null, reason: string, missing: readonly Permission[], text = reason) => {
    const key = [text, ...missing].join();
    const known = groups.get(key)?.rules ?? [];
    const isNew = rule !== null && !known.includes(rule);
    groups.set(key, { rules: isNew ? [...known, rule] : known, reason, missing });
  };
  for (const rule of RULES) {
    if (rule.about === 'list' || (rule.about === 'user' && reported.user === null)) continue;
    const missing = permissionsOf(rule).filter((permission) => !sight.holds(permission));
    const unseen = missing.length > 0 ? null : hidden(rule, reported, sight);
    if (missing.length > 0) {
      add(rule.rule, 'PERMISSION', missing);
      continue;
    }
    if (unseen !== null) add(rule.rule, 'OUT_OF_SCOPE', [unseen]);
    if (rule.without === undefined || reported.user === null) continue;
    const permission = LIST_NEEDS[rule.without];
    if (!sight.holds(permission)) add(rule.rule, 'PERMISSION', [permission]);
    else if (!sight.users(permission).has(reported.user.id)) add(rule.rule, 'OUT_OF_SCOPE', [permission]);
  }
  const canRead = (permission: Permission) => sight.holds(permission);
  if (reported.user?.accountEnabled === null) add('ACCOUNT_DISABLED', 'NO_DATA', [], 'account');
  if (canRead('MANAGED_DEVICES_READ') && reported.devices.some((device) => isUnexplained(device, sight.now))) {
    add('NONCOMPLIANT_SETTING', 'NO_DATA', [], 'settings');
  }
  const isAboutAccess = reported.topic === 'ACCESS' || (reported.topic === null && reported.user !== null);
  if (isAboutAccess) add(null, 'NO_DATA', [], 'sign-ins');
  return [...groups.values()];
}

/** Rules that give nothing but remarks. */
const REMARKS = 'COMPLIANCE_UNKNOWN APP_WAITING MAM_NOT_USED NO_DEVICE'.split(' ');

/** What the list of all findings says that it did not check for anybody. */
export function notCheckedAnywhere({ rule }: Readonly<Record<string, unknown>>, sight: Sight): NotChecked[] {
  const groups = new Map<string, NotChecked>();
  for (const each of RULES) {
    if (each.rule === 'CHANGED_RECENTLY' || REMARKS.includes(each.rule)) continue;
    if (rule !== undefined && rule !== each.rule) continue;
    const missing = permissionsOf(each).filter((permission) => !sight.holds(permission));
    const isUnseen = each.whole.includes('everyDevice') && !sight.scope('MANAGED_DEVICES_READ').allDevices;
    const lacked = each.without === undefined ? [] : [LIST_NEEDS[each.without]].filter((list) => !sight.holds(list));
    const refused = missing.length > 0 ? missing : lacked;
    if (refused.length === 0 && !isUnseen) continue;
    const reason = refused.length > 0 ? 'PERMISSION' : 'OUT_OF_SCOPE';
    const named: readonly Permission[] = refused.length > 0 ? refused : ['MANAGED_DEVICES_READ'];
    const key = [reason, ...named].join();
    groups.set(key, { rules: [...(groups.get(key)?.rules ?? []), each.rule], reason, missing: named });
  }
  return [...groups.values()];
}
