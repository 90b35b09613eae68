import type { Problem } from './problem';

/** The properties of the sign-in form for a token. An attempt gives a token or a problem, which may ask for a wait in seconds. */
export interface SignInFormProps {
  readonly busy: boolean;
  readonly problem: { readonly text: string; readonly attempt: number; readonly wait: number } | null;
  attempt(work: () => Promise<{ token: string } | { problem: Problem }>): Promise<void>;
}
