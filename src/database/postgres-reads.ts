import { createHash } from 'node:crypto';
import { Pool, TimeoutError } from 'tarn';
import type { PoolState, StatementEvents } from './database';
import { DatabaseUnavailable } from './errors';
import { outageIn } from './outage';
import { beginning } from './postgres-client';
import { codeOf, isUndone } from './postgres-errors';
import type { PostgresConnection } from './postgres-hosts';
import type { ReadTransaction } from './snapshot';
import { storable } from './sql';

/*
 * Read transactions of requests. Each has a connection of its own, on which its statements are pipelined: all statements
 * of one turn are sent together, the first turn with BEGIN before them, and nothing waits for COMMIT. So a request takes
 * one round trip for each of its levels.
 */

interface ReadsOptions {
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
  /** How long the server may be silent while a statement runs, in milliseconds; 0 for no limit. */
  readonly silenceMs: number;
  readonly statements: Statements;
  readonly events: StatementEvents;
  leave(isSound: boolean): void;
}

interface Statement {
  readonly text: string;
  readonly name?: string;
}

/** A statement whose answer is not given yet. */
interface Asked {
  readonly statement: Statement & { readonly values: unknown[] };
  resolve(rows: unknown): void;
  reject(reason: unknown): void;
  rows: unknown;
  /** Why it failed; null if it did not. */
  failure: unknown;
}

// The service has a few hundred different statements. Those beyond this number are parsed and planned each time.
const MOST_NAMED = 1_000;

/** The time beyond a statement's own limit in which the server must answer, in milliseconds. */
export const SILENCE_MS = 1_000;

const IN_FAILED_TRANSACTION = '25P02';
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

/** The read transaction of one request. It has the connection alone. */
class PipelinedReads implements ReadTransaction {
  readonly kept = null;
  readonly #connection: PostgresConnection;
  readonly #statements: Statements;
  readonly #events: StatementEvents;
  /** Gives the connection back, or closes it. */
  readonly #leave: (isSound: boolean) => void;
  readonly #begin: string;
  #beginFailure: unknown = null;
  /** The statements of a turn. They are answered together, so that the next ones are sent together too. */
  #asked: Asked[] = [];
  /** Whether the transaction can be repeated: nothing was answered yet, and it was not repeated before. */
  #canBeginAgain = true;
  readonly #silenceMs: number;
  #silence: NodeJS.Timeout | undefined;
  #inFlight = 0;
  #isCorked = false;
  #failure: unknown = null;

  constructor(
    connection: PostgresConnection,
    begin: string,
    { statements, events, silenceMs, leave }: TransactionOptions,
  ) {
    this.#connection = connection;
    this.#statements = statements;
    this.#events = events;
    this.#silenceMs = silenceMs;
    this.#leave = leave;
    this.#begin = begin;
    this.#start();
  }

