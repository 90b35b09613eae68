import { outageIn } from './outage';
import type { Engine } from './sql';

/** A read-only transaction. */
export interface ReadTransaction {
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
  #reading: Promise<ReadTransaction> | null = null;
  #ended = false;

  readonly engine: Engine;

  constructor(engine: Engine, begin: () => Promise<ReadTransaction>) {
    this.engine = engine;

    this.#begin = begin;
  }

  /** Runs a statement. Rejects after the end, to stop work that outlives its request. */
  async read(text: string, values: readonly unknown[]): Promise<unknown> {
    if (this.#ended) throw new Error('The snapshot has ended.');
    this.#reading ??= this.#begin();
    try {
      return await (await this.#reading).read(text, values);
    } catch (error) {
      throw outageIn(error) ?? error;
    }
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
