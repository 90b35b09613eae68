import { useTranslation } from 'react-i18next';
import { Field } from '../design/field';
import { errorsOf, type UserError } from '../design/user-errors';
import type { KnownIssuesQuery } from '../generated/administration';

export type Issue = NonNullable<KnownIssuesQuery['knownIssues']>['nodes'][number];

/** The parts of a known issue that can change. */
export interface IssueText {
  readonly text: string;
  readonly ticket: string;
  /** The last day, as `2026-11-28` in the reader's time zone. */
  readonly endsOn: string;
}

/** The day of an instant in the reader's time zone. Swedish writes dates as date fields take them. */
export const dayOf = (instant: Date): string => instant.toLocaleDateString('sv-SE');
const lastSecondOf = (day: string) => new Date(`${day}T23:59:59`);
/** The last second of a day in the reader's time zone. */
export const endOf = (day: string): string => lastSecondOf(day).toISOString();
/** Whether a date field has a day. It takes years with more digits than a date can have. */
const isDay = (day: string): boolean => !Number.isNaN(lastSecondOf(day).getTime());

/** The errors of the fields that have to be filled in, so that a form tells all of them at once. */
export function missingIn({ text, endsOn }: IssueText): UserError[] {
  return [
    ...(text.trim() === '' ? [{ code: 'TEXT_REQUIRED' as const, field: ['input', 'text'], missing: [] }] : []),
    ...(!isDay(endsOn) ? [{ code: 'ENDS_IN_THE_PAST' as const, field: ['input', 'endsAt'], missing: [] }] : []),
  ];
}

interface IssueFieldsProps {
  readonly value: IssueText;
  readonly errors: readonly UserError[];
  onChange(value: IssueText): void;
}

export function IssueFields({ value, errors, onChange }: IssueFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t('knownIssues.text')} hint={t('knownIssues.textHint')} errors={errorsOf(errors, 'text')}>
        {(linked) => (
          <textarea
            {...linked}
            rows={2}
            value={value.text}
            onChange={({ target }) => onChange({ ...value, text: target.value })}
          />
        )}
      </Field>
      <Field label={t('knownIssues.ticket')} hint={t('knownIssues.ticketHint')} errors={errorsOf(errors, 'ticket')}>
        {(linked) => (
          <input
            {...linked}
            value={value.ticket}
            onChange={({ target }) => onChange({ ...value, ticket: target.value })}
          />
        )}
      </Field>
      <Field label={t('knownIssues.endsOn')} hint={t('knownIssues.endsOnHint')} errors={errorsOf(errors, 'endsAt')}>
        {(linked) => (
          <input
            {...linked}
            type="date"
            max="9999-12-31"
            value={value.endsOn}
            onChange={({ target }) => onChange({ ...value, endsOn: target.value })}
          />
        )}
      </Field>
    </>
  );
}
