import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { BusyButton } from '../design/busy-button';
import { Field } from '../design/field';
import { useFocusBack } from '../design/focus-back';
import { Trouble } from '../design/trouble';
import { errorsOf, NO_ERRORS, UserErrors, useFirstBadField } from '../design/user-errors';
import { ReportFindingDocument } from '../generated/graphql';
import { useMutationId } from '../graph/mutation-id';
import { useDraft } from '../sign-in/drafts';
import style from './report-finding.module.css';

interface ReportFindingProps {
  /** The user or the device whose page shows the finding; null if it is about the organisation as a whole. */
  readonly subjectId: string | null;
  readonly finding: { readonly key: string; readonly title: string };
}

/** The button that calls a finding wrong, and the form for the reason. */
export function ReportFinding({ subjectId, finding: { key, title } }: ReportFindingProps) {
  const { t } = useTranslation();
  // Null while the form is closed.
  const [reason, setReason] = useDraft<string | null>(`report ${subjectId} ${key}`, null);
  const [isReported, setIsReported] = useState(false);
  const opener = useFocusBack<HTMLParagraphElement>(reason !== null);

  if (isReported) return <Thanks />;
  if (reason === null) {
    return (
      <p ref={opener}>
        <button
          type="button"
          className={`link ${style['open']}`}
          aria-label={t('pair', { name: t('report.open'), value: title })}
          onClick={() => setReason('')}
        >
          {t('report.open')}
        </button>
      </p>
    );
  }
  return (
    <ReportForm
      {...{ subjectId, findingKey: key, title, reason, setReason }}
      onReported={() => {
        // A renewed sign-in brings drafts back, but not what was sent.
        setReason(null);
        setIsReported(true);
      }}
      onCancel={() => setReason(null)}
    />
  );
}

function Thanks() {
  const { t } = useTranslation();
  const thanks = useRef<HTMLParagraphElement>(null);
  // The form had the focus.
  useEffect(() => thanks.current?.focus(), []);
  return (
    <p className="hint" role="status" tabIndex={-1} ref={thanks}>
      {t('report.sent')}
    </p>
  );
}

interface ReportFormProps {
  readonly subjectId: string | null;
  readonly findingKey: string;
  readonly title: string;
  readonly reason: string;
  setReason(reason: string): void;
  onReported(): void;
  onCancel(): void;
}

function ReportForm({ subjectId, findingKey, title, reason, setReason, onReported, onCancel }: ReportFormProps) {
  const { t } = useTranslation();
  const { id, changed } = useMutationId();
  const [{ data, error, fetching }, report] = useMutation(ReportFindingDocument);
  const errors = data?.reportFinding?.userErrors ?? NO_ERRORS;
  const form = useFirstBadField(errors);
  useEffect(() => form.current?.querySelector('textarea')?.focus(), [form]);

  async function send() {
    const answer = await report({ input: { subjectId, key: findingKey, reason, clientMutationId: id } });
    if (answer.data?.reportFinding?.reported) onReported();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    void send();
  }
  /** Escape leaves the form while it is empty, and never closes the panel around it with what was typed. */
  function leave(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    if (reason.trim() === '') onCancel();
  }

  return (
    <form
      className={style['form']}
      aria-label={t('pair', { name: t('report.open'), value: title })}
      onSubmit={submit}
      onKeyDown={leave}
      noValidate
      ref={form}
    >
      <Field label={t('report.reason')} hint={t('report.hint')} errors={errorsOf(errors, 'reason')}>
        {(linked) => (
          <textarea {...linked} rows={2} value={reason} onChange={({ target }) => changed(setReason)(target.value)} />
        )}
      </Field>
      <UserErrors errors={errorsOf(errors, null, ['reason'])} />
      {error && !data?.reportFinding ? <Trouble error={error} again={() => void send()} /> : null}
      <div className={style['buttons']}>
        <BusyButton type="submit" className="primary" busy={fetching} busyText={t('report.sending')}>
          {t('report.send')}
        </BusyButton>
        <button type="button" onClick={onCancel}>
          {t('report.cancel')}
        </button>
      </div>
    </form>
  );
}
