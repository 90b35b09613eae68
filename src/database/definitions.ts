import type { ServerProduct } from './server-product';
import type { Engine } from './sql';

const TRIGGER =
  /^CREATE TRIGGER (\w+) BEFORE (INSERT|UPDATE|DELETE) ON (\w+)(?: WHEN (.+))? BEGIN SELECT RAISE\(ABORT, '([^']+)'\); END$/;

// A trigger that writes. Its body has statements that both engines know.
const WRITER = /^CREATE TRIGGER (\w+) AFTER (INSERT|UPDATE|DELETE) ON (\w+)(?: WHEN (.+?))? BEGIN (.+); END$/;

const TYPES: Readonly<Record<string, string>> = { TEXT: 'TEXT COLLATE "C"', INTEGER: 'BIGINT' };

/** The changes to a statement for each server, because some refuse or misread statements of PostgreSQL. */
const TRANSLATIONS: Record<ServerProduct, (statement: string) => string> = {
  PostgreSQL: (statement) => statement,
  // It commits a definition at once, so one that a killed migration left behind is accepted. It spreads keys by hash, and
  // pages and searches read ranges.
  YugabyteDB: (statement) => `SET LOCAL yb_use_hash_splitting_by_default = off; ${repeatable(statement)}`,
  // It compares texts by bytes anyway, and refuses a collation of that name.
  CockroachDB: (statement) => statement.replaceAll(' COLLATE "C"', ''),
};

const repeatable = (statement: string): string =>
  statement
    .replace(/^DROP (TABLE|INDEX|TRIGGER) /, 'DROP $1 IF EXISTS ')
    .replace(/^CREATE FUNCTION /, 'CREATE OR REPLACE FUNCTION ')
    .replace(/^CREATE TRIGGER (\w+) (.+? ON (\w+) )/, 'DROP TRIGGER IF EXISTS $1 ON $3; CREATE TRIGGER $1 $2')
    .replace(/^CREATE (TABLE|INDEX|UNIQUE INDEX) /, 'CREATE $1 IF NOT EXISTS ')
    .replace(/^ALTER TABLE (\w+) RENAME /, 'ALTER TABLE IF EXISTS $1 RENAME ')
    .replace(/ ADD COLUMN /, ' ADD COLUMN IF NOT EXISTS ')
    .replace(/ DROP COLUMN /, ' DROP COLUMN IF EXISTS ');

/**
 * Translates a statement of a migration, written for SQLite, for an engine. On PostgreSQL texts compare by bytes,
 * integers have 64 bits, and each trigger has a function.
 * @param product the server behind PostgreSQL's protocol
 */
export function definitions(statement: string, engine: Engine, product: ServerProduct): string[] {
  return engine === 'sqlite' ? [statement] : postgresDefinitions(statement).map(TRANSLATIONS[product]);
}

function postgresDefinitions(statement: string): string[] {
  const trigger = TRIGGER.exec(statement);
  if (trigger !== null) {
    const [, name, event, table, condition = 'TRUE', message] = trigger;
    return [
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF ${condition} THEN RAISE EXCEPTION '${message}'; END IF;
        RETURN ${event === 'DELETE' ? 'OLD' : 'NEW'};
      END $$`,
      `CREATE TRIGGER ${name} BEFORE ${event} ON ${table} FOR EACH ROW EXECUTE FUNCTION ${name}()`,
    ];
  }
  const writer = WRITER.exec(statement);
  if (writer !== null) {
    const [, name, event, table, condition = 'TRUE', body] = writer;
    return [
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF ${condition} THEN ${body}; END IF;
        RETURN NULL;
      END $$`,
      `CREATE TRIGGER ${name} AFTER ${event} ON ${table} FOR EACH ROW EXECUTE FUNCTION ${name}()`,
    ];
  }
  return [
    statement
      .replace(/\) STRICT(, WITHOUT ROWID)?$/, ')')
      // A text between quotes is a value, even one that names a type.
      .replace(/'(?:[^']|'')*'|\b(?:TEXT|INTEGER)\b/g, (found) => TYPES[found] ?? found),
  ];
}
