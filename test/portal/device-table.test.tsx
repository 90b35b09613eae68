import { fireEvent, screen, within } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { findingsByDevice } from '../../portal/troubleshooting/device-findings';
import {
  alike,
  filtersOf,
  isShown,
  type ListedDevice,
  rowsOf,
  worstFirst,
} from '../../portal/troubleshooting/device-order';
import { Devices } from '../../portal/troubleshooting/devices';
import type { ShownUser } from '../../portal/troubleshooting/shown-user';
import { deviceOf, findingOf, HOSTILE, reportOf } from './samples';
import { show } from './show';

/** A device is silent whose last contact was before. */
const BEFORE = Date.parse('2026-11-21T09:00:00.000Z');
const NONE = new Map();
const ids = (devices: readonly ListedDevice[]) => devices.map(({ id }) => id);

const findingOn = (severity: 'BLOCKER' | 'PROBLEM' | 'WARNING', ...on: string[]) =>
  findingOf({ key: severity, severity, devices: on.map((id) => ({ id, deviceName: null, serialNumber: null })) });

/** As many equal devices, from 1. */
const fleet = (count: number, own: Partial<ListedDevice> = {}) =>
  Array.from({ length: count }, (_, i) => deviceOf(String(i + 1), own));

async function showDevices(
  nodes: readonly ListedDevice[],
  checked = nodes,
  findings = [findingOn('BLOCKER', '2')],
  unjudged: ComponentProps<typeof Devices>['unjudged'] = null,
) {
  const pageInfo = { hasNextPage: false, endCursor: null };
  const devices = { totalCount: nodes.length, complete: true, pageInfo, nodes: [...nodes] };
  const user = { id: 'u', devices } as unknown as ShownUser;
  const opened: string[] = [];
  const shown = await show(
    <Devices
      {...{ user, error: undefined, left: [], further: null, unjudged, filter: 'ALL', setFilter: () => {} }}
      findings={findingsByDevice(reportOf(findings), checked)}
      onOpen={(id) => opened.push(id)}
    />,
    { silentDays: 30 },
  );
  return { ...shown, opened };
}
const named = () => screen.getAllByRole('rowheader').map((cell) => within(cell).getByRole('button').textContent);

describe('The order of devices', () => {
  test('is by the worst finding, then by failing states, then by silence', () => {
    const devices = [
      deviceOf('fine'),
      deviceOf('silent', { lastCheckInAt: '2026-01-01T00:00:00.000Z' }),
      deviceOf('never', { lastCheckInAt: null }),
      deviceOf('failing', { appInstallSummary: 'FAILED' }),
      deviceOf('warned'),
      deviceOf('blocked'),
    ];
    const report = reportOf([findingOn('WARNING', 'warned', 'blocked'), findingOn('BLOCKER', 'blocked')]);
    const findings = findingsByDevice(report, devices);
    expect(ids(worstFirst(devices, findings))).toEqual(['blocked', 'warned', 'failing', 'never', 'silent', 'fine']);
    expect(findings.get('blocked')).toEqual({ worst: 'BLOCKER', count: 2 });
    expect(findings.get('fine')).toEqual({ worst: null, count: 0 });
  });

  test('knows nothing of devices that were not checked, or when the findings could not be read', () => {
    const [one, two] = [deviceOf('1'), deviceOf('2')];
    expect([...findingsByDevice(reportOf([]), [one]).keys()]).toEqual(['1']);
    expect([...findingsByDevice(null, [one, two]).keys()]).toEqual([]);
  });

  test('does not say that a device has no finding when its facts are too old to be checked', () => {
    const stale = { reason: 'STALE' as const, text: 'Too old.', adminCentreUrl: null };
    const report = reportOf([findingOn('WARNING', 'warned')], { notChecked: [stale] });
    const devices = [deviceOf('warned'), deviceOf('other')];
    const found = findingsByDevice(report, devices, [{ id: 'far', findings: { nodes: [] } }]);
    expect([...found.keys()]).toEqual(['warned']);
  });

  test('counts the findings of further devices by themselves, also those that the report names', () => {
    const further = {
      id: 'far',
      findings: { nodes: [{ severity: 'WARNING' as const }, { severity: 'BLOCKER' as const }] },
    };
    const found = findingsByDevice(
      reportOf([findingOn('BLOCKER', 'far', 'near')]),
      [deviceOf('near')],
      [further, { id: 'fine', findings: { nodes: [] } }],
    );
    expect([...found]).toEqual([
      ['near', { worst: 'BLOCKER', count: 1 }],
      ['far', { worst: 'BLOCKER', count: 2 }],
      ['fine', { worst: null, count: 0 }],
    ]);
  });

  test('offers platforms only where there are several, and shows by problem, silence and platform', () => {
    const [windows, phone] = [deviceOf('1', { entraCompliance: 'NONCOMPLIANT' }), deviceOf('2', { platform: 'IOS' })];
    expect(filtersOf([windows])).toEqual(['ALL', 'PROBLEMS', 'SILENT']);
    expect(filtersOf([windows, phone])).toEqual(['ALL', 'PROBLEMS', 'SILENT', 'IOS', 'WINDOWS']);
    const shownBy = (filter: Parameters<typeof isShown>[1]) =>
      ids(
        [windows, phone].filter((device) => isShown(device, filter, findingsByDevice(reportOf([]), [phone]), BEFORE)),
      );
    expect([shownBy('PROBLEMS'), shownBy('IOS'), shownBy('SILENT'), shownBy('ALL')]).toEqual([
      ...[['1'], ['2'], [], ['1', '2']],
    ]);
  });

  test('groups equal devices above fifteen only, from three on, and never one that looks different', () => {
    expect(alike(fleet(15), NONE, BEFORE)).toHaveLength(15);
    expect(alike(fleet(16), NONE, BEFORE).map(({ length }) => length)).toEqual([16]);
    const mixed = [...fleet(16), deviceOf('a', { osVersion: '10' }), deviceOf('b', { osVersion: '10' })];
    expect(alike(mixed, NONE, BEFORE).map(({ length }) => length)).toEqual([16, 1, 1]);
    const checked = findingsByDevice(reportOf([]), fleet(8));
    expect(alike(fleet(16), checked, BEFORE).map(({ length }) => length)).toEqual([8, 8]);
  });
});

