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

const TABLE = /^CREATE TABLE (\w+) \((.+)\)(?: STRICT(?:, WITHOUT ROWID)?)?$/s;
const COLUMN = /^([a-z]\w*) (TEXT|INTEGER)\b(.*)$/s;
const CONSTRAINT = /^(?:CONSTRAINT \w+ )?(?:PRIMARY KEY|UNIQUE|CHECK|FOREIGN KEY)\b/;

/** The columns and constraints between the brackets of a table, without comments. */
function partsOf(body: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const [piece] of body.matchAll(/'(?:[^']|'')*'|--[^\n]*|./gs)) {
    if (piece.startsWith('--')) continue;
    if (piece === '(') depth++;
    if (piece === ')') depth--;
    if (piece === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop()}${piece}`);
  }
  return parts.map((part) => part.trim());
}

/** A definition without its texts and brackets. A `NOT NULL` inside brackets says nothing about the column. */
function outermost(definition: string): string {
  const left = definition.replaceAll(/'(?:[^']|'')*'/g, '').replaceAll(/\([^()]*\)/g, '');
  return left === definition ? left : outermost(left);
}

function columnIn(definition: string): Column | null {
  const [, name, type, rest = ''] = COLUMN.exec(definition) ?? [];
  if (name === undefined) return null;
  const said = outermost(rest);
  return {
    name,
    type: type as Column['type'],
    isNullable: !/\bNOT NULL\b|\bPRIMARY KEY\b/.test(said),
    hasDefault: /\bDEFAULT\b/.test(said),
  };
}

function created(statement: string): MadeTable {
  const [, name, body = ''] = TABLE.exec(statement) ?? [];
  if (name === undefined) throw new Error(`Unknown form of a table: ${statement}`);
  const columns: Column[] = [];
  let key: string[] = [];
  for (const part of partsOf(body)) {
    const column = columnIn(part);
    if (column !== null) columns.push(column);
    else if (!CONSTRAINT.test(part)) throw new Error(`Unknown part of the table ${name}: ${part}`);
    if (column !== null && /\bPRIMARY KEY\b/.test(outermost(part))) key = [column.name];
    const [, together] = /^(?:CONSTRAINT \w+ )?PRIMARY KEY \(([^)]+)\)/.exec(part) ?? [];
    if (together !== undefined) key = together.split(/,\s*/);
  }
  return { name, columns, key };
}

function changed({ name, columns, key }: MadeTable, change: string): MadeTable {
  const [, added = ''] = /^ADD COLUMN (.+)$/s.exec(change) ?? [];
  const [, dropped] = /^DROP COLUMN (\w+)$/.exec(change) ?? [];
  const [, renamed] = /^RENAME TO (\w+)$/.exec(change) ?? [];
  const column = columnIn(added);
  if (renamed !== undefined) return { name: renamed, columns, key };
  if (column !== null) return { name, columns: [...columns, column], key };
  if (columns.some((each) => each.name === dropped)) {
    return { name, columns: columns.filter((each) => each.name !== dropped), key };
  }
  throw new Error(`Unknown change of the table ${name}: ${change}`);
}

/**
 * Every table that these statements leave behind, referenced tables first.
 * @throws if a statement makes or changes a table in a way that this parser does not know
 */
export function tablesOfStatements(all: readonly string[]): MadeTable[] {
  const made = new Map<string, MadeTable>();
  for (const statement of all) {
    if (/^CREATE (?:\w+ )?TABLE\b/i.test(statement)) {
      const table = created(statement);
      made.set(table.name, table);
    } else if (/^(?:ALTER|DROP) TABLE\b/i.test(statement)) {
      const [, isDropped, name = '', change = ''] = /^(?:ALTER|(DROP)) TABLE (\w+)(?: (.+))?$/s.exec(statement) ?? [];
      const table = made.get(name);
      if (table === undefined) throw new Error(`Unknown change of a table: ${statement}`);
      const after = isDropped === undefined ? changed(table, change) : null;
      if (after?.name !== name) made.delete(name);
      if (after !== null) made.set(after.name, after);
    }
  }
  return [...made.values()];
}

/** Every table after all migrations, referenced tables first. */
export const tables = (): MadeTable[] => tablesOfStatements(statements().map(({ statement }) => statement));
