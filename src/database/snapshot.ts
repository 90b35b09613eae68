/** Where the statements of one snapshot run: taken when there is a first, given back at the end. */
interface Place<On> {
  readonly on: On;
  leave(): unknown;
}

/**
 * What a request reads by: its statements see the database as it was at the first of them, so that no answer is half of
 * before and half of after what somebody writes meanwhile.
 */
export class Snapshot<On = unknown> {
  readonly #enter: () => Promise<Place<On>>;
  #place: Promise<Place<On>> | null = null;
  #ended = false;

  /**
   * @param client knex's, of the connections that it reads by
   * @param enter takes a place for the statements
   */
  constructor(
    readonly client: object,
    enter: () => Promise<Place<On>>,
  ) {
    this.#enter = enter;
  }

  /** Where a statement of this snapshot runs. Rejects after the end: what a request left behind reads nothing more. */
  async place(): Promise<On> {
    if (this.#ended) throw new Error('The snapshot has ended.');
    this.#place ??= this.#enter();
    return (await this.#place).on;
  }

  /** Gives back what it took. */
  async end(): Promise<void> {
    this.#ended = true;
    // Whoever could not enter has been told so.
    const place = await this.#place?.catch(() => null);
    await place?.leave();
  }
}
