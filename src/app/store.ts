import { deviceInScope, devicesOfScope, type Scope } from '../authorization/scope';
import { haveMoreThan } from '../authorization/scope-size';
import { countOfList, type Db, listCount, rows } from '../database/database';
import { syncedAt, syncedInPart } from '../database/freshness';
import { type Keyset, PARENT, type Page, pageOf, pagePerParent } from '../database/keyset';
import { matches, type SearchWords } from '../database/search';
import { among, list, raw, type Sql, sql } from '../database/sql';
import {
  type AppDependencyKind,
  AppInstallStateKind,
  type AppIntent,
  type AppSupersedenceKind,
  type Platform,
} from '../generated/graphql';

export interface AppRow {
  id: string;
  displayName: string | null;
  publisher: string | null;
  platform: Platform;
  modifiedAt: string | null;
  /** The connector that it came from, which need not exist. */
  connectorId: string | null;
  syncedAt: string;
}

export interface AppInstallStateRow {
  deviceId: string;
  appId: string;
  /** The user of the state; '' if Microsoft reports none. */
  userId: string;
  intent: AppIntent;
  state: AppInstallStateKind;
  stateSince: string | null;
  version: string | null;
  errorCode: string | null;
  syncedAt: string;
}

/** Another app, seen from the app `parent`. */
export interface AppDependencyRow {
  parent: string;
  appId: string;
  kind: AppDependencyKind;
}

export interface AppSupersedenceRow {
  parent: string;
  appId: string;
  kind: AppSupersedenceKind;
}

/** The severity of a state, which is its place in the enum. */
export const severityOf = (state: string): number => Object.keys(AppInstallStateKind).indexOf(state);

const COLUMNS = raw(
  `a.id, a.display_name AS "displayName", a.publisher, a.platform, a.modified_at AS "modifiedAt",
  a.connector_id AS "connectorId", ${syncedAt('mobileApps')}`,
);
const APPS = raw('apps a');

export const APPS_BY_NAME: Keyset = {
  name: 'apps by name',
  columns: ['a.name_key', 'a.id'],
  types: ['string', 'string'],
  direction: 'ASC',
};

/** @returns the apps that exist, in any order */
export function appsById(db: Db, ids: readonly string[]): Promise<AppRow[]> {
  return rows(db, sql`SELECT ${COLUMNS} FROM apps a WHERE a.id IN ${list(ids)}`);
}

const WORDS: SearchWords = { table: 'app_search', column: 'app_id', id: 'a.id' };

/** A page of the apps that match a search. */
export function appPage(db: Db, search: string | null, page: Page): Promise<AppRow[]> {
  const where = matches(search, WORDS);
  return rows(db, pageOf({ columns: COLUMNS, from: APPS, where, keyset: APPS_BY_NAME, page }));
}

/** The number of apps that match a search; of all apps if it is null. */
export function appCount(db: Db, search: string | null): Promise<number> {
  return countOfList(db, sql`apps a WHERE ${matches(search, WORDS)}`);
}

/** The existing apps at the other end of relations of one kind, sorted by name. */
const related = (kind: 'DEPENDENCY' | 'SUPERSEDENCE', from: string, to: string, ids: readonly string[]): Sql =>
  sql`SELECT r.${raw(from)} AS parent, a.id AS "appId", r.mode AS kind
    FROM app_relations r JOIN apps a ON a.id = r.${raw(to)}
    WHERE r.kind = ${kind} AND r.${raw(from)} IN ${list(ids)} ORDER BY r.${raw(from)}, a.name_key, a.id`;

/** The apps that each app needs. */
export function dependenciesByApp(db: Db, appIds: readonly string[]): Promise<AppDependencyRow[]> {
  return rows(db, related('DEPENDENCY', 'app_id', 'target_id', appIds));
}

/** The apps that each app replaces. */
export function supersededByApp(db: Db, appIds: readonly string[]): Promise<AppSupersedenceRow[]> {
  return rows(db, related('SUPERSEDENCE', 'app_id', 'target_id', appIds));
}

