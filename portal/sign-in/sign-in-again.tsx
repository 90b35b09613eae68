import { useSyncExternalStore } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Access } from './access';
import type { Provider } from './configuration';
import { keepDrafts } from './drafts';
import { SignIn } from './sign-in';
import type { Viewer } from './viewer';

interface SignInAgainProps {
  readonly access: Access;
  readonly provider: Provider | null;
  onSignedIn(token: string, viewer: Viewer): void;
  onSignOut(): void;
}

/** The dialog over the page while its requests wait for a new token. */
export default function SignInAgain({ access, provider, onSignedIn, onSignOut }: SignInAgainProps) {
  const { t } = useTranslation();
  const problem = useSyncExternalStore(access.subscribe, access.problem);
  return (
    <ModalOverlay className="overlay centred" isOpen isKeyboardDismissDisabled>
      <Modal className="box">
        <Dialog role="alertdialog">
          <SignIn
            provider={provider}
            problem={problem}
            beforeLeaving={keepDrafts}
            heading={
              <>
                <Heading slot="title">{t('signIn.again')}</Heading>
                <p>{t('signIn.againLead')}</p>
              </>
            }
            onSignedIn={onSignedIn}
          />
          <Button className="link" onPress={onSignOut}>
            {t('signIn.out')}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
