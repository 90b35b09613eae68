import { type ReactNode, type RefObject, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { Refused } from '../design/refused';
import type { FindingRule, FindingRulesQuery, FindingTopic } from '../generated/graphql';
import { failureOf, refusalAt } from '../graph/refusal';
import type { Answer } from '../graph/use-answer';
import { SEVERITIES } from '../troubleshooting/device-findings';
import style from './filters.module.css';
import type { Filter } from './use-team-findings';

const TOPICS = [
  'ACCESS',
  'NETWORK',
  'APPS',
  'ENROLMENT',
  'CONTACT',
  'ACCOUNT',
  'SECURITY',
] as const satisfies readonly FindingTopic[];
const FILTERS = ['severity', 'topic', 'rule'] as const;
type Choice = (typeof FILTERS)[number];

/** The filters of the team page. They are in the address, so that it can be shared. */
export function useFilter() {
  const { i18n } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const rule = search.get('rule');
  const filter: Filter = {
    severity: SEVERITIES.find((each) => each === search.get('severity')) ?? null,
    topic: TOPICS.find((each) => each === search.get('topic')) ?? null,
    rule: rule !== null && i18n.exists(`findingRule.${rule}`) ? (rule as FindingRule) : null,
  };
  function choose(name: Choice, value: string) {
    const chosen = new URLSearchParams(search);
    if (value === '') chosen.delete(name);
    else chosen.set(name, value);
    setSearch(chosen, { replace: true });
  }
  return { filter, choose, reset: () => setSearch({}, { replace: true }) };
}

/**
 * The filter for the graph. Some kinds are always *Normal*, and the graph lists them only if it is asked for this severity.
 * Null until the kinds are known.
 */
export function askedFor(filter: Filter, { data, trouble }: Answer<FindingRulesQuery>): Filter | null {
  const { rule, severity } = filter;
  if (rule == null || severity != null) return filter;
  if (data === undefined && trouble === undefined) return null;
  const isNormal = data?.findingRules?.some((each) => each.rule === rule && each.severity === 'INFO') === true;
  return isNormal ? { ...filter, severity: 'INFO' } : filter;
}

interface FiltersProps {
  readonly filter: Filter;
  /** The answer with the kinds of findings. */
  readonly answer: Answer<FindingRulesQuery>;
  /** The first of the filters. */
  readonly first: RefObject<HTMLSelectElement | null>;
  choose(name: Choice, value: string): void;
}

export function Filters({ filter, answer, first, choose }: FiltersProps) {
  const { t } = useTranslation();
  const { data, error, trouble, again } = answer;
  const refusal = trouble ? [failureOf(trouble)] : refusalAt(error, 'findingRules');
  const known =
    data?.findingRules
      ?.filter(({ silenced, shadow, remark }) => !silenced && !shadow && !remark)
      .map(({ rule }) => rule) ?? [];
  // The rule of the address stands in the list before the answer comes, and if it is silenced.
  const rules = filter.rule == null || known.includes(filter.rule) ? known : [filter.rule, ...known];
  const of = (name: Choice, all: string) => ({
    label: t(`team.${name}`),
    all,
    value: filter[name] ?? '',
    onChoose: (value: string) => choose(name, value),
  });
  return (
    <>
      <fieldset className={style['filters']} aria-label={t('team.filters')}>
        <Select {...of('severity', t('team.allSeverities'))} ref={first}>
          {SEVERITIES.map((each) => (
            <option key={each} value={each}>
              {t(`findings.severity.${each}`)}
            </option>
          ))}
        </Select>
        <Select {...of('topic', t('team.allTopics'))}>
          {TOPICS.map((each) => (
            <option key={each} value={each}>
              {t(`findings.topic.${each}`)}
            </option>
          ))}
        </Select>
        <Select {...of('rule', t('team.allRules'))}>
          {rules.map((each) => (
            <option key={each} value={each}>
              {t(`findingRule.${each}`)}
            </option>
          ))}
        </Select>
      </fieldset>
      {refusal ? <Refused refusal={refusal} inPart again={again} /> : null}
    </>
  );
}

interface SelectProps {
  readonly label: string;
  /** The text of the choice that filters nothing. */
  readonly all: string;
  readonly value: string;
  readonly children: ReactNode;
  readonly ref?: RefObject<HTMLSelectElement | null>;
  onChoose(value: string): void;
}

function Select({ label, all, value, children, ref, onChoose }: SelectProps) {
  const id = useId();
  return (
    <div className={style['filter']}>
      <label htmlFor={id}>{label}</label>
      <select {...{ id, ref, value }} onChange={({ target }) => onChoose(target.value)}>
        <option value="">{all}</option>
        {children}
      </select>
    </div>
  );
}
