import type { AppInstallStateRow } from '../app/store';
import { reachesDevice, reachesDevicesOf, reachesUser } from '../authorization/reach';
import type { DeviceRow } from '../device/store';
import type { Permission } from '../generated/graphql';
import type { PolicyStateRow } from '../policy/store';
import type { Connection } from '../resolving/connection';
import type { Context } from '../resolving/context';
import type { UserRow } from '../user/store';
import {
  BAD_STATES,
  type DeviceLists,
  deviceFact,
  NO_LISTS,
  tenantFact,
  type UserLists,
  userFact,
} from './build-facts';
import { MOST_APPS, MOST_DEVICES, MOST_FAILURES, MOST_PROTECTED_APPS } from './constants';
import { serialKey } from './rules/duplicate-device';
import type { Fact } from './views';

/*
 * Reads the facts of a page, of a user or of a device, through the loaders of the request. What the viewer may not read
 * is not read, and the page says so.
 */

/** What is looked at on a page: one device. */
export interface DeviceEntry {
  readonly fact: Fact;
  readonly row: DeviceRow;
  /** The other devices of its user, in the viewer's scope. */
  readonly others: readonly Fact[];
  /** The other records with its serial number, in the viewer's scope. */
  readonly twins: readonly Fact[];
  /** Whether the viewer sees its primary user; true if it has none. */
  readonly isUserSeen: boolean;
  readonly areAppsReached: boolean;
}

/** The facts of a page, with what the viewer cannot see of it. */
export interface FactPage {
  readonly tenant: Fact | null;
  /** Null on the page of a device. */
  readonly user: Fact | null;
  readonly devices: readonly DeviceEntry[];
  /** Whether these are all devices of the user. */
  readonly areDevicesComplete: boolean;
  readonly isTruncated: boolean;
  readonly areFailuresReached: boolean;
  readonly areProtectionsReached: boolean;
}

const holds = ({ viewer }: Context, permission: Permission): boolean => viewer.refusal([permission]) === null;

const nodesOf = <Row>(list: Connection<Row>): Promise<Row[]> => list.nodes();

async function readTenant(context: Context): Promise<Fact | null> {
  if (!holds(context, 'ORGANIZATION_READ')) return null;
  const { loaders } = context;
  const [tenant, connectors] = await Promise.all([loaders.tenant.load('tenant'), loaders.connectors.load('tenant')]);
  return tenant === null ? null : tenantFact(tenant, connectors, context.now);
}

async function settingsOf({ loaders }: Context, lists: Pick<DeviceLists, 'compliance' | 'configurations'>) {
  const bad = [...lists.compliance, ...lists.configurations].filter(({ state }) => BAD_STATES.includes(state));
  const settings = await Promise.all(
    bad.map(({ id }) => loaders.settingsByPolicyState.load({ of: id, by: [...BAD_STATES] })),
  );
  return new Map(bad.map(({ id }, i) => [id, settings[i] ?? []]));
}

async function appsOf({ loaders }: Context, installs: readonly AppInstallStateRow[]) {
  const ids = [...new Set(installs.map(({ appId }) => appId))];
  const failed = [
    ...new Set(
      installs.flatMap(({ appId, state, errorCode }) => (state === 'FAILED' && errorCode !== null ? [appId] : [])),
    ),
  ];
  const [apps, outcomes] = await Promise.all([
    Promise.all(ids.map((id) => loaders.appById.load(id))),
    Promise.all(failed.map((id) => loaders.appOutcomesByApp.load(id))),
  ]);
  return {
    apps: new Map(apps.flatMap((app) => (app === null ? [] : [[app.id, app] as const]))),
    outcomes: new Map(failed.map((id, i) => [id, outcomes[i] ?? []])),
  };
}

/** Whether rules look at the state of an app: all is well with the others. */
const isAppOfInterest = ({ state, errorCode }: AppInstallStateRow): boolean =>
  errorCode !== null || (state !== 'INSTALLED' && state !== 'NOT_APPLICABLE');

/** Whether rules look at a policy or profile: it is in a bad state, or tells that a certificate is there. */
const isPolicyOfInterest = ({ state, profileType }: PolicyStateRow): boolean =>
  BAD_STATES.includes(state) || profileType === 'CERTIFICATE';

