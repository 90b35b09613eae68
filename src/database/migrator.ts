import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Knex } from 'knex';

const FOLDER = path.join(__dirname, '..', '..', 'migrations');

/** One statement of a migration file. Each is a migration of its own, since not every engine can undo several. */
interface Step {
  readonly name: string;
  readonly statement: string;
}

/** Splits `migrations/*.sql` at the semicolons that end a line. Files are named in the order in which they run. */
function steps(): Step[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .flatMap((file) =>
      readFileSync(path.join(FOLDER, file), 'utf8')
        .replace(/^--.*$/gm, '')
        .split(/;\s*$/m)
        .map((statement) => statement.trim())
        .filter((statement) => statement !== '')
        .map((statement, i) => ({ name: `${path.basename(file, '.sql')}#${i + 1}`, statement })),
    );
}

class SqlMigrationSource implements Knex.MigrationSource<Step> {
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

/** The database cannot be used; the message says why, for whoever runs the service. */
export class DatabaseError extends Error {}

/** Brings a database up to date, and tells afterwards whether it still is. @throws DatabaseError */
export async function migrate(writer: Knex): Promise<{ check(db: Knex): Promise<void> }> {
  const all = steps();
  const known = new Set(all.map((step) => step.name));
  const applied = async (db: Knex): Promise<string[]> =>
    ((await db('knex_migrations').select('name')) as { name: string }[]).map((row) => row.name);

  const done = new Set((await writer.schema.hasTable('knex_migrations')) ? await applied(writer) : []);
  const unknown = [...done].find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new DatabaseError(
      `The database was made by a newer version of this service (it has the migration ${unknown}).`,
    );
  }
  // Where nothing is to be done nothing is written, so that a database can be opened while another process imports.
  if (all.some(({ name }) => !done.has(name))) {
    // A process that was killed while it migrated leaves its lock behind; nobody else holds an embedded database.
    if (await writer.schema.hasTable('knex_migrations_lock')) {
      await writer('knex_migrations_lock').update({ is_locked: 0 });
    }
    await writer.migrate.latest({ migrationSource: new SqlMigrationSource(all) });
  }
  return {
    async check(db) {
      const names = new Set(await applied(db));
      const missing = all.find((step) => !names.has(step.name));
      if (missing !== undefined) throw new DatabaseError(`The migration ${missing.name} has not run.`);
    },
  };
}
