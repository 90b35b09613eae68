import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { TokenCommand } from '../portal/sign-in/token-command';
import { signIn, tokenIn, type Viewer } from './graph';

interface SignInProps {
  heading: ReactNode;
  /** Why the form is shown, if that is not obvious. Assistive tools announce it. */
  notice?: string;
  onSignedIn(token: string, viewer: Viewer): void;
}

export function SignIn({ heading, notice, onSignedIn }: SignInProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ text: string; attempt: number } | null>(null);

  const shown = useRef(false);

  useEffect(() => {
    shown.current = true;
    field.current?.focus();
    return () => {
      shown.current = false;
    };
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const token = tokenIn(text);
    const answer = await signIn(token, null);
    // Ignore an answer that arrives after a sign-out.
    if (!shown.current) return;
    setBusy(false);
    if ('viewer' in answer) {
      onSignedIn(token, answer.viewer);
      return;
    }
    setProblem((last) => ({ text: answer.problem, attempt: (last?.attempt ?? 0) + 1 }));
    field.current?.focus();
  }

  return (
    <form className="sign-in" aria-labelledby={`${id}-heading`} onSubmit={submit} noValidate>
      <div id={`${id}-heading`}>{heading}</div>
      {notice === undefined ? null : <p role="alert">{notice}</p>}
      <label htmlFor={`${id}-token`}>Bearer token</label>
      {/* A password field is masked, and browsers do not write it to disk to restore the page. */}
      <input
        id={`${id}-token`}
        ref={field}
        type="password"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? `${id}-hint` : `${id}-problem ${id}-hint`}
      />
      {problem === null ? null : (
        // A new element each time, so that the same sentence is announced again.
        <p role="alert" className="problem" id={`${id}-problem`} key={problem.attempt}>
          {problem.text}
        </p>
      )}
      <button type="submit" aria-disabled={busy}>
        {busy ? 'Signing in…' : 'Sign in'}
      </button>
      <p className="hint" id={`${id}-hint`}>
        In development, create one with <TokenCommand />
      </p>
      <p className="hint">
        <a href="/">Back to the portal</a>
      </p>
    </form>
  );
}
