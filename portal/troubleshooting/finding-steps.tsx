import { useTranslation } from 'react-i18next';
import { useNames } from '../design/names';
import { WholeWords } from '../design/whole-words';
import type { Finding } from './evidence-rows';

type Step = Finding['steps'][number];

/** The next steps of a finding, each with its person and whether the viewer's role allows it. */
export function FindingSteps({ steps }: { readonly steps: readonly Step[] }) {
  const { t } = useTranslation();
  if (steps.length === 0) return null;
  return (
    <ul className="finding-steps" aria-label={t('findings.steps')}>
      {steps.map((step) => (
        <li key={`${step.who} ${step.text}`}>
          <strong>{t(`findings.who.${step.who}`)}</strong>
          <span>
            <WholeWords text={step.text} />{' '}
            {step.adminCentreUrl === null ? null : <IntuneLink url={step.adminCentreUrl} about={step.text} />}{' '}
            <Permitted step={step} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Permitted({ step: { needs, viewerMay } }: { readonly step: Step }) {
  const { t } = useTranslation();
  const { listed } = useNames();
  if (needs.length === 0) return null;
  const actions = listed(needs.map(({ displayName }) => displayName));
  return (
    <span className="hint">
      {t(`findings.${viewerMay === null ? 'needs' : viewerMay ? 'may' : 'mayNot'}`, { actions })}
    </span>
  );
}

interface IntuneLinkProps {
  readonly url: string;
  /** The text beside the link, for screen readers. */
  readonly about: string;
  /** The link's own text, if it is not “Open in Intune”. */
  readonly text?: string;
}

/** A link to the place in the Intune admin centre. */
export function IntuneLink({ url, about, text }: IntuneLinkProps) {
  const { t } = useTranslation();
  const shown = text ?? t('findings.open');
  return (
    <a
      className="intune"
      href={url}
      target="_blank"
      rel="noreferrer"
      aria-label={t('pair', { name: shown, value: about })}
    >
      {shown} <span aria-hidden="true">↗</span>
    </a>
  );
}
