import { onServer } from './engines';

/** Stops what the tests started, and leaves nothing on a server that was there before. */
export default async function tearDown(): Promise<void> {
  const templates = [process.env['POSTGRES_TABLES'], process.env['POSTGRES_DEMO']];
  await onServer(...templates.map((name) => `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  await (globalThis as { removePostgres?: () => Promise<void> }).removePostgres?.();
}
