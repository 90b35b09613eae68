import { createHash } from 'node:crypto';
import { Pool, TimeoutError } from 'tarn';
import { OperationTimeout } from '../resolving/deadline';
import type { PoolState, StatementEvents } from './database';
import { DatabaseUnavailable } from './errors';
import { outageIn } from './outage';
import { cancelStatement } from './postgres-cancel';
import { beginning } from './postgres-client';
import { codeOf, isCancelled, isUndone } from './postgres-errors';
import type { PostgresConnection } from './postgres-hosts';
import { type Sent, type Statement, type TurnClass, turnClassOf } from './postgres-turn';
import type { Planned } from './server-product';
import type { ReadTransaction } from './snapshot';
import { storable } from './sql';

/*
 * Read transactions of requests. Each has a connection of its own. All statements of one turn of the process are sent
 * together, the first ones with BEGIN, and nothing waits for COMMIT. So a request takes one round trip for each of its levels.
 */

interface ReadsOptions extends Planned {
  readonly pg: typeof import('pg');
  connect(): Promise<PostgresConnection>;
  readonly size: number;
  /** How long to wait for a connection, in milliseconds. */
  readonly waitMs: number;
  /** The longest time of a statement in milliseconds; 0 for no limit. */
  readonly statementMs: number;
  /** Whether the server keeps prepared statements for later transactions. A pooler may not. */
  readonly areNamed: boolean;
  readonly events: StatementEvents;
}

interface TransactionOptions {
  /** The statements that begin it, with its limits. */
  readonly begin: readonly string[];
  /** The longest time of a statement in milliseconds; 0 for no limit. */
  readonly statementMs: number;
  /** Whether it reads what an operation asks for. Then a statement that takes too long is no fault of the database. */
  readonly isOfOperation: boolean;
  readonly statements: Statements;
  readonly events: StatementEvents;
  readonly Turn: TurnClass;
  /** @param state whether it can be used again, or why not */
  leave(state: 'SOUND' | 'FAILED' | 'BUSY'): void;
}

/** A statement that somebody waits for. */
interface Asked extends Sent {
  resolve(rows: unknown): void;
  reject(reason: unknown): void;
}

// The service has a few hundred different statements, so those that come first get names. The others are parsed and planned
// each time: a name that is given up would stay prepared in every connection.
const MOST_NAMED = 1_000;

/** The time beyond a statement's own limit in which the server must answer, in milliseconds. */
export const SILENCE_MS = 1_000;

// A statement is not prepared, or another one has its name.
const NOT_KEPT = ['26000', '42P05'];

/** The texts and names of statements. */
class Statements {
  readonly #known = new Map<string, Statement>();
  #areNamed: boolean;

  constructor(areNamed: boolean) {
    this.#areNamed = areNamed;
  }

  /** The statement with numbered parameters, and a name if it is to be kept prepared. */
  of(text: string): Statement {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    let count = 0;
    const numbered = text.replaceAll('?', () => `$${++count}`);
    if (!this.#areNamed || this.#known.size === MOST_NAMED) return { text: numbered };
    // A pooler can lend a connection with the statements of another process, so a name always has the same text.
    const named = { text: numbered, name: createHash('sha256').update(numbered).digest('base64url') };
    this.#known.set(text, named);
    return named;
  }

  /** Names no more statements. */
  stopNaming(): void {
    this.#areNamed = false;
    this.#known.clear();
  }
}

const asText = (value: unknown): string | null => (value == null ? null : String(storable(value)));

/** The read transaction of one request. It has the connection alone. */
class PipelinedReads implements ReadTransaction {
  readonly kept = null;
  readonly #connection: PostgresConnection;
  readonly #statements: Statements;
  readonly #events: StatementEvents;
  /** Gives the connection back, or closes it. */
  readonly #leave: TransactionOptions['leave'];
  readonly #begin: readonly string[];
  #hasBegun = false;
  #hasEnded = false;
  /** The statements of this turn of the process, which are sent at its end. */
  #next: Asked[] = [];
  /** The statements that were sent. They are answered together, so that the next ones are sent together too. */
  #asked: Asked[] = [];
  /** Whether the transaction can be repeated: nothing was answered yet, and it was not repeated before. */
  #canBeginAgain = true;
  readonly #statementMs: number;
  readonly #isOfOperation: boolean;
  readonly #Turn: TurnClass;
  #silence: NodeJS.Timeout | undefined;
  #inFlight = 0;
  #failure: unknown = null;

  constructor(
    connection: PostgresConnection,
    { begin, statements, events, statementMs, isOfOperation, Turn, leave }: TransactionOptions,
  ) {
    this.#connection = connection;
    this.#begin = begin;
    this.#statements = statements;
    this.#events = events;
    this.#statementMs = statementMs;
    this.#isOfOperation = isOfOperation;
    this.#Turn = Turn;
    this.#leave = leave;
  }

