import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { statements } from '../../src/database/migration-files';
import { WRITTEN } from '../support/versions';

/*
 * The mark of a migration file: `NNNN-name.additive.sql` if the version before can use the changed database. And its
 * content, which never changes.
 */

/** Why the version before could not use a database after this statement; null if it can. */
function breakIn(statement: string): string | null {
  // Each reference with its actions, up to the end of its definition. The columns that it names are in brackets of their own.
  const references = statement.match(/\bREFERENCES \w+(?: ?\([^)]*\))?[^,)]*/g) ?? [];
  if (references.some((reference) => !/ ON DELETE (?:CASCADE|SET NULL)\b/.test(reference)))
    return 'a row that the old version deletes may have a reference without ON DELETE';
  if (/^CREATE TABLE |^CREATE INDEX /.test(statement)) return null;
  if (/^ALTER TABLE \w+ ADD COLUMN /.test(statement)) {
    const isFilled = !/\bNOT NULL\b/.test(statement) || /\bDEFAULT\b/.test(statement);
    return isFilled ? null : 'the old version inserts rows without the column';
  }
  return 'only tables, plain indexes and columns are additive';
}

test('a file with the mark only adds tables, indexes and columns that the version before need not fill', () => {
  const marked = statements().filter(({ file }) => file.endsWith('.additive'));
  expect(
    marked.flatMap(({ file, statement }) => (breakIn(statement) === null ? [] : [`${file}: ${statement}`])),
  ).toEqual([]);
});

test.each([
  ['CREATE TABLE t (\n  id TEXT NOT NULL PRIMARY KEY REFERENCES users ON DELETE CASCADE,\n  name TEXT\n) STRICT', true],
  [
    'CREATE TABLE t (\n  user_id TEXT NOT NULL REFERENCES users,\n  other TEXT REFERENCES users ON DELETE CASCADE\n)',
    false,
  ],
  ['CREATE TABLE t (a TEXT REFERENCES users, b TEXT REFERENCES users ON DELETE CASCADE) STRICT', false],
  ['CREATE TABLE t (a TEXT REFERENCES users ON DELETE SET NULL, b TEXT REFERENCES users) STRICT', false],
  ['CREATE TABLE t (a TEXT REFERENCES users (id) ON DELETE SET NULL, b TEXT) STRICT', true],
  ['CREATE TABLE t (a TEXT, b TEXT, FOREIGN KEY (a, b) REFERENCES o (a, b) ON DELETE CASCADE) STRICT', true],
  ['CREATE TABLE t (a TEXT REFERENCES users (id), b TEXT REFERENCES users (id) ON DELETE CASCADE) STRICT', false],
  ['CREATE TABLE t (a TEXT REFERENCES users ON DELETE RESTRICT) STRICT', false],
  ['ALTER TABLE t ADD COLUMN a TEXT REFERENCES users', false],
  ['CREATE INDEX users_badge ON users (badge)', true],
  ['CREATE UNIQUE INDEX users_badge ON users (badge)', false],
  ['ALTER TABLE users ADD COLUMN badge TEXT', true],
  ['ALTER TABLE users ADD COLUMN badge INTEGER NOT NULL DEFAULT 0', true],
  ['ALTER TABLE users ADD COLUMN badge INTEGER NOT NULL', false],
  ['ALTER TABLE users DROP COLUMN mail', false],
  ['ALTER TABLE users RENAME TO people', false],
  ['UPDATE users SET mail = NULL', false],
  ["CREATE TRIGGER t BEFORE INSERT ON users BEGIN SELECT RAISE(ABORT, 'no'); END", false],
])('%s: additive %s', (statement, isAdditive) => {
  expect(breakIn(statement) === null).toBe(isAdditive);
});

test('a file has a number of its own, a name, and at most the mark', () => {
  const files = [...new Set(statements().map(({ file }) => file))];
  expect(files.filter((file) => !/^\d{4}-[a-z-]+(\.additive)?$/.test(file))).toEqual([]);
  expect(new Set(files.map((file) => file.slice(0, 4))).size).toBe(files.length);
});

// Of the upgrades `npm test` draws some; this runs always.
test('each file says in test/support/versions.ts which data its version wrote', () => {
  const files = readdirSync(path.join(__dirname, '..', '..', 'migrations')).map((file) => path.basename(file, '.sql'));
  expect(Object.keys(WRITTEN)).toEqual(files.sort());
});

/** What is wrong with the files, by their hashes and those that were noted when each was added. */
function changesOf(hashes: ReadonlyMap<string, string>, noted: ReadonlyMap<string, string>): string[] {
  const gone = [...noted.keys()].filter((file) => !hashes.has(file));
  return [
    ...gone.map(
      (file) => `${file} is gone. Databases record its name: bring it back, and undo its work in a new file.`,
    ),
    ...[...hashes].flatMap(([file, hash]) => {
      const before = noted.get(file);
      if (before === hash) return [];
      if (before === undefined) return [`${file} is new. Add this line to migrations.sha256: ${hash}  ${file}`];
      return [`${file} changed. No database runs it again: undo the change, and write it into a new file.`];
    }),
  ];
}

test('a file never changes once it is there, because no database runs it again', () => {
  const folder = path.join(__dirname, '..', '..', 'migrations');
  const hashOf = (file: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, file)))
      .digest('hex');
  const hashes = new Map(readdirSync(folder).map((file) => [file, hashOf(file)]));
  const lines = readFileSync(path.join(__dirname, 'migrations.sha256'), 'utf8').trim().split('\n');
  const noted = new Map(lines.map((line) => line.split('  ').reverse() as [string, string]));

  expect(noted.size).toBe(lines.length);
  expect(changesOf(hashes, noted)).toEqual([]);
});

test('a file that is changed, renamed or not noted is named with what to do', () => {
  const noted = new Map(['0001-a.sql', '0002-b.sql', '0003-c.sql'].map((file) => [file, file]));
  const hashes = new Map([...noted, ['0002-b.sql', 'other'], ['0004-c.sql', '0003-c.sql']]);
  hashes.delete('0003-c.sql');

  expect(changesOf(hashes, noted)).toEqual([
    '0003-c.sql is gone. Databases record its name: bring it back, and undo its work in a new file.',
    '0002-b.sql changed. No database runs it again: undo the change, and write it into a new file.',
    '0004-c.sql is new. Add this line to migrations.sha256: 0003-c.sql  0004-c.sql',
  ]);
});
