import { type Db, rows } from '../database/database';
import { syncedAt } from '../database/freshness';
import { list, raw, sql } from '../database/sql';
import type {
  AutopilotEnrollmentState,
  AutopilotProfileProblem,
  AutopilotProfileState,
  SetupPhase,
  SetupState,
} from '../generated/graphql';

export interface AutopilotDeviceRow {
  deviceId: string;
  groupTag: string | null;
  profileState: AutopilotProfileState;
  profileProblem: AutopilotProfileProblem;
  profileAssignedAt: string | null;
  enrollmentState: AutopilotEnrollmentState;
  lastContactAt: string | null;
  syncedAt: string;
}

export interface SetupEventRow {
  deviceId: string;
  occurredAt: string;
  startedAt: string | null;
  endedAt: string | null;
  profileName: string | null;
  statusPageName: string | null;
  state: SetupState;
  enrollmentState: AutopilotEnrollmentState;
  deviceSetupState: SetupState;
  accountSetupState: SetupState;
  totalSeconds: number | null;
  preparationSeconds: number | null;
  deviceSetupSeconds: number | null;
  accountSetupSeconds: number | null;
  reason: string | null;
  syncedAt: string;
}

/** The phase that failed; null if none did. */
export function failedPhase({
  enrollmentState,
  deviceSetupState,
  accountSetupState,
}: SetupEventRow): SetupPhase | null {
  if (enrollmentState === 'FAILED' || enrollmentState === 'BLOCKED') return 'ENROLLMENT';
  if (deviceSetupState === 'FAILURE') return 'DEVICE_SETUP';
  return accountSetupState === 'FAILURE' ? 'ACCOUNT_SETUP' : null;
}

/** The Autopilot records of devices. */
export function autopilotByDevice(db: Db, deviceIds: readonly string[]): Promise<AutopilotDeviceRow[]> {
  return rows(
    db,
    sql`SELECT device_id AS "deviceId", group_tag AS "groupTag", profile_state AS "profileState",
      profile_problem AS "profileProblem", profile_assigned_at AS "profileAssignedAt",
      enrollment_state AS "enrollmentState", last_contact_at AS "lastContactAt",
      ${raw(syncedAt('windowsAutopilotDeviceIdentities'))}
    FROM autopilot_devices WHERE device_id IN ${list(deviceIds)} ORDER BY device_id, COALESCE(last_contact_at, ''), id`,
  );
}

/** The set-ups of these devices, newest first. */
export function setupEventsByDevice(db: Db, deviceIds: readonly string[]): Promise<SetupEventRow[]> {
  return rows(
    db,
    sql`SELECT device_id AS "deviceId", occurred_at AS "occurredAt", started_at AS "startedAt", ended_at AS "endedAt",
      profile_name AS "profileName", status_page_name AS "statusPageName", state, enrollment_state AS "enrollmentState",
      device_setup_state AS "deviceSetupState", account_setup_state AS "accountSetupState",
      total_seconds AS "totalSeconds", preparation_seconds AS "preparationSeconds",
      device_setup_seconds AS "deviceSetupSeconds", account_setup_seconds AS "accountSetupSeconds", reason,
      ${raw(syncedAt('autopilotEvents'))}
    FROM setup_events WHERE device_id IN ${list(deviceIds)} ORDER BY device_id, occurred_at DESC, id`,
  );
}
