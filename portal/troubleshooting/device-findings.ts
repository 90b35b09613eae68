import type { FindingSeverity, FindingsCardFragment } from '../generated/graphql';

/** A summary of the findings of one device. */
export interface DeviceFindingSummary {
  readonly worst: FindingSeverity;
  readonly count: number;
}

/** Worst first. */
const SEVERITIES: readonly FindingSeverity[] = ['BLOCKER', 'PROBLEM', 'WARNING', 'INFO'];

/** The findings by the device that they are about. */
export function findingsByDevice(report: FindingsCardFragment | null): ReadonlyMap<string, DeviceFindingSummary> {
  const found = new Map<string, DeviceFindingSummary>();
  for (const { severity, devices } of report?.nodes ?? []) {
    for (const { id } of devices ?? []) {
      const { worst = severity, count = 0 } = found.get(id) ?? {};
      const isWorse = SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(worst);
      found.set(id, { worst: isWorse ? severity : worst, count: count + 1 });
    }
  }
  return found;
}

/** The weight of a device by its findings: the smallest is the worst. */
export const weightOf = (summary: DeviceFindingSummary | undefined): number =>
  summary === undefined ? SEVERITIES.length : SEVERITIES.indexOf(summary.worst);
