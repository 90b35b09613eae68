import type { FindingDetailsFragment } from '../generated/graphql';

export type Finding = FindingDetailsFragment;
type Evidence = Finding['evidence'][number];

/** A row of the page of a user, or of the panel of a device. */
export interface Place {
  /** Null on the page of the user. */
  readonly device: string | null;
  readonly row: string | null;
}

/** The facts that stand in one row. */
export interface EvidenceRow {
  readonly type: string;
  /** The values by field. */
  readonly values: Readonly<Record<string, string | null>>;
  /** The name of the setting in words; null if the row is of none. */
  readonly setting: string | null;
  /** Null if the page has no row for it. */
  readonly place: Place | null;
}

/** Fields that are shown in the row of another field. */
const SHOWN_IN: Readonly<Record<string, string>> = {
  'Device.graceEndsAt': 'Device.intuneCompliance',
  'Device.platform': 'Device.osVersion',
  'Device.totalStorageMegabytes': 'Device.freeStorageMegabytes',
};
const ROWS_OF_USER = ['User.userPrincipalName', 'User.usageLocation', 'User.accountEnabled'];
/** Types whose fields have a row each. */
const BY_FIELD = ['Device', 'User', 'Tenant'];

const typeOf = ({ coordinate }: Evidence): string => coordinate.split('.')[0] ?? '';
const fieldOf = ({ coordinate }: Evidence): string => coordinate.split('.')[1] ?? '';

/** Whether a fact stands in the same row as those before it. */
function isSameRow(before: readonly Evidence[], next: Evidence): boolean {
  const last = before.at(-1);
  if (last === undefined) return false;
  // Free and total storage are one value: 12 of 64 GB are free.
  if (next.coordinate === 'Device.totalStorageMegabytes') return last.coordinate === 'Device.freeStorageMegabytes';
  if (BY_FIELD.includes(typeOf(next))) return false;
  // The app of an install state is named first, and is an object of its own.
  if (typeOf(last) === 'App' && typeOf(next) === 'AppInstallState') return true;
  return (
    typeOf(last) === typeOf(next) &&
    last.nodeId === next.nodeId &&
    before.every(({ coordinate }) => coordinate !== next.coordinate)
  );
}

function placeOf(facts: readonly Evidence[], values: EvidenceRow['values'], device: string | null): Place | null {
  const last = facts.at(-1);
  if (last === undefined || last.nodeId === null) return null;
  const { coordinate, nodeId } = last;
  const onDevice = (row: string): Place | null => (device === null ? null : { device, row });
  switch (typeOf(last)) {
    case 'Device':
      return { device: nodeId, row: coordinate === 'Device.deviceName' ? null : (SHOWN_IN[coordinate] ?? coordinate) };
    case 'DeviceAction':
      return { device: nodeId, row: `DeviceAction.${values['kind']}` };
    case 'CompliancePolicyState':
    case 'ConfigurationState':
    case 'AppInstallState':
      return onDevice(nodeId);
    case 'SettingState':
      return onDevice(settingRow(nodeId, values['name'] ?? null));
    case 'EnrollmentFailure':
    case 'AppProtectionState':
      return { device: null, row: nodeId };
    case 'License':
    case 'UserStatus':
      return { device: null, row: 'UserStatus.intuneLicensed' };
    default:
      return ROWS_OF_USER.includes(coordinate) ? { device: null, row: coordinate } : null;
  }
}

/** The name of the row of a setting, or of its policy. */
export const settingRow = (policyId: string, setting: string | null): string =>
  setting === null ? policyId : `${policyId} ${setting}`;

/** The evidence of a finding, by the rows in which it stands. */
export function evidenceRows({ evidence, devices }: Pick<Finding, 'evidence' | 'devices'>): EvidenceRow[] {
  const groups: Evidence[][] = [];
  for (const each of evidence) {
    const last = groups.at(-1);
    if (last !== undefined && isSameRow(last, each)) last.push(each);
    else groups.push([each]);
  }
  // With several devices, the graph does not say which of them holds the policy or the app.
  const device = devices?.length === 1 ? (devices[0]?.id ?? null) : null;
  return groups.map((facts) => {
    const values = Object.fromEntries(facts.map((fact) => [fieldOf(fact), fact.value]));
    const [first] = facts;
    const setting = facts.find(({ displayValue }) => displayValue !== null)?.displayValue ?? null;
    return { type: first === undefined ? '' : typeOf(first), values, setting, place: placeOf(facts, values, device) };
  });
}
