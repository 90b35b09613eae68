import type { Config } from '../config';
import type { Database } from '../database/database';

/** The functions of the command line that commands in other folders use. */
export interface CommandContext {
  readConfig(): Config;
  auditKeyOf(config: Config): string;
  /** Opens the database for the work, and closes it afterwards. */
  withDatabase<Answer>(config: Config, work: (database: Database) => Promise<Answer>): Promise<Answer>;
}
