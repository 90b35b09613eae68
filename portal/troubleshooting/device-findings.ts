import type { FindingSeverity, FindingsCardFragment } from '../generated/graphql';

/** A summary of the findings of one device. */
export interface DeviceFindingSummary {
  /** Null if there is no finding. */
  readonly worst: FindingSeverity | null;
  readonly count: number;
}

/** Worst first. */
const SEVERITIES: readonly FindingSeverity[] = ['BLOCKER', 'PROBLEM', 'WARNING', 'INFO'];

/** By the id of the device. A device that was not checked is missing. */
export type FindingSummaries = ReadonlyMap<string, DeviceFindingSummary>;

/**
 * The findings by the device that they are about.
 * @param report null if it could not be read
 * @param checked the devices that it rests on: those that the user's page reads first
 */
export function findingsByDevice(
  report: FindingsCardFragment | null,
  checked: readonly { readonly id: string }[],
): FindingSummaries {
  if (report === null) return new Map();
  const found = new Map<string, DeviceFindingSummary>(checked.map(({ id }) => [id, { worst: null, count: 0 }]));
  for (const { severity, devices } of report.nodes) {
    for (const { id } of devices ?? []) {
      const { worst = null, count = 0 } = found.get(id) ?? {};
      const isWorse = worst === null || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(worst);
      found.set(id, { worst: isWorse ? severity : worst, count: count + 1 });
    }
  }
  return found;
}

/** The weight of a device by its findings: the smallest is the worst. */
export const weightOf = (summary: DeviceFindingSummary | undefined): number =>
  summary?.worst ? SEVERITIES.indexOf(summary.worst) : SEVERITIES.length;
