import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { createAnonymizer } from '../../src/sync/anonymize';
import { openSaveFolder, saveFolder } from '../../src/sync/save-folder';
import type { Spool } from '../../src/sync/spool';
import { NOW, type Service } from '../support/service';
import { type Content, contentOf, emptyService, objectIn, sync, synced } from '../support/sync';
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

test('what a sync read is saved as a folder that is imported to the same rows, also if nothing changed', async () => {
  const { service, graph } = await synced((tenant) => {
    objectIn(tenant, 'managedDevices', 'device-laptop').activationLockBypassCode = 'a secret';
  });
  const folder = temporaryFolder();
  await openSaveFolder(folder);
  await sync(service, graph, { save: (spool: Spool) => saveFolder(spool, folder, null) });

  const other = await emptyService();
  await bring(other, folder);

  expect(rowsOf(await contentOf(other))).toEqual(rowsOf(await contentOf(service)));
  expect(textIn(folder)).toContain('ada@fabrikam.example');
  expect(textIn(folder)).not.toContain('a secret');
  await expect(openSaveFolder(folder)).rejects.toThrow(`${folder}: is not empty.`);
});

test('an anonymous folder names nobody, and is imported to as many rows that hang together as before', async () => {
  const { service, graph } = await synced((tenant) => {
    objectIn(tenant, 'groups', 'group-Site').groupTypes = ['DynamicMembership'];
    objectIn(tenant, 'groups', 'group-Site').membershipRule = 'user.city -eq "Rouen" or user.city -eq "the `"Quai`""';
  });
  const folder = temporaryFolder();
  await sync(service, graph, { save: (spool: Spool) => saveFolder(spool, folder, createAnonymizer()) });

  expect(textIn(folder)).toMatch(/user\.city -eq \\"x[0-9a-f]{12}\\" or user\.city -eq \\"x[0-9a-f]{12}\\""/);
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
