import { deviceIdsIn, type Scope } from '../authorization/scope';
import { type Db, rows } from '../database/database';
import { keptRows } from '../database/kept';
import { list, raw, sql } from '../database/sql';
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

function readOutcomes(
  db: Db,
  scope: Scope,
  appIds: readonly string[],
  { wide, perFailure }: OutcomeLimits,
): Promise<AppOutcomeRow[]> {
  // One set for both counts, since the devices of a large scope take a while to find.
  const hasSet = !scope.allDevices && !scope.allUsers;
  const visible = hasSet ? sql`visible AS MATERIALIZED (${deviceIdsIn(scope)}),` : raw('');
  const isVisible = hasSet ? raw('s.device_id IN (SELECT id FROM visible)') : onVisibleDevice(scope);
  return rows(
    db,
    sql`WITH ${visible} failed AS MATERIALIZED (
      SELECT s.app_id, s.error_code, COUNT(DISTINCT s.device_id) AS devices FROM app_install_states s
      WHERE s.app_id IN ${list(appIds)} AND s.state = 'FAILED' AND ${isVisible} GROUP BY s.app_id, s.error_code)
    SELECT app_id AS "appId", 'FAILED' AS state, error_code AS "errorCode", devices FROM failed
    UNION ALL SELECT app_id, 'INSTALLED', NULL, (SELECT COUNT(*) FROM (SELECT 1 FROM app_install_states s
        WHERE s.app_id = wide.app_id AND s.severity = ${INSTALLED} AND ${isVisible}
        LIMIT (SELECT MAX(devices) * ${raw(`${perFailure}`)} + 1 FROM failed)) AS installed)
    FROM (SELECT DISTINCT app_id FROM failed WHERE devices > ${raw(`${wide}`)}) AS wide`,
  );
}
