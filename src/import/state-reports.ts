import type { z } from 'zod';
import { normalizeCode } from '../failure/code-number';
import { PolicyState } from '../generated/graphql';
import { StateReportRow } from './report-shapes';
import type { Reader } from './run';
import { userOrNone } from './values';

/*
 * The failed states of policies on devices, from reports of Intune. The reports do not have the other states.
 */

/** A setting that failed. */
interface ReportedSetting {
  readonly name: string;
  readonly state: PolicyState;
  readonly errorCode: string | null;
}

/** A policy or profile that failed on a device. */
export interface ReportedState {
  readonly policyId: string;
  readonly policyName: string | null;
  /** Empty for the system account. */
  readonly userId: string;
  readonly userPrincipalName: string | null;
  readonly state: PolicyState;
  /** The settings that failed; empty if the report has no settings. */
  readonly settings: readonly ReportedSetting[];
}

/** Failed states by device id. */
type ReportedStates = ReadonlyMap<string, readonly ReportedState[]>;

/** The reports of states, each with the resource of the same states by device. */
export const STATE_REPORTS = {
  COMPLIANCE: { report: 'complianceReport', states: 'deviceCompliancePolicyStates' },
  CONFIGURATION: { report: 'profileReport', states: 'deviceConfigurationStates' },
} as const;
export type ReportedKind = keyof typeof STATE_REPORTS;
export const REPORTED_KINDS = ['COMPLIANCE', 'CONFIGURATION'] as const satisfies readonly ReportedKind[];

/** The failed states, worst first. */
export const FAILED: readonly PolicyState[] = ['ERROR', 'CONFLICT', 'NONCOMPLIANT'];

// Names of the states that reports give as numbers.
const STATES = [
  'unknown',
  'notApplicable',
  'compliant',
  'remediated',
  'nonCompliant',
  'error',
  'conflict',
  'notAssigned',
];

type ReportRow = z.output<typeof StateReportRow>;

const worse = (one: PolicyState, other: PolicyState): PolicyState =>
  FAILED.indexOf(one) <= FAILED.indexOf(other) ? one : other;

/** The failed state of a row, or null. */
function failedIn({ values }: Reader, raw: ReportRow['PolicyStatus'], field: string): PolicyState | null {
  const state = values.oneOf(PolicyState, STATES[Number(raw)] ?? String(raw ?? ''), field);
  return FAILED.includes(state) ? state : null;
}

function settingOf(reader: Reader, row: ReportRow, state: PolicyState): ReportedSetting | null {
  const name = reader.values.text(row.SettingName ?? row.SettingNm);
  return name === null ? null : { name, state, errorCode: normalizeCode(row.ErrorCode) };
}

/** Adds a row to the states of its device: a policy has one state for each user. */
function addRow(states: ReportedState[], added: ReportedState): void {
  const i = states.findIndex(({ policyId, userId }) => policyId === added.policyId && userId === added.userId);
  const before = states[i];
  if (before === undefined) {
    states.push(added);
    return;
  }
  const isRepeated = ({ name }: ReportedSetting) => before.settings.some((setting) => setting.name === name);
  states[i] = {
    ...before,
    state: worse(before.state, added.state),
    settings: [...before.settings, ...added.settings.filter((setting) => !isRepeated(setting))],
  };
}

/** Reads the rows of a report as states by device. */
export async function readReportedStates(reader: Reader, kind: ReportedKind): Promise<ReportedStates> {
  const { values } = reader;
  const isOfSettings = kind === 'COMPLIANCE';
  const found = new Map<string, ReportedState[]>();
  for await (const { object: row, parent } of reader.read(STATE_REPORTS[kind].report, StateReportRow)) {
    const state = isOfSettings
      ? failedIn(reader, row.SettingStatus, 'SettingStatus')
      : failedIn(reader, row.PolicyStatus, 'PolicyStatus');
    const deviceId = values.id(row.IntuneDeviceId ?? row.DeviceId);
    const policyId = values.id(row.PolicyId) ?? (isOfSettings ? null : parent);
    if (state === null) continue;
    if (deviceId === null || policyId === null) {
      reader.leaveOut('rows of reports without a device or a policy');
      continue;
    }
    const userId = userOrNone(values.id(row.UserId));
    const setting = isOfSettings ? settingOf(reader, row, state) : null;
    const states = found.get(deviceId) ?? [];
    found.set(deviceId, states);
    addRow(states, {
      policyId,
      policyName: values.text(row.PolicyName),
      userId,
      // The report of settings names the user of the device, also for the system account.
      userPrincipalName: userId === '' ? null : values.text(row.UPN),
      state,
      settings: setting === null ? [] : [setting],
    });
  }
  return found;
}
