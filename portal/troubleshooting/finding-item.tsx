import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { WholeWords } from '../design/whole-words';
import type { FindingsCardFragment } from '../generated/graphql';
import type { Finding } from './evidence-rows';
import { FindingSteps } from './finding-steps';
import { Evidence } from './findings-evidence';
import { ReportFinding } from './report-finding';

interface FindingItemProps {
  readonly finding: FindingsCardFragment['nodes'][number];
  /** The user or the device whose page shows the finding. */
  readonly subjectId: string;
  readonly inPanelOf: string | null;
}

/** A finding with its steps, its evidence and its symptoms. */
export function FindingItem({ finding, subjectId, inPanelOf }: FindingItemProps) {
  const { t } = useTranslation();
  const { steps, explains } = finding;
  return (
    <>
      <Weight finding={finding} />
      <div className="finding">
        <TitleAndReason finding={finding} />
        <FindingSteps steps={steps} />
        <Evidence finding={finding} inPanelOf={inPanelOf} />
        {explains.length === 0 ? null : (
          <Symptoms summary={t('findings.explains', { count: explains.length })} symptoms={explains} />
        )}
        <ReportFinding subjectId={subjectId} finding={finding} />
      </div>
    </>
  );
}

export function TitleAndReason({ finding: { title, why } }: { readonly finding: Pick<Finding, 'title' | 'why'> }) {
  return (
    <>
      <h3>
        <WholeWords text={title} />
      </h3>
      <p>
        <WholeWords text={why} />
      </p>
    </>
  );
}

/** The severity of a finding, and how sure it is. A known issue is named as one, since its title is free text. */
export function Weight({ finding }: { readonly finding: Pick<Finding, 'severity' | 'confidence' | 'rule'> }) {
  const { t } = useTranslation();
  const { severity, confidence, rule } = finding;
  return (
    <p className={`severity ${severity}`}>
      {t(`findings.severity.${severity}`)}
      {confidence === 'CERTAIN' ? null : <span className="hint">{t(`findings.confidence.${confidence}`)}</span>}
      {rule === 'KNOWN_ISSUE' ? <span className="hint">{t(`findingRule.${rule}`)}</span> : null}
    </p>
  );
}

interface Symptom {
  readonly key: string;
  readonly title: string;
  readonly why: string;
  readonly explains?: readonly Symptom[];
}

/** Findings in one line, which opens. */
export function Symptoms({
  summary,
  symptoms,
}: {
  readonly summary: ReactNode;
  readonly symptoms: readonly Symptom[];
}) {
  return (
    <details className="hint">
      <summary>{summary}</summary>
      <ul>
        {symptoms
          .flatMap((symptom) => [symptom, ...(symptom.explains ?? [])])
          .map(({ key, title, why }) => (
            <li key={key}>
              <strong>
                <WholeWords text={title} />
              </strong>{' '}
              <WholeWords text={why} />
            </li>
          ))}
      </ul>
    </details>
  );
}
