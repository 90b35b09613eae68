import { useTranslation } from 'react-i18next';
import { Mark, type Tone } from '../design/mark';
import { useMissingPart } from '../design/missing-part';
import { inOneLine } from '../design/names';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { refusalAt } from '../graph/refusal';
import type { SectionProps, ShownUser } from './shown-user';

const WORKING = ['ENABLED', 'WARNING'];

/** The user status: one line each for licence, devices, compliance and apps. */
export function UserStatus({ user, error }: SectionProps) {
  const { t } = useTranslation();
  const missing = useMissingPart();
  const { status } = user;
  const counted = [
    { field: 'deviceCount', lines: 'status.devices', bad: 'neutral' },
    { field: 'noncompliantDeviceCount', lines: 'status.noncompliant', bad: 'bad' },
    { field: 'failedAppCount', lines: 'status.failedApps', bad: 'bad' },
    { field: 'notCheckedInAppCount', lines: 'status.notCheckedIn', bad: 'neutral' },
  ] as const satisfies readonly { field: keyof ShownUser['status']; lines: string; bad: Tone }[];
  // Do not show a green line about devices or apps that do not exist.
  const without: readonly string[] = [
    ...(status.deviceCount === 0 ? ['noncompliantDeviceCount'] : []),
    ...(status.deviceCount === 0 && status.failedAppCount === 0 ? ['failedAppCount'] : []),
    ...(status.notCheckedInAppCount === 0 && !haveAppsCheckedIn(user.appProtectionStates)
      ? ['notCheckedInAppCount']
      : []),
  ];
  const refusal = refusalAt(error, 'user', 'status');

  return (
    <Section title={t('status.title')} syncedAt={user.syncedAt}>
      <ul className="lines">
        <li data-row="UserStatus.intuneLicensed">
          <Mark tone={status.intuneLicensed ? 'good' : 'bad'}>
            {t(status.intuneLicensed ? 'status.licensed' : 'status.unlicensed')}
          </Mark>
          <Licenses licenses={user.licenses} />
        </li>
        {counted.map(({ field, lines, bad }) => {
          const count = status[field];
          if (without.includes(field)) return null;
          return (
            <li key={field}>
              {count === null ? (
                <Mark tone="neutral">{t('pair', { name: t(`status.${field}`), value: missing(status, field) })}</Mark>
              ) : (
                <Mark tone={count > 0 ? bad : field === 'deviceCount' ? 'neutral' : 'good'}>{t(lines, { count })}</Mark>
              )}
            </li>
          );
        })}
      </ul>
      {refusal ? <Refused refusal={refusal} inPart /> : null}
    </Section>
  );
}

/** Whether apps have reported, and none of those shown in an unknown state. */
const haveAppsCheckedIn = (states: ShownUser['appProtectionStates']): boolean =>
  states !== null && states.totalCount > 0 && states.nodes.every(({ state }) => state !== 'UNKNOWN');

/** The problems with the user's licences, if any. */
function Licenses({ licenses }: { readonly licenses: ShownUser['licenses'] }) {
  const { t } = useTranslation();
  return licenses
    .filter(({ state, error }) => !WORKING.includes(state) || error !== null)
    .map(({ skuPartNumber, servicePlan, state, error }) => (
      <span className="hint" key={`${skuPartNumber} ${servicePlan}`}>
        {t('pair', {
          name: inOneLine([skuPartNumber, servicePlan]),
          value: error === null ? t(`licenseState.${state}`) : t(`licenseError.${error}`),
        })}
      </span>
    ));
}
