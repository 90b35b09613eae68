import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { leave } from './arrival';
import type { Provider } from './configuration';
import { type Problem, waitAfter } from './problem';
import { ProviderForm } from './provider-form';
import { TokenForm } from './token-form';
import { askViewer, type Viewer } from './viewer';

interface SignInProps {
  readonly provider: Provider | null;
  readonly heading: ReactNode;
  /** Why the provider's sign-in failed before this form was shown. */
  readonly problem: Problem | null;
  /** Called before the page leaves for the provider. */
  beforeLeaving?(): void;
  onSignedIn(token: string, viewer: Viewer): void;
}

export function SignIn({ provider, heading, problem: before, beforeLeaving, onSignedIn }: SignInProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ of: Problem; attempt: number } | null>(null);
  const latest = useRef(0);
  useEffect(
    () => () => {
      latest.current++;
    },
    [],
  );

  async function attempt(work: () => Promise<{ token: string } | { problem: Problem }>) {
    const mine = ++latest.current;
    setBusy(true);
    const given = await work();
    const answer = 'token' in given ? { token: given.token, ...(await askViewer(given.token, null)) } : given;
    // Ignore an answer that arrives after the operator left or tried again.
    if (mine !== latest.current) return;
    setBusy(false);
    if ('viewer' in answer) onSignedIn(answer.token, answer.viewer);
    else setProblem((last) => ({ of: answer.problem, attempt: (last?.attempt ?? 0) + 1 }));
  }

  const told = problem && {
    text: t(`signIn.${problem.of.kind}`, { ...problem.of }),
    attempt: problem.attempt,
    wait: waitAfter(problem.of),
  };
  return (
    <div className="sign-in">
      {heading}
      {provider === null ? (
        <TokenForm busy={busy} problem={told} attempt={attempt} />
      ) : (
        <ProviderForm
          problem={before}
          leave={() => {
            beforeLeaving?.();
            // The provider would sign in the same account again.
            return leave(provider, before?.kind === 'operatorUnknown' ? 'login' : null);
          }}
        />
      )}
    </div>
  );
}
