import {
  badInput,
  type Expected,
  InAnyOrder,
  type Key,
  Listed,
  OneOf,
  outOfScope,
  Refused,
  type Selection,
  sortedBy,
} from './answer';
import { assignedToDevice, assignedToUser, byItsName, deviceLimit, isSeen, type Reached } from './assigned';
import { FINDING_RULES, type NotChecked, notChecked, notCheckedAnywhere, type Reported } from './finding-rules';
import { type Facts, groupsSeen, type Held, type Ids, NONE, reachOf, type Scope, Sight, sightOf } from './sight';
import {
  type App,
  type AppState,
  type Assignment,
  AUDIT_EVENTS,
  type Device,
  ENUMS,
  type Filter,
  folded,
  type Group,
  type IneffectiveReason,
  type KnownIssue,
  type License,
  PERMISSIONS,
  type Period,
  type Permission,
  type PolicyState,
  type Profile,
  type Protection,
  READ_AT,
  type Refresh,
  type ReportedFinding,
  type Role,
  RULES,
  SET_ASIDE,
  SETTINGS,
  type Setting,
  type SetupEvent,
  SYNCED,
  type Target,
  type User,
  type World,
  wordsOf,
} from './world';

/*
 * The rules for every field of the graph: its required permissions, its scope and its value.
 */

export type Args = Readonly<Record<string, unknown>>;

/** The expected value for an operator. */
type Ask = (sight: Sight, roots: readonly Selection[]) => Expected;

interface FieldRule {
  /** The object type of the value, a key of the table below; missing for a plain value. */
  readonly type?: string;
  readonly form?: 'list' | 'page';
  readonly needs?: readonly Permission[];
  /** The permissions of arguments that are given. */
  readonly inputs?: readonly {
    readonly path: readonly [string, string];
    readonly of: string;
    readonly needs: Permission;
  }[];
  // biome-ignore lint/suspicious/noExplicitAny: each rule knows the source of its type.
  readonly read: (source: any, args: Args, sight: Sight, coordinate: string, ask: Ask) => unknown;
}

interface TypeRule {
  readonly needs: readonly Permission[];
  readonly fields: Readonly<Record<string, FieldRule>>;
}

/** The node id of an object. */
export const nodeId = (type: string, key: string): string => Buffer.from(`${type}:${key}`).toString('base64url');

/** The type and key of a node id; null if it is malformed. */
export function parseId(id: string): { type: string; key: string } | null {
  const [type, ...rest] = Buffer.from(id, 'base64url').toString('utf8').split(':');
  const key = rest.join(':');
  return type === undefined || key === '' || NODES[type] === undefined || nodeId(type, key) !== id
    ? null
    : { type, key };
}

function keyIn(type: string, id: unknown): string {
  const parsed = parseId(id as string);
  if (parsed === null || parsed.type !== type) throw badInput();
  return parsed.key;
}

const plain = (...names: readonly string[]): Record<string, FieldRule> =>
  Object.fromEntries(names.map((name) => [name, { read: (source) => source[name] }]));
const idOf = (type: string): FieldRule => ({ read: (source) => nodeId(type, source.id) });

const byName = ({ displayName, id }: { readonly displayName: string | null; readonly id: string }): Key => [
  folded(displayName),
  id,
];
const byDeviceName = ({ deviceName, id }: Device): Key => [folded(deviceName), id];

/** The part of a failure that the oracle checks, without texts. */
const failure = (code: string | null) => (code === null ? null : { code });

function isFound(search: unknown, ...texts: readonly (string | null)[]): boolean {
  if (typeof search !== 'string' || search.trim() === '') return true;
  const [wanted, words] = [wordsOf(search), wordsOf(...texts)];
  return wanted.length > 0 && wanted.every((part) => words.some((word) => word.startsWith(part)));
}

function compliance({ compliance: stored, graceUntil }: Device, now: string): string {
  if (stored !== 'NONCOMPLIANT' && stored !== 'IN_GRACE_PERIOD') return stored;
  return graceUntil !== null && graceUntil > now ? 'IN_GRACE_PERIOD' : 'NONCOMPLIANT';
}
const isNoncompliant = (device: Device, now: string): boolean =>
  ['NONCOMPLIANT', 'CONFLICT', 'ERROR'].includes(compliance(device, now));
const entraCompliance = (device: Device, facts: Facts): string => facts.entraOf(device)?.compliance ?? 'NOT_APPLICABLE';

/** An app that another needs, replaces or is replaced by. */
interface Related {
  readonly app: App;
  readonly kind: string;
}

/** The existing apps at the other end of relations, by name. @param other the other end, if the relation counts */
function relatedTo(
  facts: Facts,
  kind: string,
  other: (source: App, targetId: string) => string | null,
): readonly Related[] {
  const found = facts.world.apps.flatMap((source) =>
    source.relations.flatMap((relation): Related[] => {
      const app = relation.kind === kind ? facts.apps.get(other(source, relation.targetId) ?? '') : undefined;
      return app === undefined ? [] : [{ app, kind: relation.mode }];
    }),
  );
  return sortedBy(found, ({ app }) => byName(app));
}

const relatedApp: Record<string, FieldRule> = {
  ...plain('kind'),
  app: { type: 'App', read: ({ app }: Related) => app },
};

/** The last refresh of a user. One that did not end, and is not alive any more, has failed. */
function lastRefresh({ id }: User, { refreshes }: World): Refresh | null {
  const found = sortedBy(
    refreshes.filter(({ userId, requestedAt }) => userId === id && requestedAt > READ_AT),
    (each) => [each.requestedAt, each.id],
  ).at(-1);
  if (found === undefined || found.finishedAt !== null || found.aliveUntil > READ_AT) return found ?? null;
  const problem = 'The process ended before the refresh did.';
  return { ...found, state: 'FAILED', finishedAt: found.aliveUntil, failure: 'INTERRUPTED', problem };
}

/** When a state was read: with its device or app, or later, when it was first seen. */
const lastRead = ({ stateSince }: { stateSince: string | null }, readAt: string | null | undefined): string =>
  [readAt ?? READ_AT, stateSince ?? ''].sort().at(-1) as string;

/** Whether an instant is one of the last days. */
const isOfLast = (days: number, instant: string, { now }: Sight): boolean =>
  Date.parse(instant) >= Date.parse(now) - days * 24 * 60 * 60 * 1_000;

/** The memberships of a user that ended in the last 90 days, in visible and hidden groups. */
export const former = (id: string, sight: Sight): readonly Period[] =>
  sight.facts.world.periods.filter(
    ({ userId, until }) => userId === id && until !== null && isOfLast(90, until, sight),
  );

/** The findings that operators reported in the last 180 days. */
export const reported = (sight: Sight): readonly ReportedFinding[] =>
  sight.facts.world.reportedFindings.filter(({ reportedAt }) => isOfLast(180, reportedAt, sight));

/** An app on a device. */
export interface InstallState extends AppState {
  readonly device: Device;
}
/** What a text finds, best first: what it names exactly, then where a name starts with it, then by name. */
function best<Item extends { readonly id: string }>(
  text: string,
  items: readonly Item[],
  textsOf: (item: Item) => readonly (string | null)[],
  nameOf: (item: Item) => string | null,
): Item[] {
  if (wordsOf(text).length === 0) return [];
  const sought = folded(text);
  // A phone number is found by its words alone.
  const rank = (item: Item) => {
    const isNamed = textsOf(item)
      .slice(0, 3)
      .some((each) => each !== null && folded(each) === sought);
    return isNamed ? 0 : folded(nameOf(item)).startsWith(sought) ? 1 : 2;
  };
  const found = items.filter((item) => isFound(text, ...textsOf(item)));
  return sortedBy(found, (item) => [rank(item), folded(nameOf(item)), item.id]).slice(0, 25);
}

const installStates = (devices: readonly Device[]): InstallState[] =>
  devices.flatMap((device) => device.appStates.map((state) => ({ ...state, device })));
const isFailed = ({ state }: AppState): boolean => state === 'FAILED' || state === 'UNINSTALL_FAILED';
const severity = (order: readonly string[], state: string): number => order.indexOf(state);
const installKey = ({ device, appId, userId }: InstallState): string => `${device.id}/${appId}/${userId}`;

function summary(states: readonly AppState[]): string {
  if (states.some(isFailed)) return 'FAILED';
  if (states.some(({ state }) => state === 'PENDING_INSTALL')) return 'PENDING';
  return states.some(({ state }) => state === 'INSTALLED') ? 'INSTALLED' : 'NONE';
}

const ADMIN_CENTRE = 'https://intune.microsoft.com';
const USER_PAGE = `${ADMIN_CENTRE}/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~`;

const SUMMED_PROFILES = ['WIFI', 'VPN', 'CERTIFICATE', 'TRUSTED_ROOT', 'EMAIL'];

function profileSummary(all: readonly PolicyState[]): string {
  const states = all.flatMap(({ kind, profileType, state }) =>
    kind === 'CONFIGURATION' && SUMMED_PROFILES.includes(profileType ?? '') ? [state] : [],
  );
  const has = (...wanted: string[]) => states.some((state) => wanted.includes(state));
  if (has('ERROR', 'CONFLICT', 'NONCOMPLIANT')) return 'FAILED';
  if (has('UNKNOWN', 'IN_GRACE_PERIOD')) return 'PENDING';
  return has('COMPLIANT', 'REMEDIATED') ? 'APPLIED' : 'NONE';
}

const pick = <Item>(items: ReadonlyMap<string, Item>, ids: Iterable<string>): Item[] =>
  [...ids].flatMap((id) => items.get(id) ?? []);
const among = <Item extends { readonly id: string }>(items: readonly Item[], ids: Ids): Item[] =>
  items.filter(({ id }) => ids.has(id));

const filterOf = (args: Args): Record<string, unknown> => (args['filter'] ?? {}) as Record<string, unknown>;
export const given = (value: unknown): boolean => value !== undefined && value !== null;
const isAmong = (choices: unknown, value: string): boolean => !given(choices) || (choices as string[]).includes(value);

