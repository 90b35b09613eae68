import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BusyButton } from '../design/busy-button';
import { useCountdown } from '../design/use-countdown';
import type { SignInFormProps } from './form-props';
import type { Problem } from './problem';
import { TokenCommand } from './token-command';

/** The sign-in form for a token, for development and tools. */
export function TokenForm({ busy, problem, attempt }: SignInFormProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const left = useCountdown(problem?.attempt, problem?.wait ?? 0);
  useEffect(() => field.current?.focus(), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || left > 0) return;
    await attempt(async () => tokenIn(text));
    field.current?.focus();
  }

  return (
    <form onSubmit={submit} noValidate>
      <div className="field">
        <label htmlFor={id}>{t('signIn.token')}</label>
        {/* A password field is masked, and browsers do not write it to disk to restore the page. */}
        <input
          {...{ id, ref: field, value: text }}
          type="password"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? `${id}-hint` : `${id}-problem ${id}-hint`}
          onChange={({ target }) => setText(target.value)}
        />
        {problem === null ? null : (
          // A new element each time, so that the same sentence is announced again.
          <span role="alert" className="problem" id={`${id}-problem`} key={problem.attempt}>
            {problem.text}
          </span>
        )}
        <span className="hint" id={`${id}-hint`}>
          {t('signIn.tokenHint')} <TokenCommand />
        </span>
      </div>
      <BusyButton
        type="submit"
        className="primary"
        busy={busy || left > 0}
        busyText={busy ? t('signIn.busy') : t('trouble.againIn', { seconds: left })}
      >
        {t('signIn.submit')}
      </BusyButton>
    </form>
  );
}

/** Cleans a pasted token: removes "Bearer" and line breaks. */
function tokenIn(text: string): { token: string } | { problem: Problem } {
  const token = text.replace(/^\s*bearer\s/i, '').replaceAll(/\s+/g, '');
  if (token === '') return { problem: { kind: 'tokenNeeded' } };
  // fetch throws on invalid header characters, and the error looks like a lost network. So check them first.
  return /^[\w.~+/-]+=*$/.test(token) ? { token } : { problem: { kind: 'tokenMalformed' } };
}
