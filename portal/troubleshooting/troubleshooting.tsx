import './troubleshooting.css';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Mark } from '../design/mark';
import { Refused } from '../design/refused';
import { PageHeading } from '../frame/page-heading';
import { useHolds } from '../frame/viewer';
import { MissingPermissions } from './missing-permissions';
import { SelectUser } from './select-user';
import { UserPage } from './user-page';

/** The troubleshooting page: for the user id in the address, or without a user yet. */
export function Troubleshooting({ userId }: { readonly userId: string | null }) {
  const { t } = useTranslation();
  const [, goTo] = useLocation();
  const mayRead = useHolds('ORGANIZATION_READ');
  const open = (id: string) => goTo(`/troubleshooting/${encodeURIComponent(id)}`);

  return (
    <>
      <MissingPermissions />
      {userId !== null && mayRead ? (
        <UserPage key={userId} userId={userId} onChange={open} />
      ) : (
        <section className="card">
          <PageHeading title={t('selectUser.title')} tab={t('selectUser.label')} />
          {mayRead ? (
            <>
              <SelectUser onSelect={open} />
              <h2>{t('status.title')}</h2>
              <Mark tone="neutral">{t('selectUser.none')}</Mark>
              <p className="hint">{t('selectUser.noneText')}</p>
            </>
          ) : (
            <Refused refusal={[{ reason: 'PERMISSION', missing: ['ORGANIZATION_READ'] }]} />
          )}
        </section>
      )}
    </>
  );
}