/** The order of the arguments, or the default order. */
function ordering(args: Args, field: string) {
  const order = (args['orderBy'] ?? { field, direction: 'ASC' }) as { field: string; direction?: string };
  return {
    field: order.field,
    order: `${order.field} ${order.direction ?? 'ASC'}`,
    descending: order.direction === 'DESC',
  };
}

function users(args: Args, sight: Sight): Listed<User> {
  const { facts } = sight;
  const filter = filterOf(args);
  const { field, order, descending } = ordering(args, 'DISPLAY_NAME');
  const group = given(filter['groupId']) ? keyIn('Group', filter['groupId']) : null;
  const members = group === null ? null : sight.groups.has(group) ? facts.usersOf(group, true) : NONE;
  const isHard = (user: User) =>
    among(facts.world.devices, sight.devices('MANAGED_DEVICES_READ')).some(
      (device) => device.userId === user.id && isNoncompliant(device, sight.now),
    );
  const found = among(facts.world.users, sight.users('ORGANIZATION_READ')).filter(
    (user) =>
      isFound(args['search'], user.displayName, user.userPrincipalName, user.mail) &&
      (members === null || members.has(user.id)) &&
      (!given(filter['accountEnabled']) || user.accountEnabled === filter['accountEnabled']) &&
      (!given(filter['intuneLicensed']) || user.intuneLicensed === filter['intuneLicensed']) &&
      (!given(filter['hasNoncompliantDevice']) || isHard(user) === filter['hasNoncompliantDevice']),
  );
  const key = (user: User): Key =>
    field === 'DISPLAY_NAME' ? byName(user) : [folded(user.userPrincipalName), user.id];
  return new Listed(found, key, { order, descending });
}

function devices(args: Args, sight: Sight): Listed<Device> {
  const { facts, now } = sight;
  const filter = filterOf(args);
  const { field, order, descending } = ordering(args, 'DEVICE_NAME');
  const owner = given(filter['primaryUserId']) ? keyIn('User', filter['primaryUserId']) : null;
  const group = given(filter['groupId']) ? keyIn('Group', filter['groupId']) : null;
  const members = group === null ? null : sight.groups.has(group) ? facts.devicesOf(group, true) : NONE;
  const found = among(facts.world.devices, sight.devices('MANAGED_DEVICES_READ')).filter(
    (device) =>
      isFound(args['search'], device.deviceName, device.serialNumber, device.imei, device.phoneNumber) &&
      (owner === null || (device.userId === owner && sight.users('ORGANIZATION_READ').has(owner))) &&
      (members === null || members.has(device.id)) &&
      isAmong(filter['platform'], device.platform) &&
      isAmong(filter['intuneCompliance'], compliance(device, now)) &&
      isAmong(filter['entraCompliance'], entraCompliance(device, facts)) &&
      isAmong(filter['ownership'], device.ownership) &&
      (!given(filter['lastCheckInBefore']) || (device.lastCheckInAt ?? '') < (filter['lastCheckInBefore'] as string)),
  );
  const key = (device: Device): Key =>
    field === 'DEVICE_NAME'
      ? byDeviceName(device)
      : [(field === 'ENROLLED_AT' ? device.enrolledAt : device.lastCheckInAt) ?? '', device.id];
  const complete =
    sight.scope('MANAGED_DEVICES_READ').allDevices &&
    (owner === null || sight.scope('ORGANIZATION_READ').allUsers) &&
    (group === null || sight.everything('ORGANIZATION_READ'));
  return new Listed(found, key, { order, descending, complete });
}

function roleAssignments(args: Args, sight: Sight): Listed<Assignment> {
  const { facts } = sight;
  const filter = filterOf(args);
  const key = (name: string, type: string) => (given(filter[name]) ? keyIn(type, filter[name]) : null);
  const [role, member] = [key('roleId', 'Role'), key('memberGroupId', 'Group')];
  const [scope, operator] = [key('scopeGroupId', 'Group'), key('operatorId', 'User')];
  const found = facts.world.assignments.filter(
    (each) =>
      (role === null || each.roleId === role) &&
      (member === null || (sight.groups.has(member) && each.memberGroupIds.includes(member))) &&
      (scope === null || (sight.groups.has(scope) && each.scopeGroupIds.includes(scope))) &&
      (operator === null || (sight.users('ORGANIZATION_READ').has(operator) && facts.gets(operator, each))),
  );
  return new Listed(found, byName);
}

const visibleGroups = (ids: readonly string[], sight: Sight): Group[] =>
  sortedBy(
    pick(sight.facts.groups, ids).filter(({ id }) => sight.groups.has(id)),
    byName,
  );

/** The visible groups of a user or a device. */
function memberships(id: string, of: 'usersOf' | 'devicesOf', sight: Sight) {
  const { facts } = sight;
  return facts.world.groups
    .filter((group) => sight.groups.has(group.id) && facts[of](group.id, true).has(id))
    .map((group) => ({ group, kind: facts[of](group.id, false).has(id) ? 'DIRECT' : 'TRANSITIVE' }));
}
const byGroupName = ({ group }: { readonly group: Group }): Key => byName(group);

/** A link to one object: null if there is none, refused if it is out of scope. */
function link<Item>(items: ReadonlyMap<string, Item>, id: string | null, seen: Ids, refused: Refused): Item | null {
  if (id === null) return null;
  if (!seen.has(id)) throw refused;
  return items.get(id) ?? null;
}

/** A value that is complete, or refused. */
function whole<Answer>(isReached: boolean, refused: Refused, answer: () => Answer): Answer {
  if (!isReached) throw refused;
  return answer();
}

/** An assignment of a user as an operator. */
interface Grant {
  readonly user: User;
  readonly assignment: Assignment;
}

function grantsOf(user: User, facts: Facts): Grant[] {
  const found = facts.world.assignments.filter((assignment) => facts.gets(user.id, assignment));
  return sortedBy(found, byName).map((assignment) => ({ user, assignment }));
}

/** The shortest path from a user up to the nearest member group; of several the one with the smallest id. */
function chains({ user, assignment: { memberGroupIds } }: Grant, facts: Facts): string[][] {
  let ways = facts.world.groups.filter(({ id }) => facts.usersOf(id, false).has(user.id)).map(({ id }) => [id]);
  const arrived = () => ways.filter((way) => memberGroupIds.includes(way.at(-1) as string));
  const passed = new Set<string>();
  while (ways.length > 0 && arrived().length === 0) {
    for (const way of ways) passed.add(way.at(-1) as string);
    ways = ways.flatMap((way) =>
      facts.world.groups
        .filter(({ id }) => !passed.has(id) && facts.nestedDirectly(id).includes(way.at(-1) as string))
        .map(({ id }) => [...way, id]),
    );
  }
  const [nearest] = sortedBy(arrived(), (way) => [way.at(-1) as string]).map((way) => way.at(-1));
  return arrived().filter((way) => way.at(-1) === nearest);
}

const holdersOf = (permission: Permission, { roles }: World): Ids =>
  new Set(roles.filter((role) => role.permissions.includes(permission)).map(({ id }) => id));

/** The objects that decide whether an object is in a scope. */
type Anchor = { readonly kind: 'users' | 'devices' | 'groups'; readonly id: string } | null;

function anchorOf(type: string, key: string, facts: Facts): Anchor {
  switch (type) {
    case 'User':
      return { kind: 'users', id: key };
    case 'Device':
      return { kind: 'devices', id: key };
    case 'Group':
      return { kind: 'groups', id: key };
    case 'EnrollmentFailure':
      return { kind: 'users', id: facts.failures.get(key)?.userId as string };
    case 'AppProtectionState':
      return { kind: 'users', id: facts.protections.get(key)?.userId as string };
    case 'AppInstallState':
      return { kind: 'devices', id: key.split('/')[0] as string };
    case 'CompliancePolicyState':
    case 'ConfigurationState':
      return { kind: 'devices', id: facts.states.get(key)?.device.id as string };
    default:
      return null;
  }
}

/** Fields, or all fields of a type, that belong to no user or device: only an assignment over everything gives them. */
export const OF_EVERYTHING: Ids = new Set([
  'AuditEvent',
  'FindingRuleInfo.reported',
  'FindingRuleInfo.shadowFirings',
  'Query.auditEvents',
  'Query.reportedFindings',
  'Tenant.quarantine',
  'Tenant.sync',
]);

/** Whether a scope contains an object. Every scope contains the objects of the tenant. */
function isInScope(facts: Facts, scope: Scope, anchor: Anchor): boolean {
  if (anchor === null) return true;
  const reach = reachOf(facts, scope);
  return (anchor.kind === 'groups' ? groupsSeen(facts, scope, reach) : reach[anchor.kind]).has(anchor.id);
}

const scopeOf = ({ allUsers, allDevices, scopeGroupIds }: Assignment): Scope => ({
  allUsers,
  allDevices,
  everything: allUsers && allDevices,
  groups: new Set(scopeGroupIds),
});

/** Whether the operator sees everything that can bring an object into a scope. */
function isPlaceSeen(anchor: Anchor, sight: Sight): boolean {
  const people = sight.users('ORGANIZATION_READ');
  if (anchor === null) return true;
  if (anchor.kind === 'users') return people.has(anchor.id);
  if (anchor.kind === 'groups') return false;
  const user = sight.facts.devices.get(anchor.id)?.userId ?? null;
  const isSeen =
    sight.devices('MANAGED_DEVICES_READ').has(anchor.id) && sight.devices('ORGANIZATION_READ').has(anchor.id);
  return isSeen && (user === null || people.has(user));
}

/** Root fields that cannot be asked without arguments. */
export const WITH_ARGUMENTS: Ids = new Set([
  'node',
  'nodes',
  'user',
  'group',
  'device',
  'app',
  'policy',
  'search',
  'role',
  'roleAssignment',
  'permission',
  'explainAccess',
]);

interface Reason {
  readonly kind: string;
  readonly permission: Permission | null;
  readonly roles: readonly Role[];
  readonly grants: readonly Grant[];
  readonly over: readonly Assignment[];
}

