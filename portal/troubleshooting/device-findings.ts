import type { FindingSeverity, FindingsCardFragment, FindingsOfDevicesQuery } from '../generated/graphql';

/** A summary of the findings of one device. */
export interface DeviceFindingSummary {
  /** Null if there is no finding. */
  readonly worst: FindingSeverity | null;
  readonly count: number;
}

/** Worst first. */
export const SEVERITIES: readonly FindingSeverity[] = ['BLOCKER', 'PROBLEM', 'WARNING', 'INFO'];

/** By the id of the device. A device that was not checked, or whose facts are too old for that, is missing. */
export type FindingSummaries = ReadonlyMap<string, DeviceFindingSummary>;

/** A device with its own findings. */
export type CheckedAlone = NonNullable<NonNullable<FindingsOfDevicesQuery['user']>['devices']>['nodes'][number];

/** Whether facts were too old for a rule. Then no finding does not mean that nothing is wrong. */
export const isOutdated = ({ notChecked }: FindingsCardFragment): boolean =>
  notChecked.some(({ reason }) => reason === 'STALE');

/**
 * The findings by the device that they are about.
 * @param report null if it could not be read
 * @param checked the devices that it rests on: those that the user's page reads first
 * @param alone further devices, with findings of their own
 */
export function findingsByDevice(
  report: FindingsCardFragment | null,
  checked: readonly { readonly id: string }[],
  alone: readonly CheckedAlone[] = [],
): FindingSummaries {
  if (report === null) return new Map();
  const found = new Map<string, DeviceFindingSummary>();
  const isChecked = !isOutdated(report);
  if (isChecked) for (const { id } of checked) found.set(id, NO_FINDING);
  const count = (id: string, severity: FindingSeverity) => found.set(id, withFinding(found.get(id), severity));
  for (const { severity, devices } of report.nodes) for (const { id } of devices ?? []) count(id, severity);
  for (const { id, findings } of alone) {
    // A finding about several devices can be in the report too.
    found.delete(id);
    if (isChecked) found.set(id, NO_FINDING);
    for (const { severity } of findings.nodes) count(id, severity);
  }
  return found;
}

const NO_FINDING: DeviceFindingSummary = { worst: null, count: 0 };

function withFinding({ worst, count } = NO_FINDING, severity: FindingSeverity): DeviceFindingSummary {
  const isWorse = worst === null || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(worst);
  return { worst: isWorse ? severity : worst, count: count + 1 };
}

/** The weight of a device by its findings: the smallest is the worst. */
export const weightOf = (summary: DeviceFindingSummary | undefined): number =>
  summary?.worst ? SEVERITIES.indexOf(summary.worst) : SEVERITIES.length;
