import type { Knex } from 'knex';
import { isOfStandby, type PostgresConnection } from './postgres-hosts';
import type { Planned } from './server-product';
import { storable } from './sql';

/** The limits of a statement. They are not settings of the connection, because a pooler lends it to others. */
interface StatementLimits extends Planned {
  readonly readOnly: boolean;
  /** The longest time of a statement in milliseconds; 0 for no limit. */
  readonly statementMs: number;
  /** The longest wait for a lock in milliseconds; 0 for no limit. */
  readonly lockMs: number;
}

interface PoolOptions {
  connect(): Promise<PostgresConnection>;
  /** Whether to look for the primary when the server has become a standby. */
  readonly needsPrimary: boolean;
  readonly limits: StatementLimits;
}

type Done = (error: Error | null, result?: unknown) => void;

/** A connection of pg, with the properties that knex adds. */
interface Connection {
  query(asked: unknown, done: Done): void;
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

/** The statements that begin a transaction with its limits. */
export function beginning(
  { readOnly, statementMs, lockMs, planning }: StatementLimits,
  isolationLevel = 'read committed',
): string[] {
  return [
    `BEGIN TRANSACTION ISOLATION LEVEL ${isolationLevel}${readOnly ? ' READ ONLY' : ''}`,
    ...(statementMs > 0 ? [`SET LOCAL statement_timeout = ${statementMs}`] : []),
    ...(lockMs > 0 ? [`SET LOCAL lock_timeout = ${lockMs}`] : []),
    ...planning(),
  ];
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

/** Whether a statement cannot run in a transaction, and so not with limits. */
const isVacuum = (asked: unknown): boolean => (asked as { readonly sql?: string }).sql?.startsWith('VACUUM ') === true;

/** Knex's client for PostgreSQL: every value is storable, and every statement has its limits. */
export function clientOf({ connect, needsPrimary, limits }: PoolOptions): typeof Knex.Client {
  const isLimited = limits.readOnly || limits.statementMs > 0 || limits.lockMs > 0;

  /** A transaction that begins with its limits. */
  class LimitedTransaction extends PostgresTransaction {
    begin(connection: Connection): Promise<unknown> {
      return this.query(connection, beginning(limits, this.isolationLevel).join('; '));
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
          if (needsPrimary && !limits.readOnly && isOfStandby(error)) connection.__knex__disposed = error;
          throw error;
        }
      };
      if (connection.__knexTxId !== undefined || !isLimited || isVacuum(asked)) return ask();
      await answerOf(connection, beginning(limits).join('; '));
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
      const connection = (await connect()) as unknown as Connection;
      // Knex would ask for the version, which only its schema builder reads, and it cannot read CockroachDB's.
      endWhenSilent(connection);
      return connection;
    }
  };
}