/** Explains why an operator can or cannot read a field; null if the asker cannot see the operator or the subject. */
function explained(args: Args, sight: Sight, ask: Ask): { allowed: boolean | null; reasons: readonly Reason[] } | null {
  const { facts } = sight;
  const [type, name, ...rest] = (args['coordinate'] as string).split('.');
  const rule = TYPES[type ?? '']?.fields[name ?? ''];
  if (type === undefined || rule === undefined || rest.length > 0) throw badInput();
  const operatorId = keyIn('User', args['operatorId']);
  const isAbout = given(args['subjectId']);
  if (!isAbout && NODES[type] !== undefined) throw badInput();
  const subject = isAbout ? keyIn(type, args['subjectId']) : null;
  const needs = TYPES[type]?.needs ?? [];
  const isSeen = subject === null || (sight.refusal(needs) === null && NODES[type]?.(subject, sight) !== null);
  if (!sight.users('ORGANIZATION_READ').has(operatorId) || !isSeen) return null;

  const active = new Sight(facts, operatorId, sight.now, true);
  const anchor = subject === null ? null : anchorOf(type, subject, facts);
  const giving = (permission: Permission) =>
    facts.world.assignments.filter(
      (each) => facts.ineffective(each) === null && facts.role(each).permissions.includes(permission),
    );
  const asked = {
    kind: 'field',
    name: name as string,
    alias: null,
    args: [],
    isSkipped: false,
    selections: [],
  } as const;
  const refusedTo = (asker: Sight): readonly string[] | null => {
    if (subject === null) {
      if (type === 'FindingRuleInfo') {
        const { errors } = ask(asker, [{ ...asked, name: 'findingRules', selections: [asked] }]);
        return errors.flatMap(({ missing = [] }) => missing);
      }
      if (type !== 'Query' || WITH_ARGUMENTS.has(name as string)) return null;
      return ask(asker, [asked]).errors.flatMap(({ missing = [] }) => missing);
    }
    if (NODES[type]?.(subject, asker) === null) return needs;
    const id = { name: 'id', type: 'ID!', value: args['subjectId'] };
    const selections = [{ kind: 'fragment', on: type, isNamed: false, selections: [asked] } as const];
    const { errors } = ask(asker, [{ ...asked, name: 'node', args: [id], selections }]);
    return errors.flatMap(({ missing = [] }) => missing);
  };
  // The asker must not learn more of the subject than from reading it. So then only visible scopes decide. What an
  // operator gets of the objects of the tenant tells nothing but the operator's own rights.
  const seesAll = sight.everything('ORGANIZATION_READ') && sight.everything('MANAGED_DEVICES_READ');
  const seesPlace = seesAll || isPlaceSeen(anchor, sight);
  const own = refusedTo(sight);
  const mayTell = anchor === null || (seesAll && own?.length === 0);
  const refused = own !== null && mayTell ? refusedTo(active) : null;
  const holds = (scope: Scope): boolean | null => {
    if (scope.everything) return true;
    if (seesPlace) return isInScope(facts, scope, anchor);
    const isNested = anchor?.kind === 'groups' && [...scope.groups].some((id) => facts.nestedIn(id).has(anchor.id));
    return isNested ? true : null;
  };
  const reaches = (permission: Permission): boolean | null => {
    if (refused !== null) return !refused.includes(permission);
    const scope = active.scope(permission);
    const isHeld = holds(scope);
    if (needs.includes(permission)) return isHeld;
    switch (args['coordinate']) {
      case 'Device.primaryUser':
      case 'AppProtectionState.device':
      case 'DeviceLogon.user':
        return null;
      case 'User.devices':
      case 'Device.groupMemberships':
        return scope.allDevices || isHeld === true ? true : null;
      default:
        return isHeld;
    }
  };
  const isOfEverything = OF_EVERYTHING.has(type) || OF_EVERYTHING.has(`${type}.${name}`);
  const nothing = { permission: null, roles: [], grants: [], over: [] };
  const all = [...new Set([...needs, ...(rule.needs ?? [])])];
  const reasons = all.map((permission): Reason => {
    const own = grantsOf(active.user, facts).filter(({ assignment }) => giving(permission).includes(assignment));
    const over = giving(permission).filter((each) =>
      isOfEverything ? each.allUsers && each.allDevices : holds(scopeOf(each)) === true,
    );
    if (!active.holds(permission)) {
      const roles = facts.world.roles.filter(
        (role) => role.ineffectiveReason === null && role.permissions.includes(permission),
      );
      const kind = 'PERMISSION_MISSING';
      return { ...nothing, kind, permission, roles: sortedBy(roles, byName), over: sortedBy(over, byName) };
    }
    const isReached = reaches(permission);
    if (isReached !== true) {
      const kind = isReached === false ? 'OUT_OF_SCOPE' : 'NOT_TOLD';
      return { ...nothing, kind, permission, grants: own, over: sortedBy(over, byName) };
    }
    const allowing = own.filter(({ assignment }) => over.includes(assignment));
    return { ...nothing, kind: 'GRANTED', permission, grants: allowing.length > 0 ? allowing : own };
  });
  if (!active.user.intuneLicensed) reasons.unshift({ ...nothing, kind: 'NO_LICENSE' });
  if (active.user.accountEnabled !== true) reasons.unshift({ ...nothing, kind: 'ACCOUNT_DISABLED' });
  if (reasons.length === 0) reasons.push({ ...nothing, kind: 'OPEN' });
  const kinds = new Set(reasons.map(({ kind }) => kind));
  for (const kind of ['GRANTED', 'OPEN']) kinds.delete(kind);
  const isNotTold = kinds.delete('NOT_TOLD');
  return { allowed: kinds.size > 0 ? false : isNotTold ? null : true, reasons };
}

const AUDIT_TEXT = AUDIT_EVENTS.map((event) => ({
  ...event,
  actorId: null,
  subjectId: null,
  before: null,
  after: null,
  requestId: null,
}));

const TROUBLESHOOTING: ReadonlySet<Permission> = new Set([
  'ORGANIZATION_READ',
  'MANAGED_DEVICES_READ',
  'MOBILE_APPS_READ',
  'MANAGED_APPS_READ',
]);
const INTUNE: Readonly<Record<Permission, readonly [name: string, action: string]>> = {
  ORGANIZATION_READ: ['Organization: Read', 'Microsoft.Intune_Organization_Read'],
  MANAGED_DEVICES_READ: ['Managed devices: Read', 'Microsoft.Intune_ManagedDevices_Read'],
  MOBILE_APPS_READ: ['Mobile apps: Read', 'Microsoft.Intune_MobileApps_Read'],
  MANAGED_APPS_READ: ['Managed apps: Read', 'Microsoft.Intune_ManagedApps_Read'],
  ROLES_READ: ['Roles: Read', 'Microsoft.Intune_Roles_Read'],
  ROLES_CREATE: ['Roles: Create', 'Microsoft.Intune_Roles_Create'],
  ROLES_UPDATE: ['Roles: Update', 'Microsoft.Intune_Roles_Update'],
  ROLES_DELETE: ['Roles: Delete', 'Microsoft.Intune_Roles_Delete'],
  ROLES_ASSIGN: ['Roles: Assign', 'Microsoft.Intune_Roles_Assign'],
  AUDIT_DATA_READ: ['Audit data: Read', 'Microsoft.Intune_Audit_Read'],
};

/** Finds an object of each type by key; null if it does not exist for the operator. */
export const NODES: Readonly<Record<string, (key: string, sight: Sight) => object | null>> = {
  App: (key, { facts }) => facts.apps.get(key) ?? null,
  AppInstallState: (key, sight) =>
    installStates(among(sight.facts.world.devices, sight.devices('MOBILE_APPS_READ'))).find(
      (state) => installKey(state) === key,
    ) ?? null,
  AppProtectionPolicy: (key, { facts }) => facts.policies.get(key) ?? null,
  AppProtectionState: (key, sight) => {
    const found = sight.facts.protections.get(key);
    return found !== undefined && sight.users('MANAGED_APPS_READ').has(found.userId) ? found : null;
  },
  AuditEvent: (key, sight) =>
    sight.everything('AUDIT_DATA_READ') ? (AUDIT_TEXT.find(({ seq }) => String(seq) === key) ?? null) : null,
  CompliancePolicyState: (key, sight) => policyState(key, 'COMPLIANCE', sight),
  ConfigurationState: (key, sight) => policyState(key, 'CONFIGURATION', sight),
  Policy: (key, { facts }) => facts.profiles.get(key) ?? null,
  Device: (key, sight) =>
    sight.devices('MANAGED_DEVICES_READ').has(key) ? (sight.facts.devices.get(key) ?? null) : null,
  EnrollmentFailure: (key, sight) => {
    const found = sight.facts.failures.get(key);
    return found !== undefined && sight.users('MANAGED_DEVICES_READ').has(found.userId) ? found : null;
  },
  Group: (key, sight) => (sight.groups.has(key) ? (sight.facts.groups.get(key) ?? null) : null),
  KnownIssue: (key, { facts }) => facts.world.knownIssues.find(({ id }) => id === key) ?? null,
  Role: (key, { facts }) => facts.roles.get(key) ?? null,
  RoleAssignment: (key, { facts }) => facts.assignments.get(key) ?? null,
  Tenant: (key, { facts }) => (facts.world.tenant.id === key ? facts.world.tenant : null),
  User: (key, sight) => (sight.users('ORGANIZATION_READ').has(key) ? (sight.facts.users.get(key) ?? null) : null),
  Viewer: (key, sight) => (sight.user.id === key ? sight : null),
};

function policyState(key: string, kind: PolicyState['kind'], sight: Sight): PolicyState | null {
  const found = sight.facts.states.get(key);
  if (found === undefined || found.state.kind !== kind) return null;
  return sight.devices('MANAGED_DEVICES_READ').has(found.device.id) ? found.state : null;
}

const statesOf = (device: Device, kind: PolicyState['kind']): PolicyState[] =>
  sortedBy(
    device.policyStates.filter((state) => state.kind === kind),
    ({ state, displayName, id }) => [severity(ENUMS.policyState, state), folded(displayName), id],
  );
const settings: FieldRule = {
  type: 'SettingState',
  form: 'list',
  read: (state: PolicyState, args) => state.settings.filter((setting) => isAmong(args['states'], setting.state)),
};

