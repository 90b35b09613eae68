import { type ReactNode, useEffect, useRef, useState } from 'react';
import { leave } from '../portal/sign-in/arrival';
import type { Provider } from '../portal/sign-in/configuration';
import { sentence } from './sentences';

interface ProviderFormProps {
  heading: ReactNode;
  provider: Provider;
  /** Why the provider's sign-in failed. */
  problem: string | null;
  /** Whether the provider shall ask for another account. */
  asksAgain: boolean;
}

/** The sign-in with the organisation's identity provider. */
export function ProviderForm({ heading, provider, problem: first, asksAgain }: ProviderFormProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isLeaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState(first);
  useEffect(() => button.current?.focus(), []);

  async function start() {
    if (isLeaving) return;
    setLeaving(true);
    setProblem(null);
    const found = await leave(provider, asksAgain ? 'login' : null);
    setLeaving(false);
    setProblem(sentence(found));
  }

  return (
    <div className="sign-in">
      {heading}
      <p>Sign in with your organisation’s account. Your tabs are kept.</p>
      {problem === null ? null : (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      <button type="button" ref={button} aria-disabled={isLeaving} onClick={() => void start()}>
        {isLeaving ? 'Signing in…' : 'Sign in'}
      </button>
      <p className="hint">
        <a href="/">Back to the portal</a>
      </p>
    </div>
  );
}
