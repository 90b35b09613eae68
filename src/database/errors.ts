/** The database cannot be used; the message says why, for whoever runs the service. */
export class DatabaseError extends Error {}

/** The database cannot be reached, or takes no writes, at the moment. */
export class DatabaseUnavailable extends Error {
  /** That it is so, by the error that says it. */
  static by(cause: unknown): DatabaseUnavailable {
    return new DatabaseUnavailable((cause as Error).message, { cause });
  }
}

/** A transaction could not be carried out because of what others write; trying again helps. */
export class TryAgain extends Error {
  /** @param why BUSY: another process holds the lock. CONFLICT: other changes came in between, again and again. */
  constructor(readonly why: 'BUSY' | 'CONFLICT') {
    super(why === 'BUSY' ? 'The database is busy: another process writes to it.' : 'Other changes came in between.');
  }
}
