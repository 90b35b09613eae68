import type { AppInstallStateRow } from '../app/store';
import { assignedTo } from '../assignment/assigned';
import { propertiesOf } from '../assignment/filter-rule';
import { resultOf } from '../assignment/outcome';
import type { DeviceLogonRow } from '../device/activity';
import type { DeviceRow } from '../device/store';
import type { Permission } from '../generated/graphql';
import type { PolicyStateRow } from '../policy/store';
import type { Connection } from '../resolving/connection';
import type { Context } from '../resolving/context';
import type { AssignedPolicyRow, DeviceLists } from './build-facts';
import { recentLogons } from './clock';
import { MOST_APPS } from './constants';
import { BAD_STATES } from './facts';
import { countsOfApp, countsOfProfile, outcomeKey } from './outcomes';
import { mayBeAtFault } from './rules/app-failures';
import { CERTIFICATES, NETWORK } from './rules/cert-profile';

/* Reads the lists of a device that rules consider. Items in order are left out. */

/** Whether the viewer holds a permission over some scope. */
export const holds = ({ viewer }: Context, permission: Permission): boolean => viewer.refusal([permission]) === null;

/** The rows of a list. */
export const nodesOf = <Row>(list: Connection<Row>): Promise<Row[]> => list.nodes();

/** The settings of policies in a bad state. They are loaded at once, so that fields that show them share the statement. */
async function settingsOf({ loaders }: Context, read: Promise<readonly PolicyStateRow[]>) {
  const bad = (await read).filter(({ state }) => BAD_STATES.includes(state));
  const settings = await Promise.all(
    bad.map(({ id }) => loaders.settingsByPolicyState.load({ of: id, by: [...BAD_STATES] })),
  );
  return bad.map(({ id }, i) => [id, settings[i] ?? []] as const);
}

async function appsOf({ loaders }: Context, installs: readonly AppInstallStateRow[]) {
  const ids = [...new Set(installs.map(({ appId }) => appId))];
  const failed = [...new Set(installs.flatMap((install) => (mayBeAtFault(install) ? [install.appId] : [])))];
  const [apps, outcomes] = await Promise.all([
    Promise.all(ids.map((id) => loaders.appById.load(id))),
    Promise.all(failed.map((id) => loaders.outcomes.load(outcomeKey('APP', id)))),
  ]);
  return {
    apps: new Map(apps.flatMap((app) => (app === null ? [] : [[app.id, app] as const]))),
    outcomes: new Map(failed.map((id, i) => [id, countsOfApp(outcomes[i] ?? [])])),
  };
}

/** Whether rules consider a policy or profile: it is in a bad state, or shows that a network or certificate has arrived. */
const isPolicyOfInterest = ({ state, profileType }: PolicyStateRow): boolean =>
  BAD_STATES.includes(state) || NETWORK.includes(profileType) || CERTIFICATES.includes(profileType);

/** The number of devices on which each failed profile succeeded. Profiles that are a problem anyway are left out. */
async function profileOutcomesOf({ loaders }: Context, configurations: readonly PolicyStateRow[]) {
  const isGrave = ({ profileType }: PolicyStateRow) =>
    NETWORK.includes(profileType) || CERTIFICATES.includes(profileType);
  const ids = configurations.flatMap((profile) =>
    (profile.state === 'ERROR' || profile.state === 'CONFLICT') && !isGrave(profile) && profile.policyId !== null
      ? [profile.policyId]
      : [],
  );
  const found = await Promise.all(ids.map((id) => loaders.outcomes.load(outcomeKey('PROFILE', id))));
  return new Map(ids.map((id, i) => [id, countsOfProfile(found[i] ?? [])]));
}

/** The policies whose assignments reach a device and leave it out. */
async function keptOut(context: Context, row: DeviceRow): Promise<AssignedPolicyRow[]> {
  const { readings } = await context.loaders.tenantReadings.load('tenant');
  if (readings.every(({ hasExceptions }) => hasExceptions === 0)) return [];
  const reaching = await assignedTo('POLICY', 'DEVICE', row.id, context, 'PERHAPS');
  return reaching.flatMap(({ objectId, rows }) => {
    const { outcome } = resultOf(rows, propertiesOf(row));
    if (outcome !== 'EXCLUDED' && outcome !== 'FILTERED_OUT') return [];
    const { displayName = null, profileType = null } = rows[0] ?? {};
    return [{ outcome, policy: { id: objectId, displayName, profileType } }];
  });
}

