import type { Knex } from 'knex';
import { commandLine } from '../terminal/version';
import { type Db, engineOf, rows } from './database';
import { definitions } from './definitions';
import { DatabaseError } from './errors';
import { statements } from './migration-files';
import { productOf, type ServerProduct } from './server-product';
import { type Engine, sql } from './sql';

/** A migration: one statement of a file, because not every engine can roll back several. */
interface Migration {
  readonly name: string;
  readonly statement: string;
}

/** Every migration, in order. Its name is that of its file and its position, such as `0001-directory#3`. */
export function migrationsFor(engine: Engine, product: ServerProduct = 'PostgreSQL'): Migration[] {
  return statements().flatMap(({ file, statement, place }) =>
    definitions(statement, engine, product).map((definition, i) => ({
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
async function alone<Answer>(writer: Knex, work: () => Promise<Answer>): Promise<Answer> {
  if (!(await writer.schema.hasTable(LOCK))) {
    try {
      await writer.raw(`CREATE TABLE IF NOT EXISTS ${LOCK} (singleton BIGINT NOT NULL PRIMARY KEY)`);
    } catch (error) {
      // Another node may have created it at the same time.
      if (!(await writer.schema.hasTable(LOCK))) throw error;
    }
  }
  await writer.raw(`INSERT INTO ${LOCK} (singleton) VALUES (1) ON CONFLICT DO NOTHING`);
  return writer.transaction(async (trx) => {
    // Wait here while another node migrates.
    await trx.raw('SET LOCAL statement_timeout = 0');
    await trx.raw(`SELECT singleton FROM ${LOCK} FOR UPDATE`);
    return work();
  });
}

/** The file of a migration, without `.sql`. */
const fileOf = (name: string): string => name.slice(0, name.indexOf('#'));

// The mark is part of the name, so a database records it and an older version reads it.
const isAdditive = (name: string): boolean => fileOf(name).endsWith('.additive');

/** The names of the migrations that have run, in order. */
const ranIn = async (db: Db): Promise<string[]> =>
  (await rows<{ name: string }>(db, sql`SELECT name FROM knex_migrations ORDER BY id`)).map(({ name }) => name);

/** Migrations that have run, compared with those of this build. */
interface Standing {
  /** Those of this build that have not run, in order. */
  readonly missing: readonly Migration[];
  /** Those that have run and are unknown to this build, in order. */
  readonly newer: readonly string[];
}

function standingOf(ran: readonly string[], all: readonly Migration[]): Standing {
  const [done, known] = [new Set(ran), new Set(all.map(({ name }) => name))];
  return { missing: all.filter(({ name }) => !done.has(name)), newer: ran.filter((name) => !known.has(name)) };
}

/** @throws DatabaseError if this build cannot use a database with these newer migrations */
function refuseNewer({ missing, newer }: Standing): void {
  const breaking = newer.find((name) => !isAdditive(name));
  if (breaking !== undefined) {
    throw new DatabaseError(
      `A newer version of this service changed the database, and this version cannot use it (${fileOf(breaking)}.sql). Start the newer version, or restore a backup.`,
    );
  }
  const [unknown, first] = [newer[0], missing[0]];
  if (unknown !== undefined && first !== undefined) {
    throw new DatabaseError(
      `The database has ${fileOf(unknown)}.sql of another version of this service, and lacks ${fileOf(first.name)}.sql of this version. Start the other version.`,
    );
  }
}

/** @throws DatabaseError if a newer version changed the database, even if this version can use it */
export async function refuseUnknownData(db: Db): Promise<void> {
  const { newer } = standingOf(await ranIn(db), migrationsFor(engineOf(db)));
  if (newer[0] === undefined) return;
  throw new DatabaseError(
    `A newer version of this service changed the source (${fileOf(newer[0])}.sql), and a copy by this version would lose data. Copy with the newer version.`,
  );
}

/** The database lacks a migration that may not run. @param file its file, without `.sql` */
export class MissingMigration extends DatabaseError {
  readonly file: string;

  constructor(file: string) {
    super(`The database lacks ${file}.sql, and MIGRATE_AT_START is off. Run: ${commandLine('db', 'migrate')}`);
    this.file = file;
  }
}

/** The outcome of {@link migrate}. */
interface Migrated {
  /** The files whose migrations have run now, without `.sql`. */
  readonly files: readonly string[];
  /** Rejects if a migration of this build has not run, or a newer one keeps this build from using the database. */
  check(db: Db): Promise<void>;
}

/**
 * Runs the missing migrations.
 * @param isAllowed whether it may run some
 * @throws DatabaseError if a newer build made a change that is not additive, or if migrations are missing and not allowed
 */
export async function migrate(writer: Knex, engine: Engine, isAllowed: boolean): Promise<Migrated> {
  const all = migrationsFor(engine);
  const bringUpToDate = async (): Promise<string[]> => {
    const standing = standingOf((await writer.schema.hasTable('knex_migrations')) ? await ranIn(writer) : [], all);
    refuseNewer(standing);
    // Write nothing if no migration is missing, so that a database can be opened during another process's import.
    const [first] = standing.missing;
    if (first === undefined) return [];
    if (!isAllowed) {
      throw new MissingMigration(fileOf(first.name));
    }
    // A process killed during a migration leaves knex's lock set. Reset it: this process holds the real lock.
    if (await writer.schema.hasTable('knex_migrations_lock')) {
      await writer('knex_migrations_lock').update({ is_locked: 0 });
    }
    const product = engine === 'postgres' ? await productOf(writer) : 'PostgreSQL';
    await writer.migrate.latest({ migrationSource: new SqlMigrationSource(migrationsFor(engine, product)) });
    return [...new Set(standing.missing.map(({ name }) => fileOf(name)))];
  };
  // An SQLite file has one process. On PostgreSQL one node migrates and the others wait.
  const needsTurn = engine === 'postgres' && isAllowed;
  return {
    files: needsTurn ? await alone(writer, bringUpToDate) : await bringUpToDate(),
    async check(db) {
      const standing = standingOf(await ranIn(db), all);
      refuseNewer(standing);
      const [first] = standing.missing;
      if (first !== undefined) throw new DatabaseError(`The migration ${first.name} has not run.`);
    },
  };
}
