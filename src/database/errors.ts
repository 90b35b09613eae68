/** The database cannot be used; the message says why, for whoever runs the service. */
export class DatabaseError extends Error {}

/** The database cannot be reached, or takes no writes, at the moment. */
export class DatabaseUnavailable extends Error {
  /** That it is so, by the error that says it. */
  static by(cause: unknown): DatabaseUnavailable {
    return new DatabaseUnavailable((cause as Error).message, { cause });
  }
}

/** Others wrote at the same time, again and again. */
export class TryAgain extends Error {}
