import { setMaxListeners } from 'node:events';
import { ForeseenError, RETRY_SOON_S } from './foreseen';

/** How long an operation may take by default, in milliseconds. */
export const OPERATION_TIMEOUT_MS = 10_000;

/** The operation exceeded its time limit. */
export class OperationTimeout extends ForeseenError {
  readonly code = 'TIMEOUT';
  override readonly httpStatus = 503;
  override readonly retryAfter = RETRY_SOON_S;
  override readonly clientMessage: string;

  constructor(afterMs: number) {
    super(`The operation took longer than ${afterMs} ms.`);
    this.clientMessage = `The operation took longer than ${afterMs / 1000} seconds. Ask for less.`;
  }
}

/** The client closed the connection before its answer, so nobody gets this error. */
export class ClientGone extends ForeseenError {
  readonly code = 'TIMEOUT';

  constructor() {
    super('The client closed the connection.');
  }
}

/** When an operation must end. Its reads check this before each statement. */
export class Deadline {
  readonly #timeoutMs: number;
  readonly #at: number;
  readonly #over = new AbortController();
  readonly #timer: NodeJS.Timeout;

  /** @param timeoutMs the time from now */
  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#at = performance.now() + timeoutMs;
    // Every statement in flight listens.
    setMaxListeners(0, this.#over.signal);
    this.#timer = setTimeout(() => this.end(new OperationTimeout(timeoutMs)), timeoutMs);
    this.#timer.unref();
  }

  /** Aborts when the operation must end. Its reason is the error of everything that still waits. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** The milliseconds that are left. */
  get remainingMs(): number {
    return Math.max(0, this.#at - performance.now());
  }

  /**
   * Throws if the operation must end. It reads the clock, because a timer does not run while SQLite is read.
   * @throws OperationTimeout, ClientGone
   */
  throwIfOver(): void {
    if (performance.now() >= this.#at) this.end(new OperationTimeout(this.#timeoutMs));
    this.#over.signal.throwIfAborted();
  }

  /** Ends the operation now. Further calls do nothing. */
  end(reason: ForeseenError): void {
    clearTimeout(this.#timer);
    this.#over.abort(reason);
  }

  /** The answer has gone, so nothing waits for the time any more. */
  clear(): void {
    clearTimeout(this.#timer);
  }
}
