import { statSync } from 'node:fs';
import path from 'node:path';
import { firstRow, rows } from '../../src/database/database';
import { keptAnswer, keptRows } from '../../src/database/kept';
import type { Snapshot } from '../../src/database/snapshot';
import { raw } from '../../src/database/sql';
import { openSqlite } from '../../src/database/sqlite';
import { Sqlite, type SqliteConnection } from '../../src/database/sqlite-driver';
import { SqliteSnapshots } from '../../src/database/sqlite-snapshots';
import { oneIn } from '../support/amount';
import { temporaryFolder } from '../support/tenant-folder';

const test = oneIn(3);

const READ = 'SELECT n FROM written';
const CONNECTIONS = 4;

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

/** A file with a number in it, and its snapshots. @param onBegin runs just before a transaction begins */
function numbered(onBegin: (write: (n: number) => void) => void = () => {}) {
  const file = path.join(temporaryFolder(), 'numbered.db');
  const writer = new Sqlite(file);
  writer.pragma('journal_mode = WAL');
  writer.exec('CREATE TABLE written (n INTEGER); INSERT INTO written VALUES (0)');
  const watch = new Sqlite(file, { readonly: true });
  const opened: SqliteConnection[] = [];
  const write = (n: number) => void writer.prepare('UPDATE written SET n = ?').run(n);
  const snapshots = new SqliteSnapshots({
    pool: { emit: () => true },
    watch,
    open() {
      const connection = new Sqlite(file, { readonly: true });
      opened.push(connection);
      onBegin(write);
      return connection;
    },
    checkpoint: () => {},
  });
  toClose.push(
    () => snapshots.close(),
    () => watch.close(),
    () => writer.close(),
  );
  return {
    opened,
    snapshots,
    write,
    read: async (snapshot: Snapshot) => ((await snapshot.read(READ, [])) as { n: number }[])[0]?.n,
  };
}

/** One request for each of several versions of the file. */
async function holdEach({ snapshots, write, read }: ReturnType<typeof numbered>, states: number): Promise<Snapshot[]> {
  const held: Snapshot[] = [];
  for (let n = 1; n <= states; n++) {
    write(n);
    const snapshot = snapshots.take();
    expect(await read(snapshot)).toBe(n);
    held.push(snapshot);
  }
  return held;
}

describe('a snapshot', () => {
  test('that is ended twice gives back what it took once, and nobody else’s', async () => {
    const file = numbered();
    const [one, other] = [file.snapshots.take(), file.snapshots.take()];
    expect([await file.read(one), await file.read(other)]).toEqual([0, 0]);
    await one.end();
    await one.end();
    file.write(1);

    expect(await file.read(other)).toBe(0);
    expect(await file.read(file.snapshots.take())).toBe(1);
  });

  test('reads nothing after its end', async () => {
    const file = numbered();
    const [unused, used] = [file.snapshots.take(), file.snapshots.take()];
    await file.read(used);
    for (const snapshot of [unused, used]) {
      await snapshot.end();
      await expect(file.read(snapshot)).rejects.toThrow('The snapshot has ended.');
    }
    expect(file.opened).toHaveLength(1);
  });

  test('waits where every connection is taken, and all who wait go on when one is free', async () => {
    const file = numbered();
    const [first, ...others] = await holdEach(file, CONNECTIONS);
    file.write(100);
    const waiting = Array.from({ length: 8 }, () => file.snapshots.take());
    const read = Promise.all(waiting.map(file.read));
    await first?.end();

    expect(await read).toEqual(Array(8).fill(100));
    expect(await Promise.all(others.map(file.read))).toEqual([2, 3, 4]);
    expect(file.opened).toHaveLength(CONNECTIONS);
  });

  test('is refused with what may be tried again where no connection becomes free', async () => {
    const file = numbered();
    await holdEach(file, CONNECTIONS);
    file.write(100);
    await expect(file.read(file.snapshots.take())).rejects.toThrow('Every read connection is in use.');
  });

  test('whose transaction SQLite ended by itself costs no connection', async () => {
    const file = numbered();
    const held = await holdEach(file, CONNECTIONS);
    for (const connection of file.opened) connection.exec('ROLLBACK');
    for (const snapshot of held) await snapshot.end();

    for (const snapshot of await holdEach(file, CONNECTIONS)) await snapshot.end();
    expect(file.opened).toHaveLength(CONNECTIONS);
  });

  test('that cannot begin says why, and the next one begins', async () => {
    const file = numbered();
    const held = await holdEach(file, 1);
    await held[0]?.end();
    file.opened[0]?.close();

    await expect(file.read(file.snapshots.take())).rejects.toThrow('not open');
    expect(await file.read(file.snapshots.take())).toBe(1);
  });
});

