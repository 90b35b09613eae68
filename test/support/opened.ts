import type { Database } from '../../src/database/database';
import { openDatabase } from '../../src/database/open';
import type { PostgresOptions } from '../../src/database/postgres';
import { createTestDatabase, type TestDatabase } from './engines';

const opened: Database[] = [];
const made: TestDatabase[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
});
afterAll(() => Promise.all(made.splice(0).map((database) => database.drop())));

/** A database that is closed after the test. */
export async function open(url: string, options: PostgresOptions = {}): Promise<Database> {
  const database = await openDatabase(url, options);
  opened.push(database);
  return database;
}

/** The address of a new database for the test. */
export async function newDatabase(content: 'tables' | 'nothing' = 'tables'): Promise<string> {
  const database = await createTestDatabase(content);
  made.push(database);
  return database.url;
}

/** The error's message. If one process runs all tests, SQLite's errors are of another realm, so compare only texts. */
export async function refusal(work: PromiseLike<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as Error).message;
  }
  return 'It was done.';
}
