import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { BusyButton } from '../design/busy-button';
import { NotDone } from '../design/not-done';
import { errorsOf, NO_ERRORS, UserErrors, useFirstBadField } from '../design/user-errors';
import { UpdateKnownIssueDocument } from '../generated/administration';
import { useMutationId } from '../graph/mutation-id';
import { useDraft } from '../sign-in/drafts';
import { dayOf, endOf, type Issue, IssueFields, type IssueText, missingIn } from './issue-fields';
import style from './known-issues.module.css';

interface ChangeIssueProps {
  readonly issue: Issue;
  onClose(isDone: boolean): void;
  again(): void;
}

/** The form that changes a known issue. The input stays when somebody else changes the issue meanwhile. */
export function ChangeIssue({ issue, onClose, again }: ChangeIssueProps) {
  const { t } = useTranslation();
  const [value, setValue] = useDraft<IssueText>(`change ${issue.id}`, {
    text: issue.text,
    ticket: issue.ticket ?? '',
    endsOn: dayOf(new Date(issue.endsAt)),
  });
  const { id, renew, changed } = useMutationId();
  const [{ data, error, fetching }, update] = useMutation(UpdateKnownIssueDocument);
  const [left, setLeft] = useState(NO_ERRORS);
  const errors = left.length > 0 ? left : (data?.updateKnownIssue?.userErrors ?? NO_ERRORS);
  const form = useFirstBadField(errors);
  useEffect(() => form.current?.querySelector('textarea')?.focus(), [form]);

  async function save() {
    const { text, ticket, endsOn } = value;
    const missing = missingIn(value);
    setLeft(missing);
    if (missing.length > 0) return;
    const isSameDay = endsOn === dayOf(new Date(issue.endsAt));
    const answer = await update({
      input: {
        knownIssueId: issue.id,
        text,
        ticket: ticket.trim() === '' ? null : ticket,
        ...(isSameDay ? {} : { endsAt: endOf(endsOn) }),
        expectedVersion: issue.version,
        clientMutationId: id,
      },
    });
    const problems = answer.data?.updateKnownIssue?.userErrors;
    if (problems === undefined) return;
    // The next attempt is another input: it builds on the version that is read now.
    renew();
    if (problems.length === 0) onClose(true);
    else if (problems.some(({ code }) => code === 'CONFLICT')) again();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    void save();
  }

  return (
    <form className={style['form']} onSubmit={submit} noValidate ref={form}>
      <IssueFields value={value} errors={errors} onChange={changed(setValue)} />
      <UserErrors errors={errorsOf(errors, null, ['text', 'ticket', 'endsAt'])} />
      {error && !data?.updateKnownIssue ? (
        <NotDone error={error} mutation="updateKnownIssue" again={() => void save()} />
      ) : null}
      <div className={style['buttons']}>
        <BusyButton type="submit" className="primary" busy={fetching} busyText={t('knownIssues.saving')}>
          {t('knownIssues.save')}
        </BusyButton>
        <button type="button" onClick={() => onClose(errors.length > 0)}>
          {t('knownIssues.cancel')}
        </button>
      </div>
    </form>
  );
}
