import { onVisibleDevice, severityOf } from '../app/store';
import { devicesOfScope, isSameScope, type Scope } from '../authorization/scope';
import { type Db, rows } from '../database/database';
import { keptRows } from '../database/kept';
import { among, join, list, perEngine, raw, type Sql, sql } from '../database/sql';
import type { PolicyState } from '../generated/graphql';
import { oneOf } from './candidates';
import { MOST_FAILING, WIDELY, WORKING } from './constants';
import type { AppCount, ConfigurationFacts } from './facts';

/*
 * On how many devices in scope apps and profiles failed, and on how many they work. One statement counts all of them, because
 * to find the devices of a large scope takes longer than to count.
 */

type Kind = 'APP' | 'PROFILE';

interface OutcomeRow {
  readonly kind: Kind;
  readonly id: string;
  readonly hasFailed: 0 | 1;
  /** Failures of an app are counted by error code. */
  readonly errorCode: string | null;
  /** Devices. Where it stopped at a limit, which others in the statement share, it only serves a comparison with failures. */
  readonly devices: number;
}

const LIMITS = { apps: WIDELY, profiles: WORKING };

/** How far is counted: see the constants. */
export interface OutcomeLimits {
  readonly apps: { readonly wide: number; readonly perFailure: number };
  readonly profiles: { readonly shown: number; readonly perFailure: number };
}

/** The keys of the counts of this kind. */
const ofKind = (kind: Kind, keys: readonly string[]): string[] => keys.filter((key) => key.startsWith(`${kind} `));

/** The key of the counts of an app or a profile. */
export const outcomeKey = (kind: Kind, id: string): string => `${kind} ${id}`;
export const outcomeKeyOf = ({ kind, id }: OutcomeRow): string => outcomeKey(kind, id);

/** The counts of an app, as rules read them. */
export const countsOfApp = (counts: readonly OutcomeRow[]): AppCount[] =>
  counts.map(({ hasFailed, errorCode, devices }) => ({
    state: hasFailed === 1 ? 'FAILED' : 'INSTALLED',
    errorCode,
    devices,
  }));

/** The counts of a profile, as rules read them. */
export function countsOfProfile(counts: readonly OutcomeRow[]): NonNullable<ConfigurationFacts['outcomes']> {
  const devicesWith = (hasFailed: 0 | 1) => counts.find((row) => row.hasFailed === hasFailed)?.devices ?? 0;
  return { failed: devicesWith(1), succeeded: devicesWith(0) };
}

/** A part of the statement: its tables, and queries for the columns of a row. */
interface Part {
  readonly tables: readonly Sql[];
  readonly counts: readonly Sql[];
}

const INSTALLED = severityOf('INSTALLED');

/** SQL: the devices with each app, up to a number. */
function installedApps(most: string): Sql {
  // A device has an install state for each of its users.
  const some = sql`SELECT DISTINCT device_id FROM installs
    WHERE installs.app_id = wide.app_id AND installs.severity = ${INSTALLED} LIMIT ${raw(most)}`;
  return sql`SELECT 'APP', app_id, 0, NULL, (SELECT COUNT(*) FROM (${some}) AS installed) FROM wide`;
}

/** The first number of failures in each class of apps, so that few are counted much further than they need. */
const CLASSES = [1, 16, 64, 256, 1_024];

/** A limit of SQLite cannot depend on the row, so apps with about as many failures share one. */
const inClasses = (perFailure: number): Sql =>
  join(
    CLASSES.map((from, i) => {
      const isIn = `devices >= ${from} AND devices < ${CLASSES[i + 1] ?? Number.MAX_SAFE_INTEGER}`;
      return sql`${installedApps(`(SELECT MAX(devices) * ${perFailure} + 1 FROM wide WHERE ${isIn})`)} WHERE ${raw(isIn)}`;
    }),
    ' UNION ALL ',
  );

/**
 * Installations are counted only for apps that failed alike on more devices than `wide`, and up to `perFailure` for each
 * failure, since an app can be installed nearly everywhere.
 */
function ofApps(appIds: readonly string[], isVisible: Sql, { wide, perFailure }: OutcomeLimits['apps']): Part {
  const installed = perEngine({
    sqlite: () => inClasses(perFailure),
    postgres: () => installedApps(`wide.devices * ${perFailure} + 1`),
  });
  return {
    tables: [
      sql`installs AS NOT MATERIALIZED (
        SELECT s.app_id, s.error_code, s.state, s.severity, s.device_id FROM app_install_states s WHERE ${isVisible})`,
      sql`failed AS MATERIALIZED (SELECT app_id, error_code, COUNT(*) AS devices FROM (
          SELECT DISTINCT app_id, error_code, device_id FROM installs WHERE app_id IN ${list(appIds)} AND state = 'FAILED') AS found
        GROUP BY app_id, error_code)`,
      sql`wide AS MATERIALIZED (SELECT app_id, MAX(devices) AS devices FROM failed
        WHERE devices > ${raw(`${wide}`)} GROUP BY app_id)`,
    ],
    counts: [raw(`SELECT 'APP', app_id, 1, error_code, devices FROM failed`), installed],
  };
}

