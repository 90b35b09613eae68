import { cpSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AUDIT_KEY } from '../support/audit-key';
import { createTestDatabase } from '../support/engines';
import { addressIn, headIn, Place, ROOT, type Running } from '../support/place';
import { temporaryFolder } from '../support/tenant-folder';
import { until } from '../support/until';
import { Writers } from '../support/writers';

/*
 * Two nodes are upgraded one by one under load, and then rolled back, as docs/running.md says. Clients use a balancer that
 * asks each node whether it is ready.
 */
const START_MS = 60_000;
const WRITERS = 3;
const READERS = 3;
const READ = '{ devices(first: 5) { nodes { deviceName } } }';

/** A copy of this version with one more migration. @returns its folder */
function newerVersion(): string {
  const folder = temporaryFolder();
  // A program finds its migrations beside itself, so these two are no links.
  for (const name of ['dist', 'migrations'])
    cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  for (const name of readdirSync(ROOT)) {
    if (!/^(dist|migrations|data|\..*)$/.test(name)) symlinkSync(path.join(ROOT, name), path.join(folder, name));
  }
  writeFileSync(
    path.join(folder, 'migrations', '9998-badges.additive.sql'),
    'ALTER TABLE users ADD COLUMN badge TEXT;\n',
  );
  return folder;
}

test('an upgrade of all nodes under load, and the way back, lose nothing and refuse nobody', async () => {
  const made = await createTestDatabase('demo');
  const environment = {
    ...{ DATABASE_URL: made.url, AUDIT_KEY, PORT: '0', DEMO: 'off', MIGRATE_AT_START: 'off' },
    SHUTDOWN_DELAY_MS: '1000',
    // Neither a loaded machine nor one operator with many clients is a reason to refuse anybody here.
    OPERATION_WAIT_MS: '60000',
    READS_PER_MINUTE: '999999999',
  };
  const older = new Place();
  // In the same folder, which has the key of the tokens.
  const newer = new Place(newerVersion(), older.folder);
  const token = (await older.run(['token', '--as', 'admin@contoso.example'], environment)).out.trim();
  const authorization = `Bearer ${token}`;

  // The balancer.
  const nodes = new Set<Running>();
  let ready: readonly string[] = [];
  let turn = 0;
  let isOver = false;
  const next = (): string | null => ready[turn++ % ready.length] ?? null;
  const balancing = (async () => {
    while (!isOver) {
      const found = await Promise.all(
        [...nodes].map(async (node) => {
          const url = addressIn(node);
          const isReady = url !== null && (await fetch(`${url}/readyz`).catch(() => null))?.status === 200;
          return isReady ? [url] : [];
        }),
      );
      ready = found.flat();
      await pause(50);
    }
  })();

  const served: Record<string, number> = {};
  const refused: unknown[] = [];
  let step = 'before';
  const read = async () => {
    while (!isOver) {
      const url = next();
      if (url !== null) {
        const headers = { 'content-type': 'application/json', authorization };
        const asked = { method: 'POST', headers, body: JSON.stringify({ query: READ }) };
        const status = await fetch(`${url}/graphql`, asked).then(
          async (response) => ((await response.json()) as { errors?: unknown }).errors ?? response.status,
          (error: Error) => String(error.cause),
        );
        if (status === 200) served[step] = (served[step] ?? 0) + 1;
        else refused.push(status);
      }
      await pause(10);
    }
  };

  const start = async (place: Place): Promise<Running> => {
    const node = place.start('main', [], environment);
    nodes.add(node);
    await until(() => ready.includes(addressIn(node) ?? ''), START_MS);
    return node;
  };
  let head: string | null = null;
  /** Starts a node before it ends another one. */
  const replace = async (node: Running, place: Place): Promise<Running> => {
    const started = await start(place);
    node.child.kill('SIGTERM');
    expect((await node.ended).code).toBe(0);
    nodes.delete(node);
    head = headIn(node) ?? head;
    return started;
  };

  let [one, two] = [await start(older), await start(older)];
  const writers = new Writers(WRITERS, { prefix: 'Upgraded', authorization, node: next });
  const readers = Promise.all(Array.from({ length: READERS }, read));
  const some = async () => {
    const before = writers.acknowledged.length;
    await writers.whileTheyWork(until(() => writers.acknowledged.length >= before + 5, START_MS));
  };
  await some();

  step = 'migrated';
  expect(await newer.run(['db', 'migrate'], environment)).toMatchObject({
    code: 0,
    out: expect.stringContaining('9998-badges.additive'),
  });
  await some();
  step = 'upgraded';
  one = await replace(one, newer);
  await some();
  two = await replace(two, newer);
  await some();
  step = 'rolled back';
  one = await replace(one, older);
  two = await replace(two, older);
  await some();
  await writers.stop();
  isOver = true;
  await Promise.all([readers, balancing]);
  for (const node of [one, two]) {
    node.child.kill('SIGTERM');
    await node.ended;
  }

  const { names, lost, ids, audited } = await writers.keptIn(made.url);
  process.stderr.write(
    `upgrade: ${writers.acknowledged.length} acknowledged, ${lost.length} lost, ` +
      `reads ${JSON.stringify(served)}, ${refused.length} refused\n`,
  );
  expect(refused).toEqual([]);
  expect(Object.keys(served)).toEqual(['before', 'migrated', 'upgraded', 'rolled back']);
  expect(lost).toEqual([]);
  expect(writers.unanswered).toBe(0);
  expect(names).toEqual([...writers.tried].sort());
  expect(audited).toEqual(ids);
  expect(await older.run(['audit', 'verify'], environment)).toMatchObject({ code: 0 });
  await made.drop();
}, 240_000);
