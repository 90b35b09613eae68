import { statements } from '../../src/database/migration-files';

/*
 * The mark of a migration file: `NNNN-name.additive.sql` if the version before can use the changed database.
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
