import type { Knex } from 'knex';
import { type Db, rows } from './database';
import { definitions } from './definitions';
import { DatabaseError } from './errors';
import { statements } from './migration-files';
import { type Engine, raw } from './sql';

/** A migration: one statement of a file, because not every engine can roll back several. */
interface Migration {
  readonly name: string;
  readonly statement: string;
}

/** Every migration, in order. Its name is that of its file and its position, such as `0001-directory#3`. */
export function migrationsFor(engine: Engine): Migration[] {
  return statements().flatMap(({ file, statement, place }) =>
    definitions(statement, engine).map((definition, i) => ({
      name: `${file}#${place}${i === 0 ? '' : `.${i + 1}`}`,
      statement: definition,
    })),
  );
}

/** The migrations for knex. */
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

/** Runs work while other nodes wait. A row lock guards it, which ends with the connection if a node is killed. */
async function alone(writer: Knex, work: () => Promise<void>): Promise<void> {
  if (!(await writer.schema.hasTable(LOCK))) {
    try {
      await writer.raw(`CREATE TABLE IF NOT EXISTS ${LOCK} (singleton BIGINT NOT NULL PRIMARY KEY)`);
    } catch (error) {
      // Another node may have created it at the same time.
      if (!(await writer.schema.hasTable(LOCK))) throw error;
    }
  }
  await writer.raw(`INSERT INTO ${LOCK} (singleton) VALUES (1) ON CONFLICT DO NOTHING`);
  await writer.transaction(async (trx) => {
    // Wait here while another node migrates.
    await trx.raw('SET LOCAL statement_timeout = 0');
    await trx.raw(`SELECT singleton FROM ${LOCK} FOR UPDATE`);
    await work();
  });
}

/**
 * Runs the missing migrations.
 * @returns `check`, which rejects if a migration of this build has not run
 * @throws DatabaseError if a newer build made the database
 */
export async function migrate(writer: Knex, engine: Engine): Promise<{ check(db: Db): Promise<void> }> {
  const all = migrationsFor(engine);
  const known = new Set(all.map((step) => step.name));
  const applied = async (db: Db): Promise<string[]> =>
    (await rows<{ name: string }>(db, raw('SELECT name FROM knex_migrations'))).map(({ name }) => name);

  const bringUpToDate = async (): Promise<void> => {
    const done = new Set((await writer.schema.hasTable('knex_migrations')) ? await applied(writer) : []);
    const unknown = [...done].find((name) => !known.has(name));
    if (unknown !== undefined) {
      throw new DatabaseError(
        `The database was made by a newer version of this service (it has the migration ${unknown}).`,
      );
    }
    // Write nothing if no migration is missing, so that a database can be opened during another process's import.
    if (all.every(({ name }) => done.has(name))) return;
    // A process killed during a migration leaves knex's lock set. Reset it: this process holds the real lock.
    if (await writer.schema.hasTable('knex_migrations_lock')) {
      await writer('knex_migrations_lock').update({ is_locked: 0 });
    }
    await writer.migrate.latest({ migrationSource: new SqlMigrationSource(all) });
  };
  // An SQLite file has one process. On PostgreSQL one node migrates and the others wait.
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
