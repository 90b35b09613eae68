/** The database cannot be used; the message says why, for whoever runs the service. */
export class DatabaseError extends Error {}

/** The database cannot be reached, or takes no writes, at the moment. */
export class DatabaseUnavailable extends Error {}

/** Others wrote at the same time, again and again. */
export class TryAgain extends Error {}
