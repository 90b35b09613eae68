import type { Permission } from '../generated/graphql';

/** Why a mutation did nothing: a userError of its payload. */
export interface Problem<Code extends string> {
  readonly code: Code;
  /** The path of the input field; null when the problem is the state of the tenant. */
  readonly field: string[] | null;
  readonly message: string;
  /** The permissions that the viewer would need. */
  readonly missing: Permission[];
}

export const problem = <Code extends string>(
  code: Code,
  field: string[] | null,
  message: string,
  missing: Permission[] = [],
): Problem<Code> => ({ code, field, message, missing });

/** The problem of giving or taking permissions that the viewer does not hold over the same scope; none when none is missing. */
export const exceedsOwnRights = (missing: Permission[], field: string[]): Problem<'EXCEEDS_OWN_RIGHTS'>[] =>
  missing.length === 0
    ? []
    : [
        problem(
          'EXCEEDS_OWN_RIGHTS',
          field,
          'Nobody gives or takes what they do not hold over the same scope.',
          missing,
        ),
      ];
