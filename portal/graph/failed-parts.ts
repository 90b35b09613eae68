import type { OperationResult } from 'urql';
import { isFailure } from './refusal';

/** The parts of each object of an answer that could not be read. An answer keeps its objects as long as it is shown. */
const failed = new WeakMap<object, Set<string>>();

/** Notes which parts of an answer could not be read. */
export function noteFailedParts({ data, error }: Pick<OperationResult, 'data' | 'error'>): void {
  for (const { path = [], extensions } of error?.graphQLErrors ?? []) {
    if (!isFailure(extensions['code'])) continue;
    let owner: unknown = data;
    for (const step of path) {
      if (typeof owner !== 'object' || owner === null) break;
      const part: unknown = (owner as Record<string, unknown>)[step];
      if (part === null) failed.set(owner, (failed.get(owner) ?? new Set()).add(String(step)));
      owner = part;
    }
  }
}

/** Whether a part of an object is null because it could not be read, and not because the viewer may not read it. */
export const isFailedPart = <Owner extends object>(owner: Owner, part: keyof Owner & string): boolean =>
  failed.get(owner)?.has(part) === true;
