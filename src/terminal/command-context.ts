import type { Config } from '../config';
import type { Database } from '../database/database';

/** What the command line gives to commands that are defined in other folders. */
export interface CommandContext {
  readConfig(): Config;
  auditKeyOf(config: Config): string;
  /** Opens the database for the work, and closes it afterwards. */
  withDatabase<Answer>(config: Config, work: (database: Database) => Promise<Answer>): Promise<Answer>;
}
