/** The seconds in a `Retry-After` header, which holds seconds or a date; 0 without one. */
export function secondsToWait({ headers }: Response): number {
  const text = headers.get('retry-after') ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1_000;
  return Math.max(0, Math.ceil(seconds)) || 0;
}

/** Whether the status says that the service cannot be reached at the moment, or gets too many requests. */
export const isUnavailable = ({ status }: Response): boolean => status === 429 || status > 501;
