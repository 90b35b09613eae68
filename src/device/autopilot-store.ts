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
}: Pick<SetupEventRow, 'enrollmentState' | 'deviceSetupState' | 'accountSetupState'>): SetupPhase | null {
  if (enrollmentState === 'FAILED' || enrollmentState === 'BLOCKED') return 'ENROLLMENT';
  if (deviceSetupState === 'FAILURE') return 'DEVICE_SETUP';
  return accountSetupState === 'FAILURE' ? 'ACCOUNT_SETUP' : null;
}

/** The Autopilot records of devices. Of several records of a device, the one with the last contact comes last. */
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

/** The newest set-up of a device, and its last Autopilot record; null where it has none. */
export interface SetupRow {
  deviceId: string;
  /** Null without an Autopilot record. */
  profileState: AutopilotProfileState | null;
  groupTag: string | null;
  autopilotState: AutopilotEnrollmentState | null;
  /** Null if it was never set up with Autopilot. */
  occurredAt: string | null;
  state: SetupState;
  enrollmentState: AutopilotEnrollmentState;
  deviceSetupState: SetupState;
  accountSetupState: SetupState;
  reason: string | null;
}

/** The facts about the set-up of devices that findings need. Devices without any record are left out. */
export function setupByDevice(db: Db, deviceIds: readonly string[]): Promise<SetupRow[]> {
  return rows(
    db,
    sql`SELECT p.value AS "deviceId", a.profile_state AS "profileState", a.group_tag AS "groupTag",
      a.enrollment_state AS "autopilotState", s.occurred_at AS "occurredAt", s.state,
      s.enrollment_state AS "enrollmentState", s.device_setup_state AS "deviceSetupState",
      s.account_setup_state AS "accountSetupState", s.reason
    FROM ${list(deviceIds)} AS p
      LEFT JOIN autopilot_devices a ON a.id = (SELECT id FROM autopilot_devices WHERE device_id = p.value
        ORDER BY COALESCE(last_contact_at, '') DESC, id DESC LIMIT 1)
      LEFT JOIN setup_events s ON s.id = (SELECT id FROM setup_events WHERE device_id = p.value
        ORDER BY occurred_at DESC, id LIMIT 1)
    WHERE a.id IS NOT NULL OR s.id IS NOT NULL`,
  );
}
