/**
 * An error with a known cause. The message is for the person who runs the service: the log and the command line show
 * it. Clients get `clientMessage` and `code`, and `httpStatus` if the whole request failed.
 */
export abstract class ForeseenError extends Error {
  abstract readonly code: string;
  readonly httpStatus: number = 500;
  /** HTTP headers of the response. */
  readonly httpHeaders: Readonly<Record<string, string>> = {};
  /** The message for clients; null if the error never reaches a client. */
  readonly clientMessage: string | null = null;
  /** What clients get beside the code, in `extensions`. */
  readonly clientExtensions: Readonly<Record<string, string>> = {};
  /** The exit code of a command that fails with this error. */
  readonly exitCode: number = 1;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The headers of a 503. A client should retry after this many seconds. */
export const RETRY_SOON = { 'retry-after': '5' } as const;

/** The exit code for a temporary failure (EX_TEMPFAIL of sysexits.h): the same command may succeed later. */
export const EXIT_TRY_LATER = 75;

/** A command did its work, but a part could not be read: see `tenant.sync`. */
export const EXIT_PARTIAL = 3;

/** A configuration that cannot be meant; its message is one line that names the variable. */
export class ConfigError extends ForeseenError {
  readonly code = 'CONFIGURATION';
}
