import type { Knex } from 'knex';
import { definitions } from './definitions';
import { DatabaseError } from './errors';
import { statements } from './migration-files';
import type { Engine } from './sql';

/** A migration: one statement of a file, since not every engine can undo several at once. */
interface Migration {
  readonly name: string;
  readonly statement: string;
}

/** Every migration, in order. The name of each begins with its file's, as in `0001-directory#3`. */
export function migrationsFor(engine: Engine): Migration[] {
  return statements().flatMap(({ file, statement, place }) =>
    definitions(statement, engine).map((definition, i) => ({
      name: `${file}#${place}${i === 0 ? '' : `.${i + 1}`}`,
      statement: definition,
    })),
  );
}

/** Migrations as knex takes them. */
export class SqlMigrationSource implements Knex.MigrationSource<Migration> {
  readonly #all: readonly Migration[];

  constructor(all: readonly Migration[]) {
    this.#all = all;
  }

  async getMigrations(): Promise<Migration[]> {
    return [...this.#all];
  }
  getMigrationName(step: Migration): string {
    return step.name;
  }
  async getMigration(step: Migration): Promise<Knex.Migration> {
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

/** Runs work while no other node does. The lock is that of a row, so it ends with the connection of a node that is killed. */
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
    // A node waits here for as long as another one migrates.
    await trx.raw('SET LOCAL statement_timeout = 0');
    await trx.raw(`SELECT singleton FROM ${LOCK} FOR UPDATE`);
    await work();
  });
}

/** Brings a database up to date. `check` then rejects when a migration of this build is missing. @throws DatabaseError */
export async function migrate(writer: Knex, engine: Engine): Promise<{ check(db: Knex): Promise<void> }> {
  const all = migrationsFor(engine);
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
    // Without a migration to run nothing is written, so that a database can be opened while another process imports.
    if (all.every(({ name }) => done.has(name))) return;
    // A process that was killed while it migrated leaves its mark behind. This process holds the real lock.
    if (await writer.schema.hasTable('knex_migrations_lock')) {
      await writer('knex_migrations_lock').update({ is_locked: 0 });
    }
    await writer.migrate.latest({ migrationSource: new SqlMigrationSource(all) });
  };
  // One process migrates an SQLite file. Of several nodes on PostgreSQL one migrates, and the others wait for it.
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
