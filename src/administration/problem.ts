import type { Permission } from '../generated/graphql';

/** A userError of a mutation's payload: why the mutation did nothing. */
export interface Problem<Code extends string> {
  readonly code: Code;
  /** The path of the input field; null if the cause is the state of the tenant. */
  readonly field: string[] | null;
  readonly message: string;
  /** The permissions that the viewer would need. */
  readonly missing: Permission[];
  /** The seconds after which the same input can succeed; null if something has to change first. */
  readonly retryAfter: number | null;
}

/** Creates a problem. */
export const problem = <Code extends string>(
  code: Code,
  field: string[] | null,
  message: string,
  missing: Permission[] = [],
): Problem<Code> => ({ code, field, message, missing, retryAfter: null });

/** Creates the problem of a command that can succeed later as it is. @param retryAfter seconds; null if it never can */
export const passingProblem = <Code extends string>(
  code: Code,
  message: string,
  retryAfter: number | null,
): Problem<Code> => ({
  ...problem(code, null, message),
  retryAfter,
});

/** The problem of a change that needs permissions which the viewer lacks over its scope; empty if none is missing. */
export const exceedsOwnRights = (missing: Permission[], field: string[]): Problem<'EXCEEDS_OWN_RIGHTS'>[] =>
  missing.length === 0
    ? []
    : [
        problem(
          'EXCEEDS_OWN_RIGHTS',
          field,
          'This needs permissions that you do not hold over the same scope.',
          missing,
        ),
      ];