  /** Notes statements that were sent or answered. A server that does not answer cannot enforce its own timeout. */
  #listen(change: number): void {
    this.#inFlight += change;
    if (this.#statementMs === 0) return;
    clearTimeout(this.#silence);
    if (this.#inFlight === 0) return;
    // The server answers a turn when its last statement is done.
    const longestMs = this.#inFlight * this.#statementMs + SILENCE_MS;
    this.#silence = setTimeout(() => this.#connection.connection.stream.destroy(), longestMs);
  }

  /** The error for clients. After a failed statement all others fail, so it gives the reason of the first one. */
  #reasonOf(error: unknown): unknown {
    this.#failure ??= error;
    const reason = this.#failure;
    if (NOT_KEPT.includes(codeOf(reason))) {
      this.#statements.stopNaming();
      const message = 'The pooler does not keep prepared statements. Set DATABASE_NAMED_STATEMENTS to off.';
      return new DatabaseUnavailable(message, { cause: reason });
    }
    if (this.#isOfOperation && isCancelled(reason)) {
      return new OperationTimeout(this.#statementMs, 'A statement of the operation', { cause: reason });
    }
    // A standby cancels queries that conflict with replication. What was answered cannot be taken back.
    return isUndone(reason) ? DatabaseUnavailable.by(reason) : (outageIn(reason) ?? reason);
  }

  read(text: string, values: readonly unknown[]): Promise<unknown> {
    this.#events.emit('query', { sql: text, bindings: values });
    return new Promise((resolve, reject) => {
      if (this.#next.length === 0) process.nextTick(() => this.#leaveTogether());
      const statement = this.#statements.of(text);
      this.#next.push({ statement, values: values.map(asText), rows: [], failure: null, resolve, reject });
    });
  }

  /** Sends what was asked in this turn of the process. */
  #leaveTogether(): void {
    const next = this.#next;
    this.#next = [];
    if (this.#hasEnded) for (const { reject } of next) reject(new Error('The transaction has ended.'));
    else this.#send(next);
  }

  #send(asked: readonly Asked[]): void {
    const begin = this.#hasBegun
      ? []
      : this.#begin.map((text) => ({ statement: { text }, values: [], rows: [], failure: null }));
    this.#hasBegun = true;
    this.#asked.push(...asked);
    this.#listen(asked.length);
    const done = () => {
      this.#listen(-asked.length);
      if (this.#inFlight === 0) this.#answerAll();
    };
    this.#connection.query(new this.#Turn(this.#connection, [...begin, ...asked], done));
  }

  /** Answers what has left. The first turn is asked again if the server undid it for the sake of another transaction. */
  #answerAll(): void {
    const asked = this.#asked;
    this.#asked = [];
    const isUndoneAtFirst =
      this.#canBeginAgain && !this.#hasEnded && isUndone(asked.find(({ failure }) => failure !== null)?.failure);
    this.#canBeginAgain = false;
    if (isUndoneAtFirst) {
      this.#connection.query('ROLLBACK').catch(() => {});
      this.#hasBegun = false;
      this.#send(asked.map((each) => ({ ...each, rows: [], failure: null })));
      return;
    }
    for (const { rows, failure, resolve, reject } of asked) {
      if (failure === null) resolve(rows);
      else reject(this.#reasonOf(failure));
    }
  }

  release(): void {
    this.#hasEnded = true;
    // A statement that nobody waits for any more would keep the next request waiting.
    const state = this.#inFlight > 0 ? 'BUSY' : this.#failure === null ? 'SOUND' : 'FAILED';
    // Nothing was written, so a failed commit does no harm, and the answer need not wait for it.
    if (state === 'SOUND' && this.#hasBegun) this.#connection.query('COMMIT').catch(() => {});
    this.#leave(state);
  }
}

/** A pool of connections for read transactions. */
export interface ReadPool {
  /**
   * Begins a transaction.
   * @param isOfOperation whether it reads what an operation asks for
   * @param remainingMs the time that its request has left
   */
  begin(isOfOperation: boolean, remainingMs?: number): Promise<ReadTransaction>;
  /** Its connections at this moment. */
  state(): Omit<PoolState, 'pool'>;
  close(): Promise<unknown>;
}

/** The connections of a pool at this moment. Those that were never opened count as free. */
export function stateOf(
  pool: Pick<Pool<unknown>, 'numUsed' | 'numPendingAcquires'>,
  size: number,
): Omit<PoolState, 'pool'> {
  const used = pool.numUsed();
  return { used, free: size - used, waiting: pool.numPendingAcquires() };
}

/** A pool of at most `size` connections. A request waits up to `waitMs` for one, and is then refused. */
export function createReads(options: ReadsOptions): ReadPool {
  const { pg, connect, size, waitMs, statementMs, areNamed, planning, events } = options;
  const pool = new Pool<PostgresConnection>({
    create: connect,
    validate: (connection) => connection.__knex__disposed === undefined,
    destroy: (connection) => connection.end(),
    min: 0,
    max: size,
    acquireTimeoutMillis: waitMs,
    propagateCreateError: true,
  });
  const statements = new Statements(areNamed);
  const Turn = turnClassOf(pg);
  return {
    async begin(isOfOperation, remainingMs) {
      let connection: PostgresConnection;
      try {
        connection = await pool.acquire().promise;
      } catch (error) {
        if (error instanceof TimeoutError) throw new DatabaseUnavailable('No connection became free in time.');
        throw outageIn(error) ?? error;
      }
      const limits = [statementMs, Math.ceil(remainingMs ?? 0)].filter((ms) => ms > 0);
      const limit = limits.length === 0 ? 0 : Math.min(...limits);
      const begin = beginning({ readOnly: true, statementMs: limit, lockMs: 0, planning }, 'repeatable read');
      const leave: TransactionOptions['leave'] = async (state) => {
        if (state !== 'SOUND') {
          connection.__knex__disposed = 'a statement failed or was given up';
          // Until then it has its place in the pool, so that the server has no more sessions than that.
          if (state === 'BUSY') await cancelStatement(pg, connection);
          connection.connection.stream.destroy();
        }
        pool.release(connection);
      };
      return new PipelinedReads(connection, { begin, statementMs, isOfOperation, statements, events, Turn, leave });
    },
    state: () => stateOf(pool, size),
    close: () => pool.destroy(),
  };
}
