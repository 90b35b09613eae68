/** The SQLSTATE or Node.js code of an error; '' if it has none. */
export const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** Whether a transaction failed because of concurrent ones: a serialization failure or a deadlock. */
export const isUndone = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error));

/** Whether the server ended a statement because of its time limit, or somebody did. */
export const isCancelled = (error: unknown): boolean => codeOf(error) === '57014';

// PostgreSQL: lost connection, server starting, stopping, short of connections, disk or memory, read-only, or a limit of its
// own for transactions (25P03, 25P04) or locks (55P03). Node.js: no connection.
const GONE =
  /^(08|57P0|57014|53|58030|25006|25P0[34]|55P03|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
const GONE_MESSAGE =
  /Connection terminated|timeout expired|Timeout acquiring a connection|Connection ended|not queryable|Query read timeout/;

/** Whether a statement failed because the server is unavailable at the moment. */
export const isUnavailable = (error: unknown): boolean =>
  GONE.test(codeOf(error)) || (error instanceof Error && GONE_MESSAGE.test(error.message));
