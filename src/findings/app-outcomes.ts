import { type AppOutcomeRow, appFailuresByApp, appInstallationsByApp } from '../app/store';
import type { Scope } from '../authorization/scope';
import type { Db } from '../database/database';
import { WIDELY_DEVICES, WIDELY_SHARE } from './constants';

/**
 * On how many devices in the scope apps failed, by error code, and are installed. Installations are counted only where they
 * decide whether an app fails widely, and no further.
 */
export async function appOutcomes(db: Db, scope: Scope, appIds: readonly string[]): Promise<AppOutcomeRow[]> {
  const failures = await appFailuresByApp(db, scope, appIds);
  const wide = failures.filter(({ devices }) => devices > WIDELY_DEVICES);
  if (wide.length === 0) return failures;
  const most = Math.floor(Math.max(...wide.map(({ devices }) => devices)) / WIDELY_SHARE) + 1;
  const ids = [...new Set(wide.map(({ appId }) => appId))];
  return [...failures, ...(await appInstallationsByApp(db, scope, ids, most))];
}
