import { readdirSync } from 'node:fs';
import path from 'node:path';
import knex, { type Knex } from 'knex';
import { sqliteFile } from '../../src/database/address';
import { migrationsFor, SqlMigrationSource } from '../../src/database/migrator';
import { poolOf, Sqlite } from '../../src/database/sqlite-driver';
import { oneIn } from '../support/amount';
import { createTestDatabase, ENGINE, type TestDatabase } from '../support/engines';
import { ROOT } from '../support/place';
import { startService } from '../support/service';
import { allRows } from '../support/tenant-folder';
import { AT, PERMISSIONS, RENAMED, WRITTEN } from '../support/versions';

const test = oneIn(3);

/*
 * Upgrades from each version: the next migration file runs on data of the version before, loses nothing, and today's
 * service answers from it. A new migration file needs an entry in test/support/versions.ts.
 */

const FILES = readdirSync(path.join(ROOT, 'migrations'))
  .map((file) => path.basename(file, '.sql'))
  .sort();

/** A query on a database with the data of every version, and its answer. */
const QUESTION = `{
  tenant { displayName connectors { name health } sync { kind state } quarantine(first: 3) { nodes { reason } } }
  users(first: 3) { nodes {
    userPrincipalName department licenses { skuPartNumber state }
    groupMemberships(first: 3) { nodes { kind group { displayName } } }
    devices(first: 3) { nodes {
      deviceName joinType entraCompliance syncedAt actions { name }
      configurationStates { displayName error { hex } settings { name } }
      appInstallStates(first: 3) { nodes { version error { hex } app { displayName } } }
    } }
    enrollmentFailures(first: 3) { nodes { category } }
    appProtectionStates(first: 3) { nodes { appName flaggedReasons policies { displayName } device { deviceName } } }
  } }
  found: devices(search: "laptop") { totalCount }
  roleAssignments(first: 3) { nodes { displayName effective role { displayName permissions } members { displayName } } }
  auditEvents(first: 3) { nodes { action outcome actorId after } }
}`;
const ANSWER = {
  tenant: {
    displayName: 'Contoso',
    connectors: [{ name: 'Threats', health: 'UNHEALTHY' }],
    sync: expect.arrayContaining([{ kind: 'USERS', state: 'FAILED' }]),
    quarantine: { nodes: [{ reason: 'It has no name.' }] },
  },
  users: {
    nodes: [
      {
        userPrincipalName: 'ada@contoso.example',
        department: 'Analysis',
        licenses: [{ skuPartNumber: 'SPE_E3', state: 'WARNING' }],
        groupMemberships: {
          nodes: [
            { kind: 'DIRECT', group: { displayName: 'The inner group' } },
            { kind: 'TRANSITIVE', group: { displayName: 'The outer group' } },
          ],
        },
        devices: {
          nodes: [
            {
              deviceName: 'LAPTOP-1',
              joinType: 'JOINED',
              entraCompliance: 'COMPLIANT',
              syncedAt: AT,
              actions: [{ name: 'syncDevice' }],
              configurationStates: [
                { displayName: 'Wi-Fi', error: { hex: '0x87D10194' }, settings: [{ name: 'Wifi.Ssid' }] },
              ],
              appInstallStates: {
                nodes: [{ version: '1.0', error: { hex: '0xC7D14FB8' }, app: { displayName: 'Zip' } }],
              },
            },
          ],
        },
        enrollmentFailures: { nodes: [{ category: 'AUTHENTICATION' }] },
        appProtectionStates: {
          nodes: [
            {
              appName: 'Mail',
              flaggedReasons: ['ROOTED_DEVICE'],
              policies: [{ displayName: 'Protect' }],
              device: { deviceName: 'LAPTOP-1' },
            },
          ],
        },
      },
    ],
  },
  found: { totalCount: 1 },
  roleAssignments: {
    nodes: [
      {
        displayName: 'Everywhere',
        effective: true,
        role: { displayName: 'Reader', permissions: [...PERMISSIONS].sort() },
        members: [{ displayName: 'The inner group' }],
      },
      { displayName: 'Tagged', effective: false, role: { displayName: 'Odd', permissions: [] }, members: [] },
    ],
  },
  auditEvents: {
    nodes: [{ action: 'CREATE_ROLE', outcome: 'DONE', actorId: 'VXNlcjphZGE', after: '{"displayName":"Reader"}' }],
  },
};

let made: TestDatabase;
let db: Knex;
beforeEach(async () => {
  made = await createTestDatabase('nothing');
  db =
    ENGINE === 'postgres'
      ? knex({ client: 'pg', connection: made.url })
      : poolOf(new Sqlite(sqliteFile(made.url)), false);
  if (ENGINE === 'sqlite') {
    for (const pragma of ['foreign_keys = ON', 'journal_mode = WAL', 'synchronous = OFF'])
      await db.raw(`PRAGMA ${pragma}`);
  }
});
afterEach(async () => {
  await db.destroy();
  await made.drop();
});

/** Migrates the database to the version of a file. */
async function migrateTo(file: string): Promise<void> {
  const until = migrationsFor(ENGINE).filter(({ name }) => (name.split('#')[0] as string) <= file);
  await db.migrate.latest({ migrationSource: new SqlMigrationSource(until) });
}

const write = async (files: readonly string[]): Promise<void> => {
  for (const file of files) await WRITTEN[file]?.(db);
};

test.each(FILES)('the version of %s wrote into each of its tables and columns', async (file) => {
  await migrateTo(file);
  await write(FILES.slice(0, FILES.indexOf(file) + 1));

  const empty = Object.entries(await allRows(db)).flatMap(([table, [first, ...others]]) =>
    Object.keys(first ?? { '*': null })
      .filter((column) => [first, ...others].every((row) => (row?.[column] ?? '') === ''))
      .map((column) => `${table}.${column}`),
  );
  expect(empty).toEqual([]);
});

test.each(FILES.slice(1).map((next, i) => ({ next, last: FILES[i] as string, i })))(
  '$next keeps the rows of the version of $last, and the service answers from them',
  async ({ next, last, i }) => {
    await migrateTo(last);
    await write(FILES.slice(0, i + 1));
    const before = await allRows(db);

    await migrateTo(next);

    const after = await allRows(db);
    for (const [table, rows] of Object.entries(before)) {
      // A migration may drop a column, but not a row.
      const kept = Object.keys(after[table]?.[0] ?? {});
      const cut = (all: typeof rows) =>
        all.map((row) =>
          Object.fromEntries(
            Object.entries(row).filter(([column]) => kept.includes(column) && column in (rows[0] ?? {})),
          ),
        );
      expect({ table, rows: cut(after[table] ?? after[RENAMED[table] ?? ''] ?? []) }).toEqual({
        table,
        rows: cut(rows),
      });
    }

    // The service upgrades it, and the later versions write their data.
    await (await startService({ databaseUrl: made.url })).stop();
    await write(FILES.slice(i + 1));
    const service = await startService({ databaseUrl: made.url });
    try {
      const { data, errors } = await service.ask(QUESTION, { as: 'ada@contoso.example' });
      expect(errors).toEqual([]);
      expect(data).toEqual(ANSWER);
    } finally {
      await service.stop();
    }
  },
);
