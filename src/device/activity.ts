import { deviceInScope, type Scope } from '../authorization/scope';
import { type Db, rows } from '../database/database';
import { list, raw, type Sql, sql } from '../database/sql';
import type { DeviceActionKind, DeviceActionState } from '../generated/graphql';

export interface DeviceLogonRow {
  deviceId: string;
  userId: string;
  loggedOnAt: string | null;
}

export interface DeviceActionRow {
  deviceId: string;
  kind: DeviceActionKind;
  name: string;
  state: DeviceActionState;
  requestedAt: string | null;
  updatedAt: string | null;
}

const visible = (scope: Scope): Sql => deviceInScope(scope, raw('d.user_id'), raw('d.entra_device_id'));

// An account that many people share logs on everywhere.
const MOST_USED = 10;

/**
 * The logons on the devices of each user, and on the devices of others on which the user logged on since an instant, as
 * far as they are in the scope.
 */
export function logonsAround(
  db: Db,
  scope: Scope,
  userIds: readonly string[],
  since: string,
): Promise<(DeviceLogonRow & { parent: string; isOwn: 0 | 1 })[]> {
  const at = raw('l.device_id AS "deviceId", l.user_id AS "userId", l.logged_on_at AS "loggedOnAt"');
  return rows(
    db,
    sql`SELECT d.user_id AS parent, 1 AS "isOwn", ${at}, l.ordinal FROM devices d CROSS JOIN device_logons l
      WHERE d.user_id IN ${list(userIds)} AND l.device_id = d.id AND ${visible(scope)}
    UNION ALL SELECT used.user_id, 0, ${at}, l.ordinal FROM (
        SELECT u.user_id, u.device_id,
          ROW_NUMBER() OVER (PARTITION BY u.user_id ORDER BY u.logged_on_at DESC, u.device_id) AS place
        FROM device_logons u CROSS JOIN devices d
        WHERE u.user_id IN ${list(userIds)} AND u.logged_on_at >= ${since} AND d.id = u.device_id
          AND d.user_id <> u.user_id AND ${visible(scope)}) used CROSS JOIN device_logons l
      WHERE used.place <= ${MOST_USED} AND l.device_id = used.device_id
    ORDER BY "deviceId", ordinal`,
  );
}

/** The users who logged on to these devices, newest first. */
export function logonsByDevice(db: Db, deviceIds: readonly string[]): Promise<DeviceLogonRow[]> {
  return rows(
    db,
    sql`SELECT device_id AS "deviceId", user_id AS "userId", logged_on_at AS "loggedOnAt"
    FROM device_logons WHERE device_id IN ${list(deviceIds)} ORDER BY device_id, ordinal`,
  );
}

/** The remote actions on these devices, newest first. */
export function actionsByDevice(db: Db, deviceIds: readonly string[]): Promise<DeviceActionRow[]> {
  return rows(
    db,
    sql`SELECT device_id AS "deviceId", kind, name, state, requested_at AS "requestedAt", updated_at AS "updatedAt"
    FROM device_actions WHERE device_id IN ${list(deviceIds)} ORDER BY device_id, ordinal`,
  );
}
