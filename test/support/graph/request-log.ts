/**
 * The result of a request. `onOrder`: a response ordered by a test or a quirk. `notHere`: a feature that only Graph
 * has.
 */
export type Outcome = 'answered' | 'refused' | 'absent' | 'throttled' | 'onOrder' | 'notHere';

/** A shape of request: method, version, path without ids, and names of query options. */
export interface Shape extends Record<Outcome, number> {
  readonly request: string;
  count: number;
  /** The number of responses by status. */
  readonly statuses: Record<number, number>;
  /** The message of the first refusal. */
  why?: string;
  /** Whether the response rests on no known fact. */
  note?: string;
}

export interface Requests extends Record<Outcome, number> {
  readonly total: number;
  readonly shapes: readonly Shape[];
}

export interface Entry {
  readonly method: string;
  readonly version: string;
  shape: string;
  readonly search: string;
  note?: string;
  isOnOrder?: boolean;
}

const OUTCOMES: readonly Outcome[] = ['answered', 'refused', 'absent', 'throttled', 'onOrder', 'notHere'];
const zeros = () => Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;

function outcomeOf(status: number, isOnOrder: boolean): Outcome {
  if (status === 429 || status === 503) return 'throttled';
  if (isOnOrder) return 'onOrder';
  if (status < 400) return 'answered';
  if (status === 404) return 'absent';
  return status === 501 ? 'notHere' : 'refused';
}

/** The names of the options and the expanded properties. Other values differ from request to request. */
function optionsIn(search: string): string {
  const names = search.split('&').flatMap((pair) => {
    const [name = '', value = ''] = pair.split('=').map((text) => text.replaceAll('%24', '$'));
    if (name === '') return [];
    return name.toLowerCase() === '$expand' ? [`$expand=${value.replaceAll('%2C', ',')}`] : [name.toLowerCase()];
  });
  return names.length === 0 ? '' : `?${names.sort().join('&')}`;
}

/** A log of requests, so that a test can check that none was refused. */
export interface RequestLog {
  note(entry: Entry, status: number, message?: string): void;
  requests(): Requests;
  clear(): void;
}

export function createRequestLog(): RequestLog {
  const shapes = new Map<string, Shape>();
  return {
    note({ method, version, shape, search, note, isOnOrder = false }, status, message) {
      const request = `${method} /${version}${shape}${optionsIn(search)}`;
      const seen = shapes.get(request) ?? { request, count: 0, statuses: {}, ...zeros() };
      shapes.set(request, seen);
      const outcome = outcomeOf(status, isOnOrder);
      seen.count++;
      seen[outcome]++;
      seen.statuses[status] = (seen.statuses[status] ?? 0) + 1;
      if (['refused', 'absent', 'notHere'].includes(outcome)) {
        seen.why ??= (message ?? '').replace(/\s+/g, ' ').slice(0, 400);
      }
      if (note !== undefined) seen.note = note;
    },
    requests() {
      const all = [...shapes.values()].sort((one, other) => (one.request < other.request ? -1 : 1));
      const sums = zeros();
      for (const outcome of OUTCOMES) for (const shape of all) sums[outcome] += shape[outcome];
      return { total: all.reduce((sum, { count }) => sum + count, 0), ...sums, shapes: all };
    },
    clear() {
      shapes.clear();
    },
  };
}
