import type { Engine } from './sql';

const TRIGGER =
  /^CREATE TRIGGER (\w+) BEFORE (INSERT|UPDATE|DELETE) ON (\w+)(?: WHEN (.+))? BEGIN SELECT RAISE\(ABORT, '([^']+)'\); END$/;

/**
 * A statement of a migration, which is written for SQLite, as an engine takes it: PostgreSQL's texts compare by their
 * bytes, its numbers hold what SQLite's do, and what a trigger does is a function of its own.
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
  return [
    statement
      .replace(/\) STRICT(, WITHOUT ROWID)?$/, ')')
      .replace(/\bTEXT\b/g, 'TEXT COLLATE "C"')
      .replace(/\bINTEGER\b/g, 'BIGINT'),
  ];
}
