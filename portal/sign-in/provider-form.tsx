import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Provider } from './configuration';
import type { SignInFormProps } from './form-props';

const load = () => import('./identity-provider');

/** The sign-in form for the organisation's identity provider. */
export function ProviderForm({ provider, busy, problem, attempt }: SignInFormProps & { readonly provider: Provider }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const underWay = useRef(new AbortController());
  useEffect(() => {
    button.current?.focus();
    // Load the module early. If that fails, the sign-in attempt reports it.
    load().catch(() => null);
    return () => underWay.current.abort();
  }, []);

  function start() {
    // The page does not notice when the window is closed, so a new attempt replaces the old one.
    underWay.current.abort();
    underWay.current = new AbortController();
    const { signal } = underWay.current;
    // Open the window before any await, or the browser blocks it as a pop-up.
    const popup = window.open('', '_blank', 'popup,width=520,height=680');
    void attempt(async () => {
      if (popup === null) return { problem: { kind: 'popupBlocked' } };
      try {
        const { signInWith } = await load();
        return await signInWith(provider, popup, signal);
      } catch {
        popup.close();
        return { problem: { kind: 'incomplete' } };
      }
    });
  }

  return (
    <>
      <p>{t('signIn.provider')}</p>
      {problem === null ? null : (
        <p role="alert" className="problem" key={problem.attempt}>
          {problem.text}
        </p>
      )}
      <Button className="primary" ref={button} onPress={start}>
        {busy ? t('signIn.busy') : t('signIn.submit')}
      </Button>
    </>
  );
}
