import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../design/field';
import { inOneLine } from '../design/names';
import { Refused } from '../design/refused';
import { SearchBox } from '../design/search-box';
import { Trouble } from '../design/trouble';
import { errorsOf, NO_ERRORS, type UserError, UserErrors } from '../design/user-errors';
import { useHolds } from '../frame/viewer';
import { type CreateKnownIssueInput, PoliciesDocument, type PoliciesQuery } from '../generated/administration';
import { FindAppsDocument } from '../generated/assigned';
import type { ConnectorKind } from '../generated/graphql';
import { refusalAt } from '../graph/refusal';
import { useAnswer } from '../graph/use-answer';
import { usePages } from '../graph/use-pages';
import { useSearch } from '../graph/use-search';

const KINDS = ['all', 'app', 'policy', 'connector'] as const;
const CONNECTORS = [
  'APPLE_PUSH_CERTIFICATE',
  'APPLE_VOLUME_PURCHASE',
  'APPLE_DEVICE_ENROLLMENT',
  'MOBILE_THREAT_DEFENSE',
  'CERTIFICATE_CONNECTOR',
] as const satisfies readonly ConnectorKind[];

/** What a known issue is about: an app, a policy, a kind of connector, or all findings of its rule. */
export interface IssueSubject {
  readonly kind: (typeof KINDS)[number];
  /** The app, the policy or the kind of connector; empty until one is selected. */
  readonly id: string;
  readonly name: string;
}

export const EVERYTHING: IssueSubject = { kind: 'all', id: '', name: '' };

/** The subject for the graph; null if none is selected yet. */
export function toInput({
  kind,
  id,
}: IssueSubject): Pick<CreateKnownIssueInput, 'appId' | 'policyId' | 'connectorKind'> | null {
  if (kind === 'all') return {};
  if (id === '') return null;
  if (kind === 'connector') return { connectorKind: id as ConnectorKind };
  return kind === 'app' ? { appId: id } : { policyId: id };
}

interface SubjectFieldsProps {
  readonly value: IssueSubject;
  readonly errors: readonly UserError[];
  /** Whether the form was sent without a subject. */
  readonly isMissing: boolean;
  onChange(value: IssueSubject): void;
}

/** The fields for the subject of an issue. They offer only subjects that the operator may read. */
export function SubjectFields({ value, errors, isMissing, onChange }: SubjectFieldsProps) {
  const { t } = useTranslation();
  const may = {
    all: true,
    app: useHolds('MOBILE_APPS_READ'),
    policy: useHolds('MANAGED_DEVICES_READ'),
    connector: useHolds('ORGANIZATION_READ'),
  };
  const { kind, id } = value;
  const pick = (picked: string, name = '') => onChange({ kind, id: picked, name });
  return (
    <>
      <Field label={t('knownIssues.about')} errors={NO_ERRORS}>
        {(linked) => (
          <select
            {...linked}
            value={kind}
            onChange={({ target }) => onChange({ ...EVERYTHING, kind: target.value as IssueSubject['kind'] })}
          >
            {KINDS.filter((each) => may[each]).map((each) => (
              <option key={each} value={each}>
                {t(`knownIssues.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {kind === 'app' ? <AppField value={value} errors={errorsOf(errors, 'appId')} onPick={pick} /> : null}
      {kind === 'policy' ? <PolicyField id={id} errors={errorsOf(errors, 'policyId')} onPick={pick} /> : null}
      {kind === 'connector' ? (
        <Field label={t('knownIssues.connectorKind')} errors={errorsOf(errors, 'connectorKind')}>
          {(linked) => (
            <select {...linked} value={id} onChange={({ target }) => pick(target.value)}>
              <option value="" disabled>
                {t('knownIssues.choose')}
              </option>
              {CONNECTORS.map((each) => (
                <option key={each} value={each}>
                  {t(`connectorKind.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {isMissing && id === '' && kind !== 'all' ? (
        <p role="alert" className="problem">
          {t('knownIssues.aboutRequired')}
        </p>
      ) : null}
    </>
  );
}

interface PickProps {
  readonly errors: readonly UserError[];
  onPick(id: string, name?: string): void;
}

function AppField({ value, errors, onPick }: PickProps & { readonly value: IssueSubject }) {
  const { t } = useTranslation();
  const search = useSearch(FindAppsDocument, 'apps', 'app');
  return (
    <div className="field">
      <SearchBox
        label={t('knownIssues.findApp')}
        hint={t('knownIssues.findAppHint')}
        nothing={t('assigned.noApp')}
        search={search}
        errors={errors.length > 0 ? <UserErrors errors={errors} /> : null}
        optionOf={({ id, displayName, publisher, platform }) => ({
          id,
          name: displayName ?? t('protection.unnamed'),
          detail: inOneLine([t(`platform.${platform}`), publisher]),
        })}
        onPick={({ id, name }) => {
          onPick(id, name);
          search.setText('');
        }}
      />
      {value.id === '' ? null : <p role="status">{t('knownIssues.chosenApp', { name: value.name })}</p>}
    </div>
  );
}

function PolicyField({ id, ...props }: PickProps & { readonly id: string }) {
  const { data, error, trouble, again } = useAnswer(PoliciesDocument, {});
  if (trouble) return <Trouble error={trouble} again={again} />;
  const refusal = refusalAt(error, 'policies');
  return (
    <>
      {refusal ? <Refused refusal={refusal} /> : null}
      {data?.policies ? <PolicySelect id={id} policies={data.policies} {...props} /> : null}
    </>
  );
}

interface PolicySelectProps extends PickProps {
  readonly id: string;
  readonly policies: NonNullable<PoliciesQuery['policies']>;
}

function PolicySelect({ id, policies, errors, onPick }: PolicySelectProps) {
  const { t } = useTranslation();
  const { nodes, hasMore, fetching, refusal, readOn } = usePages(policies, {
    query: PoliciesDocument,
    variables: (after) => ({ after }),
    pageIn: (data) => data.policies,
  });
  // The list has all policies, since policies have no search.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page reads on to the next.
  useEffect(() => {
    if (hasMore && !fetching && refusal === null) void readOn();
  }, [policies, nodes.length]);
  return (
    <>
      <Field label={t('findings.policy')} errors={errors}>
        {(linked) => (
          <select {...linked} value={id} onChange={({ target }) => onPick(target.value)}>
            <option value="" disabled>
              {t('knownIssues.choose')}
            </option>
            {nodes.map(({ id: policy, displayName, platform }) => (
              <option key={policy} value={policy}>
                {inOneLine([displayName ?? '–', t(`platform.${platform}`)])}
              </option>
            ))}
          </select>
        )}
      </Field>
      {refusal ? <Refused refusal={refusal} again={readOn} /> : null}
    </>
  );
}