async function readDevice(context: Context, row: DeviceRow, areAppsReached: boolean): Promise<DeviceLists> {
  const { loaders } = context;
  const [actions, policies, profiles, states] = await Promise.all([
    loaders.actionsByDevice.load(row.id),
    loaders.compliancePolicyStatesByDevice.load(row.id),
    loaders.configurationStatesByDevice.load(row.id),
    areAppsReached ? nodesOf(loaders.appInstallStatesByDevice(row.id, { first: MOST_APPS })) : [],
  ]);
  const compliance = policies.filter(isPolicyOfInterest);
  const configurations = profiles.filter(isPolicyOfInterest);
  const installs = states.filter(isAppOfInterest);
  const [settings, ofApps] = await Promise.all([
    settingsOf(context, { compliance, configurations }),
    appsOf(context, installs),
  ]);
  return { actions, compliance, configurations, installs, settings, ...ofApps };
}

/** The other records with the serial number of a device. */
async function readTwins({ loaders }: Context, row: DeviceRow): Promise<DeviceRow[]> {
  const key = serialKey(row.serialNumber);
  return key === null ? [] : (await loaders.devicesBySerialKey.load(key)).filter(({ id }) => id !== row.id);
}

interface Owner {
  readonly row: UserRow | null;
  /** The devices of the user that are in the viewer's scope. */
  readonly devices: readonly DeviceRow[];
}

async function readEntry(context: Context, row: DeviceRow, owner: Owner): Promise<DeviceEntry> {
  const areAppsReached = holds(context, 'MOBILE_APPS_READ') && (await reachesDevice(context, 'MOBILE_APPS_READ', row));
  const [lists, twins] = await Promise.all([readDevice(context, row, areAppsReached), readTwins(context, row)]);
  const user = owner.row === null ? null : userFact(owner.row, NO_USER_LISTS, []);
  const plain = (other: DeviceRow) => deviceFact(other, NO_LISTS, null);
  return {
    fact: deviceFact(row, lists, user),
    row,
    others: owner.devices.filter(({ id }) => id !== row.id).map(plain),
    twins: twins.map(plain),
    isUserSeen: row.userId === null || owner.row !== null,
    areAppsReached,
  };
}

const NO_USER_LISTS: UserLists = { licenses: [], failures: [], protections: [], policies: 0 };

async function readUserLists({ loaders }: Context, id: string, failures: boolean, protections: boolean) {
  const [licenses, failed, states, policies] = await Promise.all([
    loaders.licensesByUser.load(id),
    failures ? nodesOf(loaders.enrollmentFailuresByUser(id, { first: MOST_FAILURES })) : [],
    protections ? nodesOf(loaders.appProtectionStatesByUser(id, { first: MOST_PROTECTED_APPS })) : [],
    protections ? loaders.appProtectionPoliciesByUser(id, { first: 1 }).totalCount() : 0,
  ]);
  return { licenses, failures: failed, protections: states, policies };
}

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
  const [tenant, lists, devices, isTruncated] = await Promise.all([
    readTenant(context),
    readUserLists(context, row.id, areFailuresReached, areProtectionsReached),
    hasDevices ? list.nodes() : [],
    hasDevices ? list.pageInfo().then(({ hasNextPage }) => hasNextPage) : false,
  ]);
  const entries = await Promise.all(devices.map((device) => readEntry(context, device, { row, devices })));
  return {
    tenant,
    user: userFact(
      row,
      lists,
      entries.map(({ fact }) => fact),
    ),
    devices: entries,
    areDevicesComplete,
    isTruncated,
    areFailuresReached,
    areProtectionsReached,
  };
}

/** The page of a device that the viewer found. */
export async function readDevicePage(context: Context, row: DeviceRow): Promise<FactPage> {
  const { loaders } = context;
  const owner = async (): Promise<Owner> => {
    if (row.userId === null) return { row: null, devices: [] };
    const [user, devices] = await Promise.all([
      holds(context, 'ORGANIZATION_READ') ? loaders.userById.load(row.userId) : null,
      nodesOf(loaders.devicesByUser(row.userId, { first: MOST_DEVICES })),
    ]);
    return { row: user, devices };
  };
  const [tenant, found] = await Promise.all([readTenant(context), owner()]);
  return {
    tenant,
    user: null,
    devices: [await readEntry(context, row, found)],
    areDevicesComplete: true,
    isTruncated: false,
    areFailuresReached: true,
    areProtectionsReached: true,
  };
}