/** The apps that replace each app. */
export function supersedingByApp(db: Db, appIds: readonly string[]): Promise<AppSupersedenceRow[]> {
  return rows(db, related('SUPERSEDENCE', 'target_id', 'app_id', appIds));
}

const STATE_COLUMNS = raw(`s.device_id AS "deviceId", s.app_id AS "appId", s.user_id AS "userId", s.intent, s.state,
  s.state_since AS "stateSince", s.version, s.error_code AS "errorCode", ${syncedInPart('appInstallReport', ['mobileAppIntentAndStates'], 's.app_id')}`);

/** The order of a device's states: worst first, then by the app's name. */
export const STATES_OF_DEVICE: Keyset = {
  name: 'app install states of a device',
  columns: ['s.severity', 's.name_key', 's.app_id', 's.user_id'],
  types: ['number', 'string', 'string', 'string'],
  direction: 'ASC',
};

/** The order of an app's states: worst first, then by device. */
export const STATES_OF_APP: Keyset = {
  name: 'app install states of an app',
  columns: ['s.severity', 's.device_id', 's.user_id'],
  types: ['number', 'string', 'string'],
  direction: 'ASC',
};

/** The key of an app install state in the graph's ids. */
export const stateKey = (state: Pick<AppInstallStateRow, 'deviceId' | 'appId' | 'userId'>): string =>
  `${state.deviceId}/${state.appId}/${state.userId}`;

/** SQL: the state `s` is on a device `d` in the scope. */
export const onVisibleDevice = (scope: Scope): Sql =>
  scope.allDevices
    ? raw('TRUE')
    : sql`EXISTS (SELECT 1 FROM devices d
        WHERE d.id = s.device_id AND ${deviceInScope(scope, raw('d.user_id'), raw('d.entra_device_id'))})`;

/** The states with these keys, on devices in the scope. */
export async function appInstallStatesByKey(
  db: Db,
  scope: Scope,
  keys: readonly string[],
): Promise<AppInstallStateRow[]> {
  const devices = [...new Set(keys.map((key) => key.split('/')[0] as string))];
  const wanted = new Set(keys);
  const found = await rows<AppInstallStateRow>(
    db,
    sql`SELECT ${STATE_COLUMNS} FROM app_install_states s
    WHERE s.device_id IN ${list(devices)} AND ${onVisibleDevice(scope)}`,
  );
  return found.filter((state) => wanted.has(stateKey(state)));
}

const onDevice = (appId: string | null): Sql =>
  sql`s.device_id = ${PARENT} AND ${appId === null ? raw('TRUE') : sql`s.app_id = ${appId}`}`;

/** A page of each device's states. `appId` filters; null for all. */
export function appInstallStatesByDevice(db: Db, deviceIds: readonly string[], appId: string | null, page: Page) {
  return rows<AppInstallStateRow & { parent: string }>(
    db,
    pagePerParent({
      parents: deviceIds,
      key: 's.device_id, s.app_id, s.user_id',
      columns: STATE_COLUMNS,
      from: raw('app_install_states s'),
      where: onDevice(appId),
      keyset: STATES_OF_DEVICE,
      page,
    }),
  );
}

/**
 * The worst states of each of these devices that are not in order: an app failed, waits, or reported a code. One state more
 * than `mostOfEach` is read of a device that has more.
 */
export function statesInTroubleByDevice(db: Db, deviceIds: readonly string[], mostOfEach: number) {
  return rows<AppInstallStateRow>(
    db,
    pagePerParent({
      parents: deviceIds,
      key: 's.device_id, s.app_id, s.user_id',
      columns: STATE_COLUMNS,
      from: raw('app_install_states s'),
      where: sql`s.device_id = ${PARENT}
        AND (s.error_code IS NOT NULL OR s.state IN ('FAILED', 'UNINSTALL_FAILED', 'PENDING_INSTALL')
          OR (s.state IN ('UNKNOWN', 'NOT_INSTALLED') AND s.intent IN ('REQUIRED', 'REQUIRED_AND_AVAILABLE')))`,
      keyset: STATES_OF_DEVICE,
      page: { first: mostOfEach, after: null },
    }),
  );
}

