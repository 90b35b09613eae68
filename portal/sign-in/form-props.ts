import type { Problem } from './problem';

/** The properties of the sign-in form for a token. An attempt gives a token or a problem. */
export interface SignInFormProps {
  readonly busy: boolean;
  readonly problem: { readonly text: string; readonly attempt: number } | null;
  attempt(work: () => Promise<{ token: string } | { problem: Problem }>): Promise<void>;
}
