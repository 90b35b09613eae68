import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { devicePath, userPath } from '../frame/recent';
import type { TeamFinding } from './use-team-findings';

/** A finding of the team page, with the pages that it leads to. */
export function TeamFindingItem({ finding }: { readonly finding: TeamFinding }) {
  const { t } = useTranslation();
  const { severity, confidence, title, why, user } = finding;
  const devices = finding.devices ?? [];
  return (
    <>
      <p className={`severity ${severity}`}>
        {t(`findings.severity.${severity}`)}
        {confidence === 'CERTAIN' ? null : <span className="hint">{t(`findings.confidence.${confidence}`)}</span>}
      </p>
      <div className="finding">
        <h3>{title}</h3>
        <p>{why}</p>
        {user === null && devices.length === 0 ? null : (
          <ul className="evidence" aria-label={t('team.where')}>
            {user === null ? null : (
              <li>
                <Link href={userPath(user.id)}>{user.displayName ?? user.userPrincipalName}</Link>
              </li>
            )}
            {devices.map(({ id, deviceName }) => (
              <li key={id}>
                <Link href={devicePath(id, user?.id ?? null)}>{deviceName ?? t('devices.unnamed')}</Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
