import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';
import { BusyButton } from '../design/busy-button';
import { useNames } from '../design/names';
import { Trouble } from '../design/trouble';
import { PageHeading } from './page-heading';
import { useSignedIn } from './viewer';

/** The page for an operator without any access: the reason, and the request to send to an administrator. */
export default function NoAccess() {
  const { t } = useTranslation();
  const { viewer, askAgain } = useSignedIn();
  const [state, setState] = useState<'asking' | 'asked'>();
  const [trouble, setTrouble] = useState<CombinedError>();
  const { permissionNames } = useNames();
  const why = viewer.state === 'ACTIVE' ? 'noRole' : viewer.state;

  async function check() {
    setState('asking');
    setTrouble(await askAgain());
    setState('asked');
  }

  return (
    <section className="card narrow">
      <PageHeading title={t(`noAccess.${why}.title`)} />
      <p>{t(`noAccess.${why}.text`)}</p>
      <p>
        <strong>{t(`noAccess.${why}.ask`)}</strong>
      </p>
      {why === 'noRole' ? (
        <ul>
          {permissionNames(viewer.missingPermissions).map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      ) : null}
      <p>
        {t('noAccess.say')} <code>{viewer.userPrincipalName}</code>
      </p>
      <BusyButton busy={state === 'asking'} busyText={t('loading')} onPress={() => void check()}>
        {t('noAccess.again')}
      </BusyButton>
      <p role="status">{state === 'asked' && !trouble ? t('noAccess.unchanged') : null}</p>
      {trouble ? <Trouble error={trouble} again={check} /> : null}
    </section>
  );
}
