import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '../../src/database/open';
import { DEMO, importDemo } from '../../src/demo/demo';
import { AUDIT_KEY } from '../support/audit-key';
import { testOn } from '../support/engines';
import { addressIn, headIn, Place, type Running } from '../support/place';
import { ARCHIVING, startPostgres } from '../support/postgres';
import { until } from '../support/until';
import { Writers } from '../support/writers';

/*
 * Restore drills. A database is backed up under load and lost, and the backup takes its place. It must have every change
 * that was acknowledged before the backup, and the audit trail must say that later ones are missing.
 */
const START_MS = 60_000;
const WRITERS = 4;

interface Drill {
  /** Makes a backup. Whatever was acknowledged before must be in it. */
  backUp(): Promise<void>;
  /** Loses the database. @returns the address of the restored one */
  restore(): Promise<string>;
}

/** Backs up under load, kills the service, restores, and starts again. */
async function drilled(place: Place, databaseUrl: string, { backUp, restore }: Drill): Promise<void> {
  const environment = { AUDIT_KEY, PORT: '0', DEMO: 'off', DATABASE_URL: databaseUrl };
  let running: Running | null = place.start('main', [], environment);
  const first = running;
  await until(() => addressIn(first) !== null, START_MS);
  const token = (await place.run(['token', '--as', 'admin@contoso.example'], environment)).out.trim();
  const writersOf = (prefix: string) =>
    new Writers(WRITERS, {
      ...{ prefix, authorization: `Bearer ${token}` },
      node: () => (running === null ? null : addressIn(running)),
    });
  const writers = writersOf('Before');
  const more = async (of: Writers) => {
    const before = of.acknowledged.length;
    await of.whileTheyWork(until(() => of.acknowledged.length >= before + 10, START_MS));
  };
  await more(writers);
  const covered = writers.acknowledged.length;
  await writers.whileTheyWork(backUp());
  await more(writers);
  await writers.stop();
  const head = String(headIn(first));
  first.child.kill('SIGKILL');
  await first.ended;

  const restoredUrl = await restore();
  const restored = { ...environment, DATABASE_URL: restoredUrl };
  const { names, ids, audited } = await writers.keptIn(restoredUrl);
  const lost = writers.acknowledged.slice(0, covered).filter((name) => !names.includes(name));
  const missing = writers.acknowledged.length - names.length;
  process.stderr.write(
    `restore: ${covered} acknowledged before the backup, ${lost.length} lost; ${missing} of later ones are missing\n`,
  );
  expect(lost).toEqual([]);
  expect(missing).toBeGreaterThan(0);
  expect(audited).toEqual(ids);
  expect(await place.run(['audit', 'verify'], restored)).toMatchObject({ code: 0 });
  expect(await place.run(['audit', 'verify', '--head', head], restored)).toMatchObject({
    code: 1,
    err: expect.stringContaining('the log has later events'),
  });

  running = place.start('main', [], restored);
  const second = running;
  const after = writersOf('After');
  await more(after);
  await after.stop();
  second.child.kill('SIGTERM');
  expect((await second.ended).code).toBe(0);
  expect((await after.keptIn(restoredUrl)).lost).toEqual([]);
  expect(await place.run(['audit', 'verify', '--head', String(headIn(second))], restored)).toMatchObject({ code: 0 });
}

testOn('sqlite')(
  'a file that is backed up under load and lost comes back with every change from before the backup',
  async () => {
    const place = new Place();
    const url = `file:${place.databaseFile}`;
    const database = await openDatabase(url);
    await importDemo(database, AUDIT_KEY, DEMO.recordedAt);
    await database.close();
    const kept = path.join(place.folder, 'kept.db');
    await drilled(place, url, {
      backUp: async () => expect(await place.run(['db', 'backup', kept])).toMatchObject({ code: 0 }),
      async restore() {
        for (const end of ['', '-wal', '-shm']) rmSync(`${place.databaseFile}${end}`, { force: true });
        renameSync(kept, place.databaseFile);
        return url;
      },
    });
  },
  180_000,
);

testOn('postgres')(
  'a server that archives its log is restored to the moment before a mistake',
  async () => {
    const server = await startPostgres(ARCHIVING);
    const removed = [server.remove];
    try {
      await server.run('CREATE DATABASE graph');
      const at = (url: string) => url.replace(/postgres$/, 'graph');
      const database = await openDatabase(at(server.url));
      await importDemo(database, AUDIT_KEY, DEMO.recordedAt);
      await database.close();
      const backup = await server.baseBackup();
      await drilled(new Place(), at(server.url), {
        backUp: async () => void (await server.run("SELECT pg_create_restore_point('before')")),
        async restore() {
          await server.run('SELECT pg_switch_wal()');
          await server.stop();
          const restored = await backup.restore('before');
          removed.push(restored.remove);
          return at(restored.url);
        },
      });
    } finally {
      for (const remove of removed) await remove();
    }
  },
  180_000,
);
