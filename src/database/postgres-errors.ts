export const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '');

/** A transaction that others undid: a serialization failure or a deadlock. */
export const isUndone = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error));
// Of PostgreSQL: lost connections, a server that starts, stops, is full or only reads. Of Node.js: no connection at all.
const GONE = /^(08|57P0|57014|53300|25006|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
const GONE_MESSAGE =
  /Connection terminated|timeout expired|Timeout acquiring a connection|Connection ended|not queryable|Query read timeout/;

/** Whether a statement failed because the server cannot be used at the moment. */
export const isUnavailable = (error: unknown): boolean =>
  GONE.test(codeOf(error)) || (error instanceof Error && GONE_MESSAGE.test(error.message));
