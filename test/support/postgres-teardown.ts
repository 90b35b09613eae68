import { onServer } from './engines';

/** Stops what the tests started, and leaves nothing on a server that was there before. */
export default async function tearDown(): Promise<void> {
  await onServer(`DROP DATABASE IF EXISTS ${process.env['POSTGRES_DEMO']} WITH (FORCE)`);
  await (globalThis as { stopPostgres?: () => Promise<void> }).stopPostgres?.();
}
