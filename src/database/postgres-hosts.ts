import type { Client, ClientConfig } from 'pg';
import { DatabaseUnavailable } from './errors';
import { codeOf } from './postgres-errors';

/** A connection that is lost, or must not be lent again. Knex has the same mark. */
export interface PostgresConnection extends Client {
  /** Why the pool must not lend the connection again. */
  __knex__disposed?: unknown;
}

interface HostsOptions {
  /** One address for each host, in the order to try them. */
  readonly urls: readonly string[];
  /** Whether only a server that takes writes is used; else any that answers. */
  readonly needsPrimary: boolean;
  readonly settings: ClientConfig;
}

const READ_ONLY = '25006';

/** Asks whether a server takes writes: it is no standby, and nobody set it to read only. */
export const TAKES_WRITES =
  "SELECT NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off' AS holds";

/** Whether a statement failed because the server has become a standby. */
export const isOfStandby = (error: unknown): boolean => codeOf(error) === READ_ONLY;

/**
 * Connects to the first host that can be used. Later connections go first to the host that answered last. Every refusal
 * is temporary, also one that is not about the network: a database that is restored has another name for a moment, and a
 * new password reaches the server and the service one after the other.
 * @throws DatabaseUnavailable
 */
export function hostsOf(
  pg: typeof import('pg'),
  { urls, needsPrimary, settings }: HostsOptions,
): () => Promise<PostgresConnection> {
  let first = 0;

  async function connectTo(url: string): Promise<PostgresConnection> {
    const connection = new pg.Client({ ...settings, connectionString: url }) as PostgresConnection;
    const dispose = (error: unknown) => {
      connection.__knex__disposed = error ?? 'the connection ended';
    };
    connection.on('error', dispose);
    connection.on('end', () => dispose(null));
    await connection.connect();
    if (!needsPrimary) return connection;
    try {
      const { rows } = await connection.query<{ holds: boolean }>(TAKES_WRITES);
      if (rows[0]?.holds === true) return connection;
      throw Object.assign(new Error('the server takes no writes'), { code: READ_ONLY });
    } catch (error) {
      connection.end().catch(() => {});
      throw error;
    }
  }

  return async () => {
    const refusals: string[] = [];
    for (let i = 0; ; i++) {
      const turn = (first + i) % urls.length;
      const url = urls[turn] as string;
      try {
        const connection = await connectTo(url);
        first = turn;
        return connection;
      } catch (error) {
        const { message } = error as Error;
        // If a host has several addresses, the error has a code but no message.
        const reason = message === '' ? codeOf(error) : message;
        refusals.push(urls.length === 1 ? reason : `${new URL(url).host}: ${reason}`);
        if (refusals.length === urls.length) throw new DatabaseUnavailable(refusals.join('; '), { cause: error });
      }
    }
  };
}
