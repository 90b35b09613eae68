import { useTranslation } from 'react-i18next';
import { Mark } from '../design/mark';
import { useMoments, useNow } from '../design/moment';
import { useSignedIn } from '../frame/viewer';
import styles from './relative-time.module.css';

const DAY_MS = 86_400_000;

/** A device whose last contact was at this instant or before it is silent. */
export const silentBefore = (silentDays: number, now: number): number => now - silentDays * DAY_MS;

/** The same for the service's number of days, as time goes on. */
export function useSilentBefore(): number {
  const { silentDays } = useSignedIn();
  return silentBefore(silentDays, useNow());
}

/** Whether a device has been silent since an instant. One that never checked in is silent too. */
export const isSilent = (lastCheckInAt: string | null, before: number): boolean =>
  lastCheckInAt === null || Date.parse(lastCheckInAt) <= before;

/** How long ago or in how long an instant is. The date itself shows with the pointer on it, and in print. */
export function RelativeTime({ at }: { readonly at: string }) {
  const { written, age } = useMoments();
  return (
    <time dateTime={at} title={written(at)}>
      {age(at, useNow())}
      <span className={styles['printed']}> ({written(at)})</span>
    </time>
  );
}

/** The last contact of a device, marked if the device is silent. */
export function LastContact({ at }: { readonly at: string | null }) {
  const { t } = useTranslation();
  const before = useSilentBefore();
  if (at === null) return <Mark tone="caution">{t('devices.never')}</Mark>;
  return isSilent(at, before) ? (
    <Mark tone="caution">
      <RelativeTime at={at} />
    </Mark>
  ) : (
    <RelativeTime at={at} />
  );
}

/** The end of a certificate or of a grace period, marked if it is over. */
export function Expiry({ at }: { readonly at: string }) {
  const { t } = useTranslation();
  const isOver = Date.parse(at) <= useNow();
  return isOver ? (
    <Mark tone="bad">
      {t('deviceList.expired')} <RelativeTime at={at} />
    </Mark>
  ) : (
    <RelativeTime at={at} />
  );
}
