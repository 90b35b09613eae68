import type { AppProtectionStateRow } from '../app-protection/store';
import { overEverything, reachesDevice, reachesDevicesOf, reachesUser } from '../authorization/reach';
import type { DeviceLogonRow } from '../device/activity';
import type { DeviceRow } from '../device/store';
import type { Connection } from '../resolving/connection';
import type { Context } from '../resolving/context';
import { groupsOf } from '../resolving/grouping';
import type { UserRow } from '../user/store';
import { deviceFact, NO_LISTS, NO_USER_LISTS, tenantFact, type UserLists, userFact } from './build-facts';
import { createClock } from './clock';
import { MOST_DEVICES, MOST_FAILURES, MOST_PROTECTED_APPS } from './constants';
import { hasMoreApps, holds, nodesOf, readDevice, recent } from './read-device';
import { soughtTwins } from './rules/duplicate-device';
import { isAboutRestriction } from './rules/enrolment';
import type { Fact } from './views';

/*
 * Reads the facts of a page, of a user or of a device, through the loaders of the request. Facts that the viewer
 * may not read are left out, and the page notes that.
 */

/** One device of a page. */
export interface DeviceEntry {
  readonly fact: Fact;
  readonly row: DeviceRow;
  /** The other devices of its user, in the viewer's scope. */
  others(): readonly Fact[];
  /** The other records with its serial number, or of its device in Entra if it hides it, in the viewer's scope. */
  readonly twins: readonly Fact[];
  /** Whether the viewer sees its primary user; true if it has none. */
  readonly isUserSeen: boolean;
  readonly areAppsReached: boolean;
  /** Whether more of its apps are not in order than are looked at. */
  readonly areAppsTruncated: boolean;
}

/** The facts of a page, and which of them the viewer cannot see. */
export interface FactPage {
  readonly of: 'USER' | 'DEVICE' | 'TENANT';
  readonly tenant: Fact | null;
  /** Null on any other page than a user's. */
  readonly user: Fact | null;
  readonly devices: readonly DeviceEntry[];
  /** Devices of other primary users on which the user logged on lately, in the viewer's scope. */
  readonly used: readonly DeviceEntry[];
  /** Whether these are all devices of the user. */
  readonly areDevicesComplete: boolean;
  /** The lists of the user, as coordinates, that are longer than what is looked at. */
  readonly cut: ReadonlySet<string>;
  readonly areFailuresReached: boolean;
  readonly areProtectionsReached: boolean;
}

const NOTHING_CUT: ReadonlySet<string> = new Set();

async function readTenant(context: Context): Promise<Fact | null> {
  if (!holds(context, 'ORGANIZATION_READ')) return null;
  const { loaders } = context;
  const [tenant, { connectors, failedSyncs }] = await Promise.all([
    loaders.tenant.load('tenant'),
    loaders.tenantReadings.load('tenant'),
  ]);
  const failed = overEverything(context, 'ORGANIZATION_READ') ? failedSyncs : [];
  return tenant === null ? null : tenantFact(tenant, connectors, context.now, failed);
}

/** The other records of a device, where a rule may compare them. */
async function readTwins({ loaders, viewer, now }: Context, row: DeviceRow): Promise<DeviceRow[]> {
  const seesAll = viewer.scopeOf('MANAGED_DEVICES_READ').allDevices;
  const key = seesAll ? soughtTwins(row, createClock(now)) : null;
  return key === null ? [] : (await loaders.recordsOfDevice.load(key)).filter(({ id }) => id !== row.id);
}

interface Owner {
  readonly row: UserRow | null;
  readonly fact: Fact | null;
  /** The devices of the user that are in the viewer's scope, without their lists. They are made when a rule asks. */
  devices(): readonly Fact[];
}

const plain = (row: DeviceRow): Fact => deviceFact(row, NO_LISTS, null);

function ownerOf(row: UserRow, devices: readonly DeviceRow[]): Owner {
  let facts: readonly Fact[] | undefined;
  return {
    row,
    fact: userFact(row, NO_USER_LISTS, []),
    devices() {
      facts ??= devices.map(plain);
      return facts;
    },
  };
}

const NOBODY: Owner = { row: null, fact: null, devices: () => [] };

