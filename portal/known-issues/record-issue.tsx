import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { Link, useSearchParams } from 'wouter';
import { BusyButton } from '../design/busy-button';
import { Field } from '../design/field';
import { NotDone } from '../design/not-done';
import { Refused } from '../design/refused';
import { Trouble } from '../design/trouble';
import { errorsOf, NO_ERRORS, type UserError, UserErrors, useFirstBadField } from '../design/user-errors';
import { useGoOn } from '../frame/go-on';
import { PageHeading } from '../frame/page-heading';
import { useHoldsOverEverything } from '../frame/viewer';
import { CreateKnownIssueDocument } from '../generated/administration';
import { type FindingRule, FindingRulesDocument, type FindingRulesQuery } from '../generated/graphql';
import { useMutationId } from '../graph/mutation-id';
import { refusalAt } from '../graph/refusal';
import { type Answer, useAnswer } from '../graph/use-answer';
import { useDraft } from '../sign-in/drafts';
import { dayOf, endOf, IssueFields, type IssueText, missingIn } from './issue-fields';
import style from './known-issues.module.css';
import { EVERYTHING, type IssueSubject, SubjectFields, toInput } from './subject-fields';

const FIELDS = ['rule', 'text', 'ticket', 'endsAt', 'appId', 'policyId', 'connectorKind'];
const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;
/** The error of a form without a kind of finding. */
const NO_RULE: readonly UserError[] = [{ code: 'RULE_REQUIRED', field: ['input', 'rule'], missing: [] }];

/** The page with the form for a new known issue. */
export function RecordIssue() {
  const { t } = useTranslation();
  const mayChange = useHoldsOverEverything('ROLES_UPDATE');
  return (
    <>
      <Link href="/known-issues">{t('knownIssues.title')}</Link>
      <PageHeading title={t('knownIssues.create')} />
      <section className="card">
        {mayChange ? (
          <IssueForm />
        ) : (
          <p className="refused">{t('knownIssues.needsEverything', { permission: t('permission.ROLES_UPDATE') })}</p>
        )}
      </section>
    </>
  );
}

function IssueForm() {
  const { t } = useTranslation();
  const goOn = useGoOn();
  const [address] = useSearchParams();
  const answer = useAnswer(FindingRulesDocument, {});
  // A known issue cannot be about a known issue, nor about a remark, which no finding shows.
  const rules =
    answer.data?.findingRules?.filter((each) => each.rule !== 'KNOWN_ISSUE' && !each.remark).map((each) => each.rule) ??
    [];
  const [wanted, setRule] = useDraft('rule', address.get('rule') ?? '');
  // The address can name a rule that does not exist.
  const rule = rules.find((each) => each === wanted) ?? null;
  const [subject, setSubject] = useDraft<IssueSubject>('subject', EVERYTHING);
  const [text, setText] = useDraft<IssueText>('text', {
    text: '',
    ticket: '',
    endsOn: dayOf(new Date(Date.now() + WEEK_MS)),
  });
  const { id, changed } = useMutationId();
  const [{ data, error, fetching }, create] = useMutation(CreateKnownIssueDocument);
  const [left, setLeft] = useState(NO_ERRORS);
  const [isSubjectMissing, setIsSubjectMissing] = useState(false);
  const errors = left.length > 0 ? left : (data?.createKnownIssue?.userErrors ?? NO_ERRORS);
  const form = useFirstBadField(errors);

  async function save() {
    const about = toInput(subject);
    const missing = missingIn(text);
    setLeft([...(rule === null ? NO_RULE : NO_ERRORS), ...missing]);
    setIsSubjectMissing(about === null);
    if (rule === null || about === null || missing.length > 0) return;
    const answer = await create({
      input: {
        rule,
        ...about,
        text: text.text,
        ticket: text.ticket.trim() === '' ? null : text.ticket,
        endsAt: endOf(text.endsOn),
        clientMutationId: id,
      },
    });
    if (answer.data?.createKnownIssue?.userErrors.length === 0) goOn('/known-issues', { recorded: true });
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    void save();
  }

  return (
    <form className={style['form']} onSubmit={submit} noValidate ref={form}>
      <p>{t('knownIssues.lead')}</p>
      <RuleField {...{ rule, rules, answer }} errors={errorsOf(errors, 'rule')} onChange={changed(setRule)} />
      <SubjectFields value={subject} errors={errors} isMissing={isSubjectMissing} onChange={changed(setSubject)} />
      <IssueFields value={text} errors={errors} onChange={changed(setText)} />
      <UserErrors errors={errorsOf(errors, null, FIELDS)} />
      {error && !data?.createKnownIssue ? (
        <NotDone error={error} mutation="createKnownIssue" again={() => void save()} />
      ) : null}
      <div className={style['buttons']}>
        <BusyButton type="submit" className="primary" busy={fetching} busyText={t('knownIssues.saving')}>
          {t('knownIssues.save')}
        </BusyButton>
      </div>
    </form>
  );
}

interface RuleFieldProps {
  readonly rule: FindingRule | null;
  readonly rules: readonly FindingRule[];
  /** The answer with the rules. */
  readonly answer: Answer<FindingRulesQuery>;
  readonly errors: readonly UserError[];
  onChange(rule: string): void;
}

/** The kind of finding. */
function RuleField({ rule, rules, answer: { error, trouble, again }, errors, onChange }: RuleFieldProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLSelectElement>(null);
  const refusal = refusalAt(error, 'findingRules');
  return (
    <>
      <Field label={t('knownIssues.rule')} errors={errors}>
        {(linked) => (
          <select {...linked} ref={field} value={rule ?? ''} onChange={({ target }) => onChange(target.value)}>
            <option value="" disabled>
              {t('knownIssues.choose')}
            </option>
            {rules.map((each) => (
              <option key={each} value={each}>
                {t(`findingRule.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {refusal ? <Refused refusal={refusal} {...{ field, again }} /> : null}
      {trouble ? <Trouble error={trouble} {...{ field, again }} /> : null}
    </>
  );
}
