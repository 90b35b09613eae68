import type { Deadline } from '../resolving/deadline';
import { outageIn } from './outage';
import type { Engine } from './sql';
import type { StatementTally } from './statement-tally';

/** What was read of one version of the data, by the question. */
export interface Kept {
  get(question: string): object | undefined;
  set(question: string, answer: object): unknown;
}

/** A read-only transaction. */
export interface ReadTransaction {
  /** The answers of exactly this version of the data; null if nobody can tell the version. */
  readonly kept: Kept | null;
  /** Runs a statement and returns the engine's result. */
  read(text: string, values: readonly unknown[]): unknown;
  /** Ends the transaction. */
  release(): unknown;
}

/**
 * A snapshot of the database for one request. All statements see the state at the first one, so that a response never
 * mixes data from before and after a write.
 */
export class Snapshot {
  readonly #begin: () => Promise<ReadTransaction>;
  readonly #deadline: Deadline | undefined;
  readonly #tally: StatementTally | undefined;
  #reading: Promise<ReadTransaction> | null = null;
  #transaction: ReadTransaction | null = null;
  #ended = false;

  readonly engine: Engine;

  /**
   * @param deadline when its statements must end; without one, they may take their time
   * @param tally counts its statements
   */
  constructor(engine: Engine, begin: () => Promise<ReadTransaction>, deadline?: Deadline, tally?: StatementTally) {
    this.engine = engine;
    this.#tally = tally;
    this.#deadline = deadline;
    this.#begin = begin;
  }

  /** Runs a statement. Rejects after the end, to stop work that outlives its request. */
  read(text: string, values: readonly unknown[]): Promise<unknown> {
    return this.#in((transaction) => this.#timed(transaction, text, values));
  }

  /** The answers that are kept of this version of the data; null if none are. Rejects like {@link read}. */
  kept(): Promise<Kept | null> {
    return this.#in(({ kept }) => kept);
  }

  async #in<Answer>(work: (transaction: ReadTransaction) => Answer | Promise<Answer>): Promise<Answer> {
    this.#throwIfEnded();
    this.#deadline?.throwIfOver();
    this.#reading ??= this.#begin();
    try {
      this.#transaction ??= await this.#inTime(this.#reading);
      this.#throwIfEnded();
      return await work(this.#transaction);
    } catch (error) {
      throw outageIn(error) ?? error;
    }
  }

  async #timed(transaction: ReadTransaction, text: string, values: readonly unknown[]): Promise<unknown> {
    const tally = this.#tally;
    if (tally === undefined) return this.#inTime(transaction.read(text, values));
    const began = performance.now();
    try {
      return await this.#inTime(transaction.read(text, values));
    } finally {
      tally.add(text, performance.now() - began);
    }
  }

  #throwIfEnded(): void {
    if (this.#ended) throw new Error('The snapshot has ended.');
  }

  /** Waits no longer than the operation may take. SQLite answers at once, so there is nothing to wait for. */
  async #inTime<Answer>(answer: Answer | Promise<Answer>): Promise<Answer> {
    const signal = this.#deadline?.signal;
    if (signal === undefined || !(answer instanceof Promise)) return answer;
    return new Promise((resolve, reject) => {
      const give = () => reject(signal.reason);
      signal.addEventListener('abort', give);
      answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
    });
  }

  /** Ends the snapshot. Further calls do nothing. */
  async end(): Promise<void> {
    const reading = this.#reading;
    this.#ended = true;
    this.#reading = null;
    // If it could not begin, the reads have already failed with that error.
    await (await reading?.catch(() => null))?.release();
  }
}