/** The groups of the profiles in conflict. A profile that conflicts with itself has none in common with another. */
async function conflictGroupsOf(context: Context, { id }: DeviceRow, configurations: readonly PolicyStateRow[]) {
  const inConflict = configurations.flatMap(({ state, policyId }) => (state === 'CONFLICT' ? [policyId] : []));
  if (new Set(inConflict).size < 2 || !holds(context, 'ORGANIZATION_READ')) return [];
  return context.loaders.conflictGroupsByDevice.load(id);
}

/** What is read about the profiles of a device. */
async function ofConfigurations(context: Context, row: DeviceRow, configurations: readonly PolicyStateRow[]) {
  const [profileOutcomes, conflictGroups] = await Promise.all([
    profileOutcomesOf(context, configurations),
    conflictGroupsOf(context, row, configurations),
  ]);
  return { profileOutcomes, conflictGroups };
}

const NO_STATES = Promise.resolve<AppInstallStateRow[]>([]);

/** The apps of a device that are looked at: those in trouble, the worst first, up to a number. */
const worstApps = async ({ loaders }: Context, deviceId: string): Promise<AppInstallStateRow[]> =>
  (await loaders.statesInTroubleByDevice.load(deviceId)).slice(0, MOST_APPS);

/** Whether more apps of a device are not in order than are looked at. */
export const hasMoreApps = async ({ loaders }: Context, deviceId: string): Promise<boolean> =>
  (await loaders.statesInTroubleByDevice.load(deviceId)).length > MOST_APPS;

/** The recent logons, which show the users of a device. */
export function recent<Logon extends DeviceLogonRow>(logons: readonly Logon[], now: string): Logon[] {
  const since = recentLogons(now);
  return logons.filter(({ loggedOnAt }) => loggedOnAt !== null && loggedOnAt >= since && loggedOnAt <= now);
}

/** The users who logged on to a device, if its primary user did not, as far as the viewer sees them. */
async function peopleOf(context: Context, { userId }: DeviceRow, logons: readonly DeviceLogonRow[]) {
  const isIdle = !holds(context, 'ORGANIZATION_READ') || logons.some((logon) => logon.userId === userId);
  const ids = isIdle ? [] : [...new Set(logons.map((logon) => logon.userId))];
  const found = await Promise.all(ids.map((id) => context.loaders.userById.load(id)));
  return new Map(found.flatMap((user) => (user === null ? [] : [[user.id, user] as const])));
}

/** The lists of a device that the viewer sees. */
export async function readDevice(
  context: Context,
  row: DeviceRow,
  logonsRead: Promise<readonly DeviceLogonRow[]>,
  areAppsReached: boolean,
): Promise<DeviceLists> {
  const { loaders } = context;
  const [policiesRead, profilesRead] = [
    loaders.policyStatesByDevice.load({ of: row.id, by: ['COMPLIANCE'] }),
    loaders.policyStatesByDevice.load({ of: row.id, by: ['CONFIGURATION'] }),
  ];
  const installsRead = areAppsReached ? worstApps(context, row.id) : NO_STATES;
  const configurationsRead = profilesRead.then((profiles) => profiles.filter(isPolicyOfInterest));
  // Counts wait for nothing but their states, so that the devices of all pages are counted in one statement.
  const [actions, policies, configurations, installs, ofApps, ofProfiles, assigned, setup, logons, ...settings] =
    await Promise.all([
      loaders.actionsByDevice.load(row.id),
      policiesRead,
      configurationsRead,
      installsRead,
      installsRead.then((installs) => appsOf(context, installs)),
      configurationsRead.then((profiles) => ofConfigurations(context, row, profiles)),
      keptOut(context, row),
      // Windows Autopilot knows no other devices.
      row.platform === 'WINDOWS' ? loaders.setupByDevice.load(row.id) : null,
      logonsRead,
      settingsOf(context, policiesRead),
      settingsOf(context, profilesRead),
    ]);
  const compliance = policies.filter(isPolicyOfInterest);
  const people = await peopleOf(context, row, logons);
  return {
    actions,
    compliance,
    configurations,
    installs,
    settings: new Map(settings.flat()),
    ...ofApps,
    ...ofProfiles,
    logons,
    setup,
    people,
    assigned,
  };
}
