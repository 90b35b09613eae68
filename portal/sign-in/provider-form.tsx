import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCountdown } from '../design/use-countdown';
import { type Problem, waitAfter } from './problem';

interface ProviderFormProps {
  readonly problem: Problem | null;
  /** Leaves for the provider. It returns only if that is not possible. */
  leave(): Promise<Problem>;
}

/** The sign-in form for the organisation's identity provider. */
export function ProviderForm({ problem: first, leave }: ProviderFormProps) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const [isLeaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState({ of: first, attempt: 0 });
  const left = useCountdown(problem.attempt, waitAfter(problem.of));
  useEffect(() => button.current?.focus(), []);

  async function start() {
    if (isLeaving || left > 0) return;
    setLeaving(true);
    const of = await leave();
    setLeaving(false);
    setProblem(({ attempt }) => ({ of, attempt: attempt + 1 }));
  }

  return (
    <>
      <p>{t('signIn.provider')}</p>
      {problem.of === null ? null : (
        // A new element each time, so that the same sentence is announced again.
        <p role="alert" className="problem" key={problem.attempt}>
          {t(`signIn.${problem.of.kind}`, { ...problem.of })}
        </p>
      )}
      <button
        type="button"
        className="primary"
        ref={button}
        aria-disabled={isLeaving || left > 0}
        onClick={() => void start()}
      >
        {isLeaving ? t('signIn.busy') : left > 0 ? t('trouble.againIn', { seconds: left }) : t('signIn.submit')}
      </button>
    </>
  );
}
