import type { CombinedError } from 'urql';
import type { Permission } from '../generated/graphql';
import { isUnavailable, secondsToWait } from './retry-after';

/** Why a part of an answer is missing. */
export type Reason =
  | { readonly reason: 'PERMISSION'; readonly missing: readonly Permission[] }
  | { readonly reason: 'OUT_OF_SCOPE' | 'LICENSE' | 'DISABLED' }
  | { readonly reason: 'FAILED'; readonly requestId: string | null; readonly wait?: Wait };

/** The error codes that a retry can clear. */
const PASSING = [
  'DATABASE_UNAVAILABLE',
  'IDENTITY_PROVIDER_UNAVAILABLE',
  'OVERLOADED',
  'RATE_LIMITED',
  'TIMEOUT',
] as const;

/** Why the service cannot answer at the moment, and after how many seconds it may; 0 if nobody says. */
export interface Wait {
  readonly code: (typeof PASSING)[number] | 'UNAVAILABLE';
  readonly seconds: number;
}

/** All reasons why a part of an answer is missing or incomplete. */
export type Refusal = readonly Reason[];

type Path = readonly (string | number)[];

/** Why the part of an answer at this path is missing or incomplete; null if it is complete. */
export function refusalAt(error: CombinedError | undefined, ...path: Path): Refusal | null {
  if (error === undefined) return null;
  const missing = new Set<Permission>();
  const others = new Set<'OUT_OF_SCOPE' | 'LICENSE' | 'DISABLED'>();
  let failed = false;
  for (const { extensions, path: at } of error.graphQLErrors) {
    if (at === undefined || !overlaps(at, path)) continue;
    const { code, reason } = extensions;
    if (isFailure(code)) failed = true;
    else if (code !== 'FORBIDDEN') continue;
    else if (reason !== 'PERMISSION') others.add(reason as 'OUT_OF_SCOPE');
    else for (const permission of extensions['missing'] as Permission[]) missing.add(permission);
  }
  const refusal: Reason[] = [
    ...(missing.size === 0 ? [] : [{ reason: 'PERMISSION' as const, missing: [...missing] }]),
    ...[...others].map((reason) => ({ reason })),
    ...(failed ? [failureOf(error)] : []),
  ];
  return refusal.length === 0 ? null : refusal;
}

/** Whether an error with this code is a failure. A refusal is none, and an invalid id only finds nobody. */
export const isFailure = (code: unknown): boolean => code !== 'FORBIDDEN' && code !== 'BAD_USER_INPUT';

/** The reasons without duplicates and without those already shown. */
export function untold(reasons: Refusal, told: Refusal): Refusal {
  const known = new Set(told.map((reason) => JSON.stringify(reason)));
  return reasons.filter((reason) => {
    const text = JSON.stringify(reason);
    return !known.has(text) && known.add(text);
  });
}

/** The reason for a failed read. */
export function failureOf(error: CombinedError | undefined): Reason {
  if (error === undefined) return { reason: 'FAILED', requestId: null };
  const wait = waitIn(error);
  return { reason: 'FAILED', requestId: requestIdOf(error), ...(wait !== null && { wait }) };
}

/** The longest wait that an answer asks for; null if a retry at once may help, or none does. */
export function waitIn({ graphQLErrors, response }: CombinedError): Wait | null {
  // A proxy answers in a form of its own.
  if (graphQLErrors.length === 0 && response && isUnavailable(response)) {
    return { code: 'UNAVAILABLE', seconds: secondsToWait(response) };
  }
  let longest: Wait | null = null;
  for (const { extensions } of graphQLErrors) {
    const code = PASSING.find((each) => each === extensions['code']);
    const seconds = Number(extensions['retryAfter']);
    if (code !== undefined && seconds > (longest?.seconds ?? 0)) longest = { code, seconds };
  }
  return longest;
}

/**
 * Whether a failure left the answer without any requested part, or with fewer parts than the answer before. Refused and
 * missing objects count as answers.
 */
export function isWithoutAnswer(data: unknown, error: CombinedError | undefined, before?: unknown): boolean {
  const parts = partsOf(data);
  if (error === undefined || (parts.length > 0 && partsOf(before).every((part) => parts.includes(part)))) return false;
  const { graphQLErrors, networkError } = error;
  return networkError !== undefined || graphQLErrors.some(({ extensions }) => isFailure(extensions['code']));
}

function partsOf(data: unknown): string[] {
  return Object.entries(data ?? {}).flatMap(([name, part]) => (part === null ? [] : name));
}

/** The request id from the log; null if the service sent no answer. */
export function requestIdOf(error: CombinedError): string | null {
  return (error.response as Response | undefined)?.headers?.get('x-request-id') ?? null;
}

function overlaps(one: Path, other: Path): boolean {
  return one.slice(0, other.length).every((step, i) => step === other[i]);
}