describe('The rows of the list', () => {
  const phone = deviceOf('phone', { platform: 'IOS' });
  const tablet = deviceOf('tablet', { platform: 'IOS', intuneCompliance: 'NONCOMPLIANT' });
  const laptop = deviceOf('laptop', { appInstallSummary: 'FAILED' });

  test('keep the device that is open in its place, also where the filter hides it', () => {
    const rows = (kept?: string) => rowsOf([phone, tablet, laptop], 'IOS', NONE, BEFORE, kept).flat();
    expect(ids(rows())).toEqual(['tablet', 'phone']);
    expect(ids(rows('laptop'))).toEqual(['tablet', 'laptop', 'phone']);
  });
});

describe('The table of devices', () => {
  test('names the days of silence of the service in its filter', async () => {
    await showDevices(fleet(2));
    expect(screen.getByRole('button', { name: 'Silent for 30 days' })).toBeTruthy();
  });

  test('says how many devices are without findings because these could not be read', async () => {
    await showDevices(fleet(3), [], [], { count: 2, refusal: [{ reason: 'FAILED', requestId: 'r-1' }] });
    const note = screen.getByText(/could not be read/).textContent;
    expect(note).toBe('The findings of 2 devices could not be read. Reference for support: r-1');
  });

  test('has the worst first, and opens a device', async () => {
    const { opened } = await showDevices(fleet(3));
    expect(named()).toEqual(['Device 2', 'Device 1', 'Device 3']);
    const row = screen.getByRole('row', { name: /^Device 2/ });
    expect(within(row).getAllByRole('cell')[0]?.textContent).toBe('Blocker');
    fireEvent.click(screen.getByRole('button', { name: 'Device 3' }));
    expect(opened).toEqual(['3']);
  });

  test('has no group of fifteen, and one of sixteen that opens and closes', async () => {
    const { unmount } = await showDevices(fleet(15), fleet(15), []);
    expect(named()).toHaveLength(15);
    unmount();
    await showDevices(fleet(16), fleet(16), []);
    expect(named()).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: '15 more devices in the same state' }));
    expect(named()).toHaveLength(16);
    fireEvent.click(screen.getByRole('button', { expanded: true }));
    expect(named()).toHaveLength(1);
  });

  test('says “none” only of a device that was checked', async () => {
    await showDevices([deviceOf('1'), deviceOf('3')], [deviceOf('1')], []);
    expect(
      [/^Device 1/, /^Device 3/].map(
        (name) => within(screen.getByRole('row', { name })).getAllByRole('cell')[0]?.textContent,
      ),
    ).toEqual(['none', '–']);
  });

  test('writes a name with markup and of another direction as it is', async () => {
    const { container } = await showDevices([
      deviceOf('1', { deviceName: HOSTILE }),
      deviceOf('2', { deviceName: null }),
    ]);
    const name = screen.getByText(HOSTILE);
    expect(name.tagName).toBe('BDI');
    expect(container.querySelector('img')).toBeNull();
    expect(named()).toContain('Device without a name');
  });
});
