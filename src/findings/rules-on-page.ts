import type { Viewer } from '../authorization/viewer';
import type { FindingRule, NotCheckedReason, Permission } from '../generated/graphql';
import type { Context } from '../resolving/context';
import type { Freshness } from './freshness-of-facts';
import { type CheckedRule, checkedRules } from './needs';
import type { DeviceEntry, FactPage } from './read-facts';
import type { Rule } from './rule';
import type { Fact } from './views';

/* Which rules run for a viewer, on which page and device, and why the others do not. */

/** Rules that did not run, or not on everything. */
export interface Unchecked {
  readonly rule: FindingRule | null;
  readonly reason: NotCheckedReason;
  readonly missing: readonly Permission[];
  /** The name of the text that states it. */
  readonly text: string;
  /** With `STALE`: when the facts were read. */
  readonly readAt?: string;
}

const reads = ({ declared }: CheckedRule, coordinate: string): boolean => declared.has(coordinate);

const outOfScope = ({ id }: Rule, permission: Permission): Unchecked => ({
  rule: id,
  reason: 'OUT_OF_SCOPE',
  missing: [permission],
  text: 'OUT_OF_SCOPE',
});

const truncated = ({ id }: Rule, text: string): Unchecked => ({ rule: id, reason: 'TRUNCATED', missing: [], text });

/** Why a rule does not run anywhere for this viewer; null if it does. */
export function refusalOf(checked: CheckedRule, { viewer, findings }: Context): Unchecked | null {
  const { rule, needs } = checked;
  if (findings.silenced.has(rule.id)) return { rule: rule.id, reason: 'NO_DATA', missing: [], text: 'SILENCED' };
  const refused = viewer.refusal(needs);
  if (refused !== null) return { rule: rule.id, reason: 'PERMISSION', missing: refused.missing, text: 'PERMISSION' };
  return rule.needsAllDevices && !viewer.scopeOf('MANAGED_DEVICES_READ').allDevices
    ? outOfScope(rule, 'MANAGED_DEVICES_READ')
    : null;
}

interface UserList {
  readonly coordinate: string;
  readonly permission: Permission;
  /** The text for a list that is longer than what is looked at. */
  readonly ifCut: string;
  /** Whether the viewer reaches the list of the page's user. */
  isReached(page: FactPage): boolean;
}

/** The lists of a user that belong to other permissions than the user. */
const USER_LISTS: readonly UserList[] = [
  {
    coordinate: 'User.enrollmentFailures',
    permission: 'MANAGED_DEVICES_READ',
    ifCut: 'FAILURES_TRUNCATED',
    isReached: (page) => page.areFailuresReached,
  },
  ...['User.appProtectionStates', 'User.appProtectionPolicies'].map(
    (coordinate): UserList => ({
      coordinate,
      permission: 'MANAGED_APPS_READ',
      ifCut: 'PROTECTIONS_TRUNCATED',
      isReached: (page) => page.areProtectionsReached,
    }),
  ),
];

/** Why a rule does not look at lists of users that it can do without. */
export const listsRefused = ({ rule, ofUserLists }: CheckedRule, { viewer }: Pick<Context, 'viewer'>): Unchecked[] =>
  USER_LISTS.flatMap(({ coordinate, permission }) => {
    const refused = ofUserLists.has(coordinate) ? viewer.refusal([permission]) : null;
    return refused === null
      ? []
      : [{ rule: rule.id, reason: 'PERMISSION', missing: refused.missing, text: 'PERMISSION' }];
  });

/** The lists of the user of which a rule looks at a part. */
const listsCut = (checked: CheckedRule, { cut }: FactPage): readonly UserList[] =>
  USER_LISTS.filter(
    ({ coordinate }) => cut.has(coordinate) && (reads(checked, coordinate) || checked.ofUserLists.has(coordinate)),
  );

/** The same on the page of a user: the viewer may not read them, or not for this user, or they are very long. */
function listsLeftOut(checked: CheckedRule, page: FactPage, context: Pick<Context, 'viewer'>): Unchecked[] {
  if (page.user === null) return [];
  const cut = page.cut.size === 0 ? [] : listsCut(checked, page);
  return [...listsUnreached(checked, page, context), ...cut.map(({ ifCut }) => truncated(checked.rule, ifCut))];
}

function listsUnreached(checked: CheckedRule, page: FactPage, context: Pick<Context, 'viewer'>): Unchecked[] {
  const hidden = USER_LISTS.filter((each) => checked.ofUserLists.has(each.coordinate) && !each.isReached(page));
  const refused = listsRefused(checked, context);
  return refused.length > 0 ? refused : hidden.map(({ permission }) => outOfScope(checked.rule, permission));
}

const isWhole = (page: FactPage): boolean =>
  page.areDevicesComplete && page.areFailuresReached && page.areProtectionsReached && page.cut.size === 0;

/** Why a rule does not run at all on this page; null if it does. */
function refusalOn(checked: CheckedRule, page: FactPage): Unchecked | null {
  const { rule } = checked;
  if (page.user === null || isWhole(page)) return null;
  if (reads(checked, 'User.devices') && !page.areDevicesComplete) return outOfScope(rule, 'MANAGED_DEVICES_READ');
  const hidden = USER_LISTS.find(({ coordinate, isReached }) => reads(checked, coordinate) && !isReached(page));
  if (hidden !== undefined) return outOfScope(rule, hidden.permission);
  return refusalForCut(rule, page);
}

