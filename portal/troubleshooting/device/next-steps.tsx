import { useTranslation } from 'react-i18next';
import { useNames } from '../../design/names';
import { Section } from '../../design/section';
import { IntuneLink } from '../finding-steps';
import type { InspectedDevice } from './inspected-device';

/** The recovery keys and passwords that Intune has of a device, by its platform. */
const KEYS = { WINDOWS: ['BITLOCKER', 'LAPS'], MACOS: ['FILEVAULT', 'LAPS'] } as const;

const hasKeys = (platform: string): platform is keyof typeof KEYS => platform in KEYS;

/** What the operator can do with the device in Intune, and where. */
export function NextSteps({ device }: { readonly device: InspectedDevice }) {
  const { t } = useTranslation();
  const { listed } = useNames();
  const { platform, remoteTasks, adminCentreUrl, deviceName } = device;
  const groups = [
    { words: 'may', tasks: remoteTasks.filter(({ viewerMay }) => viewerMay === true) },
    { words: 'mayNot', tasks: remoteTasks.filter(({ viewerMay }) => viewerMay === false) },
    { words: 'unknown', tasks: remoteTasks.filter(({ viewerMay }) => viewerMay === null) },
  ] as const;
  return (
    <Section title={t('adminCentre.title')}>
      <p>
        <IntuneLink url={adminCentreUrl} about={deviceName ?? t('devices.unnamed')} />
      </p>
      {groups.map(({ words, tasks }) =>
        tasks.length === 0 ? null : (
          <p key={words}>
            {t(`adminCentre.${words}`)} {listed(tasks.map(({ kind }) => t(`actionKind.${kind}`)))}
          </p>
        ),
      )}
      {hasKeys(platform) ? KEYS[platform].map((key) => <p key={key}>{t(`adminCentre.${key}`)}</p>) : null}
    </Section>
  );
}