/** The number of an app's states on each device. */
export const appInstallCountsOnDevices = (db: Db, deviceIds: readonly string[], appId: string) =>
  rows<{ parent: string; count: number }>(
    db,
    sql`SELECT p.value AS parent, ${listCount(sql`app_install_states s WHERE ${onDevice(appId)}`)} AS count
    FROM ${list(deviceIds)} AS p`,
  );

/** The number of states of each device, in total and of failed, pending and installed apps. */
export function appInstallCountsByDevice(db: Db, deviceIds: readonly string[]) {
  return rows<{ parent: string; count: number; failed: number; pending: number; installed: number }>(
    db,
    sql`SELECT device_id AS parent, COUNT(*) AS count,
      SUM(CASE WHEN state IN ('FAILED', 'UNINSTALL_FAILED') THEN 1 ELSE 0 END) AS failed,
      SUM(CASE WHEN state = 'PENDING_INSTALL' THEN 1 ELSE 0 END) AS pending,
      SUM(CASE WHEN state = 'INSTALLED' THEN 1 ELSE 0 END) AS installed
    FROM app_install_states WHERE device_id IN ${list(deviceIds)} GROUP BY device_id`,
  );
}

// Up to this many members in scope, look up the states by device. With more, scan the states of the app.
const FEW_DEVICES = 2_000;

/** The same as {@link onVisibleDevice} for many states, as a set of devices that is made once. */
async function onVisibleDevices(db: Db, scope: Scope): Promise<Sql> {
  if (scope.allDevices || scope.allUsers) return onVisibleDevice(scope);
  const [device, devices] = [raw('s.device_id'), devicesOfScope(scope)];
  return (await haveMoreThan(db, scope.groups, FEW_DEVICES)) ? among(device, devices) : sql`${device} IN (${devices})`;
}

async function ofApp(db: Db, scope: Scope, states: readonly string[] | null): Promise<Sql> {
  // The index of an app's states begins with the severity.
  const isOne = states === null ? raw('TRUE') : raw(`s.severity IN (${states.map(severityOf).join(', ') || 'NULL'})`);
  return sql`s.app_id = ${PARENT} AND ${isOne} AND ${await onVisibleDevices(db, scope)}`;
}

/** A page of each app's states on devices in the scope. `states` filters; null for all. */
export async function appInstallStatesByApp(
  db: Db,
  scope: Scope,
  appIds: readonly string[],
  states: readonly string[] | null,
  page: Page,
) {
  return rows<AppInstallStateRow & { parent: string }>(
    db,
    pagePerParent({
      parents: appIds,
      key: 's.device_id, s.app_id, s.user_id',
      columns: STATE_COLUMNS,
      from: raw('app_install_states s'),
      where: await ofApp(db, scope, states),
      keyset: STATES_OF_APP,
      page,
    }),
  );
}

/** The number of each app's states on devices in the scope. `states` filters; null for all. */
export async function appInstallCountsByApp(
  db: Db,
  scope: Scope,
  appIds: readonly string[],
  states: readonly string[] | null,
) {
  return rows<{ parent: string; count: number }>(
    db,
    sql`SELECT p.value AS parent, ${listCount(sql`app_install_states s WHERE ${await ofApp(db, scope, states)}`)} AS count
    FROM ${list(appIds)} AS p`,
  );
}

/** The number of different apps that failed on each user's devices in the scope. */
export function failedAppCountsByUser(db: Db, scope: Scope, userIds: readonly string[]) {
  return rows<{ parent: string; count: number }>(
    db,
    sql`SELECT owner.user_id AS parent, COUNT(DISTINCT s.app_id) AS count
    FROM devices owner JOIN app_install_states s ON s.device_id = owner.id
    WHERE owner.user_id IN ${list(userIds)} AND s.state IN ('FAILED', 'UNINSTALL_FAILED') AND ${onVisibleDevice(scope)}
    GROUP BY owner.user_id`,
  );
}
