import type { Config, readParts } from '../config';
import type { Database } from '../database/database';
import type { PostgresOptions } from '../database/postgres';

/** Settings of a database; each is the default if left out. */
export interface DatabaseSettings {
  readonly databaseUrl: string;
  readonly postgres?: PostgresOptions;
  readonly migrateAtStart?: boolean;
}

/** The functions of the command line that commands in other folders use. */
export interface CommandContext {
  readonly readParts: typeof readParts;
  auditKeyOf(config: Pick<Config, 'auditKey' | 'databaseUrl'>): string;
  /** Opens a database for the work, and closes it afterwards. */
  withDatabase<Answer>(settings: DatabaseSettings, work: (database: Database) => Promise<Answer>): Promise<Answer>;
  /** The same for a command that makes no database. @throws ForeseenError if an SQLite file is missing */
  readonly withExistingDatabase: CommandContext['withDatabase'];
  /** The same for a command that only reads: it never migrates. @throws ForeseenError if migrations are missing */
  readonly withUnchangedDatabase: CommandContext['withDatabase'];
}
