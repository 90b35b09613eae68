import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(__dirname, '..', '..', 'migrations');

/** One statement of a migration file. */
interface MigrationStatement {
  /** The name of the file without `.sql`. */
  readonly file: string;
  readonly statement: string;
  /** The position in the file, from 1. */
  readonly place: number;
}

/** The statements of `migrations/*.sql`, sorted by file name and split at semicolons at the end of a line. */
export function statements(): MigrationStatement[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .flatMap((file) =>
      readFileSync(path.join(FOLDER, file), 'utf8')
        .replace(/^--.*$/gm, '')
        .split(/;\s*$/m)
        .map((statement) => statement.trim())
        .filter((statement) => statement !== '')
        .map((statement, i) => ({ file: path.basename(file, '.sql'), statement, place: i + 1 })),
    );
}

/** The name of the newest migration. */
export const lastMigration = (): string => statements().at(-1)?.file ?? '';

/** All statements as one script, for a new SQLite file. */
export const script = (): string =>
  statements()
    .map(({ statement }) => `${statement};`)
    .join('\n');

/** A column, as a migration defines it. */
export interface Column {
  readonly name: string;
  readonly type: 'TEXT' | 'INTEGER';
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
}

/** A table after all migrations. */
export interface MadeTable {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
}

const COLUMN = /^([a-z_]+) (TEXT|INTEGER)\b(.*)$/s;

function columnIn(definition: string): Column[] {
  const [, name, type, rest = ''] = COLUMN.exec(definition) ?? [];
  if (name === undefined) return [];
  return [
    {
      name,
      type: type as Column['type'],
      isNullable: !/\bNOT NULL\b|\bPRIMARY KEY\b/.test(rest),
      hasDefault: /\bDEFAULT\b/.test(rest),
    },
  ];
}

function created(statement: string): MadeTable | null {
  const table = /^CREATE TABLE (\w+) \(\n(.+)\n\)/s.exec(statement);
  if (table === null) return null;
  const [, name = '', body = ''] = table;
  const lines = body.split('\n').map((line) => line.trim());
  const own = lines.find((line) => /^[a-z_]+ .*PRIMARY KEY/.test(line))?.split(' ')[0];
  const together = lines.flatMap((line) => /^PRIMARY KEY \(([^)]+)\)/.exec(line)?.[1]?.split(', ') ?? []);
  return { name, columns: lines.flatMap(columnIn), key: own === undefined ? together : [own] };
}

/**
 * Every table, referenced tables first.
 * @throws if a migration alters a table in a way that this parser does not know
 */
export function tables(): MadeTable[] {
  const made = new Map<string, MadeTable>();
  for (const { statement } of statements()) {
    const table = created(statement);
    if (table !== null) made.set(table.name, table);
    const [, name, change = ''] = /^ALTER TABLE (\w+) (.+)$/s.exec(statement) ?? [];
    if (name === undefined) continue;
    const { columns, key } = made.get(name) as MadeTable;
    const [, added = ''] = /^ADD COLUMN (.+)$/s.exec(change) ?? [];
    const [, dropped] = /^DROP COLUMN ([a-z_]+)$/.exec(change) ?? [];
    const [, renamed] = /^RENAME TO (\w+)$/.exec(change) ?? [];
    const [column] = columnIn(added);
    if (renamed !== undefined) {
      made.delete(name);
      made.set(renamed, { name: renamed, columns, key });
    } else if (column !== undefined) made.set(name, { name, columns: [...columns, column], key });
    else if (dropped !== undefined) {
      made.set(name, { name, columns: columns.filter((each) => each.name !== dropped), key });
    } else throw new Error(`Unknown change of a table: ${statement}`);
  }
  return [...made.values()];
}
