import type { CombinedError } from 'urql';
import type { Permission } from '../generated/graphql';

/** Why a part of an answer is not there. */
export type Reason =
  | { readonly reason: 'PERMISSION'; readonly missing: readonly Permission[] }
  | { readonly reason: 'OUT_OF_SCOPE' | 'LICENSE' | 'DISABLED' }
  | { readonly reason: 'FAILED'; readonly requestId: string | null };

/** All the reasons why a part of an answer, or some of what is in it, is not there. */
export type Refusal = readonly Reason[];

type Path = readonly (string | number)[];

/** Why what stands at this path of an answer, or some of what is in it, was left out; null when nothing was. */
export function refusalAt(error: CombinedError | undefined, ...path: Path): Refusal | null {
  if (error === undefined) return null;
  const missing = new Set<Permission>();
  const others = new Set<'OUT_OF_SCOPE' | 'LICENSE' | 'DISABLED'>();
  let failed = false;
  for (const { extensions, path: at } of error.graphQLErrors) {
    if (at === undefined || !overlaps(at, path)) continue;
    const { code, reason } = extensions;
    // An id that is none leads to nobody, which is no refusal.
    if (code === 'BAD_USER_INPUT') continue;
    if (code !== 'FORBIDDEN') failed = true;
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

/** That something could not be read. */
export function failureOf(error: CombinedError | undefined): Reason {
  return { reason: 'FAILED', requestId: error === undefined ? null : requestIdOf(error) };
}

/**
 * Whether the graph said nothing of what it was asked, neither what it is, nor that it may not be read or is not there; or
 * less than it had said before, for something failed.
 */
export function isWithoutAnswer(data: unknown, error: CombinedError | undefined, before?: unknown): boolean {
  const parts = partsOf(data);
  if (error === undefined || (parts.length > 0 && partsOf(before).every((part) => parts.includes(part)))) return false;
  const { graphQLErrors, networkError } = error;
  return (
    networkError !== undefined ||
    graphQLErrors.some(({ extensions }) => !['FORBIDDEN', 'BAD_USER_INPUT'].includes(String(extensions['code'])))
  );
}

function partsOf(data: unknown): string[] {
  return Object.entries(data ?? {}).flatMap(([name, part]) => (part === null ? [] : name));
}

/** What the log calls the request, where the service got as far as answering it. */
export function requestIdOf(error: CombinedError): string | null {
  return (error.response as Response | undefined)?.headers?.get('x-request-id') ?? null;
}

function overlaps(one: Path, other: Path): boolean {
  return one.slice(0, other.length).every((step, i) => step === other[i]);
}
