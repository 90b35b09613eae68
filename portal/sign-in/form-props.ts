import type { Problem } from './problem';

/** What both ways of signing in do with what they are given: a token, or the reason why there is none. */

export interface SignInFormProps {
  readonly busy: boolean;
  readonly problem: { readonly text: string; readonly attempt: number } | null;
  attempt(work: () => Promise<{ token: string } | { problem: Problem }>): Promise<void>;
}
