import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Provider } from './configuration';
import type { SignInFormProps } from './sign-in';

/** Signs in with the organisation's identity provider. */
export function ProviderForm({ provider, busy, problem, attempt }: SignInFormProps & { readonly provider: Provider }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const underWay = useRef(new AbortController());
  useEffect(() => {
    button.current?.focus();
    return () => underWay.current.abort();
  }, []);

  function start() {
    // Its window may have been closed, which nobody tells this page: whoever asks again starts again.
    underWay.current.abort();
    underWay.current = new AbortController();
    const { signal } = underWay.current;
    void attempt(async () => {
      const { signInWith } = await import('./identity-provider');
      return signInWith(provider, signal);
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
