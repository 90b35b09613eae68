import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { devicePath, userPath } from '../frame/recent';
import { TitleAndReason, Weight } from '../troubleshooting/finding-item';
import { FindingSteps } from '../troubleshooting/finding-steps';
import { Evidence } from '../troubleshooting/findings-evidence';
import { ReportFinding } from '../troubleshooting/report-finding';
import type { TeamFinding } from './use-team-findings';

/** A finding of the team page, with the pages that it leads to. */
export function TeamFindingItem({ finding }: { readonly finding: TeamFinding }) {
  const { t } = useTranslation();
  const { steps, user } = finding;
  const devices = finding.devices ?? [];
  const [device] = devices;
  const path = user !== null ? userPath(user.id) : device !== undefined ? devicePath(device.id, null) : '';
  return (
    <>
      <Weight finding={finding} />
      <div className="finding">
        <TitleAndReason finding={finding} />
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
        <details>
          <summary className="hint">{t('team.details')}</summary>
          <FindingSteps steps={steps} />
          {/* With several devices, they are listed above. */}
          {devices.length > 1 ? null : <Evidence finding={finding} inPanelOf={null} path={path} />}
          <ReportFinding subjectId={user?.id ?? device?.id ?? null} finding={finding} />
        </details>
      </div>
    </>
  );
}
