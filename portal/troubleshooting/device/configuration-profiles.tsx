import { useTranslation } from 'react-i18next';
import { Explanation } from '../../design/explanation';
import { Mark } from '../../design/mark';
import { Section } from '../../design/section';
import { WholeWords } from '../../design/whole-words';
import { POLICY_STATE } from '../tones';
import { ByUser } from './by-user';
import type { InspectedDevice } from './inspected-device';
import { SettingList } from './setting-list';

interface ConfigurationProfilesProps {
  readonly device: InspectedDevice;
}

/** VPN, Wi-Fi, certificate and other profiles, with the failed and conflicting settings. */
export function ConfigurationProfiles({ device }: ConfigurationProfilesProps) {
  const { t } = useTranslation();
  const { configurationStates: profiles, primaryUser, lastCheckInAt } = device;
  return (
    <Section title={t('device.configuration')} syncedAt={profiles[0]?.syncedAt}>
      {profiles.length === 0 ? (
        // Of a device that never reported, nothing follows from an empty list.
        <p>{t(lastCheckInAt === null ? 'device.noSettings' : 'device.noConfiguration')}</p>
      ) : null}
      <ByUser of="profiles" states={profiles} owner={primaryUser}>
        {({ id, displayName, profileType, state, error, settings }) => {
          // The profile's error is that of its worst setting. If the setting shows it, do not show it twice.
          const isTold = settings.some((setting) => setting.error?.code === error?.code);
          return (
            <article key={id} data-row={id}>
              <h3>
                <WholeWords text={displayName ?? '–'} />{' '}
                <Mark tone={POLICY_STATE[state]}>{t(`configurationState.${state}`)}</Mark>
              </h3>
              <p className="hint">{t(`profileType.${profileType}`)}</p>
              {error === null || isTold ? null : <Explanation failure={error} />}
              <SettingList policyId={id} settings={settings} words="configurationState" />
            </article>
          );
        }}
      </ByUser>
    </Section>
  );
}
