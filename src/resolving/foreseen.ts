/**
 * An error whose cause is known. The message is for the person who runs the service: the log and the command line show
 * it as it is. Clients get `clientMessage` and `code`, with `httpStatus` where the whole request failed.
 */
export abstract class ForeseenError extends Error {
  abstract readonly code: string;
  readonly httpStatus: number = 500;
  /** Headers that go with the status. */
  readonly httpHeaders: Readonly<Record<string, string>> = {};
  /** Null where no client can meet the error. */
  readonly clientMessage: string | null = null;
  /** The exit code of a command that ends with it. */
  readonly exitCode: number = 1;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The headers of a 503: the seconds after which a client tries again. */
export const RETRY_SOON = { 'retry-after': '5' } as const;

/** The exit code that sysexits.h gives to a temporary failure: the same command may succeed later. */
export const EXIT_TRY_LATER = 75;

/** A command did its work, but a part could not be read: see `tenant.sync`. */
export const EXIT_PARTIAL = 3;

/** A configuration that cannot be meant; its message is one line that names the variable. */
export class ConfigError extends ForeseenError {
  readonly code = 'CONFIGURATION';
}