/** The refusal to claim that something is absent from a list of which only a part is looked at; null if none does. */
function refusalForCut(rule: Rule, { cut }: FactPage): Unchecked | null {
  const list = rule.claimsAbsence?.find((coordinate) => cut.has(coordinate));
  if (list === undefined) return null;
  return truncated(rule, USER_LISTS.find(({ coordinate }) => coordinate === list)?.ifCut ?? 'TRUNCATED');
}

interface ViewerRefusals {
  readonly schema: Context['schema'];
  readonly findings: Context['findings'];
  /** By the place of the rule. */
  readonly refusals: readonly (Unchecked | null)[];
}

const REFUSALS = new WeakMap<Viewer, ViewerRefusals>();

/** Why each rule does not run for this viewer, in the order of the rules. A viewer is the same for many requests. */
function refusalsFor(context: Context): readonly (Unchecked | null)[] {
  const { viewer, schema, findings } = context;
  const known = REFUSALS.get(viewer);
  if (known?.schema === schema && known.findings === findings) return known.refusals;
  const refusals = checkedRules(schema).map((checked) => refusalOf(checked, context));
  REFUSALS.set(viewer, { schema, findings, refusals });
  return refusals;
}

const isAbout = ({ about }: Rule, { of }: FactPage): boolean =>
  // A rule about the tenant is about no user or device, so it runs only on the page of the tenant.
  about === 'TENANT' ? of === 'TENANT' : about !== 'USER' || of !== 'DEVICE';

/** The rules that run on a page, and why others do not. */
export function rulesOn(page: FactPage, context: Context): { rules: CheckedRule[]; unchecked: Unchecked[] } {
  const refusals = refusalsFor(context);
  const rules: CheckedRule[] = [];
  const unchecked: Unchecked[] = [];
  for (const [i, checked] of checkedRules(context.schema).entries()) {
    if (!isAbout(checked.rule, page)) continue;
    const refused = refusals[i] ?? refusalOn(checked, page);
    if (refused === null) rules.push(checked);
    else unchecked.push(refused);
  }
  return { rules, unchecked };
}

/** The note that the facts of a rule are too old; null if they are not. @param readAt the oldest reading that it rests on */
export function staleness({ rule }: CheckedRule, readAt: string | null, freshness: Freshness): Unchecked | null {
  if (readAt === null || !freshness.isUseless(readAt)) return null;
  return { rule: rule.id, reason: 'STALE', missing: [], text: 'STALE', readAt };
}

/** The note that the last import lacked something that a rule reads. The rule still judges the rest. */
export const lacksOf = (checked: CheckedRule, freshness: Freshness): Unchecked[] =>
  freshness.isLacking(checked) ? [{ rule: checked.rule.id, reason: 'NO_DATA', missing: [], text: 'NOT_IMPORTED' }] : [];

/** The permission that does not reach all that a rule reads of a device; null if all is reached. */
function unreached(checked: CheckedRule, entry: DeviceEntry): Permission | null {
  if (checked.readsOwner && !entry.isUserSeen) return 'ORGANIZATION_READ';
  return checked.readsApps && !entry.areAppsReached ? 'MOBILE_APPS_READ' : null;
}

/** The devices on which a rule runs: the same list if it runs on all. */
export function devicesReached(checked: CheckedRule, entries: readonly DeviceEntry[]): readonly DeviceEntry[] {
  return firstUnreached(checked, entries) === undefined
    ? entries
    : entries.filter((entry) => unreached(checked, entry) === null);
}

/** The first device with a fact that the rule reads and the viewer may not see. */
const firstUnreached = (checked: CheckedRule, entries: readonly DeviceEntry[]): DeviceEntry | undefined =>
  checked.readsOwner || checked.readsApps ? entries.find((entry) => unreached(checked, entry) !== null) : undefined;

/** Whether a rule runs on a device: it has one of the values with which the rule can find something. */
export function runsOn({ onlyWith }: CheckedRule, device: Fact): boolean {
  if (onlyWith === null) return true;
  return onlyWith.some(({ field, values }) => {
    const value = device.value(field);
    if (values === 'ANY') return (value as readonly Fact[]).length > 0;
    return Array.isArray(value)
      ? value.some((item: Fact) => values.includes(item.value('state')))
      : values.includes(value);
  });
}

/** Why a rule does not look at all apps of the devices. */
const appsLeftOut = ({ rule, readsApps }: CheckedRule, { devices }: FactPage): Unchecked[] =>
  readsApps && devices.some(({ areAppsTruncated }) => areAppsTruncated) ? [truncated(rule, 'APPS_TRUNCATED')] : [];

/** Why a rule does not look at all devices of the page, at all of their apps, or at the lists of its user. */
export function limitsOn(checked: CheckedRule, page: FactPage, context: Pick<Context, 'viewer'>): Unchecked[] {
  const lists = listsLeftOut(checked, page, context);
  if (!checked.isOfDevices) return lists;
  const missing = missingOn(checked, page);
  const first = page.cut.has('User.devices') ? [truncated(checked.rule, 'TRUNCATED')] : [];
  const devices = missing === null ? first : [outOfScope(checked.rule, missing)];
  return [...lists, ...devices, ...appsLeftOut(checked, page)];
}

/** The permission that does not reach all devices of the page, or not all that a rule reads of them. */
function missingOn(checked: CheckedRule, page: FactPage): Permission | null {
  if (!page.areDevicesComplete) return 'MANAGED_DEVICES_READ';
  const hidden = firstUnreached(checked, page.devices);
  return hidden === undefined ? null : unreached(checked, hidden);
}
