import { devicesOfScope, type Scope } from '../authorization/scope';
import { type Db, rows } from '../database/database';
import { keptRows } from '../database/kept';
import { among, join, list, raw, sql } from '../database/sql';
import { onVisibleDevice, severityOf } from './store';

const INSTALLED = severityOf('INSTALLED');

interface AppOutcomeRow {
  appId: string;
  state: 'FAILED' | 'INSTALLED';
  errorCode: string | null;
  devices: number;
}

interface OutcomeLimits {
  readonly wide: number;
  readonly perFailure: number;
}

/**
 * The number of devices in the scope on which each app failed, by error code, and on which it is installed. Installations
 * are counted only for apps that failed alike on more devices than `wide`, and up to `perFailure` for each failure, since
 * an app can be installed nearly everywhere.
 */
export const appOutcomes = (
  db: Db,
  scope: Scope,
  appIds: readonly string[],
  limits: OutcomeLimits,
): Promise<readonly AppOutcomeRow[]> =>
  keptRows(
    db,
    `appOutcomes ${JSON.stringify([scope, limits])}`,
    appIds,
    ({ appId }) => appId,
    (ids) => readOutcomes(db, scope, ids, limits),
  );

/** The first number of failures in each class of apps, so that few are counted much further than they need. */
const CLASSES = [1, 16, 64, 256, 1_024];

function readOutcomes(
  db: Db,
  scope: Scope,
  appIds: readonly string[],
  { wide, perFailure }: OutcomeLimits,
): Promise<AppOutcomeRow[]> {
  // `seen` is no copy of the rows. SQLite makes one set of the devices in scope for all places that read it.
  const hasSet = !scope.allDevices && !scope.allUsers;
  const visible = hasSet ? sql`visible AS MATERIALIZED (${devicesOfScope(scope)}),` : raw('');
  const isVisible = hasSet ? among(raw('s.device_id'), raw('SELECT id FROM visible')) : onVisibleDevice(scope);
  // A limit cannot depend on the app, so apps with about as many failures share one.
  const installed = CLASSES.map((from, i) => {
    const isIn = raw(`devices >= ${from} AND devices < ${CLASSES[i + 1] ?? Number.MAX_SAFE_INTEGER}`);
    return sql`SELECT app_id, 'INSTALLED', NULL, (SELECT COUNT(*) FROM (SELECT 1 FROM seen
        WHERE seen.app_id = wide.app_id AND seen.severity = ${INSTALLED}
        LIMIT (SELECT MAX(devices) * ${raw(`${perFailure}`)} + 1 FROM wide WHERE ${isIn})) AS installed)
      FROM wide WHERE ${isIn}`;
  });
  return rows(
    db,
    sql`WITH ${visible} seen AS NOT MATERIALIZED (
      SELECT s.app_id, s.error_code, s.state, s.severity, s.device_id FROM app_install_states s WHERE ${isVisible}),
    failed AS MATERIALIZED (SELECT app_id, error_code, COUNT(DISTINCT device_id) AS devices FROM seen
      WHERE app_id IN ${list(appIds)} AND state = 'FAILED' GROUP BY app_id, error_code),
    wide AS MATERIALIZED (SELECT app_id, MAX(devices) AS devices FROM failed
      WHERE devices > ${raw(`${wide}`)} GROUP BY app_id)
    SELECT app_id AS "appId", 'FAILED' AS state, error_code AS "errorCode", devices FROM failed
    UNION ALL ${join(installed, ' UNION ALL ')}`,
  );
}
