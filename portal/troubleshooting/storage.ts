import { useTranslation } from 'react-i18next';

const GIGABYTE_IN_MEGABYTES = 1024;
const inGigabytes = (megabytes: number): number => Math.round(megabytes / GIGABYTE_IN_MEGABYTES);

/** Writes how much of a device's storage is free, both given in megabytes. */
export function useStorage(): (free: number, total: number) => string {
  const { t } = useTranslation();
  return (free, total) => t('panel.storageFree', { free: inGigabytes(free), total: inGigabytes(total) });
}
