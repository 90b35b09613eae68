import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Provider } from './configuration';
import type { Problem } from './problem';
import { ProviderForm } from './provider-form';
import { TokenForm } from './token-form';
import { askViewer, type Viewer } from './viewer';

interface SignInProps {
  readonly provider: Provider | null;
  readonly heading: ReactNode;
  onSignedIn(token: string, viewer: Viewer): void;
}

export function SignIn({ provider, heading, onSignedIn }: SignInProps) {
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
    const answer = 'token' in given ? { token: given.token, ...(await askViewer(given.token)) } : given;
    // Ignore an answer that arrives after the operator left or tried again.
    if (mine !== latest.current) return;
    setBusy(false);
    if ('viewer' in answer) onSignedIn(answer.token, answer.viewer);
    else setProblem((last) => ({ of: answer.problem, attempt: (last?.attempt ?? 0) + 1 }));
  }

  const told = problem && { text: t(`signIn.${problem.of.kind}`, { ...problem.of }), attempt: problem.attempt };
  return (
    <div className="sign-in">
      {heading}
      {provider === null ? (
        <TokenForm busy={busy} problem={told} attempt={attempt} />
      ) : (
        <ProviderForm provider={provider} busy={busy} problem={told} attempt={attempt} />
      )}
    </div>
  );
}
