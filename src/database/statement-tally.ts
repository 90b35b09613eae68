/** All runs of one statement. */
export interface StatementRuns {
  readonly text: string;
  count: number;
  ms: number;
}

// A statement begins with what it reads, and that names it.
const LONGEST_TEXT = 160;

/** Counts the statements of a request, and their time. It takes texts only, so that no value gets into the log. */
export class StatementTally {
  readonly #runs = new Map<string, StatementRuns>();
  #count = 0;
  #ms = 0;

  /** The number of statements. */
  get count(): number {
    return this.#count;
  }

  /** Their time in milliseconds. Statements that run side by side all count. */
  get ms(): number {
    return this.#ms;
  }

  /** Counts runs of a statement. */
  add(text: string, ms: number, count = 1): void {
    this.#count += count;
    this.#ms += ms;
    const known = this.#runs.get(text);
    if (known === undefined) {
      this.#runs.set(text, { text, count, ms });
      return;
    }
    known.count += count;
    known.ms += ms;
  }

  /** Every statement with its runs. */
  runs(): StatementRuns[] {
    return [...this.#runs.values()];
  }

  /** The statements that took longest, each text in one line and shortened. */
  slowest(most: number): StatementRuns[] {
    return this.runs()
      .sort((one, other) => other.ms - one.ms)
      .slice(0, most)
      .map(({ text, count, ms }) => ({ text: shortened(text), count, ms: Math.round(ms) }));
  }
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST_TEXT ? line : `${line.slice(0, LONGEST_TEXT)}…`;
}
