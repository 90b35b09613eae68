import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { matchesRule, propertiesOf } from '../../src/assignment/filter-rule';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { createAnonymizer } from '../../src/sync/anonymize';
import { openSaveFolder, saveFolder } from '../../src/sync/save-folder';
import type { Spool } from '../../src/sync/spool';
import { type GraphTenant, readGraphTenant } from '../support/graph';
import { NOW, type Service } from '../support/service';
import { type Content, contentOf, emptyService, type Loose, objectIn, standIn, sync, synced } from '../support/sync';
import { temporaryFolder } from '../support/tenant-folder';

const bring = async ({ database }: Service, folder: string) =>
  importTenant(database.writer, { source: await folderSource(folder), now: NOW });

/** Versions count changes, whose number depends on the way in which they arrived. */
const rowsOf = (content: Content): Content =>
  Object.fromEntries(
    Object.entries(content).map(([table, rows]) => [
      table,
      rows.map(({ version: _, rights_version: __, ...row }) => row),
    ]),
  );

const textIn = (folder: string) =>
  readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');

/** The laptop's record in Autopilot, and a set-up of it that failed. */
function withAutopilot({ collections }: GraphTenant): void {
  collections.windowsAutopilotDeviceIdentities.push({
    id: 'autopilot-laptop',
    managedDeviceId: 'device-laptop',
    serialNumber: 'SN-1',
    groupTag: 'Fabrikam-Paris',
    enrollmentState: 'enrolled',
    deploymentProfileAssignmentStatus: 'assignedOutOfSync',
    deploymentProfileAssignmentDetailedStatus: 'hardwareRequirementsNotMet',
  });
  collections.autopilotEvents.push({
    id: 'set-up',
    deviceId: 'device-laptop',
    eventDateTime: '2026-05-12T04:31:18Z',
    deploymentState: 'failure',
    deviceSetupStatus: 'success',
    accountSetupStatus: 'failure',
    enrollmentState: 'enrolled',
    deploymentTotalDuration: 'PT1H4M42S',
    enrollmentFailureDetails: 'The laptop of Ada: 0x800705b4',
  });
}

test('what a sync read is saved as a folder that is imported to the same rows, also if nothing changed', async () => {
  const { service, graph } = await synced((tenant) => {
    withAutopilot(tenant);
    objectIn(tenant, 'managedDevices', 'device-laptop').activationLockBypassCode = 'a secret';
  });
  const folder = temporaryFolder();
  await openSaveFolder(folder);
  await sync(service, graph, { save: (spool: Spool) => saveFolder(spool, folder, null) });

  const other = await emptyService();
  await bring(other, folder);

  const content = rowsOf(await contentOf(other));
  expect(content).toEqual(rowsOf(await contentOf(service)));
  expect([content['autopilot_devices'], content['setup_events']]).toMatchObject([[{}], [{}]]);
  expect(textIn(folder)).toContain('ada@fabrikam.example');
  expect(textIn(folder)).not.toContain('a secret');
  await expect(openSaveFolder(folder)).rejects.toThrow(`${folder}: is not empty.`);
});

test('a large tenant is saved whole, also what a sync would not read again', async () => {
  const { service, graph } = await synced();
  const folder = temporaryFolder();
  const limits = { all: 0, budgets: {} };
  await sync(service, graph, { limits, save: (spool: Spool) => saveFolder(spool, folder, null) });

  const other = await emptyService();
  await bring(other, folder);

  expect(rowsOf(await contentOf(other))).toEqual(rowsOf(await contentOf(service)));
});

/** What is no name in a table: of each column its words, its numbers, its times and how often it is empty. */
function factsOf(rows: readonly Readonly<Record<string, unknown>>[], isWords: (column: string) => boolean) {
  const fact = (column: string, value: unknown): string =>
    value === null || value === '' || typeof value === 'number' || isWords(column) ? String(value) : 'a text';
  const columns = Object.keys(rows[0] ?? {});
  return Object.fromEntries(columns.map((column) => [column, rows.map((row) => fact(column, row[column])).sort()]));
}

/** The values of a column are the constants of an enum, or times. */
const areWords = (rows: readonly Readonly<Record<string, unknown>>[]) => (column: string) =>
  rows.every(({ [column]: value }) => value === null || /^[A-Z][A-Z0-9_]*$|^\d{4}-\d\d-\d\dT/.test(String(value)));

