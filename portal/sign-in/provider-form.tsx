import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Provider } from './configuration';
import type { SignInFormProps } from './form-props';

const load = () => import('./identity-provider');

/** Signs in with the organisation's identity provider. */
export function ProviderForm({ provider, busy, problem, attempt }: SignInFormProps & { readonly provider: Provider }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const underWay = useRef(new AbortController());
  useEffect(() => {
    button.current?.focus();
    // It is there when it is needed; where it cannot be loaded, the attempt says so.
    load().catch(() => null);
    return () => underWay.current.abort();
  }, []);

  function start() {
    // Its window may have been closed, which nobody tells this page: whoever asks again starts again.
    underWay.current.abort();
    underWay.current = new AbortController();
    const { signal } = underWay.current;
    // Opened before anything is waited for, or the browser would not take it for the operator's own doing.
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
