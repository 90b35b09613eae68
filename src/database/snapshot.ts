import type { Engine } from './sql';

/** A transaction that only reads. */
export interface ReadTransaction {
  /** Runs a statement; its rows, as the engine gives them. */
  read(text: string, values: readonly unknown[]): unknown;
  /** Ends the transaction. */
  release(): unknown;
}

/**
 * What a request reads by: its statements see the database as it was at the first of them, so that no answer is half of
 * before and half of after what somebody writes meanwhile.
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

  /** Runs a statement. Rejects after the end: what a request left behind reads nothing more. */
  async read(text: string, values: readonly unknown[]): Promise<unknown> {
    if (this.#ended) throw new Error('The snapshot has ended.');
    this.#reading ??= this.#begin();
    return (await this.#reading).read(text, values);
  }

  /** Ends it, once and for all. */
  async end(): Promise<void> {
    const reading = this.#reading;
    this.#ended = true;
    this.#reading = null;
    // Whoever could not begin has been told so.
    await (await reading?.catch(() => null))?.release();
  }
}
