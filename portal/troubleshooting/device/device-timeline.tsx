import { useTranslation } from 'react-i18next';
import { Section } from '../../design/section';
import { RelativeTime } from '../relative-time';
import styles from './device-timeline.module.css';
import type { InspectedDevice } from './inspected-device';

interface Moment {
  readonly at: string;
  readonly text: string;
}

/** Past and future events of the device, newest first. */
export function DeviceTimeline({ device }: { readonly device: InspectedDevice }) {
  const { t } = useTranslation();
  const { enrolledAt, lastCheckInAt, certificateExpiresAt, graceEndsAt, actions, primaryUser } = device;
  const moment = (at: string | null, text: string): Moment[] => (at === null ? [] : [{ at, text }]);
  const moments = [
    ...moment(enrolledAt, t('panel.enrolled')),
    ...moment(lastCheckInAt, t('panel.lastContact')),
    ...moment(certificateExpiresAt, t('panel.certificateEnds')),
    ...moment(graceEndsAt, t('panel.graceEnds')),
    ...actions.flatMap(({ kind, name, state, requestedAt, updatedAt }) => {
      const action = kind === 'UNKNOWN' ? name : t(`actionKind.${kind}`);
      return [
        ...moment(requestedAt, t('panel.requested', { action })),
        ...moment(updatedAt, t('pair', { name: action, value: t(`actionState.${state}`) })),
      ];
    }),
    ...(primaryUser?.enrollmentFailures?.nodes ?? []).flatMap(({ occurredAt, category }) =>
      moment(occurredAt, t('panel.enrolmentFailed', { category: t(`enrollmentCategory.${category}`) })),
    ),
  ].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  if (moments.length === 0) return null;
  return (
    <Section title={t('panel.timeline')} syncedAt={device.syncedAt}>
      <ol className={styles['timeline']}>
        {moments.map(({ at, text }) => (
          <li key={`${at} ${text}`}>
            <RelativeTime at={at} /> <span>{text}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
