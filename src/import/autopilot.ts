import type { z } from 'zod';
import { compareText } from '../database/folding';
import {
  AutopilotEnrollmentState,
  AutopilotProfileProblem,
  AutopilotProfileState,
  SetupState,
} from '../generated/graphql';
import { addTo } from '../resolving/grouping';
import * as shapes from './autopilot-shapes';
import { entraDeviceId } from './groups';
import type { Run } from './run';
import { count } from './values';
import type { Row } from './writer';

/** The set-ups to keep of each device. */
const KEPT = 5;

const PROFILE_STATES: Readonly<Record<string, AutopilotProfileState>> = {
  // Microsoft's spelling.
  assignedunkownsyncstate: 'ASSIGNED_UNKNOWN_SYNC_STATE',
};

type FindDevice = (ids: readonly (string | null | undefined)[], serialNumber: string | null) => string | null;

/**
 * Finds the managed device of an Autopilot record: by an id of Intune or of Entra, else by the serial number. An Entra id
 * or a serial number that several devices share finds none.
 */
function createFinder(run: Run): FindDevice {
  const { known, serialNumbers } = run;
  const { devices } = known;
  const byEntraId = new Map<string, string | null>();
  for (const [id, entraId] of devices) {
    if (entraId !== null) byEntraId.set(entraId, byEntraId.has(entraId) ? null : id);
  }
  return (given, serialNumber) => {
    for (const each of given) {
      const id = entraDeviceId(run, each);
      if (id === null) continue;
      const found = devices.has(id) ? id : byEntraId.get(id);
      if (found) return found;
    }
    const [found = null, ...others] = serialNumbers.get(serialNumber?.toLowerCase() ?? '') ?? [];
    return others.length > 0 ? null : found;
  };
}

/** A row to write, and its record for messages. */
interface Found {
  readonly row: Row & { readonly id: string };
  readonly at: string;
  readonly where: string;
}

/** The rows of each device, newest first. */
function newestOf(found: ReadonlyMap<string, readonly Found[]>, most: number): Found[] {
  const newestFirst = (a: Found, b: Found) => compareText(b.at, a.at) || compareText(a.row.id, b.row.id);
  return [...found.values()].flatMap((each) => [...each].sort(newestFirst).slice(0, most));
}

async function importIdentities(run: Run, find: FindDevice): Promise<void> {
  const { values } = run;
  const found = new Map<string, Found[]>();
  for await (const { object, where } of run.read('windowsAutopilotDeviceIdentities', shapes.AutopilotDevice)) {
    const ids = [object.managedDeviceId, object.azureActiveDirectoryDeviceId];
    const deviceId = find(ids, values.text(object.serialNumber));
    if (deviceId === null) {
      run.leaveOut('Autopilot devices that Intune does not manage');
      continue;
    }
    const problem = object.deploymentProfileAssignmentDetailedStatus;
    const lastContactAt = values.instant(object.lastContactedDateTime, 'lastContactedDateTime');
    const row = {
      id: values.id(object.id) as string,
      device_id: deviceId,
      group_tag: values.text(object.groupTag),
      profile_state: values.oneOf(
        AutopilotProfileState,
        object.deploymentProfileAssignmentStatus,
        'deploymentProfileAssignmentStatus',
        PROFILE_STATES,
      ),
      profile_problem: values.oneOf(AutopilotProfileProblem, problem, 'deploymentProfileAssignmentDetailedStatus'),
      profile_assigned_at: values.instant(
        object.deploymentProfileAssignedDateTime,
        'deploymentProfileAssignedDateTime',
      ),
      enrollment_state: values.oneOf(AutopilotEnrollmentState, object.enrollmentState, 'enrollmentState'),
      last_contact_at: lastContactAt,
    };
    addTo(found, deviceId, { row, at: lastContactAt ?? '', where });
  }
  for (const { row, where } of newestOf(found, 1)) await run.put('autopilotDevices', row, where);
}

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** The seconds of a duration such as `PT12M3.5S`; null without one, and for a negative one, which means nothing. */
function seconds({ values }: Run, raw: string | null | undefined, field: string): number | null {
  if (raw == null || raw === '' || raw.startsWith('-')) return null;
  const [, ...parts] = DURATION.exec(raw) ?? [];
  if (parts.length === 0) {
    count(values.notes.unknown, `${field} ${JSON.stringify(raw)}`);
    return null;
  }
  const [days = 0, hours = 0, minutes = 0, rest = 0] = parts.map((each) => Number(each ?? 0));
  return Math.round(((days * 24 + hours) * 60 + minutes) * 60 + rest);
}

type AutopilotEvent = z.output<typeof shapes.AutopilotEvent>;

/** The results of a set-up and of its phases. */
function resultsOf({ values }: Run, event: AutopilotEvent) {
  return {
    state: values.oneOf(SetupState, event.deploymentState, 'deploymentState'),
    enrollment_state: values.oneOf(AutopilotEnrollmentState, event.enrollmentState, 'enrollmentState'),
    device_setup_state: values.oneOf(SetupState, event.deviceSetupStatus, 'deviceSetupStatus'),
    account_setup_state: values.oneOf(SetupState, event.accountSetupStatus, 'accountSetupStatus'),
  };
}

async function importEvents(run: Run, find: FindDevice): Promise<void> {
  const { values } = run;
  const found = new Map<string, Found[]>();
  for await (const { object: event, where } of run.read('autopilotEvents', shapes.AutopilotEvent)) {
    const deviceId = find([event.deviceId], values.text(event.deviceSerialNumber));
    const startedAt =
      values.instant(event.deploymentStartDateTime, 'deploymentStartDateTime') ??
      values.instant(event.enrollmentStartDateTime, 'enrollmentStartDateTime');
    const occurredAt = values.instant(event.eventDateTime, 'eventDateTime') ?? startedAt;
    if (deviceId === null) run.leaveOut('set-ups of devices that Intune does not manage');
    else if (occurredAt === null) run.leaveOut('set-ups without a date');
    else {
      const results = resultsOf(run, event);
      const hasFailed = Object.values<string>(results).some((each) => /^(FAILURE|FAILED|BLOCKED)$/.test(each));
      const row = {
        id: values.id(event.id) as string,
        device_id: deviceId,
        occurred_at: occurredAt,
        started_at: startedAt,
        ended_at: values.instant(event.deploymentEndDateTime, 'deploymentEndDateTime'),
        profile_name: values.text(event.windowsAutopilotDeploymentProfileDisplayName),
        status_page_name: values.text(event.windows10EnrollmentCompletionPageConfigurationDisplayName),
        ...results,
        total_seconds: seconds(run, event.deploymentTotalDuration, 'deploymentTotalDuration'),
        preparation_seconds: seconds(run, event.devicePreparationDuration, 'devicePreparationDuration'),
        device_setup_seconds: seconds(run, event.deviceSetupDuration, 'deviceSetupDuration'),
        account_setup_seconds: seconds(run, event.accountSetupDuration, 'accountSetupDuration'),
        reason: hasFailed ? values.text(event.enrollmentFailureDetails) : null,
      };
      addTo(found, deviceId, { row, at: occurredAt, where });
    }
  }
  for (const { row, where } of newestOf(found, KEPT)) await run.put('setupEvents', row, where);
}

/** Imports Autopilot devices and their last set-ups, after the devices. @throws ImportError */
export async function importAutopilot(run: Run): Promise<void> {
  const find = createFinder(run);
  await importIdentities(run, find);
  await importEvents(run, find);
}
