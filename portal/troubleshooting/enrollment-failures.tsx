import { useTranslation } from 'react-i18next';
import { Explanation } from '../design/explanation';
import { Moment } from '../design/moment';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { MoreEnrollmentFailuresDocument } from '../generated/graphql';
import { refusalAt } from '../graph/refusal';
import { PagedTable } from './paged-table';
import type { SectionProps } from './shown-user';

/** The user's failed enrolments. */
export function EnrollmentFailures({ user, error }: SectionProps) {
  const { t } = useTranslation();
  const { enrollmentFailures: failures } = user;
  const refusal = refusalAt(error, 'user', 'enrollmentFailures');
  return (
    <Section title={t('enrollment.title')} syncedAt={failures?.nodes[0]?.syncedAt}>
      {refusal ? <Refused refusal={refusal} inPart={failures !== null} /> : null}
      {failures === null ? null : (
        <PagedTable
          label={t('enrollment.title')}
          page={failures}
          query={MoreEnrollmentFailuresDocument}
          variables={(after) => ({ userId: user.id, after })}
          pageIn={(data) => data.user?.enrollmentFailures}
          told={refusal}
          empty={t('enrollment.none')}
          above={<p className="hint">{t('enrollment.note')}</p>}
          rowOf={({ id }) => id}
          columns={[
            { heading: t('enrollment.start'), isName: true, cell: ({ occurredAt }) => <Moment at={occurredAt} /> },
            {
              heading: t('devices.os'),
              cell: ({ operatingSystem, osVersion }) => [operatingSystem, osVersion].filter(Boolean).join(' ') || '–',
            },
            {
              heading: t('enrollment.failure'),
              cell: ({ category, error: failure }) => (
                <>
                  <strong>{t(`enrollmentCategory.${category}`)}</strong>
                  <Explanation failure={failure} />
                </>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
