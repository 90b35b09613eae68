import type { Engine } from './sql';

const TRIGGER =
  /^CREATE TRIGGER (\w+) BEFORE (INSERT|UPDATE|DELETE) ON (\w+)(?: WHEN (.+))? BEGIN SELECT RAISE\(ABORT, '([^']+)'\); END$/;

// A trigger that writes. Its body has statements that both engines know.
const WRITER = /^CREATE TRIGGER (\w+) AFTER (INSERT|UPDATE|DELETE) ON (\w+)(?: WHEN (.+?))? BEGIN (.+); END$/;

/**
 * Translates a statement of a migration, written for SQLite, for an engine. On PostgreSQL texts compare by bytes,
 * integers have 64 bits, and each trigger has a function.
 */
export function definitions(statement: string, engine: Engine): string[] {
  if (engine === 'sqlite') return [statement];
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
      .replace(/\bTEXT\b/g, 'TEXT COLLATE "C"')
      .replace(/\bINTEGER\b/g, 'BIGINT'),
  ];
}