/** For each filter, the number of devices that it includes, that it leaves out, and of which it is unknown. */
function matchesIn(content: Content): string[] {
  const facts = (content['devices'] ?? []).map((row) => {
    const { device_name, os_version, ...same } = row;
    return propertiesOf({ ...same, deviceName: device_name, osVersion: os_version } as never);
  });
  const counts = (content['assignment_filters'] ?? []).map(({ rule }) => {
    const found = facts.map((each) => matchesRule(String(rule), each));
    return [true, false, null].map((verdict) => found.filter((each) => each === verdict).length).join(' ');
  });
  return counts.sort();
}

test('an anonymous folder is imported to the same states, codes, numbers, times and matches of filters', async () => {
  const graph = await standIn(await readGraphTenant(path.resolve('demo')));
  const [named, anonymous] = [temporaryFolder(), temporaryFolder()];
  await sync(await emptyService(), graph, {
    async save(spool: Spool) {
      await saveFolder(spool, named, null);
      await saveFolder(spool, anonymous, createAnonymizer());
    },
  });
  const [service, other] = [await emptyService(), await emptyService()];
  await bring(service, named);
  await bring(other, anonymous);

  const [before, after] = [rowsOf(await contentOf(service)), rowsOf(await contentOf(other))];
  const facts = (content: Content) =>
    Object.fromEntries(
      Object.entries(content).flatMap(([table, rows]) =>
        /_search$/.test(table) ? [] : [[table, factsOf(rows, areWords(before[table] ?? []))]],
      ),
    );
  expect(facts(after)).toEqual(facts(before));
  for (const table of ['app_relations', 'autopilot_devices', 'setup_events']) expect(after[table]).not.toEqual([]);
  expect(matchesIn(after)).toEqual(matchesIn(before));
  expect(matchesIn(before).some((counts) => /^[1-9]\d* [1-9]/.test(counts))).toBe(true);
});

test('an anonymous folder names nobody, and is imported to as many rows that hang together as before', async () => {
  const { service, graph } = await synced((tenant) => {
    objectIn(tenant, 'groups', 'group-Site').groupTypes = ['DynamicMembership'];
    objectIn(tenant, 'groups', 'group-Site').membershipRule = 'user.city -eq "Rouen" or user.city -eq "the `"Quai`""';
    withAutopilot(tenant);
    tenant.collections.assignmentFilters.push({
      id: 'filter-1',
      displayName: 'Fabrikam',
      platform: 'windows10AndLater',
      rule: '(device.deviceName -startsWith "the \\"Quai\\" of Rouen") or (device.model -in ["XPS 13", \'T14\'])',
    });
    const [state] = tenant.parts.deviceConfigurationStates.get('device-laptop') as Loose[];
    state.settingStates = [
      { setting: './Vendor/MSFT/VPNv2/Fabrikam%20Rouen/ProfileXML', state: 'error', errorCode: -2016281112 },
      { setting: 'fabrikam.example', state: 'error', errorCode: -2016281112 },
      { setting: 'DeviceRestrictions.Payload', state: 'error', errorCode: -2016281112 },
    ];
  });
  const folder = temporaryFolder();
  await sync(service, graph, { save: (spool: Spool) => saveFolder(spool, folder, createAnonymizer()) });

  expect(textIn(folder)).toMatch(/user\.city -eq \\"x[0-9a-f]{12}\\" or user\.city -eq \\"x[0-9a-f]{12}\\""/);
  expect(textIn(folder)).toMatch(
    /device\.deviceName -startsWith \\"x[0-9a-f]{12}\\"\) or \(device\.model -in \[\\"XPS 13/,
  );
  expect(textIn(folder)).toMatch(/"setting": ".\/Vendor\/MSFT(\/x[0-9a-f]{12}){3}"/);
  expect(textIn(folder)).toContain('"setting": "DeviceRestrictions.Payload"');
  expect(textIn(folder)).toContain('"enrollmentFailureDetails": "0x800705b4"');
  expect(textIn(folder)).not.toMatch(
    /Rouen|Quai|fabrikam|\bada\b|\bben\b|\bcyd\b|laptop|SN-|Reader|Adobe|Office|Baseline|Operators|Site|Helper|rejected/i,
  );
  const other = await emptyService();
  const { leftOut } = await bring(other, folder);

  expect([...leftOut]).toEqual([]);
  const numbers = (content: Content) =>
    Object.fromEntries(
      Object.entries(content).flatMap(([table, rows]) => (/_search$/.test(table) ? [] : [[table, rows.length]])),
    );
  expect(numbers(await contentOf(other))).toEqual(numbers(await contentOf(service)));
});
