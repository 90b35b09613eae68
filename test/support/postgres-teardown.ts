import { onServer } from './engines';

/** Stops the server of the tests, and drops their databases on an existing server. */
export default async function tearDown(): Promise<void> {
  const templates = [process.env['POSTGRES_TABLES'], process.env['POSTGRES_DEMO']];
  await onServer(...templates.map((name) => `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  await (globalThis as { removePostgres?: () => Promise<void> }).removePostgres?.();
}
