/**
 * An error with a known cause. The message is for the person who runs the service: the log and the command line show
 * it. Clients get `clientMessage` and `extensions`, and `httpStatus` with `headers` if the whole request failed.
 */
export abstract class ForeseenError extends Error {
  abstract readonly code: string;
  readonly httpStatus: number = 500;
  /** After how many seconds the same request may succeed; null if a retry does not help. */
  readonly retryAfter: number | null = null;
  /** HTTP headers of the response, without `retry-after`. */
  readonly httpHeaders: Readonly<Record<string, string>> = {};
  /** The message for clients; null if the error never reaches a client. */
  readonly clientMessage: string | null = null;
  /** The entries of `extensions` besides the code. */
  readonly clientExtensions: Readonly<Record<string, string>> = {};
  /** The exit code of a command that fails with this error. */
  readonly exitCode: number = 1;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }

  /** The `extensions` of the error that clients get. */
  get extensions(): Readonly<Record<string, string | number>> {
    const retry = this.retryAfter === null ? {} : { retryAfter: this.retryAfter };
    return { code: this.code, ...this.clientExtensions, ...retry };
  }

  /** The headers of a response that consists of this error. */
  get headers(): Readonly<Record<string, string>> {
    return { ...this.httpHeaders, ...(this.retryAfter !== null && { 'retry-after': String(this.retryAfter) }) };
  }
}

/** The pause in seconds after which a failure of another server may have passed. */
export const RETRY_SOON_S = 5;

/** The exit code for a temporary failure (EX_TEMPFAIL of sysexits.h): the same command may succeed later. */
export const EXIT_TRY_LATER = 75;

/** A command did its work, but a part could not be read: see `tenant.sync`. */
export const EXIT_PARTIAL = 3;

/** A configuration that cannot be meant; its message is one line that names the variable. */
export class ConfigError extends ForeseenError {
  readonly code = 'CONFIGURATION';
}