describe('an answer that is kept', () => {
  const READ_N = raw(READ);

  /** Counts how often the question is really asked. */
  function counted() {
    let asked = 0;
    const answerOf = (snapshot: Snapshot, question = 'n') =>
      keptAnswer(snapshot, question, () => {
        asked += 1;
        return rows<{ n: number }>(snapshot, READ_N);
      });
    return { answerOf, asked: () => asked };
  }

  test('is read once for all requests of a version, and again after a commit', async () => {
    const file = numbered();
    const { answerOf, asked } = counted();
    for (const n of [0, 1]) {
      file.write(n);
      for (let i = 0; i < 3; i++) {
        const snapshot = file.snapshots.take();
        expect(await answerOf(snapshot)).toEqual([{ n }]);
        await snapshot.end();
      }
    }

    expect(asked()).toBe(2);
  });

  test('is that of the version which its request reads, although another request reads a newer one', async () => {
    const file = numbered();
    const { answerOf } = counted();
    const [older] = await holdEach(file, 1);
    file.write(2);
    const newer = file.snapshots.take();
    expect(await answerOf(newer)).toEqual([{ n: 2 }]);

    expect(await answerOf(older as Snapshot)).toEqual([{ n: 1 }]);
    expect(await answerOf(newer, 'another question')).toEqual([{ n: 2 }]);
  });

  test('belongs to no version where the file changes while the transaction begins', async () => {
    const file = numbered((write) => write(7));
    const { answerOf, asked } = counted();
    const snapshot = file.snapshots.take();
    for (let i = 0; i < 2; i++) expect(await answerOf(snapshot)).toEqual([{ n: 7 }]);

    expect(asked()).toBe(2);
  });

  test('fixes what the request sees, like a statement', async () => {
    const file = numbered();
    const { answerOf } = counted();
    const first = file.snapshots.take();
    await answerOf(first);
    await first.end();
    const second = file.snapshots.take();
    await answerOf(second);
    file.write(1);

    expect(await file.read(second)).toBe(0);
  });

  test('cannot be changed', async () => {
    const snapshot = numbered().snapshots.take();
    const { answerOf } = counted();
    const answer = (await answerOf(snapshot)) as { n: number }[];

    expect(() => answer.pop()).toThrow('Cannot delete property');
  });

  test('of several keys is read for those that are missing', async () => {
    const snapshot = numbered().snapshots.take();
    const asked: string[][] = [];
    const ask = (...keys: string[]) =>
      keptRows<{ key: string }>(
        snapshot,
        'of',
        keys,
        ({ key }) => key,
        async (missing) => {
          asked.push([...missing]);
          return missing.filter((key) => key !== 'nothing').map((key) => ({ key }));
        },
      );

    expect(await ask('one', 'nothing')).toEqual([{ key: 'one' }]);
    expect(await ask('two', 'nothing', 'one')).toEqual([{ key: 'two' }, { key: 'one' }]);
    expect(asked).toEqual([['one', 'nothing'], ['two']]);
  });
});

test('the log of writes starts over although requests overlap without end', async () => {
  const file = path.join(temporaryFolder(), 'busy.db');
  const database = await openSqlite(file);
  toClose.push(() => database.close());
  await database.writer.raw('PRAGMA synchronous = OFF');
  await database.writer.raw('CREATE TABLE written (n INTEGER, filling TEXT)');
  let under = database.snapshot('reader');
  for (let n = 0; n < 1_000; n++) {
    await database.writer.raw("INSERT INTO written VALUES (?, printf('%4000d', 0))", [n]);
    const next = database.snapshot('reader');
    const read = firstRow<{ n: number }>(next, raw('SELECT MAX(n) AS n FROM written'));
    // The earlier requests end only now.
    setImmediate(() => void under.end());
    expect((await read)?.n).toBe(n);
    await new Promise(setImmediate);
    under = next;
  }
  await under.end();
  // The log was written several times over.
  expect(statSync(`${file}-wal`).size).toBeLessThan(5_000_000);
});
