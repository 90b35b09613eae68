import { randomBytes } from 'node:crypto';
import { appendFileSync, copyFileSync, cpSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Sqlite } from '../../src/database/sqlite-driver';
import { cases, oneIn } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import { ENGINE } from '../support/engines';
import { addressIn, headIn, Place, type Running } from '../support/place';
import { preloaded } from '../support/preloaded';
import { temporaryFolder } from '../support/tenant-folder';
import { until } from '../support/until';
import { Writers } from '../support/writers';

/*
 * A power cut on SQLite loses some or all of what was not synced, and can leave rubbish at the end of the log. Every
 * acknowledged change is there nevertheless. CUTS=50 cuts the power fifty times.
 */
const CUTS = Number(process.env['CUTS'] ?? cases(5, 2));
const START_MS = 120_000;
const LONGEST_LIFE_MS = 1_500;
const LIMIT_MS = START_MS + CUTS * 30_000;
const DATABASE = 'graph.db';
const LOG = `${DATABASE}-wal`;
const KEY = 'development.key';
const RUBBISH = 50_000;

const environmentOf = (folder: string) => ({
  ...{ DATABASE_URL: `file:${path.join(folder, DATABASE)}`, AUDIT_KEY, PORT: '0' },
});

/** A new folder with the database file of one folder, and the log of another. */
function leftBy(database: string, log: string): string {
  const left = temporaryFolder();
  copyFileSync(path.join(database, DATABASE), path.join(left, DATABASE));
  if (existsSync(path.join(log, LOG))) copyFileSync(path.join(log, LOG), path.join(left, LOG));
  // The key of development sign-in is synced before it gets its name.
  const key = readdirSync(database).find((name) => name.startsWith(KEY));
  if (key !== undefined) copyFileSync(path.join(database, key), path.join(left, KEY));
  return left;
}

/** Writers that create roles in the database of a folder, for a service that may be down. */
async function writersOn(place: Place, folder: string, node: () => string | null): Promise<Writers> {
  const { out } = await place.run(['token', '--as', 'admin@contoso.example'], environmentOf(folder));
  return new Writers(4, { prefix: 'Cut', authorization: `Bearer ${out.trim()}`, node });
}

const library = ENGINE === 'sqlite' ? preloaded('synced-copies') : null;
const testWithCompiler = library === null ? test.skip : oneIn(3);

testWithCompiler(
  'a power cut that loses what was not synced loses no acknowledged change',
  async () => {
    const place = new Place();
    let [disk, head] = [temporaryFolder(), ''];
    let running: Running | null = null;
    let writers: Writers | null = null;
    const started = async (preloaded: Readonly<Record<string, string>> = {}) => {
      const service = place.start('main', [], { ...environmentOf(disk), ...preloaded });
      // It first imports the demo tenant.
      await until(() => addressIn(service) !== null, START_MS);
      running = service;
      return service;
    };
    for (let cut = 0; cut < CUTS; cut++) {
      const synced = temporaryFolder();
      cpSync(disk, synced, { recursive: true });
      const service = await started({ LD_PRELOAD: String(library), DISK: disk, SYNCED: synced });
      writers ??= await writersOn(place, disk, () => (running === null ? null : addressIn(running)));
      const { acknowledged } = writers;
      const before = acknowledged.length;
      await writers.whileTheyWork(until(() => acknowledged.length > before, START_MS));
      await writers.whileTheyWork(pause(Math.random() * LONGEST_LIFE_MS));
      // From here on nothing is written.
      service.child.kill('SIGKILL');
      await service.ended;
      running = null;
      head = headIn(service) ?? head;

      const rubbish = leftBy(synced, synced);
      appendFileSync(path.join(rubbish, LOG), randomBytes(RUBBISH));
      // The disk may also have written what nobody waited for.
      for (const folder of [leftBy(synced, synced), leftBy(synced, disk), leftBy(disk, synced), rubbish])
        await expectComplete(folder, writers, head);
      disk = leftBy(synced, synced);
    }
    process.stderr.write(`power-cut: ${CUTS} cuts, ${writers?.acknowledged.length} acknowledged\n`);
    await started();
    await writers?.stop();
  },
  LIMIT_MS,
);

/** Checks that the database of a folder is whole, and has every acknowledged change and its audit event. */
async function expectComplete(folder: string, writers: Writers, head: string): Promise<void> {
  const environment = environmentOf(folder);
  const { lost, ids, audited } = await writers.keptIn(environment.DATABASE_URL);
  expect(lost).toEqual([]);
  expect(audited).toEqual(ids);
  const connection = new Sqlite(path.join(folder, DATABASE));
  expect(connection.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(connection.pragma('foreign_key_check')).toEqual([]);
  connection.close();
  expect(await new Place().run(['audit', 'verify', '--head', head], environment)).toMatchObject({ code: 0, err: '' });
}
