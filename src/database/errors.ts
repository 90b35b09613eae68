import { ForeseenError, RETRY_SOON_S } from '../resolving/foreseen';

/** The database cannot be used until its operator corrects the address, the disk or the build. */
export class DatabaseError extends ForeseenError {
  readonly code = 'DATABASE';
}

/** A temporary failure. A client gets the same answer whether the server is unreachable or busy. */
abstract class DatabasePassing extends ForeseenError {
  readonly code = 'DATABASE_UNAVAILABLE';
  override readonly httpStatus = 503;
  override readonly retryAfter = RETRY_SOON_S;
  override readonly clientMessage = 'The database cannot be used at the moment; try again.';
}

/** The database is unreachable or accepts no writes at the moment. */
export class DatabaseUnavailable extends DatabasePassing {
  static by(cause: unknown): DatabaseUnavailable {
    return new DatabaseUnavailable((cause as Error).message, { cause });
  }
}

/** A transaction failed because of other writers. The caller can retry it. */
export class TryAgain extends DatabasePassing {
  readonly why: 'BUSY' | 'CONFLICT';

  /** @param why BUSY: another process holds the lock. CONFLICT: every attempt conflicted with other changes. */
  constructor(why: 'BUSY' | 'CONFLICT') {
    super(why === 'BUSY' ? 'The database is busy: another process writes to it.' : 'Other changes came in between.');
    this.why = why;
  }
}
