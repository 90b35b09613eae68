import { useTranslation } from 'react-i18next';
import { Explanation } from '../design/explanation';
import { ListEnd } from '../design/list-end';
import { Moment } from '../design/moment';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { MoreEnrollmentFailuresDocument } from '../generated/graphql';
import { type Refusal, refusalAt } from '../graph/refusal';
import { usePages } from '../graph/use-pages';
import type { SectionProps, ShownUser } from './shown-user';

/** The user's failed enrolments. */
export function EnrollmentFailures({ user, error }: SectionProps) {
  const { t } = useTranslation();
  const { enrollmentFailures: failures } = user;
  const refusal = refusalAt(error, 'user', 'enrollmentFailures');
  return (
    <Section title={t('enrollment.title')} syncedAt={failures?.nodes[0]?.syncedAt}>
      {refusal ? <Refused refusal={refusal} inPart={failures !== null} /> : null}
      {failures === null ? null : <FailureTable userId={user.id} failures={failures} told={refusal} />}
    </Section>
  );
}

interface FailureTableProps {
  readonly userId: string;
  readonly failures: NonNullable<ShownUser['enrollmentFailures']>;
  readonly told: Refusal | null;
}

function FailureTable({ userId, failures, told }: FailureTableProps) {
  const { t } = useTranslation();
  const { nodes, ...more } = usePages(failures, {
    query: MoreEnrollmentFailuresDocument,
    variables: (after) => ({ userId, after }),
    pageIn: (data) => data.user?.enrollmentFailures,
    told,
  });
  const { totalCount, complete } = failures;
  if (totalCount === 0 && complete) return <p>{t('enrollment.none')}</p>;
  return (
    <>
      <p className="hint">{t('enrollment.note')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('enrollment.start')}</th>
            <th scope="col">{t('devices.os')}</th>
            <th scope="col">{t('devices.osVersion')}</th>
            <th scope="col">{t('enrollment.failure')}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((failure) => (
            <tr key={failure.id} data-row={failure.id}>
              <th scope="row">
                <Moment at={failure.occurredAt} />
              </th>
              <td data-label={t('devices.os')}>{failure.operatingSystem ?? '–'}</td>
              <td data-label={t('devices.osVersion')}>{failure.osVersion ?? '–'}</td>
              <td data-label={t('enrollment.failure')}>
                <strong>{t(`enrollmentCategory.${failure.category}`)}</strong>
                <Explanation failure={failure.error} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ListEnd {...more} shown={nodes.length} total={totalCount} complete={complete} />
    </>
  );
}
