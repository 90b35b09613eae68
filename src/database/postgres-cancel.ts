import type { ConnectionConfig } from 'pg';
import type { PostgresConnection } from './postgres-hosts';

// A server that does not answer within this time is not told.
const LONGEST_MS = 1_000;

/** The parts of a connection that its types leave out. */
interface Cancellable {
  readonly host: string;
  readonly port: number;
  readonly ssl: ConnectionConfig['ssl'];
  readonly sslNegotiation: string;
  /** The name of the session at the server, or at its pooler; null if it did not give one. */
  readonly processID: number | null;
  readonly secretKey: number | null;
}

interface CancelConnection {
  readonly stream: { destroy(): void };
  on(event: 'connect' | 'sslconnect' | 'error' | 'end', listener: () => void): void;
  connect(...at: readonly unknown[]): void;
  requestSsl(): void;
  cancel(processID: number, secretKey: number): void;
}

/**
 * Asks the server, over a connection of its own, to end the statement that another connection waits for. A server does not
 * notice that its client has gone before the statement ends. A pooler knows the session only until its connection is closed.
 * @returns resolves when the server has heard of it, or cannot be told
 */
export function cancelStatement(pg: typeof import('pg'), connection: PostgresConnection): Promise<void> {
  const { host, port, ssl, sslNegotiation, processID, secretKey } = connection as unknown as Cancellable;
  if (processID === null || secretKey === null) return Promise.resolve();
  return new Promise((resolve) => {
    const settings = { ssl, sslNegotiation } as ConnectionConfig;
    const asking = new pg.Connection(settings) as unknown as CancelConnection;
    const end = () => {
      clearTimeout(limit);
      asking.stream.destroy();
      resolve();
    };
    const limit = setTimeout(end, LONGEST_MS);
    const ask = () => asking.cancel(processID, secretKey);
    // The server closes the connection when it has heard.
    for (const event of ['error', 'end'] as const) asking.on(event, end);
    asking.on('sslconnect', ask);
    asking.on('connect', () => {
      if (!ssl) ask();
      else if (sslNegotiation !== 'direct') asking.requestSsl();
    });
    if (host.startsWith('/')) asking.connect(`${host}/.s.PGSQL.${port}`);
    else asking.connect(port, host);
  });
}
