/** The seconds in a `Retry-After` header, which holds seconds or a date; 0 without one. */
export function secondsToWait({ headers }: Response): number {
  const text = headers.get('retry-after') ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1_000;
  return Math.max(0, Math.ceil(seconds)) || 0;
}

/** Whether an answer without an error to read comes from a proxy that did not reach the service, or spared it. */
export const isUnavailable = ({ status }: Response): boolean => status === 429 || status > 501;
