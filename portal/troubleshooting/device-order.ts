import type { Platform } from '../generated/graphql';
import { type FindingSummaries, weightOf } from './device-findings';
import { isSilent } from './relative-time';
import type { ShownUser } from './shown-user';
import { APP_INSTALL, COMPLIANCE, CONFIGURATION_SUMMARY, ENTRA_COMPLIANCE } from './tones';

export type ListedDevice = NonNullable<ShownUser['devices']>['nodes'][number];

export type DeviceFilter = 'ALL' | 'PROBLEMS' | 'SILENT' | Platform;

/** More devices than this are grouped where they are alike. */
const MOST_UNGROUPED = 15;
/** Fewer are not worth a group. */
const FEWEST_GROUPED = 3;

const isFailing = (device: ListedDevice): boolean =>
  [
    COMPLIANCE[device.intuneCompliance],
    ENTRA_COMPLIANCE[device.entraCompliance],
    CONFIGURATION_SUMMARY[device.configurationSummary],
    device.appInstallSummary === null ? null : APP_INSTALL[device.appInstallSummary],
  ].includes('bad');

/** The devices with the worst finding first, and of these the failing and the longest silent. */
export function worstFirst(devices: readonly ListedDevice[], findings: FindingSummaries): ListedDevice[] {
  const rank = (device: ListedDevice) => [weightOf(findings.get(device.id)), isFailing(device) ? 0 : 1] as const;
  return devices.toSorted((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    return a[0] - b[0] || a[1] - b[1] || (one.lastCheckInAt ?? '').localeCompare(other.lastCheckInAt ?? '');
  });
}

/** Whether a filter shows a device. */
export function isShown(
  device: ListedDevice,
  filter: DeviceFilter,
  findings: FindingSummaries,
  silentBefore: number,
): boolean {
  if (filter === 'ALL') return true;
  if (filter === 'PROBLEMS') return (findings.get(device.id)?.count ?? 0) > 0 || isFailing(device);
  return filter === 'SILENT' ? isSilent(device.lastCheckInAt, silentBefore) : device.platform === filter;
}

/** The filters that change something in a list: the platforms only if there are several. */
export function filtersOf(devices: readonly ListedDevice[]): DeviceFilter[] {
  const platforms = [...new Set(devices.map(({ platform }) => platform))].sort();
  return ['ALL', 'PROBLEMS', 'SILENT', ...(platforms.length > 1 ? platforms : [])];
}

/** Devices that look the same in the list, but for the name and the serial number, at the place of the first of them. */
export function alike(
  devices: readonly ListedDevice[],
  findings: FindingSummaries,
  silentBefore: number,
): ListedDevice[][] {
  if (devices.length <= MOST_UNGROUPED) return devices.map((device) => [device]);
  const groups = new Map<string, ListedDevice[]>();
  for (const device of devices) {
    const { model, platform, osVersion, intuneCompliance, entraCompliance } = device;
    const { configurationSummary, appInstallSummary, lastCheckInAt, graceEndsAt } = device;
    const summary = findings.get(device.id);
    const look = [model, platform, osVersion, intuneCompliance, entraCompliance, configurationSummary];
    const key = JSON.stringify([
      ...look,
      appInstallSummary,
      graceEndsAt,
      summary,
      isSilent(lastCheckInAt, silentBefore),
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [device]);
    else group.push(device);
  }
  return [...groups.values()].flatMap((group) =>
    group.length < FEWEST_GROUPED ? group.map((device) => [device]) : [group],
  );
}

/**
 * The rows of the list under a filter, in its order: each is a device, or devices that look the same.
 * @param kept the id of a device that stays in the list although the filter hides it; null for none
 */
export function rowsOf(
  devices: readonly ListedDevice[],
  filter: DeviceFilter,
  findings: FindingSummaries,
  silentBefore: number,
  kept: string | null = null,
): ListedDevice[][] {
  const shown = worstFirst(devices, findings).filter(
    (device) => device.id === kept || isShown(device, filter, findings, silentBefore),
  );
  return alike(shown, findings, silentBefore);
}
