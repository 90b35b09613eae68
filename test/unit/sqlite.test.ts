import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sqliteFile } from '../../src/database/address';
import { backUpDatabase } from '../../src/database/backup';
import { checkAll, type Database, firstRow, rows } from '../../src/database/database';
import { openDatabase } from '../../src/database/open';
import { raw, sql } from '../../src/database/sql';
import { Sqlite } from '../../src/database/sqlite-driver';
import { open, refusal } from '../support/opened';
import { temporaryFolder } from '../support/tenant-folder';

const newFile = () => path.join(temporaryFolder(), 'graph.db');

describe('a file', () => {
  test('is made with its folder where there is none', async () => {
    const file = path.join(temporaryFolder(), 'not', 'yet', 'graph.db');

    const { checks } = await open(`file:${file}`);

    await expect(checkAll({ checks })).resolves.toBeUndefined();
  });

  test('may be an empty file', async () => {
    const file = newFile();
    writeFileSync(file, '');
    await expect(checkAll(await open(file))).resolves.toBeUndefined();
  });

  test('is found by path and by file address', () => {
    expect(sqliteFile('file:./data/graph.db')).toBe(path.resolve('data/graph.db'));
    expect(sqliteFile('data/graph.db')).toBe(path.resolve('data/graph.db'));
    expect(sqliteFile('file:/srv/graph.db')).toBe('/srv/graph.db');
    expect(sqliteFile('file:///srv/graph.db')).toBe('/srv/graph.db');
  });

  test('a second time is not written to', async () => {
    const file = newFile();
    await open(file);
    const observer = new Sqlite(file, { readonly: true });
    const version = observer.pragma('data_version', { simple: true });

    await open(file);

    expect(observer.pragma('data_version', { simple: true })).toBe(version);
    observer.close();
  });

  test('is refused, and left as it was, where it is no database', async () => {
    const file = newFile();
    const text = 'Dear diary, this is no database.\n'.repeat(200);
    writeFileSync(file, text);

    expect(await refusal(openDatabase(file))).toMatch(/is not a database/);

    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(readdirSync(path.dirname(file))).toEqual(['graph.db']);
  });

  test('is refused by its name where it is a folder, or where its folder cannot be', async () => {
    const folder = temporaryFolder();
    expect(await refusal(openDatabase(folder))).toBe(
      `${folder} cannot be opened: it is a folder, the disk is read-only, or this user may not write it.`,
    );

    const inFile = path.join(newFile(), 'graph.db');
    writeFileSync(path.dirname(inFile), '');
    const taken = path.dirname(inFile);
    expect(await refusal(openDatabase(inFile))).toBe(`${inFile} cannot be created: ${taken} is not a folder.`);
    const below = path.join(taken, 'below', 'graph.db');
    expect(await refusal(openDatabase(below))).toBe(`${below} cannot be created: ${taken} is not a folder.`);

    // Node.js itself would look for a folder above for ever.
    const inProc = '/proc/nothing/below/graph.db';
    expect(await refusal(openDatabase(inProc))).toBe(
      `${inProc} cannot be created: /proc/nothing cannot be created (ENOENT).`,
    );
  });

  test('and the files beside it can be read by their owner alone', async () => {
    const file = newFile();
    const database = await open(file);
    await database.writer('skus').insert({ id: 'sku' });
    await backUpDatabase(file, path.join(path.dirname(file), 'copy.db'));

    const modes = readdirSync(path.dirname(file)).map((name) => [
      name,
      (statSync(path.join(path.dirname(file), name)).mode & 0o777).toString(8),
    ]);
    expect(Object.fromEntries(modes)).toEqual({
      'graph.db': '600',
      'graph.db-wal': '600',
      'graph.db-shm': '600',
      'copy.db': '600',
    });
  });
});

describe('the connections', () => {
  const pragma = async (db: Database['primary'], name: string) =>
    Object.values((await firstRow<Record<string, unknown>>(db, raw(`PRAGMA ${name}`))) ?? {})[0];

  test('keep foreign keys, write ahead, sync fully and do not wait long for a lock', async () => {
    const { primary, writer } = await open(newFile());
    for (const db of [primary, writer]) {
      expect(await pragma(db, 'foreign_keys')).toBe(1);
      expect(await pragma(db, 'journal_mode')).toBe('wal');
      expect(await pragma(db, 'busy_timeout')).toBeGreaterThan(0);
      expect(await pragma(db, 'busy_timeout')).toBeLessThanOrEqual(200);
    }
    // 2 is FULL.
    expect(await pragma(writer, 'synchronous')).toBe(2);
  });
});

describe('a backup', () => {
  test('holds what was written last, without the files of the write-ahead log', async () => {
    const file = newFile();
    const database = await open(file);
    await database.writer('skus').insert({ id: 'sku', part_number: 'SPE_E3' });
    const copy = path.join(temporaryFolder(), 'copy.db');

    await backUpDatabase(file, copy);
    await database.writer('skus').delete();

    const { primary } = await open(copy);
    expect(await rows(primary, sql`SELECT * FROM skus`)).toEqual([{ id: 'sku', part_number: 'SPE_E3' }]);
  });

  test('has no half of a change that is being made', async () => {
    const file = newFile();
    const database = await open(file);
    const copy = path.join(temporaryFolder(), 'copy.db');
    await database.writer.transaction(async (trx) => {
      await trx('skus').insert({ id: 'sku' });
      await backUpDatabase(file, copy);
    });
    expect(await rows((await open(copy)).primary, sql`SELECT * FROM skus`)).toEqual([]);
  });

  test('is refused where the file exists, which stays as it was', async () => {
    const file = newFile();
    await open(file);
    const taken = path.join(temporaryFolder(), 'taken');
    writeFileSync(taken, '');
    expect(await refusal(backUpDatabase(file, taken))).not.toBe('It was done.');
    expect(readFileSync(taken, 'utf8')).toBe('');
  });

  test('is refused where there is no such folder, which is not made', async () => {
    const file = newFile();
    await open(file);
    const folder = path.join(temporaryFolder(), 'nowhere');
    expect(await refusal(backUpDatabase(file, path.join(folder, 'copy.db')))).not.toBe('It was done.');
    expect(existsSync(folder)).toBe(false);
  });
});

test('A database that is closed leaves its file alone, with all that was written', async () => {
  const file = newFile();
  const database = await openDatabase(`file:${file}`);
  await database.write((trx) => trx('skus').insert({ id: 'a', part_number: 'A' }));
  expect(await firstRow(database.snapshot('primary'), sql`SELECT id FROM skus`)).toEqual({ id: 'a' });
  await database.close();
  expect(readdirSync(path.dirname(file))).toEqual(['graph.db']);
});