  #start(): void {
    this.#cork();
    void this.#connection.query(this.#begin, (error) => {
      this.#beginFailure = error ?? null;
    });
  }

  /** Buffers what is written until the end of the turn, so that it is sent in one packet. */
  #cork(): void {
    if (this.#isCorked) return;
    const { stream } = this.#connection.connection;
    this.#isCorked = true;
    stream.cork();
    process.nextTick(() => {
      this.#isCorked = false;
      stream.uncork();
    });
  }

  /** Notes a statement that was sent or answered. A server that does not answer cannot enforce its own timeout. */
  #listen(change: 1 | -1): void {
    this.#inFlight += change;
    if (this.#silenceMs === 0) return;
    if (this.#inFlight === 0) clearTimeout(this.#silence);
    else if (this.#inFlight === 1 && change === 1) {
      this.#silence = setTimeout(() => this.#connection.connection.stream.destroy(), this.#silenceMs);
    } else if (change === -1) this.#silence?.refresh();
  }

  /** The error for clients. After a failed statement all others fail, so it gives the reason of the first one. */
  #reasonOf(error: unknown): unknown {
    this.#failure ??= error;
    const reason = codeOf(error) === IN_FAILED_TRANSACTION ? this.#failure : error;
    if (NOT_KEPT.includes(codeOf(reason))) {
      this.#statements.stopNaming();
      const message = 'The pooler does not keep prepared statements. Set DATABASE_NAMED_STATEMENTS to off.';
      return new DatabaseUnavailable(message, { cause: reason });
    }
    // A standby cancels queries that conflict with replication. What was answered cannot be taken back.
    return isUndone(reason) ? DatabaseUnavailable.by(reason) : (outageIn(reason) ?? reason);
  }

  read(text: string, values: readonly unknown[]): Promise<unknown> {
    this.#events.emit('query', { sql: text, bindings: values });
    return new Promise((resolve, reject) => {
      const asked: Asked = {
        statement: { ...this.#statements.of(text), values: values.map(storable) },
        ...{ resolve, reject, rows: null, failure: null },
      };
      this.#asked.push(asked);
      this.#send(asked);
    });
  }

  #send(asked: Asked): void {
    this.#listen(1);
    this.#cork();
    void this.#connection.query(asked.statement, (error, result) => {
      // Where BEGIN failed, the statement ran without its limits.
      asked.failure = error ?? this.#beginFailure;
      asked.rows = asked.failure === null ? result.rows : null;
      this.#listen(-1);
      if (this.#inFlight === 0) this.#answerAll();
    });
  }

  /** Answers a turn. The first turn is asked again if the server undid it for the sake of another transaction. */
  #answerAll(): void {
    const asked = this.#asked;
    const isUndoneAtFirst = this.#canBeginAgain && isUndone(asked.find(({ failure }) => failure !== null)?.failure);
    this.#canBeginAgain = false;
    if (isUndoneAtFirst) {
      this.#connection.query('ROLLBACK').catch(() => {});
      this.#start();
      for (const each of asked) this.#send(each);
      return;
    }
    this.#asked = [];
    for (const { rows, failure, resolve, reject } of asked) {
      if (failure === null) resolve(rows);
      else reject(this.#reasonOf(failure));
    }
  }

  release(): void {
    // A statement that nobody waits for any more would keep the next request waiting.
    const isSound = this.#failure === null && this.#inFlight === 0;
    if (isSound) {
      this.#cork();
      // Nothing was written, so a failed commit does no harm, and the answer need not wait for it.
      this.#connection.query('COMMIT').catch(() => {});
    }
    this.#leave(isSound);
  }
}

/** A pool of connections for read transactions. */
export interface ReadPool {
  /** Begins a transaction. @param remainingMs the time that its request has left */
  begin(remainingMs?: number): Promise<ReadTransaction>;
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

export function createReads({ connect, size, waitMs, statementMs, areNamed, events }: ReadsOptions): ReadPool {
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
  return {
    async begin(remainingMs) {
      let connection: PostgresConnection;
      try {
        connection = await pool.acquire().promise;
      } catch (error) {
        if (error instanceof TimeoutError) throw new DatabaseUnavailable('No connection became free in time.');
        throw outageIn(error) ?? error;
      }
      const limits = [statementMs, Math.ceil(remainingMs ?? 0)].filter((ms) => ms > 0);
      const limit = limits.length === 0 ? 0 : Math.min(...limits);
      const begin = beginning({ readOnly: true, statementMs: limit, lockMs: 0 }, 'repeatable read');
      const leave = (isSound: boolean) => {
        if (!isSound) {
          connection.__knex__disposed = 'a statement failed or was given up';
          connection.connection.stream.destroy();
        }
        pool.release(connection);
      };
      const silenceMs = statementMs === 0 ? 0 : statementMs + SILENCE_MS;
      return new PipelinedReads(connection, begin, { statements, events, silenceMs, leave });
    },
    state: () => stateOf(pool, size),
    close: () => pool.destroy(),
  };
}