async function readEntry(
  context: Context,
  row: DeviceRow,
  owner: Owner,
  logons: Promise<readonly DeviceLogonRow[]>,
): Promise<DeviceEntry> {
  const areAppsReached = holds(context, 'MOBILE_APPS_READ') && (await reachesDevice(context, 'MOBILE_APPS_READ', row));
  const [lists, twins, areAppsTruncated] = await Promise.all([
    readDevice(context, row, logons, areAppsReached),
    readTwins(context, row),
    areAppsReached && hasMoreApps(context, row.id),
  ]);
  return {
    fact: deviceFact(row, lists, owner.fact),
    row,
    others: () => owner.devices().filter((other) => (other.row as DeviceRow).id !== row.id),
    twins: twins.map(plain),
    isUserSeen: row.userId === null || owner.row !== null,
    areAppsReached,
    areAppsTruncated,
  };
}

/** The first rows of a list, and whether it has more. */
interface Part<Row> {
  readonly rows: readonly Row[];
  readonly isCut: boolean;
}

const NOTHING: Part<never> = { rows: [], isCut: false };

async function partOf<Row>(list: Connection<Row>): Promise<Part<Row>> {
  const [rows, { hasNextPage }] = await Promise.all([list.nodes(), list.pageInfo()]);
  return { rows, isCut: hasNextPage };
}

/** The protected apps of a user. Of very many, those with a flag and those that have reported come before the others. */
async function readProtections({ loaders }: Context, id: string): Promise<Part<AppProtectionStateRow>> {
  const all = await partOf(loaders.appProtectionStatesByUser(id, { first: MOST_PROTECTED_APPS }));
  if (!all.isCut) return all;
  const telling = await loaders.tellingStatesByUser.load(id);
  return { rows: telling.slice(0, MOST_PROTECTED_APPS), isCut: true };
}

/** The licences of a user. Where none works for long, each with the group that it comes from. */
async function readLicenses({ loaders }: Context, id: string): Promise<UserLists['licenses']> {
  const licenses = await loaders.licensesByUser.load(id);
  if (licenses.some(({ state }) => state === 'ENABLED')) return licenses;
  const groups = await Promise.all(
    licenses.map(({ groupId }) => (groupId === null ? null : loaders.groupById.load(groupId))),
  );
  return licenses.map((license, i) => ({ ...license, group: groups[i] ?? null }));
}

async function readUserLists(context: Context, id: string, hasFailures: boolean, hasProtections: boolean) {
  const { loaders } = context;
  const [licenses, failures, protections, policies] = await Promise.all([
    readLicenses(context, id),
    hasFailures ? partOf(loaders.enrollmentFailuresByUser(id, { first: MOST_FAILURES })) : NOTHING,
    hasProtections ? readProtections(context, id) : NOTHING,
    hasProtections ? loaders.appProtectionPoliciesByUser(id, { first: 1 }).totalCount() : 0,
  ]);
  const restrictions = failures.rows.some(isAboutRestriction) ? await loaders.enrolmentPoliciesByUser.load(id) : [];
  const assigned = restrictions.map((policy) => ({ outcome: 'ASSIGNED' as const, policy }));
  const lists: UserLists = { licenses, failures: failures.rows, protections: protections.rows, policies, assigned };
  const cut = [
    ...(failures.isCut ? ['User.enrollmentFailures'] : []),
    ...(protections.isCut ? ['User.appProtectionStates'] : []),
  ];
  return { lists, cut };
}

/** The protected apps of a user without devices, each with whether the viewer sees its managed device. */
function withLinks({ loaders, viewer }: Context, states: UserLists['protections']): Promise<UserLists['protections']> {
  const { allDevices } = viewer.scopeOf('MANAGED_DEVICES_READ');
  const links = states.map(async (state) => {
    const device = state.deviceId === null ? null : await loaders.deviceById.load(state.deviceId);
    return { ...state, deviceLink: device !== null ? 'SEEN' : allDevices ? 'NONE' : 'UNKNOWN' } as const;
  });
  return Promise.all(links);
}

/** The devices of others on which a user logged on lately, with these logons and their primary users. */
async function readUsed(context: Context, user: UserRow, logons: ReadonlyMap<string, DeviceLogonRow[]>) {
  const { loaders } = context;
  const devices = await Promise.all([...logons.keys()].map((id) => loaders.deviceById.load(id)));
  const entries = devices.map(async (row): Promise<DeviceEntry[]> => {
    if (row === null) return [];
    const ownerId = holds(context, 'ORGANIZATION_READ') ? row.userId : null;
    const owner = ownerId === null ? null : await loaders.userById.load(ownerId);
    const primaryUser = owner === null ? null : userFact(owner, NO_USER_LISTS, []);
    const lists = { ...NO_LISTS, logons: logons.get(row.id) ?? [], people: new Map([[user.id, user]]) };
    const fact = deviceFact(row, lists, primaryUser);
    const isUserSeen = owner !== null;
    return [{ fact, row, others: () => [], twins: [], isUserSeen, areAppsReached: false, areAppsTruncated: false }];
  });
  return (await Promise.all(entries)).flat();
}

