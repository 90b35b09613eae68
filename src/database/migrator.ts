import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Knex } from 'knex';
import { definitions } from './definitions';
import { DatabaseError } from './errors';
import type { Engine } from './sql';

const FOLDER = path.join(__dirname, '..', '..', 'migrations');

/** One statement of a migration file. Each is a migration of its own, since not every engine can undo several. */
interface Step {
  readonly name: string;
  readonly statement: string;
}

/** The statements of `migrations/*.sql`, split at the semicolons that end a line. Files run in the order of their names. */
function statements(): { file: string; statement: string; place: number }[] {
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

/** Every migration, in order. The name of each begins with its file's, as in `0001-directory#3`. */
export function steps(engine: Engine): Step[] {
  return statements().flatMap(({ file, statement, place }) =>
    definitions(statement, engine).map((definition, i) => ({
      name: `${file}#${place}${i === 0 ? '' : `.${i + 1}`}`,
      statement: definition,
    })),
  );
}

/** Everything that a new SQLite file is made of, as one script. */
export const script = (): string =>
  statements()
    .map(({ statement }) => `${statement};`)
    .join('\n');

/** A table as the migrations leave it. */
export interface MadeTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

const COLUMN = /^([a-z_]+) (?:TEXT|INTEGER)\b/;

function created(statement: string): MadeTable | null {
  const table = /^CREATE TABLE (\w+) \(\n(.+)\n\)/s.exec(statement);
  if (table === null) return null;
  const [, name = '', body = ''] = table;
  const lines = body.split('\n').map((line) => line.trim());
  const columns = lines.flatMap((line) => COLUMN.exec(line)?.[1] ?? []);
  const own = lines.find((line) => /^[a-z_]+ .*PRIMARY KEY/.test(line))?.split(' ')[0];
  const together = lines.flatMap((line) => /^PRIMARY KEY \(([^)]+)\)/.exec(line)?.[1]?.split(', ') ?? []);
  return { name, columns, key: own === undefined ? together : [own] };
}

/** Every table, those that others refer to first. @throws when a migration alters a table in a way that is not read here */
export function tables(): MadeTable[] {
  const made = new Map<string, MadeTable>();
  for (const { statement } of statements()) {
    const table = created(statement);
    if (table !== null) made.set(table.name, table);
    const [, name, change = ''] = /^ALTER TABLE (\w+) (.+)$/s.exec(statement) ?? [];
    if (name === undefined) continue;
    const { columns, key } = made.get(name) as MadeTable;
    const [, added] = /^ADD COLUMN (.+)$/s.exec(change) ?? [];
    const [, dropped] = /^DROP COLUMN ([a-z_]+)$/.exec(change) ?? [];
    const column = COLUMN.exec(added ?? '')?.[1];
    if (column !== undefined) made.set(name, { name, columns: [...columns, column], key });
    else if (dropped !== undefined) made.set(name, { name, columns: columns.filter((each) => each !== dropped), key });
    else throw new Error(`This change of a table is not understood: ${statement}`);
  }
  return [...made.values()];
}

/** Migrations as knex takes them. */
export class SqlMigrationSource implements Knex.MigrationSource<Step> {
  constructor(private readonly all: readonly Step[]) {}
  async getMigrations(): Promise<Step[]> {
    return [...this.all];
  }
  getMigrationName(step: Step): string {
    return step.name;
  }
  async getMigration(step: Step): Promise<Knex.Migration> {
    return {
      async up(db) {
        await db.raw(step.statement);
      },
      async down() {
        throw new Error('Migrations only go forward.');
      },
    };
  }
}

const LOCK = 'migrating';

/** Runs work while no other node does: a locked row, which goes with the connection of whoever is killed. */
async function alone(writer: Knex, work: () => Promise<void>): Promise<void> {
  if (!(await writer.schema.hasTable(LOCK))) {
    try {
      await writer.raw(`CREATE TABLE IF NOT EXISTS ${LOCK} (singleton BIGINT NOT NULL PRIMARY KEY)`);
    } catch (error) {
      // Another node made it at the same instant.
      if (!(await writer.schema.hasTable(LOCK))) throw error;
    }
  }
  await writer.raw(`INSERT INTO ${LOCK} (singleton) VALUES (1) ON CONFLICT DO NOTHING`);
  await writer.transaction(async (trx) => {
    // Whoever waits here waits for as long as the others migrate.
    await trx.raw('SET LOCAL statement_timeout = 0');
    await trx.raw(`SELECT singleton FROM ${LOCK} FOR UPDATE`);
    await work();
  });
}

/** Brings a database up to date, and tells afterwards whether it still is. @throws DatabaseError */
export async function migrate(writer: Knex, engine: Engine): Promise<{ check(db: Knex): Promise<void> }> {
  const all = steps(engine);
  const known = new Set(all.map((step) => step.name));
  const applied = async (db: Knex): Promise<string[]> =>
    ((await db('knex_migrations').select('name')) as { name: string }[]).map((row) => row.name);

  const bringUpToDate = async (): Promise<void> => {
    const done = new Set((await writer.schema.hasTable('knex_migrations')) ? await applied(writer) : []);
    const unknown = [...done].find((name) => !known.has(name));
    if (unknown !== undefined) {
      throw new DatabaseError(
        `The database was made by a newer version of this service (it has the migration ${unknown}).`,
      );
    }
    // Where nothing is to be done nothing is written, so that a database can be opened while another process imports.
    if (all.every(({ name }) => done.has(name))) return;
    // A process that was killed while it migrated leaves its mark behind; whoever migrates now holds the real lock.
    if (await writer.schema.hasTable('knex_migrations_lock')) {
      await writer('knex_migrations_lock').update({ is_locked: 0 });
    }
    await writer.migrate.latest({ migrationSource: new SqlMigrationSource(all) });
  };
  // An embedded database has one process that migrates; of several nodes one does, and the others wait for it.
  if (engine === 'sqlite') await bringUpToDate();
  else await alone(writer, bringUpToDate);
  return {
    async check(db) {
      const names = new Set(await applied(db));
      const missing = all.find((step) => !names.has(step.name));
      if (missing !== undefined) throw new DatabaseError(`The migration ${missing.name} has not run.`);
    },
  };
}
