import type { CombinedError } from 'urql';
import type { Permission } from '../generated/graphql';

/** Why a part of an answer is not there. */
export type Refusal =
  | { readonly reason: 'PERMISSION'; readonly missing: readonly Permission[] }
  | { readonly reason: 'OUT_OF_SCOPE' | 'LICENSE' | 'DISABLED' }
  | { readonly reason: 'FAILED'; readonly requestId: string | null };

type Forbidden = Exclude<Refusal['reason'], 'FAILED'>;
type Path = readonly (string | number)[];

/** Why what stands at this path of an answer, or some of what is in it, was left out; null when nothing was. */
export function refusalAt(error: CombinedError | undefined, ...path: Path): Refusal | null {
  const found = error?.graphQLErrors.filter((one) => overlaps(one.path ?? [], path)) ?? [];
  if (error === undefined || found.length === 0) return null;
  const missing = new Set<Permission>();
  let reason: Forbidden | null = null;
  for (const { extensions } of found) {
    if (extensions['code'] !== 'FORBIDDEN') return { reason: 'FAILED', requestId: requestIdOf(error) };
    reason ??= extensions['reason'] as Forbidden;
    for (const permission of extensions['missing'] as Permission[]) missing.add(permission);
  }
  if (reason === 'PERMISSION') return { reason, missing: [...missing] };
  return reason === null ? null : { reason };
}

/** What the log calls the request, where the service got as far as answering it. */
export function requestIdOf(error: CombinedError): string | null {
  return (error.response as Response | undefined)?.headers?.get('x-request-id') ?? null;
}

function overlaps(one: Path, other: Path): boolean {
  return one.slice(0, other.length).every((step, i) => step === other[i]);
}
