import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { calendarDays } from './calendar-days';

const MINUTE_MS = 60_000;
const DAY_IN_MINUTES = 24 * 60;
const STEPS = [
  ['hour', 60],
  ['minute', 1],
] as const;

/** Instants in the reader's language and time zone. */
export function useMoments() {
  const { t, i18n } = useTranslation();
  const { absolute, relative } = formatsOf(i18n.language);
  return {
    /** `20 Nov 2026, 09:00` */
    written: (at: string) => absolute.format(new Date(at)),
    /** `3 minutes ago`; from 24 hours on, `yesterday` and the like name the day of the calendar */
    age: (at: string, now: number) => {
      const minutes = Math.trunc((Date.parse(at) - now) / MINUTE_MS);
      const days = calendarDays(new Date(now), new Date(at));
      // The day on which the clocks go back is longer than 24 hours.
      if (Math.abs(minutes) >= DAY_IN_MINUTES && days !== 0) return relative.format(days, 'day');
      const step = STEPS.find(([, length]) => Math.abs(minutes) >= length);
      if (step === undefined) return t('freshness.now');
      const [unit, size] = step;
      return relative.format(Math.round(minutes / size), unit);
    },
  };
}

interface Formats {
  readonly absolute: Intl.DateTimeFormat;
  readonly relative: Intl.RelativeTimeFormat;
}
// Cached, because creating a format takes longer than formatting a hundred instants.
const formats = new Map<string, Formats>();

function formatsOf(language: string): Formats {
  const known = formats.get(language);
  if (known !== undefined) return known;
  const locale = localeOf(language);
  const made = {
    absolute: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
    relative: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  };
  formats.set(language, made);
  return made;
}

/** The reader's regional form of the page's language, such as `en-GB` for `en`. */
function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(`${language}-`)) ?? language;
}

export function Moment({ at }: { readonly at: string }) {
  return <time dateTime={at}>{useMoments().written(at)}</time>;
}

/** The current time, updated every half minute. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), MINUTE_MS / 2);
    return () => clearInterval(clock);
  }, []);
  return now;
}
