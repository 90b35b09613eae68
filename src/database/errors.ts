import { ForeseenError, RETRY_SOON } from '../resolving/foreseen';

/** The database cannot be used until somebody changes something: the address, the disk, or the build. */
export class DatabaseError extends ForeseenError {
  readonly code = 'DATABASE';
}

/** A client gets the same answer whether the server is away or busy. */
abstract class DatabasePassing extends ForeseenError {
  readonly code = 'DATABASE_UNAVAILABLE';
  override readonly httpStatus = 503;
  override readonly httpHeaders = RETRY_SOON;
  override readonly clientMessage = 'The database cannot be used at the moment; try again.';
}

/** The database cannot be reached, or takes no writes, at the moment. */
export class DatabaseUnavailable extends DatabasePassing {
  static by(cause: unknown): DatabaseUnavailable {
    return new DatabaseUnavailable((cause as Error).message, { cause });
  }
}

/** A transaction could not be carried out because of other writers. It can be tried again. */
export class TryAgain extends DatabasePassing {
  readonly why: 'BUSY' | 'CONFLICT';

  /** @param why BUSY: another process holds the lock. CONFLICT: other changes came in between, again and again. */
  constructor(why: 'BUSY' | 'CONFLICT') {
    super(why === 'BUSY' ? 'The database is busy: another process writes to it.' : 'Other changes came in between.');
    this.why = why;
  }
}
