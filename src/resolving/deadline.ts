import { ForeseenError, RETRY_SOON_S } from './foreseen';

/** How long an operation may take by default, in milliseconds. */
export const OPERATION_TIMEOUT_MS = 10_000;

/** The operation, or a part of it, exceeded its time limit. */
export class OperationTimeout extends ForeseenError {
  readonly code = 'TIMEOUT';
  override readonly httpStatus = 503;
  override readonly retryAfter = RETRY_SOON_S;
  override readonly clientMessage: string;

  constructor(afterMs: number, what = 'The operation', options?: ErrorOptions) {
    super(`${what} took longer than ${afterMs} ms.`, options);
    this.clientMessage = `${what} took longer than ${afterMs / 1000} seconds. Ask for less.`;
  }
}

/** The client closed the connection before its answer, so nobody gets this error. */
export class ClientGone extends ForeseenError {
  readonly code = 'TIMEOUT';

  constructor() {
    super('The client closed the connection.');
  }
}

type WhenOver = (reason: ForeseenError) => void;

/**
 * When an operation must end. Its reads check this before each statement. Each operation has one and waits for it several
 * times, so it has no AbortSignal, which would take 30 µs of each.
 */
export class Deadline {
  readonly #timeoutMs: number;
  readonly #at: number;
  readonly #timer: NodeJS.Timeout;
  readonly #waiting = new Set<WhenOver>();
  #reason: ForeseenError | null = null;

  /** @param timeoutMs the time from now */
  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#at = performance.now() + timeoutMs;
    this.#timer = setTimeout(() => this.end(new OperationTimeout(timeoutMs)), timeoutMs);
    this.#timer.unref();
  }

  /** Whether the operation must end. */
  get isOver(): boolean {
    return this.#reason !== null;
  }

  /**
   * Calls back when the operation must end, if it need not yet.
   * @returns takes that back
   */
  whenOver(call: WhenOver): () => void {
    this.#waiting.add(call);
    return () => this.#waiting.delete(call);
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
    if (this.#reason !== null) throw this.#reason;
  }

  /** Ends the operation now. The reason is the error of everything that still waits. Further calls do nothing. */
  end(reason: ForeseenError): void {
    if (this.#reason !== null) return;
    clearTimeout(this.#timer);
    this.#reason = reason;
    for (const call of this.#waiting) call(reason);
  }

  /** The answer has gone, so nothing waits for the time any more. */
  clear(): void {
    clearTimeout(this.#timer);
  }
}