/** Finds an object by the id in an argument. */
const byId = (type: string, needs: readonly Permission[]): FieldRule => ({
  type,
  needs,
  read: (_, { id }, sight) => NODES[type]?.(keyIn(type, id), sight) ?? null,
});

/** An object with the type whose rules apply to its fields. */
export class Typed {
  readonly type: string;
  readonly source: object;

  constructor(type: string, source: object) {
    this.type = type;
    this.source = source;
  }
}

function findNode(id: unknown, sight: Sight, coordinate: string): Typed | null {
  const parsed = parseId(id as string);
  if (parsed === null) throw badInput();
  const refused = sight.refusal(TYPES[parsed.type]?.needs ?? []);
  if (refused !== null) throw new Refused({ code: 'FORBIDDEN', ...refused, coordinate });
  const found = NODES[parsed.type]?.(parsed.key, sight) ?? null;
  return found === null ? null : new Typed(parsed.type, found);
}

const ORG: readonly Permission[] = ['ORGANIZATION_READ'];
const DEVICES: readonly Permission[] = ['MANAGED_DEVICES_READ'];
const APPS: readonly Permission[] = ['MOBILE_APPS_READ'];
const PROTECTION: readonly Permission[] = ['MANAGED_APPS_READ'];
const ROLES: readonly Permission[] = ['ROLES_READ'];
const AUDIT: readonly Permission[] = ['AUDIT_DATA_READ'];

const seenUser = (id: string | null, sight: Sight) => NODES['User']?.(id ?? '', sight) ?? null;

const isOpen = ({ endedAt, endsAt }: KnownIssue, now: string): boolean => endedAt === null && endsAt > now;

const filterOfTarget = ({ filterId }: Target, { facts }: Sight): Filter | undefined =>
  facts.filters.get(filterId ?? '');

/** Whom something is assigned to, as far as the groups can be seen; the place of an assignment is its own. */
const assignmentsOf = (type: string): FieldRule => ({
  type,
  form: 'page',
  read: ({ targets }: { readonly targets: readonly Target[] }, _, sight) => {
    const seen = targets.filter((each) => isSeen(each, sight));
    return new Listed(seen, (each) => [targets.indexOf(each)], {
      complete: sight.everything('ORGANIZATION_READ'),
      hidden: targets.length - seen.length,
    });
  },
});
const assigned = (found: readonly Reached[]) => new Listed(found, byItsName, { complete: true });

const INEFFECTIVE: Readonly<Record<IneffectiveReason, string>> = {
  SCOPE_TAG: 'It has a scope tag, which this service does not evaluate.',
  NOT_ALLOWED: 'Its role names actions that are not allowed, which this service does not evaluate.',
  EMPTY_SCOPE: 'Its scope is empty: no group, not all users, not all devices.',
};

