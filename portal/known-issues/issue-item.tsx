import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { BusyButton } from '../design/busy-button';
import { useFocusBack } from '../design/focus-back';
import { useMoments } from '../design/moment';
import { inOneLine } from '../design/names';
import { NotDone } from '../design/not-done';
import { NO_ERRORS, UserErrors } from '../design/user-errors';
import { EndKnownIssueDocument } from '../generated/administration';
import { useMutationId } from '../graph/mutation-id';
import { useDraft } from '../sign-in/drafts';
import { ChangeIssue } from './change-issue';
import type { Issue } from './issue-fields';
import style from './known-issues.module.css';

interface IssueItemProps {
  readonly issue: Issue;
  readonly mayChange: boolean;
  /** Reads the list again. */
  again(): void;
}

/** A known issue, with the forms that change and end it. */
export function IssueItem({ issue, mayChange, again }: IssueItemProps) {
  const { t } = useTranslation();
  const { written } = useMoments();
  const { id, rule, text, ticket, recordedAt, endsAt, endedAt } = issue;
  // A form that was open before a trip to the identity provider opens again.
  const [doing, setDoing] = useDraft<'change' | 'end' | null>(`issue ${id}`, null);
  const opener = useFocusBack<HTMLDivElement>(doing !== null);
  function close(isDone: boolean) {
    setDoing(null);
    if (isDone) again();
  }
  return (
    <>
      <h3>{text}</h3>
      <p className="hint">
        {inOneLine([
          t(`findingRule.${rule}`),
          useSubject(issue),
          ticket,
          t('knownIssues.recorded', { moment: written(recordedAt) }),
          endedAt === null
            ? t('knownIssues.endsAt', { moment: written(endsAt) })
            : t('knownIssues.endedAt', { moment: written(endedAt) }),
        ])}
      </p>
      {doing === 'change' ? <ChangeIssue issue={issue} onClose={close} again={again} /> : null}
      {doing === 'end' ? <EndIssue issue={issue} onClose={close} /> : null}
      {mayChange && doing === null ? (
        <div className={style['buttons']} ref={opener}>
          {(['change', 'end'] as const).map((what) => (
            <button
              key={what}
              type="button"
              aria-label={t('pair', { name: t(`knownIssues.${what}`), value: text })}
              onClick={() => setDoing(what)}
            >
              {t(`knownIssues.${what}`)}
            </button>
          ))}
        </div>
      ) : null}
    </>
  );
}

/** The name of the app, the policy or the kind of connector of an issue; null for an issue about a whole rule. */
function useSubject({ app, policy, connectorKind }: Issue): string | null {
  const { t } = useTranslation();
  if (connectorKind !== null) return t(`connectorKind.${connectorKind}`);
  const named = app ?? policy;
  return named === null ? null : (named.displayName ?? t('protection.unnamed'));
}

interface EndIssueProps {
  readonly issue: Issue;
  onClose(isDone: boolean): void;
}

function EndIssue({ issue: { id }, onClose }: EndIssueProps) {
  const { t } = useTranslation();
  const { id: mutationId } = useMutationId();
  const [{ data, error, fetching }, end] = useMutation(EndKnownIssueDocument);
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  async function confirm() {
    const answer = await end({ input: { knownIssueId: id, clientMutationId: mutationId } });
    if (answer.data?.endKnownIssue?.userErrors.length === 0) onClose(true);
  }
  return (
    <div className={style['form']}>
      <p>{t('knownIssues.endQuestion')}</p>
      <UserErrors errors={data?.endKnownIssue?.userErrors ?? NO_ERRORS} />
      {error && !data?.endKnownIssue ? (
        <NotDone error={error} mutation="endKnownIssue" again={() => void confirm()} />
      ) : null}
      <div className={style['buttons']}>
        <BusyButton
          className="primary"
          busy={fetching}
          busyText={t('knownIssues.ending')}
          onPress={() => void confirm()}
        >
          {t('knownIssues.confirmEnd')}
        </BusyButton>
        <button type="button" ref={cancel} onClick={() => onClose(data !== undefined)}>
          {t('knownIssues.cancel')}
        </button>
      </div>
    </div>
  );
}
