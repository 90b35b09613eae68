import './troubleshooting.css';
import { useTranslation } from 'react-i18next';
import { Refused } from '../design/refused';
import { MissingPermissions } from '../frame/missing-permissions';
import { PageHeading } from '../frame/page-heading';
import { useHolds } from '../frame/viewer';
import { UserPage } from './user-page';

/** The troubleshooting page of the user whose id is in the address. */
export default function Troubleshooting({ userId }: { readonly userId: string }) {
  const { t } = useTranslation();
  const mayRead = useHolds('ORGANIZATION_READ');
  return (
    <>
      <MissingPermissions />
      {mayRead ? (
        <UserPage key={userId} userId={userId} />
      ) : (
        <section className="card">
          <PageHeading title={t('navigation.troubleshoot')} />
          <Refused refusal={[{ reason: 'PERMISSION', missing: ['ORGANIZATION_READ'] }]} />
        </section>
      )}
    </>
  );
}
