import { useTranslation } from 'react-i18next';
import type { Provider } from '../sign-in/configuration';
import type { Problem } from '../sign-in/problem';
import { SignIn } from '../sign-in/sign-in';
import type { Viewer } from '../sign-in/viewer';
import { LanguageSwitch } from './language-switch';
import { usePageTitle } from './page-heading';

interface WelcomeProps {
  readonly provider: Provider | null;
  /** Why the provider's sign-in failed. */
  readonly problem: Problem | null;
  onSignedIn(token: string, viewer: Viewer): void;
}

/** The page before sign-in. */
export function Welcome({ provider, problem, onSignedIn }: WelcomeProps) {
  const { t } = useTranslation();
  usePageTitle(t('signIn.title'));
  return (
    <main className="welcome">
      <LanguageSwitch />
      <div className="box">
        <SignIn
          provider={provider}
          problem={problem}
          heading={
            <>
              <h1>{t('product')}</h1>
              <p>{t('signIn.lead')}</p>
            </>
          }
          onSignedIn={onSignedIn}
        />
      </div>
    </main>
  );
}
