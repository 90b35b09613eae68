import { write, writeSync } from 'node:fs';

// A write takes as long as a tenth of a small answer. A process that is killed loses at most the lines of that time.
const BUFFERED_CHARACTERS = 4096;
const BUFFERED_MS = 250;
// If nothing can be written, lines beyond this are lost, because the memory would fill.
const MOST_WAITING_CHARACTERS = 16 * 1024 * 1024;
// After a write that failed, such as to a full pipe or a full disk.
const PAUSE_MS = 50;
// A process whose log nobody reads would never end if it waited for a reader.
const LAST_WRITING_MS = 1_000;

const NOTHING = Buffer.alloc(0);

const codeOfWrite = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Blocks this process. */
const sleep = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/**
 * The output of a log. Its lines are written together by another thread. A write that fails is tried again after a pause, so
 * neither a full disk nor a log that nobody reads stops the process.
 */
export class LogOutput {
  readonly #file: number;
  readonly #onLost: (lines: number) => void;
  /** What is written first. */
  #first: Buffer = NOTHING;
  /** Whether the other thread writes it. */
  #isWriting = false;
  #isPausing = false;
  /** The lines to write after that. */
  #lines = '';
  /** The number of lines for which there was no room. */
  #lost = 0;
  /** Whether nobody can read it any more. */
  #isClosed = false;

  /** @param onLost called when everything that waited was written, with the number of lines that were lost meanwhile */
  constructor(file: number, onLost: (lines: number) => void) {
    this.#file = file;
    this.#onLost = onLost;
    setInterval(() => this.#writeOn(), BUFFERED_MS).unref();
    process.on('exit', () => this.flushSync());
  }

  write(line: string): void {
    if (this.#isClosed) return;
    if (this.#first.length + this.#lines.length + line.length > MOST_WAITING_CHARACTERS) {
      this.#lost += 1;
      return;
    }
    this.#lines += line;
    if (this.#lines.length >= BUFFERED_CHARACTERS) this.#writeOn();
  }

  /** Writes what waits, before the process ends. What cannot be written within a second is lost. */
  flushSync(): void {
    const until = performance.now() + LAST_WRITING_MS;
    let rest = Buffer.concat([this.#isWriting ? NOTHING : this.#first, Buffer.from(this.#lines)]);
    if (!this.#isWriting) this.#first = NOTHING;
    this.#lines = '';
    while (rest.length > 0) {
      try {
        rest = rest.subarray(writeSync(this.#file, rest));
      } catch (error) {
        if (codeOfWrite(error) !== 'EAGAIN' || performance.now() >= until) return;
        sleep(PAUSE_MS);
      }
    }
  }

  #writeOn(): void {
    if (this.#isWriting || this.#isPausing || this.#isClosed) return;
    if (this.#first.length === 0) {
      if (this.#lines === '') return;
      this.#first = Buffer.from(this.#lines);
      this.#lines = '';
    }
    this.#isWriting = true;
    write(this.#file, this.#first, (error, bytes) => {
      this.#isWriting = false;
      if (error === null) this.#written(bytes);
      else this.#failed(error);
    });
  }

  #written(bytes: number): void {
    this.#first = this.#first.subarray(bytes);
    if (this.#first.length > 0 || this.#lines.length >= BUFFERED_CHARACTERS) this.#writeOn();
    else if (this.#lost > 0) {
      const lost = this.#lost;
      this.#lost = 0;
      this.#onLost(lost);
    }
  }

  #failed(error: unknown): void {
    if (codeOfWrite(error) === 'EPIPE') {
      this.#isClosed = true;
      this.#first = NOTHING;
      this.#lines = '';
      return;
    }
    this.#isPausing = true;
    setTimeout(() => {
      this.#isPausing = false;
      this.#writeOn();
    }, PAUSE_MS).unref();
  }
}