/** Every object type of the graph with its fields, except connections and their edges. */
export const TYPES: Readonly<Record<string, TypeRule>> = {
  Viewer: {
    needs: [],
    fields: {
      id: { read: ({ user }: Sight) => nodeId('Viewer', user.id) },
      displayName: { read: ({ user }: Sight) => user.displayName },
      userPrincipalName: { read: ({ user }: Sight) => user.userPrincipalName },
      preferredLanguage: { read: ({ user }: Sight) => user.preferredLanguage },
      ...plain('state'),
      permissions: { type: 'ViewerPermission', form: 'list', read: ({ granted }: Sight) => new InAnyOrder(granted) },
      canTroubleshoot: { read: (sight: Sight) => sight.state === 'ACTIVE' && sight.missingReads().length === 0 },
      missingPermissions: { read: (sight: Sight) => sight.missingReads() },
      // In these tests, viewers are never simulated.
      simulated: { read: () => false },
      withheldPermissions: { read: () => [] },
      missing: {
        type: 'MissingRead',
        form: 'list',
        read: (sight: Sight) => sight.missingReads().map((permission) => ({ permission })),
      },
      user: {
        type: 'User',
        needs: ORG,
        read: (sight: Sight) => (sight.users('ORGANIZATION_READ').has(sight.user.id) ? sight.user : null),
      },
    },
  },
  ViewerPermission: {
    needs: [],
    fields: {
      ...plain('permission'),
      allUsers: { read: ({ scope }: Held) => scope.allUsers },
      everything: { read: ({ scope }: Held) => scope.everything },
      allDevices: { read: ({ scope }: Held) => scope.allDevices },
      groups: {
        type: 'ScopeGroup',
        form: 'list',
        read: ({ scope }: Held, _: Args, { facts }: Sight) => new InAnyOrder(pick(facts.groups, scope.groups)),
      },
      assignments: {
        type: 'ViewerAssignment',
        form: 'list',
        read: ({ assignments }: Held) => new InAnyOrder(assignments),
      },
    },
  },
  ScopeGroup: { needs: [], fields: { displayName: { read: (group: Group) => group.displayName ?? '' } } },
  ViewerAssignment: {
    needs: [],
    fields: {
      ...plain('displayName'),
      roleDisplayName: { read: (each: Assignment, _: Args, { facts }: Sight) => facts.role(each).displayName },
    },
  },
  MissingRead: {
    needs: [],
    fields: {
      ...plain('permission'),
      roles: {
        type: 'Role',
        form: 'list',
        needs: ROLES,
        read: ({ permission }: { permission: Permission }, _: Args, { facts }: Sight) =>
          sortedBy(
            facts.world.roles.filter(
              (role) => role.ineffectiveReason === null && role.permissions.includes(permission),
            ),
            byName,
          ),
      },
    },
  },
  PermissionInfo: { needs: [], fields: plain('permission', 'displayName', 'microsoftAction', 'troubleshooting') },
  Tenant: {
    needs: ORG,
    fields: {
      id: idOf('Tenant'),
      ...plain(
        'displayName',
        'subscriptionState',
        'mdmAuthority',
        'complianceValidityDays',
        'noncompliantWithoutPolicy',
      ),
      accountStatus: {
        read: ({ subscriptionState }: World['tenant']) =>
          ['ACTIVE', 'WARNING'].includes(subscriptionState) ? 'ACTIVE' : 'INACTIVE',
      },
      connectors: {
        type: 'Connector',
        form: 'list',
        read: (_: unknown, __: Args, { facts }: Sight) =>
          sortedBy(facts.world.connectors, ({ reported, name, kind, id }) => [
            ['UNHEALTHY', 'WARNING', 'HEALTHY', 'NOT_ENABLED'].indexOf(reported ?? 'HEALTHY'),
            folded(name),
            kind,
            id,
          ]),
      },
      syncedAt: { read: () => READ_AT },
      sync: {
        type: 'SyncStatus',
        form: 'list',
        read: (_: unknown, __: Args, sight: Sight, at: string) =>
          whole(sight.everything('ORGANIZATION_READ'), outOfScope(at, 'ORGANIZATION_READ'), () => SYNCED),
      },
      quarantine: {
        type: 'QuarantinedRecord',
        form: 'page',
        read: (_: unknown, __: Args, sight: Sight, at: string) =>
          whole(
            sight.everything('ORGANIZATION_READ'),
            outOfScope(at, 'ORGANIZATION_READ'),
            () => new Listed(SET_ASIDE, ({ kind, resource, record }) => [kind, resource, record]),
          ),
      },
    },
  },
  SyncStatus: {
    needs: ORG,
    fields: {
      ...plain('kind', 'state', 'problem', 'lastCompletedAt'),
      counts: { type: 'SyncCounts', read: (status: object) => status },
    },
  },
  SyncCounts: {
    needs: ORG,
    fields: { ...plain('read', 'added', 'setAside'), changed: { read: () => 0 }, removed: { read: () => 0 } },
  },
  QuarantinedRecord: { needs: ORG, fields: plain('kind', 'resource', 'objectId', 'reason') },
  Connector: {
    needs: ORG,
    fields: {
      ...plain('kind', 'name'),
      health: { read: ({ reported }: { reported: string | null }) => reported ?? 'HEALTHY' },
      expiresAt: { read: () => null },
      lastSyncAt: { read: () => null },
    },
  },
  User: {
    needs: ORG,
    fields: {
      id: idOf('User'),
      ...plain(
        'displayName',
        'userPrincipalName',
        'mail',
        'accountEnabled',
        'accountEnabledSince',
        'jobTitle',
        'department',
        'usageLocation',
      ),
      syncedAt: { read: () => READ_AT },
      adminCentreUrl: { read: ({ id }: User) => `${USER_PAGE}/overview/userId/${id}` },
      signInLogUrl: { read: ({ id }: User) => `${USER_PAGE}/SignIns/userId/${id}` },
      status: { type: 'UserStatus', read: (user: User) => user },
      licenses: {
        type: 'License',
        form: 'list',
        read: ({ licenses }: User) =>
          sortedBy(licenses, ({ skuPartNumber, servicePlan, skuId, planId }) => [
            skuPartNumber ?? '',
            servicePlan,
            skuId,
            planId,
          ]),
      },
      groupMemberships: {
        type: 'GroupMembership',
        form: 'page',
        // An operator who sees a user sees the user's groups, because each has a visible member.
        read: ({ id }: User, _: Args, sight: Sight) =>
          new Listed(memberships(id, 'usersOf', sight), byGroupName, { complete: true }),
      },
      formerGroups: {
        type: 'FormerMembership',
        form: 'page',
        read: ({ id }: User, _: Args, sight: Sight) => {
          const found = former(id, sight);
          const seen = found.filter(({ groupId }) => sight.groups.has(groupId));
          return new Listed(seen, (each) => [each.until ?? '', each.groupId, each.since ?? ''], {
            complete: sight.everything('ORGANIZATION_READ'),
            hidden: found.length - seen.length,
            descending: true,
          });
        },
      },
      devices: {
        type: 'Device',
        form: 'page',
        needs: DEVICES,
        read: ({ id }: User, _: Args, sight: Sight, at: string) => {
          const complete = sight.reachesDevicesOf('MANAGED_DEVICES_READ', id);
          const visible = sight.devices('MANAGED_DEVICES_READ');
          const found = among(sight.facts.world.devices, visible).filter((device) => device.userId === id);
          if (!complete && found.length === 0) throw outOfScope(at, 'MANAGED_DEVICES_READ');
          return new Listed(found, byDeviceName, { complete });
        },
      },
      appProtectionStates: {
        type: 'AppProtectionState',
        form: 'page',
        needs: PROTECTION,
        read: ({ id }: User, _: Args, sight: Sight, at: string) =>
          whole(
            sight.users('MANAGED_APPS_READ').has(id),
            outOfScope(at, 'MANAGED_APPS_READ'),
            () =>
              new Listed(
                sight.facts.world.protections.filter(({ userId }) => userId === id),
                (each) => [severity(ENUMS.protectionState, each.state), folded(each.appName), each.id],
                { complete: true },
              ),
          ),
      },
      appProtectionPolicies: {
        type: 'AppProtectionPolicy',
        form: 'page',
        needs: PROTECTION,
        read: ({ id }: User, _: Args, sight: Sight, at: string) =>
          whole(
            sight.users('MANAGED_APPS_READ').has(id),
            outOfScope(at, 'MANAGED_APPS_READ'),
            () =>
              new Listed(
                sight.facts.world.policies.filter(({ userIds }) => userIds.includes(id)),
                byName,
                { complete: true },
              ),
          ),
      },
      enrollmentFailures: {
        type: 'EnrollmentFailure',
        form: 'page',
        needs: DEVICES,
        read: ({ id }: User, _: Args, sight: Sight, at: string) =>
          whole(
            sight.users('MANAGED_DEVICES_READ').has(id),
            outOfScope(at, 'MANAGED_DEVICES_READ'),
            () =>
              new Listed(
                sight.facts.world.enrollmentFailures.filter(({ userId }) => userId === id),
                (each) => [each.occurredAt, each.id],
                { complete: true, descending: true },
              ),
          ),
      },
      assignedPolicies: {
        type: 'AssignedPolicy',
        form: 'page',
        needs: DEVICES,
        read: (user: User, _: Args, sight: Sight, at: string) =>
          whole(sight.users('MANAGED_DEVICES_READ').has(user.id), outOfScope(at, 'MANAGED_DEVICES_READ'), () =>
            assigned(assignedToUser(sight.facts.world.profiles, user, sight.facts)),
          ),
      },
      assignedApps: {
        type: 'AssignedApp',
        form: 'page',
        needs: APPS,
        read: (user: User, _: Args, sight: Sight, at: string) =>
          whole(sight.users('MOBILE_APPS_READ').has(user.id), outOfScope(at, 'MOBILE_APPS_READ'), () =>
            assigned(assignedToUser(sight.facts.world.apps, user, sight.facts)),
          ),
      },
      deviceLimit: {
        needs: DEVICES,
        read: (user: User, _: Args, sight: Sight, at: string) =>
          whole(sight.users('MANAGED_DEVICES_READ').has(user.id), outOfScope(at, 'MANAGED_DEVICES_READ'), () =>
            deviceLimit(user, sight.facts),
          ),
      },
      refresh: {
        type: 'UserRefresh',
        needs: DEVICES,
        read: (user: User, _: Args, sight: Sight, at: string) =>
          whole(sight.users('MANAGED_DEVICES_READ').has(user.id), outOfScope(at, 'MANAGED_DEVICES_READ'), () =>
            lastRefresh(user, sight.facts.world),
          ),
      },
      viewerMissingPermissions: {
        type: 'MissingPermission',
        form: 'list',
        read: (user: User, _: Args, sight: Sight) => sight.missingOver(user),
      },
      access: { type: 'OperatorAccess', needs: ROLES, read: (user: User) => user },
      findings: {
        type: 'FindingReport',
        read: (user: User, args: Args, sight: Sight): Reported => ({
          user,
          devices: devicesOf(user, sight).filter(({ id }) => sight.devices('MANAGED_DEVICES_READ').has(id)),
          topic: (args['topic'] as string | undefined) ?? null,
        }),
      },
    },
  },
  FindingConnection: {
    needs: [],
    fields: {
      notChecked: {
        type: 'NotChecked',
        form: 'list',
        read: (args: Args, _: Args, sight: Sight) => new InAnyOrder(notCheckedAnywhere(args, sight)),
      },
    },
  },
  FindingReport: {
    needs: [],
    fields: {
      notChecked: {
        type: 'NotChecked',
        form: 'list',
        read: (reported: Reported, _: Args, sight: Sight) => new InAnyOrder(notChecked(reported, sight)),
      },
      asOf: { read: () => READ_AT },
    },
  },
  NotChecked: {
    needs: [],
    fields: {
      ...plain('reason', 'missing'),
      rules: { read: ({ rules }: NotChecked) => new InAnyOrder(rules) },
    },
  },
  FindingRuleInfo: {
    needs: [],
    fields: {
      ...plain('rule', 'needs'),
      silenced: { read: () => false },
      reported: {
        needs: ROLES,
        read: ({ rule }: { rule: string }, _: Args, sight: Sight, at: string) =>
          whole(
            sight.everything('ROLES_READ'),
            outOfScope(at, 'ROLES_READ'),
            () => reported(sight).filter((report) => report.rule === rule).length,
          ),
      },
      // In these tests, no rule is on trial.
      shadow: { read: () => false },
      shadowFirings: {
        needs: AUDIT,
        read: (_: unknown, __: Args, sight: Sight, at: string) =>
          whole(sight.everything('AUDIT_DATA_READ'), outOfScope(at, 'AUDIT_DATA_READ'), () => null),
      },
    },
  },
  MissingPermission: { needs: [], fields: plain('permission', 'reason') },
  UserStatus: {
    needs: ORG,
    fields: {
      ...plain('intuneLicensed', 'intuneLicensedSince'),
      deviceCount: {
        needs: DEVICES,
        read: (user: User, _: Args, sight: Sight, at: string) =>
          whole(
            sight.reachesDevicesOf('MANAGED_DEVICES_READ', user.id),
            outOfScope(at, 'MANAGED_DEVICES_READ'),
            () => devicesOf(user, sight).length,
          ),
      },
      noncompliantDeviceCount: {
        needs: DEVICES,
        read: (user: User, _: Args, sight: Sight, at: string) =>
          whole(
            sight.reachesDevicesOf('MANAGED_DEVICES_READ', user.id),
            outOfScope(at, 'MANAGED_DEVICES_READ'),
            () => devicesOf(user, sight).filter((device) => isNoncompliant(device, sight.now)).length,
          ),
      },
      failedAppCount: {
        needs: APPS,
        read: (user: User, _: Args, sight: Sight, at: string) =>
          whole(
            sight.reachesDevicesOf('MOBILE_APPS_READ', user.id),
            outOfScope(at, 'MOBILE_APPS_READ'),
            () =>
              new Set(
                installStates(devicesOf(user, sight))
                  .filter(isFailed)
                  .map(({ appId }) => appId),
              ).size,
          ),
      },
      notCheckedInAppCount: {
        needs: PROTECTION,
        read: ({ id }: User, _: Args, sight: Sight, at: string) =>
          whole(
            sight.users('MANAGED_APPS_READ').has(id),
            outOfScope(at, 'MANAGED_APPS_READ'),
            () =>
              sight.facts.world.protections.filter(({ userId, state }) => userId === id && state === 'NOT_CHECKED_IN')
                .length,
          ),
      },
    },
  },
  UserRefresh: {
    needs: DEVICES,
    fields: {
      ...plain('state', 'requestedAt', 'finishedAt', 'failure', 'problem'),
      kinds: { type: 'RefreshedKind', form: 'list', read: ({ kinds }: Refresh) => kinds },
    },
  },
  RefreshedKind: { needs: DEVICES, fields: plain('kind', 'problem') },
  License: {
    needs: ORG,
    fields: {
      ...plain('skuPartNumber', 'servicePlan', 'state', 'error'),
      assignedByGroup: {
        type: 'Group',
        read: ({ groupId }: License, _: Args, sight: Sight) => NODES['Group']?.(groupId ?? '', sight) ?? null,
      },
    },
  },
  EnrollmentFailure: {
    needs: DEVICES,
    fields: {
      syncedAt: { read: () => READ_AT },
      id: idOf('EnrollmentFailure'),
      ...plain('occurredAt', 'operatingSystem', 'osVersion', 'category'),
      error: { type: 'Failure', read: () => ({ code: null }) },
    },
  },
  Failure: { needs: [], fields: plain('code') },
  Group: {
    needs: ORG,
    fields: {
      syncedAt: { read: () => READ_AT },
      id: idOf('Group'),
      ...plain('displayName', 'description', 'membershipType', 'securityEnabled'),
      users: {
        type: 'User',
        form: 'page',
        read: ({ id }: Group, args: Args, sight: Sight) => {
          const members = sight.facts.usersOf(id, args['transitive'] === true);
          return new Listed(
            pick(sight.facts.users, members).filter((user) => sight.users('ORGANIZATION_READ').has(user.id)),
            byName,
          );
        },
      },
      groups: {
        type: 'Group',
        form: 'page',
        read: ({ id }: Group, _: Args, sight: Sight) =>
          new Listed(visibleGroups(sight.facts.nestedDirectly(id), sight), byName),
      },
      devices: {
        type: 'Device',
        form: 'page',
        needs: DEVICES,
        read: ({ id }: Group, args: Args, sight: Sight) => {
          const members = sight.facts.devicesOf(id, args['transitive'] === true);
          const visible = sight.devices('MANAGED_DEVICES_READ');
          return new Listed(
            pick(sight.facts.devices, members).filter((device) => visible.has(device.id)),
            byDeviceName,
            { complete: sight.containsGroup('MANAGED_DEVICES_READ', id) },
          );
        },
      },
    },
  },
  FormerMembership: {
    needs: ORG,
    fields: {
      ...plain('since', 'until'),
      group: {
        type: 'Group',
        read: ({ groupId }: { groupId: string }, _: Args, sight: Sight) => sight.facts.groups.get(groupId),
      },
    },
  },
  GroupMembership: {
    needs: ORG,
    fields: { ...plain('kind'), group: { type: 'Group', read: ({ group }: { group: Group }) => group } },
  },
  Device: {
    needs: DEVICES,
    fields: {
      id: idOf('Device'),
      ...plain(
        'deviceName',
        'serialNumber',
        'manufacturer',
        'model',
        'managedBy',
        'managementState',
        'managementStateSince',
        'ownership',
        'platform',
        'operatingSystem',
        'osVersion',
        'lastCheckInAt',
        'enrolledAt',
        'certificateExpiresAt',
        'encrypted',
        'supervised',
        'totalStorageMegabytes',
        'freeStorageMegabytes',
        'imei',
        'phoneNumber',
        'wifiMacAddress',
        'enrollmentType',
        'category',
        'notes',
        'autopilotEnrolled',
        'jailbreak',
        'lostMode',
      ),
      syncedAt: { read: () => READ_AT },
      joinType: {
        read: (device: Device, _: Args, { facts }: Sight) => facts.entraOf(device)?.joinType ?? 'NOT_REGISTERED',
      },
      configurationSummary: { read: ({ policyStates }: Device) => profileSummary(policyStates) },
      adminCentreUrl: {
        read: ({ id }: Device) =>
          `${ADMIN_CENTRE}/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${id}`,
      },
      intuneCompliance: { read: (device: Device, _: Args, { now }: Sight) => compliance(device, now) },
      graceEndsAt: { read: ({ graceUntil }: Device) => graceUntil },
      entraCompliance: { read: (device: Device, _: Args, { facts }: Sight) => entraCompliance(device, facts) },
      appInstallSummary: {
        needs: APPS,
        read: ({ id, appStates }: Device, _: Args, sight: Sight, at: string) =>
          whole(sight.devices('MOBILE_APPS_READ').has(id), outOfScope(at, 'MOBILE_APPS_READ'), () =>
            summary(appStates),
          ),
      },
      primaryUser: {
        type: 'User',
        needs: ORG,
        read: ({ userId }: Device, _: Args, sight: Sight, at: string) =>
          link(sight.facts.users, userId, sight.users('ORGANIZATION_READ'), outOfScope(at, 'ORGANIZATION_READ')),
      },
      groupMemberships: {
        type: 'GroupMembership',
        form: 'page',
        needs: ORG,
        read: ({ id }: Device, _: Args, sight: Sight, at: string) => {
          const complete = sight.devices('ORGANIZATION_READ').has(id);
          const found = memberships(id, 'devicesOf', sight);
          if (!complete && found.length === 0) throw outOfScope(at, 'ORGANIZATION_READ');
          return new Listed(found, byGroupName, { complete });
        },
      },
      logons: { type: 'DeviceLogon', form: 'list', read: ({ logons }: Device) => logons },
      autopilot: { type: 'AutopilotDevice', read: ({ autopilot }: Device) => autopilot },
      setupEvents: { type: 'SetupEvent', form: 'list', read: ({ setupEvents }: Device) => setupEvents },
      actions: { type: 'DeviceAction', form: 'list', read: ({ actions }: Device) => actions },
      compliancePolicyStates: {
        type: 'CompliancePolicyState',
        form: 'list',
        read: (device: Device) => statesOf(device, 'COMPLIANCE'),
      },
      configurationStates: {
        type: 'ConfigurationState',
        form: 'list',
        read: (device: Device) => statesOf(device, 'CONFIGURATION'),
      },
      assignedPolicies: {
        type: 'AssignedPolicy',
        form: 'page',
        read: (device: Device, _: Args, { facts }: Sight) =>
          assigned(assignedToDevice(facts.world.profiles, device, facts)),
      },
      assignedApps: {
        type: 'AssignedApp',
        form: 'page',
        needs: APPS,
        read: (device: Device, _: Args, sight: Sight, at: string) =>
          whole(sight.devices('MOBILE_APPS_READ').has(device.id), outOfScope(at, 'MOBILE_APPS_READ'), () =>
            assigned(assignedToDevice(sight.facts.world.apps, device, sight.facts)),
          ),
      },
      findings: {
        type: 'FindingReport',
        read: (device: Device, args: Args): Reported => ({
          user: null,
          devices: [device],
          topic: (args['topic'] as string | undefined) ?? null,
        }),
      },
      appInstallStates: {
        type: 'AppInstallState',
        form: 'page',
        needs: APPS,
        read: (device: Device, { appId }: Args, sight: Sight, at: string) =>
          whole(
            sight.devices('MOBILE_APPS_READ').has(device.id),
            outOfScope(at, 'MOBILE_APPS_READ'),
            () =>
              new Listed(
                installStates([device]).filter((state) => !given(appId) || state.appId === keyIn('App', appId)),
                ({ state, appId: app, userId }) => [
                  severity(ENUMS.appState, state),
                  folded(sight.facts.apps.get(app)?.displayName ?? null),
                  app,
                  userId,
                ],
                { complete: true },
              ),
          ),
      },
    },
  },
  DeviceLogon: {
    needs: DEVICES,
    fields: {
      ...plain('loggedOnAt'),
      user: {
        type: 'User',
        needs: ORG,
        // The user can be gone. Only a viewer over all users learns that.
        read: ({ userId }: { userId: string }, _: Args, sight: Sight, at: string) =>
          sight.scope('ORGANIZATION_READ').allUsers && !sight.facts.users.has(userId)
            ? null
            : link(sight.facts.users, userId, sight.users('ORGANIZATION_READ'), outOfScope(at, 'ORGANIZATION_READ')),
      },
    },
  },
  AutopilotDevice: {
    needs: DEVICES,
    fields: {
      syncedAt: { read: () => READ_AT },
      ...plain('groupTag', 'profileState', 'profileProblem', 'profileAssignedAt', 'enrollmentState', 'lastContactAt'),
    },
  },
  SetupEvent: {
    needs: DEVICES,
    fields: {
      syncedAt: { read: () => READ_AT },
      ...plain('occurredAt', 'startedAt', 'endedAt', 'profileName', 'statusPageName', 'state', 'enrollmentState'),
      ...plain('deviceSetupState', 'accountSetupState', 'totalSeconds', 'preparationSeconds'),
      ...plain('deviceSetupSeconds', 'accountSetupSeconds'),
      failedPhase: {
        read: (event: SetupEvent) => {
          const phases = [
            ['ENROLLMENT', ['FAILED', 'BLOCKED'].includes(event.enrollmentState)],
            ['DEVICE_SETUP', event.deviceSetupState === 'FAILURE'],
            ['ACCOUNT_SETUP', event.accountSetupState === 'FAILURE'],
          ] as const;
          return phases.find(([, hasFailed]) => hasFailed)?.[0] ?? null;
        },
      },
      error: { type: 'Failure', read: ({ errorCode }: SetupEvent) => failure(errorCode) },
    },
  },
  SearchResult: {
    needs: [],
    fields: {
      people: {
        type: 'User',
        form: 'list',
        needs: ORG,
        read: ({ text }: { text: string }, _: Args, sight: Sight) =>
          best(
            text,
            among(sight.facts.world.users, sight.users('ORGANIZATION_READ')),
            ({ displayName, userPrincipalName, mail }) => [displayName, userPrincipalName, mail],
            ({ displayName }) => displayName,
          ),
      },
      devices: {
        type: 'Device',
        form: 'list',
        needs: DEVICES,
        read: ({ text }: { text: string }, _: Args, sight: Sight) =>
          best(
            text,
            among(sight.facts.world.devices, sight.devices('MANAGED_DEVICES_READ')),
            ({ deviceName, serialNumber, imei, phoneNumber }) => [deviceName, serialNumber, imei, phoneNumber],
            ({ deviceName }) => deviceName,
          ),
      },
    },
  },
  DeviceAction: { needs: DEVICES, fields: plain('kind', 'name', 'state', 'requestedAt', 'updatedAt') },
  CompliancePolicyState: {
    needs: DEVICES,
    fields: {
      syncedAt: {
        read: (state: PolicyState, _: Args, { facts }: Sight) =>
          lastRead(state, facts.states.get(state.id)?.device.statesReadAt),
      },
      id: idOf('CompliancePolicyState'),
      policy: {
        type: 'Policy',
        read: ({ policyId }: PolicyState, _: Args, { facts }: Sight) => facts.profiles.get(policyId ?? '') ?? null,
      },
      settingsRead: { read: () => false },
      ...plain('displayName', 'state', 'stateSince', 'userPrincipalName'),
      settings,
    },
  },
  ConfigurationState: {
    needs: DEVICES,
    fields: {
      syncedAt: {
        read: (state: PolicyState, _: Args, { facts }: Sight) =>
          lastRead(state, facts.states.get(state.id)?.device.statesReadAt),
      },
      id: idOf('ConfigurationState'),
      policy: {
        type: 'Policy',
        read: ({ policyId }: PolicyState, _: Args, { facts }: Sight) => facts.profiles.get(policyId ?? '') ?? null,
      },
      settingsRead: { read: () => false },
      ...plain('displayName', 'state', 'stateSince', 'userPrincipalName'),
      profileType: { read: ({ profileType }: PolicyState) => profileType ?? 'UNKNOWN' },
      error: { type: 'Failure', read: ({ errorCode }: PolicyState) => failure(errorCode) },
      settings,
    },
  },
  SettingState: {
    needs: DEVICES,
    fields: {
      ...plain('name', 'state', 'currentValue', 'sources'),
      displayName: { read: ({ name }: Setting) => SETTINGS[name as keyof typeof SETTINGS] },
      error: { type: 'Failure', read: ({ errorCode }: Setting) => failure(errorCode) },
    },
  },
  App: {
    needs: APPS,
    fields: {
      syncedAt: { read: () => READ_AT },
      id: idOf('App'),
      ...plain('displayName', 'publisher', 'platform', 'modifiedAt'),
      volumePurchaseToken: {
        type: 'Connector',
        needs: ORG,
        read: ({ connectorId }: App, _: Args, { facts }: Sight) =>
          facts.world.connectors.find(({ id }) => id === connectorId) ?? null,
      },
      assignments: assignmentsOf('AppAssignment'),
      dependencies: {
        type: 'AppDependency',
        form: 'list',
        read: (app: App, _: Args, { facts }: Sight) =>
          relatedTo(facts, 'DEPENDENCY', (source, targetId) => (source.id === app.id ? targetId : null)),
      },
      supersedes: {
        type: 'AppSupersedence',
        form: 'list',
        read: (app: App, _: Args, { facts }: Sight) =>
          relatedTo(facts, 'SUPERSEDENCE', (source, targetId) => (source.id === app.id ? targetId : null)),
      },
      supersededBy: {
        type: 'AppSupersedence',
        form: 'list',
        read: (app: App, _: Args, { facts }: Sight) =>
          relatedTo(facts, 'SUPERSEDENCE', (source, targetId) => (targetId === app.id ? source.id : null)),
      },
      installStates: {
        type: 'AppInstallState',
        form: 'page',
        read: ({ id }: App, args: Args, sight: Sight) =>
          new Listed(
            installStates(among(sight.facts.world.devices, sight.devices('MOBILE_APPS_READ'))).filter(
              ({ appId, state }) => appId === id && isAmong(filterOf(args)['states'], state),
            ),
            ({ state, device, userId }) => [severity(ENUMS.appState, state), device.id, userId],
            { complete: sight.scope('MOBILE_APPS_READ').allDevices },
          ),
      },
    },
  },
  AppDependency: { needs: APPS, fields: relatedApp },
  AppSupersedence: { needs: APPS, fields: relatedApp },
  PolicyAssignment: {
    needs: DEVICES,
    fields: {
      ...plain('target', 'excluded', 'filterMode'),
      group: {
        type: 'Group',
        needs: ORG,
        read: ({ groupId }: Target, _: Args, { facts }: Sight) => facts.groups.get(groupId ?? '') ?? null,
      },
      filterName: {
        read: (target: Target, _: Args, sight: Sight) => filterOfTarget(target, sight)?.displayName ?? null,
      },
      filterRule: {
        read: (target: Target, _: Args, sight: Sight) => {
          const filter = filterOfTarget(target, sight);
          return filter === undefined ? null : RULES[filter.asks];
        },
      },
    },
  },
  AppAssignment: {
    needs: APPS,
    fields: {
      ...plain('target', 'excluded', 'filterMode', 'intent'),
      group: {
        type: 'Group',
        needs: ORG,
        read: ({ groupId }: Target, _: Args, { facts }: Sight) => facts.groups.get(groupId ?? '') ?? null,
      },
      filterName: {
        read: (target: Target, _: Args, sight: Sight) => filterOfTarget(target, sight)?.displayName ?? null,
      },
      filterRule: {
        read: (target: Target, _: Args, sight: Sight) => {
          const filter = filterOfTarget(target, sight);
          return filter === undefined ? null : RULES[filter.asks];
        },
      },
    },
  },
  AppProtectionAssignment: {
    needs: PROTECTION,
    fields: {
      ...plain('target', 'excluded', 'filterMode'),
      group: {
        type: 'Group',
        needs: ORG,
        read: ({ groupId }: Target, _: Args, { facts }: Sight) => facts.groups.get(groupId ?? '') ?? null,
      },
      filterName: {
        read: (target: Target, _: Args, sight: Sight) => filterOfTarget(target, sight)?.displayName ?? null,
      },
      filterRule: {
        read: (target: Target, _: Args, sight: Sight) => {
          const filter = filterOfTarget(target, sight);
          return filter === undefined ? null : RULES[filter.asks];
        },
      },
    },
  },
  AssignedPolicy: {
    needs: DEVICES,
    fields: {
      ...plain('outcome'),
      policy: { type: 'Policy', read: ({ item }: Reached) => item },
      through: {
        type: 'PolicyAssignment',
        form: 'list',
        read: ({ targets }: Reached, _: Args, sight: Sight) => targets.filter((each) => isSeen(each, sight)),
      },
      hiddenCount: {
        read: ({ targets }: Reached, _: Args, sight: Sight) => targets.filter((each) => !isSeen(each, sight)).length,
      },
    },
  },
  AssignedApp: {
    needs: APPS,
    fields: {
      ...plain('outcome', 'intent'),
      app: { type: 'App', read: ({ item }: Reached) => item },
      through: {
        type: 'AppAssignment',
        form: 'list',
        read: ({ targets }: Reached, _: Args, sight: Sight) => targets.filter((each) => isSeen(each, sight)),
      },
      hiddenCount: {
        read: ({ targets }: Reached, _: Args, sight: Sight) => targets.filter((each) => !isSeen(each, sight)).length,
      },
    },
  },
  Policy: {
    needs: DEVICES,
    fields: {
      syncedAt: { read: () => READ_AT },
      id: idOf('Policy'),
      ...plain('displayName', 'kind', 'platform', 'modifiedAt', 'priority', 'deviceLimit'),
      profileType: { read: ({ kind, profileType }: Profile) => (kind === 'CONFIGURATION' ? profileType : null) },
      assignments: assignmentsOf('PolicyAssignment'),
    },
  },
  AppInstallState: {
    needs: APPS,
    fields: {
      syncedAt: {
        read: (state: InstallState, _: Args, { facts }: Sight) =>
          lastRead(state, facts.apps.get(state.appId)?.statesReadAt),
      },
      id: { read: (state: InstallState) => nodeId('AppInstallState', installKey(state)) },
      ...plain('intent', 'state', 'stateSince', 'version'),
      app: { type: 'App', read: ({ appId }: InstallState, _: Args, { facts }: Sight) => facts.apps.get(appId) },
      error: { type: 'Failure', read: ({ errorCode }: InstallState) => failure(errorCode) },
      device: {
        type: 'Device',
        needs: DEVICES,
        read: ({ device }: InstallState, _: Args, sight: Sight, at: string) =>
          link(
            sight.facts.devices,
            device.id,
            sight.devices('MANAGED_DEVICES_READ'),
            outOfScope(at, 'MANAGED_DEVICES_READ'),
          ),
      },
    },
  },
  AppProtectionState: {
    needs: PROTECTION,
    fields: {
      syncedAt: { read: () => READ_AT },
      id: idOf('AppProtectionState'),
      ...plain(
        'state',
        'appName',
        'deviceName',
        'deviceType',
        'platform',
        'flaggedReasons',
        'flaggedSince',
        'lastSyncAt',
      ),
      policies: {
        type: 'AppProtectionPolicy',
        form: 'list',
        read: ({ policyIds }: Protection, _: Args, { facts }: Sight) =>
          sortedBy(pick(facts.policies, policyIds), byName),
      },
      device: {
        type: 'Device',
        needs: DEVICES,
        read: ({ deviceId }: Protection, _: Args, sight: Sight, at: string) =>
          link(
            sight.facts.devices,
            deviceId,
            sight.devices('MANAGED_DEVICES_READ'),
            outOfScope(at, 'MANAGED_DEVICES_READ'),
          ),
      },
    },
  },
  AppProtectionPolicy: {
    needs: PROTECTION,
    fields: {
      id: idOf('AppProtectionPolicy'),
      assignments: assignmentsOf('AppProtectionAssignment'),
      ...plain('displayName', 'platform'),
      syncedAt: { read: () => READ_AT },
    },
  },
  Role: {
    needs: ROLES,
    fields: {
      syncedAt: { read: ({ origin }: { origin: string }) => (origin === 'LOCAL' ? null : READ_AT) },
      id: idOf('Role'),
      ...plain('displayName', 'description', 'origin', 'version'),
      permissions: { read: ({ permissions }: Role) => new InAnyOrder(permissions) },
      otherActions: { read: ({ otherActions }: Role) => new InAnyOrder(otherActions) },
      assignments: {
        type: 'RoleAssignment',
        form: 'page',
        read: ({ id }: Role, _: Args, { facts }: Sight) =>
          new Listed(
            facts.world.assignments.filter(({ roleId }) => roleId === id),
            byName,
          ),
      },
    },
  },
  RoleAssignment: {
    needs: ROLES,
    fields: {
      syncedAt: { read: ({ origin }: { origin: string }) => (origin === 'LOCAL' ? null : READ_AT) },
      id: idOf('RoleAssignment'),
      ...plain('displayName', 'description', 'origin', 'version', 'allUsers', 'allDevices'),
      role: { type: 'Role', read: (each: Assignment, _: Args, { facts }: Sight) => facts.role(each) },
      members: {
        type: 'Group',
        form: 'list',
        needs: ORG,
        read: ({ memberGroupIds }: Assignment, _: Args, sight: Sight) => visibleGroups(memberGroupIds, sight),
      },
      scopeGroups: {
        type: 'Group',
        form: 'list',
        needs: ORG,
        read: ({ scopeGroupIds }: Assignment, _: Args, sight: Sight) => visibleGroups(scopeGroupIds, sight),
      },
      operators: {
        type: 'User',
        form: 'page',
        needs: ORG,
        read: (each: Assignment, _: Args, sight: Sight) =>
          new Listed(
            among(sight.facts.world.users, sight.users('ORGANIZATION_READ')).filter(({ id }) =>
              sight.facts.gets(id, each),
            ),
            byName,
          ),
      },
      effective: { read: (each: Assignment, _: Args, { facts }: Sight) => facts.ineffective(each) === null },
      ineffectiveReason: {
        read: (each: Assignment, _: Args, { facts }: Sight) => {
          const reason = facts.ineffective(each);
          return reason === null ? null : INEFFECTIVE[reason];
        },
      },
    },
  },
  PermissionHolders: {
    needs: ROLES,
    fields: {
      ...plain('permission'),
      roles: {
        type: 'Role',
        form: 'page',
        read: ({ permission }: { permission: Permission }, _: Args, { facts }: Sight) =>
          new Listed(among(facts.world.roles, holdersOf(permission, facts.world)), byName),
      },
      assignments: {
        type: 'RoleAssignment',
        form: 'page',
        read: ({ permission }: { permission: Permission }, _: Args, { facts }: Sight) => {
          const roles = holdersOf(permission, facts.world);
          return new Listed(
            facts.world.assignments.filter(({ roleId }) => roles.has(roleId)),
            byName,
          );
        },
      },
      operators: {
        type: 'User',
        form: 'page',
        needs: ORG,
        read: ({ permission }: { permission: Permission }, _: Args, sight: Sight) => {
          const { facts } = sight;
          const roles = holdersOf(permission, facts.world);
          const giving = facts.world.assignments.filter(
            (each) => facts.ineffective(each) === null && roles.has(each.roleId),
          );
          return new Listed(
            among(facts.world.users, sight.users('ORGANIZATION_READ')).filter(({ id }) =>
              giving.some((each) => facts.gets(id, each)),
            ),
            byName,
          );
        },
      },
    },
  },
  OperatorAccess: {
    needs: ROLES,
    fields: {
      state: { read: (user: User, _: Args, { facts, now }: Sight) => sightOf(facts, user.id, now).state },
      grants: {
        type: 'OperatorGrant',
        form: 'list',
        read: (user: User, _: Args, { facts }: Sight) => grantsOf(user, facts),
      },
    },
  },
  OperatorGrant: {
    needs: ROLES,
    fields: {
      assignment: { type: 'RoleAssignment', read: ({ assignment }: Grant) => assignment },
      permissions: {
        read: ({ assignment }: Grant, _: Args, { facts }: Sight) =>
          new InAnyOrder(facts.ineffective(assignment) === null ? facts.role(assignment).permissions : []),
      },
      chain: {
        type: 'Group',
        form: 'list',
        needs: ORG,
        read: (grant: Grant, _: Args, sight: Sight) =>
          new OneOf(
            chains(grant, sight.facts).map((way) =>
              pick(sight.facts.groups, way).filter(({ id }) => sight.groups.has(id)),
            ),
          ),
      },
    },
  },
  AccessExplanation: {
    needs: ROLES,
    fields: {
      ...plain('allowed'),
      reasons: { type: 'AccessReason', form: 'list', read: ({ reasons }: { reasons: readonly Reason[] }) => reasons },
    },
  },
  AccessReason: {
    needs: ROLES,
    fields: {
      ...plain('kind', 'permission'),
      roles: { type: 'Role', form: 'list', read: ({ roles }: Reason) => roles },
      grants: { type: 'OperatorGrant', form: 'list', read: ({ grants }: Reason) => grants },
      assignmentsOverSubject: { type: 'RoleAssignment', form: 'list', read: ({ over }: Reason) => over },
    },
  },
  ReportedFinding: {
    needs: ROLES,
    fields: {
      ...plain('rule', 'severity', 'reason', 'reportedAt'),
      ofTenant: { read: ({ userId, deviceId }: ReportedFinding) => userId === null && deviceId === null },
      user: {
        type: 'User',
        needs: ORG,
        read: ({ userId }: ReportedFinding, _: Args, sight: Sight) => seenUser(userId, sight),
      },
      reportedBy: {
        type: 'User',
        needs: ORG,
        read: ({ operatorId }: ReportedFinding, _: Args, sight: Sight) => seenUser(operatorId, sight),
      },
      device: {
        type: 'Device',
        needs: DEVICES,
        read: ({ deviceId }: ReportedFinding, _: Args, sight: Sight) =>
          NODES['Device']?.(deviceId ?? '', sight) ?? null,
      },
    },
  },
  KnownIssue: {
    needs: ROLES,
    fields: {
      id: idOf('KnownIssue'),
      ...plain('rule', 'text', 'ticket', 'recordedAt', 'endsAt', 'endedAt', 'version'),
      open: { read: (issue: KnownIssue, _: Args, { now }: Sight) => isOpen(issue, now) },
      app: {
        type: 'App',
        needs: APPS,
        read: ({ appId }: KnownIssue, _: Args, { facts }: Sight) => facts.apps.get(appId ?? '') ?? null,
      },
      policy: {
        type: 'Policy',
        needs: DEVICES,
        read: ({ policyId }: KnownIssue, _: Args, { facts }: Sight) => facts.profiles.get(policyId ?? '') ?? null,
      },
      connectorKind: { needs: ORG, read: ({ connectorKind }: KnownIssue) => connectorKind },
    },
  },
  AuditEvent: {
    needs: AUDIT,
    fields: {
      id: { read: ({ seq }: { seq: number }) => nodeId('AuditEvent', String(seq)) },
      ...plain('occurredAt', 'action', 'outcome', 'actorId', 'subjectId', 'before', 'after', 'requestId'),
    },
  },
  Query: {
    needs: [],
    fields: {
      viewer: { type: 'Viewer', read: (_, __, sight) => sight },
      search: { type: 'SearchResult', read: (_, { text }) => ({ text }) },
      node: { type: 'Node', read: (_, { id }, sight, at) => findNode(id, sight, at) },
      nodes: {
        type: 'Node',
        form: 'list',
        read: (_, args, sight, at) => (args['ids'] as string[]).map((id) => () => findNode(id, sight, at)),
      },
      permissions: {
        type: 'PermissionInfo',
        form: 'list',
        read: () =>
          PERMISSIONS.map((permission) => {
            const [displayName, microsoftAction] = INTUNE[permission];
            return { permission, displayName, microsoftAction, troubleshooting: TROUBLESHOOTING.has(permission) };
          }),
      },
      findings: { type: 'FindingConnection', read: (_, args) => args },
      findingRules: { type: 'FindingRuleInfo', form: 'list', read: () => new InAnyOrder(FINDING_RULES) },
      tenant: { type: 'Tenant', needs: ORG, read: (_, __, { facts }) => facts.world.tenant },
      user: {
        type: 'User',
        needs: ORG,
        read: (_, { id, userPrincipalName }, sight) => {
          if (given(id) === given(userPrincipalName)) throw badInput();
          if (given(id)) return NODES['User']?.(keyIn('User', id), sight) ?? null;
          const wanted = folded(userPrincipalName as string);
          const found = sight.facts.world.users.find((user) => folded(user.userPrincipalName) === wanted);
          return found !== undefined && sight.users('ORGANIZATION_READ').has(found.id) ? found : null;
        },
      },
      users: {
        type: 'User',
        form: 'page',
        needs: ORG,
        inputs: [
          {
            path: ['filter', 'hasNoncompliantDevice'],
            of: 'UserFilter.hasNoncompliantDevice',
            needs: 'MANAGED_DEVICES_READ',
          },
        ],
        read: (_, args, sight) => users(args, sight),
      },
      group: byId('Group', ORG),
      groups: {
        type: 'Group',
        form: 'page',
        needs: ORG,
        read: (_, args, sight) =>
          new Listed(
            among(sight.facts.world.groups, sight.groups).filter(({ displayName }) =>
              isFound(args['search'], displayName),
            ),
            byName,
          ),
      },
      device: byId('Device', DEVICES),
      devices: {
        type: 'Device',
        form: 'page',
        needs: DEVICES,
        inputs: [
          { path: ['filter', 'primaryUserId'], of: 'DeviceFilter.primaryUserId', needs: 'ORGANIZATION_READ' },
          { path: ['filter', 'groupId'], of: 'DeviceFilter.groupId', needs: 'ORGANIZATION_READ' },
        ],
        read: (_, args, sight) => devices(args, sight),
      },
      app: byId('App', APPS),
      apps: {
        type: 'App',
        form: 'page',
        needs: APPS,
        read: (_, args, { facts }) =>
          new Listed(
            facts.world.apps.filter((app) => isFound(args['search'], app.displayName, app.publisher)),
            byName,
          ),
      },
      policy: byId('Policy', DEVICES),
      policies: {
        type: 'Policy',
        form: 'page',
        needs: DEVICES,
        read: (_, args, { facts }) =>
          new Listed(
            facts.world.profiles.filter(({ kind }) => isAmong(filterOf(args)['kind'], kind)),
            byName,
          ),
      },
      appProtectionPolicies: {
        type: 'AppProtectionPolicy',
        form: 'page',
        needs: PROTECTION,
        read: (_, __, { facts }) => new Listed(facts.world.policies, byName, { complete: true }),
      },
      role: byId('Role', ROLES),
      roles: {
        type: 'Role',
        form: 'page',
        needs: ROLES,
        read: (_, __, { facts }) => new Listed(facts.world.roles, byName),
      },
      roleAssignment: byId('RoleAssignment', ROLES),
      roleAssignments: {
        type: 'RoleAssignment',
        form: 'page',
        needs: ROLES,
        inputs: (['memberGroupId', 'scopeGroupId', 'operatorId'] as const).map((name) => ({
          path: ['filter', name] as const,
          of: `RoleAssignmentFilter.${name}`,
          needs: 'ORGANIZATION_READ' as const,
        })),
        read: (_, args, sight) => roleAssignments(args, sight),
      },
      reportedFindings: {
        type: 'ReportedFinding',
        form: 'page',
        needs: ROLES,
        read: (_, { rule }, sight, at) =>
          whole(
            sight.everything('ROLES_READ'),
            outOfScope(at, 'ROLES_READ'),
            () =>
              new Listed(
                reported(sight).filter((report) => !given(rule) || report.rule === rule),
                ({ reportedAt, id }) => [reportedAt, id],
                { descending: true },
              ),
          ),
      },
      knownIssues: {
        type: 'KnownIssue',
        form: 'page',
        needs: ROLES,
        read: (_, { open }, { facts, now }) =>
          new Listed(
            facts.world.knownIssues.filter((issue) => !given(open) || isOpen(issue, now) === open),
            ({ recordedAt, id }) => [recordedAt, id],
            { descending: true },
          ),
      },
      permission: { type: 'PermissionHolders', needs: ROLES, read: (_, { permission }) => ({ permission }) },
      explainAccess: {
        type: 'AccessExplanation',
        needs: ['ROLES_READ', 'ORGANIZATION_READ'],
        read: (_, args, sight, __, ask) => explained(args, sight, ask),
      },
      auditEvents: {
        type: 'AuditEvent',
        form: 'page',
        needs: AUDIT,
        read: (_, __, sight, at) =>
          whole(
            sight.everything('AUDIT_DATA_READ'),
            outOfScope(at, 'AUDIT_DATA_READ'),
            () => new Listed(AUDIT_TEXT, ({ seq }) => [seq], { descending: true }),
          ),
      },
    },
  },
};

function devicesOf(user: User, { facts }: Sight): Device[] {
  return facts.world.devices.filter(({ userId }) => userId === user.id);
}
