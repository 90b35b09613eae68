import { signIn } from '../portal/messages/en.json';
import type { Problem } from '../portal/sign-in/problem';

/** A problem of the sign-in as the portal says it. */
export function sentence(problem: Problem): string {
  const values: Record<string, unknown> = { ...problem };
  return signIn[problem.kind].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
}
