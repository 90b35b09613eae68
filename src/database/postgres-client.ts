import type { Knex } from 'knex';
import { codeOf } from './postgres-errors';
import { storable } from './sql';

/** What a statement may do and take. A connection has no settings of its own, because a pooler lends it to others. */
interface StatementLimits {
  readonly readOnly: boolean;
  /** The longest time of a statement in milliseconds; 0 for no limit. */
  readonly statementMs: number;
  /** The longest wait for a lock in milliseconds; 0 for no limit. */
  readonly lockMs: number;
}

interface PoolOptions {
  /** One address for each host, in the order to try them. */
  readonly urls: readonly string[];
  /** Whether only a server that takes writes is used; else any that answers. */
  readonly needsPrimary: boolean;
  readonly limits: StatementLimits;
}

type Done = (error: Error | null, result?: unknown) => void;

/** A connection of pg, with what knex keeps at it. */
interface Connection {
  query(asked: unknown, done: Done): void;
  connect(): Promise<unknown>;
  end(): Promise<unknown>;
  on(event: string, listener: (error?: unknown) => void): void;
  readonly connection: { readonly stream: { destroy(): void } };
  /** The transaction that has the connection. */
  readonly __knexTxId?: string;
  /** Why the pool must not lend the connection again. */
  __knex__disposed?: unknown;
}

/** The parts of knex's client and transaction that its types leave out. */
interface KnexTransaction {
  readonly isolationLevel?: string;
  query(connection: Connection, text: string): Promise<unknown>;
}
type KnexTransactionClass = new (...given: unknown[]) => KnexTransaction;

const PostgresClient: typeof Knex.Client = require('knex/lib/dialects/postgres');
const PostgresTransaction: KnexTransactionClass = require('knex/lib/dialects/postgres/execution/pg-transaction');

const READ_ONLY = '25006';

function beginning({ readOnly, statementMs, lockMs }: StatementLimits, isolationLevel = 'read committed'): string {
  return [
    `BEGIN TRANSACTION ISOLATION LEVEL ${isolationLevel}${readOnly ? ' READ ONLY' : ''}`,
    ...(statementMs > 0 ? [`SET LOCAL statement_timeout = ${statementMs}`] : []),
    ...(lockMs > 0 ? [`SET LOCAL lock_timeout = ${lockMs}`] : []),
  ].join('; ');
}

const answerOf = (connection: Connection, text: string): Promise<{ rows: Record<string, unknown>[] }> =>
  new Promise((resolve, reject) => {
    connection.query(text, (error, result) =>
      error === null || error === undefined ? resolve(result as { rows: Record<string, unknown>[] }) : reject(error),
    );
  });

/** Closes a connection after a query timeout. pg gives up the statement but keeps the connection. */
function endWhenSilent(connection: Connection): void {
  const query = connection.query.bind(connection);
  connection.query = (asked, done) =>
    query(asked, (error, result) => {
      if (error?.message === 'Query read timeout') connection.connection.stream.destroy();
      done(error, result);
    });
}

/** Asks whether a server takes writes: it is no standby, and nobody set it to read only. */
export const TAKES_WRITES =
  "SELECT NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off' AS holds";

/** Knex's client for PostgreSQL: every value is storable, every statement has its limits, and hosts are tried in turn. */
export function clientOf({ urls, needsPrimary, limits }: PoolOptions): typeof Knex.Client {
  const isLimited = limits.readOnly || limits.statementMs > 0 || limits.lockMs > 0;
  // Later connections go to the host that answered last.
  let first = 0;

  /** A transaction that begins with its limits, in one round trip. */
  class LimitedTransaction extends PostgresTransaction {
    begin(connection: Connection): Promise<unknown> {
      return this.query(connection, beginning(limits, this.isolationLevel));
    }
  }

  return class extends PostgresClient {
    override prepBindings(bindings: readonly unknown[] | undefined): unknown[] | undefined {
      return bindings?.map(storable);
    }

    override transaction(...given: [unknown, unknown, unknown]): Knex.Transaction {
      return new LimitedTransaction(this, ...given) as unknown as Knex.Transaction;
    }

    /** Runs a statement; outside of a transaction in one of its own, which has the limits. */
    override async query(connection: Connection, asked: unknown): Promise<unknown> {
      // Knex copies a client for each transaction without its private members, so this is no method.
      const ask = async (): Promise<unknown> => {
        try {
          return await super.query(connection, asked);
        } catch (error) {
          // The server has become a standby, so look for the primary.
          if (needsPrimary && !limits.readOnly && codeOf(error) === READ_ONLY) connection.__knex__disposed = error;
          throw error;
        }
      };
      if (connection.__knexTxId !== undefined || !isLimited) return ask();
      await answerOf(connection, beginning(limits));
      let answer: unknown;
      try {
        answer = await ask();
      } catch (error) {
        await answerOf(connection, 'ROLLBACK').catch(() => {});
        throw error;
      }
      const end = answerOf(connection, 'COMMIT');
      // Nothing was written, so a failed commit does no harm, and the next statement waits for it.
      if (limits.readOnly) end.catch(() => {});
      else await end;
      return answer;
    }

    override async acquireRawConnection(): Promise<Connection> {
      const refusals: string[] = [];
      for (let i = 0; ; i++) {
        const turn = (first + i) % urls.length;
        const url = urls[turn] as string;
        try {
          const connection = await this.#connectTo(url);
          first = turn;
          return connection;
        } catch (error) {
          if (urls.length === 1) throw error;
          const { message } = error as Error;
          refusals.push(`${new URL(url).host}: ${message === '' ? codeOf(error) : message}`);
          // Every host was tried. 08001: the client cannot establish the connection.
          if (refusals.length === urls.length) throw Object.assign(new Error(refusals.join('; ')), { code: '08001' });
        }
      }
    }

    async #connectTo(url: string): Promise<Connection> {
      const connection: Connection = new this.driver.Client({ ...this.connectionSettings, connectionString: url });
      const dispose = (error: unknown) => {
        connection.__knex__disposed = error ?? 'the connection ended';
      };
      connection.on('error', dispose);
      connection.on('end', dispose);
      await connection.connect();
      endWhenSilent(connection);
      try {
        this.version ??= await (this as unknown as Versioned).checkVersion(connection);
        if (needsPrimary && (await answerOf(connection, TAKES_WRITES)).rows[0]?.['holds'] !== true) {
          throw Object.assign(new Error('the server takes no writes'), { code: READ_ONLY });
        }
        return connection;
      } catch (error) {
        connection.end().catch(() => {});
        throw error;
      }
    }
  };
}

interface Versioned {
  checkVersion(connection: Connection): Promise<string>;
}