/**
 * Failures are counted up to a limit, from which on nothing is said of successes. Successes are counted up to one more than `shown`, or further where `perFailure` for
 * each failure are more, since a profile can work nearly everywhere.
 */
function ofProfiles(
  policyIds: readonly string[],
  isVisible: Sql,
  { shown, perFailure }: OutcomeLimits['profiles'],
): Part {
  // With a list as a parameter, SQLite would make the set of devices anew for each count.
  const devicesIn = (states: readonly PolicyState[], most: Sql) => sql`(SELECT COUNT(*) FROM (
    SELECT DISTINCT device_id FROM states WHERE policy_id = p.value AND state IN ${oneOf(states)} LIMIT ${most}) AS counted)`;
  const enough = sql`(SELECT CASE WHEN MAX(failed) * ${raw(`${perFailure}`)} > ${raw(`${shown}`)}
    THEN MAX(failed) * ${raw(`${perFailure}`)} ELSE ${raw(`${shown}`)} END + 1 FROM failures)`;
  return {
    tables: [
      sql`states AS NOT MATERIALIZED (SELECT s.policy_id, s.state, s.device_id FROM policy_states s
        WHERE s.kind = 'CONFIGURATION' AND ${isVisible})`,
      sql`failures AS MATERIALIZED (SELECT p.value,
        ${devicesIn(['ERROR', 'CONFLICT', 'NONCOMPLIANT'], raw(`${MOST_FAILING}`))} AS failed FROM ${list(policyIds)} AS p)`,
    ],
    counts: [
      raw(`SELECT 'PROFILE', value, 1, NULL, failed FROM failures`),
      sql`SELECT 'PROFILE', p.value, 0, NULL, ${devicesIn(['COMPLIANT', 'REMEDIATED'], enough)} FROM failures AS p`,
    ],
  };
}

/**
 * SQL: a query without rows that makes SQLite fill the table `visible`. If the table is there before the first set of its
 * devices is made, later queries take that set; else each makes its own.
 */
const TABLE_FIRST = perEngine({
  sqlite: () => raw('SELECT NULL, NULL, NULL, NULL, NULL FROM visible WHERE FALSE UNION ALL'),
  postgres: () => raw(''),
});

// SQLite makes a set of the devices for the apps and one for the profiles, each in a third of the time if they are sorted.
const SORTED = perEngine({ sqlite: () => raw('ORDER BY id'), postgres: () => raw('') });

function readOutcomes(db: Db, scope: Scope, keys: readonly string[], limits: OutcomeLimits): Promise<OutcomeRow[]> {
  const idsOf = (kind: Kind) => ofKind(kind, keys).map((key) => key.slice(kind.length + 1));
  const [appIds, policyIds] = [idsOf('APP'), idsOf('PROFILE')];
  // The devices of a scope with all users or all devices are not made a set.
  const hasSet = !scope.allDevices && !scope.allUsers;
  const isVisible = hasSet ? among(raw('s.device_id'), raw('SELECT id FROM visible')) : onVisibleDevice(scope);
  const parts = [
    ...(appIds.length > 0 ? [ofApps(appIds, isVisible, limits.apps)] : []),
    ...(policyIds.length > 0 ? [ofProfiles(policyIds, isVisible, limits.profiles)] : []),
  ];
  const visible = hasSet
    ? [sql`visible AS MATERIALIZED (SELECT id FROM (${devicesOfScope(scope)}) AS found ${SORTED})`]
    : [];
  const tables = [...visible, ...parts.flatMap((part) => part.tables)];
  const counts = join(
    parts.flatMap((part) => part.counts),
    ' UNION ALL ',
  );
  return rows(
    db,
    sql`WITH ${join(tables, ', ')}, counted (kind, id, has_failed, error_code, devices) AS (
      ${hasSet ? TABLE_FIRST : raw('')} ${counts})
    SELECT kind, id, has_failed AS "hasFailed", error_code AS "errorCode", devices FROM counted`,
  );
}

/** The counts of apps and profiles, each in its scope. @param keys see {@link outcomeKey} */
export async function outcomes(
  db: Db,
  scopes: { readonly apps: Scope; readonly profiles: Scope },
  keys: readonly string[],
  limits: OutcomeLimits = LIMITS,
): Promise<readonly OutcomeRow[]> {
  const counted = (scope: Scope, own: readonly string[]) =>
    keptRows(db, `outcomes ${JSON.stringify([scope, limits])}`, own, outcomeKeyOf, (missing) =>
      readOutcomes(db, scope, missing, limits),
    );
  if (isSameScope(scopes.apps, scopes.profiles)) return counted(scopes.apps, keys);
  const found = await Promise.all([
    counted(scopes.apps, ofKind('APP', keys)),
    counted(scopes.profiles, ofKind('PROFILE', keys)),
  ]);
  return found.flat();
}
