import type { Deadline } from '../resolving/deadline';
import { outageIn } from './outage';
import type { Engine } from './sql';
import type { StatementTally } from './statement-tally';

/** The answers kept for one version of the data, by their questions. */
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
   * @param deadline when its statements must end; without one, they have no time limit
   * @param tally counts its statements
   */
  constructor(engine: Engine, begin: () => Promise<ReadTransaction>, deadline?: Deadline, tally?: StatementTally) {
    this.engine = engine;
    this.#tally = tally;
    this.#deadline = deadline;
    this.#begin = begin;
  }

  /** Runs a statement. Rejects after the end, to stop work that outlives its request. */
  async read(text: string, values: readonly unknown[]): Promise<unknown> {
    this.#throwIfOver();
    try {
      const transaction = this.#transaction ?? (await this.#begun());
      const began = performance.now();
      try {
        const answer = transaction.read(text, values);
        // SQLite answers at once, and each promise more would delay all that wait for the answer.
        return answer instanceof Promise ? await this.#inTime(answer) : answer;
      } finally {
        this.#tally?.add(text, performance.now() - began);
      }
    } catch (error) {
      throw outageIn(error) ?? error;
    }
  }

  /** The answers kept for this version of the data; null if none can be kept. Rejects like {@link read}. */
  async kept(): Promise<Kept | null> {
    this.#throwIfOver();
    try {
      return (this.#transaction ?? (await this.#begun())).kept;
    } catch (error) {
      throw outageIn(error) ?? error;
    }
  }

  async #begun(): Promise<ReadTransaction> {
    this.#reading ??= this.#begin();
    this.#transaction = await this.#inTime(this.#reading);
    this.#throwIfOver();
    return this.#transaction;
  }

  #throwIfOver(): void {
    if (this.#ended) throw new Error('The snapshot has ended.');
    this.#deadline?.throwIfOver();
  }

  /** Waits no longer than the operation may take. */
  async #inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const deadline = this.#deadline;
    if (deadline === undefined) return answer;
    return new Promise((resolve, reject) => {
      const forget = deadline.whenOver(reject);
      answer.then(resolve, reject).finally(forget);
    });
  }

  /** Ends the snapshot. Further calls do nothing. */
  async end(): Promise<void> {
    const [reading, transaction] = [this.#reading, this.#transaction];
    this.#ended = true;
    this.#reading = null;
    this.#transaction = null;
    if (transaction !== null) await transaction.release();
    // It may still wait for a connection, and nobody waits for that. If it could not begin, the reads have failed already.
    else reading?.then((begun) => begun.release()).catch(() => {});
  }
}