/** The recent logons on the devices of a user, and on the devices of others that the user uses. */
async function readLogons({ loaders, now }: Context, userId: string) {
  const all = recent(await loaders.logonsAround.load(userId), now);
  const byDevice = (isOwn: 0 | 1) =>
    groupsOf(
      all.filter((logon) => logon.isOwn === isOwn),
      ({ deviceId }) => deviceId,
    );
  return { own: byDevice(1), used: byDevice(0) };
}

const NO_LOGONS = { own: new Map<string, DeviceLogonRow[]>(), used: new Map<string, DeviceLogonRow[]>() };

/** The page of a user whom the viewer found. */
export async function readUserPage(context: Context, row: UserRow): Promise<FactPage> {
  const { loaders } = context;
  const [hasDevices, hasProtections] = [holds(context, 'MANAGED_DEVICES_READ'), holds(context, 'MANAGED_APPS_READ')];
  const [areDevicesComplete, areFailuresReached, areProtectionsReached] = await Promise.all([
    hasDevices && reachesDevicesOf(context, 'MANAGED_DEVICES_READ', row),
    hasDevices && reachesUser(context, 'MANAGED_DEVICES_READ', row),
    hasProtections && reachesUser(context, 'MANAGED_APPS_READ', row),
  ]);
  const list = loaders.devicesByUser(row.id, { first: MOST_DEVICES });
  const logons = hasDevices ? readLogons(context, row.id) : Promise.resolve(NO_LOGONS);
  const ownLogons = async ({ id }: DeviceRow) => (await logons).own.get(id) ?? [];
  const readEntries = async (): Promise<DeviceEntry[]> => {
    if (!hasDevices) return [];
    const devices = await list.nodes();
    const owner = ownerOf(row, devices);
    return Promise.all(devices.map((device) => readEntry(context, device, owner, ownLogons(device))));
  };
  const [tenant, { lists, cut }, entries, used, hasMoreDevices] = await Promise.all([
    readTenant(context),
    readUserLists(context, row.id, areFailuresReached, areProtectionsReached),
    readEntries(),
    logons.then(({ used: all }) => readUsed(context, row, all)),
    hasDevices ? list.pageInfo().then(({ hasNextPage }) => hasNextPage) : false,
  ]);
  const isWithout = hasDevices && areDevicesComplete && entries.length === 0;
  const protections = isWithout ? await withLinks(context, lists.protections) : lists.protections;
  return {
    of: 'USER',
    tenant,
    user: userFact(
      row,
      { ...lists, protections },
      entries.map(({ fact }) => fact),
    ),
    devices: entries,
    used,
    areDevicesComplete,
    cut: new Set(hasMoreDevices ? [...cut, 'User.devices'] : cut),
    areFailuresReached,
    areProtectionsReached,
  };
}

/** The page of a device that the viewer found. */
export async function readDevicePage(context: Context, row: DeviceRow): Promise<FactPage> {
  const { loaders } = context;
  const owner = async (): Promise<Owner> => {
    if (row.userId === null) return NOBODY;
    const user = holds(context, 'ORGANIZATION_READ') ? await loaders.userById.load(row.userId) : null;
    // A viewer who may not see the user must not learn which devices have the same one.
    return user === null
      ? NOBODY
      : ownerOf(user, await nodesOf(loaders.devicesByUser(row.userId, { first: MOST_DEVICES })));
  };
  const logons = loaders.logonsByDevice.load(row.id).then((all) => recent(all, context.now));
  const [tenant, entry] = await Promise.all([
    readTenant(context),
    owner().then((found) => readEntry(context, row, found, logons)),
  ]);
  return {
    of: 'DEVICE',
    tenant,
    user: null,
    devices: [entry],
    used: [],
    areDevicesComplete: true,
    cut: NOTHING_CUT,
    areFailuresReached: true,
    areProtectionsReached: true,
  };
}

/** The page of the tenant, with no user and no device. */
export const readTenantPage = async (context: Context): Promise<FactPage> => ({
  of: 'TENANT',
  tenant: await readTenant(context),
  user: null,
  devices: [],
  used: [],
  areDevicesComplete: true,
  cut: NOTHING_CUT,
  areFailuresReached: true,
  areProtectionsReached: true,
});
