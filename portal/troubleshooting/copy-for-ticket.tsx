import { useTranslation } from 'react-i18next';
import { useMoments } from '../design/moment';
import { inOneLine } from '../design/names';
import { useShortcut } from '../frame/shortcuts';
import type { FindingsCardFragment } from '../generated/graphql';
import { isOutdated } from './device-findings';
import { evidenceRows, type Finding } from './evidence-rows';
import { useEvidenceWords } from './evidence-words';
import { type Ticket, ticketAsHtml, ticketAsText } from './ticket';
import { useCopied } from './use-copied';

/** Writes a ticket to the clipboard, as text and as HTML where the browser can. */
export async function copyForTicket(ticket: Ticket): Promise<void> {
  const text = ticketAsText(ticket);
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(text);
  const blob = (type: string, content: string) => new Blob([content], { type });
  const forms = { 'text/plain': blob('text/plain', text), 'text/html': blob('text/html', ticketAsHtml(ticket)) };
  return navigator.clipboard.write([new ClipboardItem(forms)]);
}

/** The subject of a ticket: its name first, then its other names and numbers. */
export type About = readonly (string | null)[];

interface CopyForTicketProps {
  readonly about: About;
  readonly report: FindingsCardFragment;
}

/** The button that copies the findings for a ticket, which the key C presses too. */
export function CopyForTicket({ about, report }: CopyForTicketProps) {
  const { t } = useTranslation();
  const ticketOf = useTicket();
  const { outcome, afterCopy } = useCopied();
  function copy() {
    afterCopy(copyForTicket(ticketOf(about, report)));
  }
  useShortcut('copy', copy);
  return (
    <p>
      <button type="button" aria-keyshortcuts="c" onClick={copy}>
        {t('ticket.copy')}
      </button>{' '}
      <span className="hint" role="status">
        {outcome === null ? '' : t(`ticket.${outcome}`)}
      </span>
    </p>
  );
}

function useTicket(): (about: About, report: FindingsCardFragment) => Ticket {
  const { t } = useTranslation();
  const { written } = useMoments();
  const evidenceWords = useEvidenceWords();
  const pair = (name: string, value: string) => t('pair', { name, value });

  function partOf(finding: Finding) {
    const { severity, title, why, steps, codes, devices } = finding;
    const evidence = evidenceRows(finding).map(evidenceWords);
    const named = (devices ?? []).map(({ deviceName, serialNumber }) =>
      inOneLine([deviceName ?? t('devices.unnamed'), serialNumber], ', '),
    );
    const listed = (name: string, values: readonly string[]) =>
      values.length === 0 ? [] : [pair(name, inOneLine(values, '; '))];
    return {
      title: pair(t(`findings.severity.${severity}`), title),
      lines: [
        why,
        ...listed(t('devices.title'), named),
        ...listed(t('findings.evidence'), evidence),
        ...listed(t('failure.code'), codes),
        ...steps.map(({ who, text }) => pair(t(`findings.who.${who}`), text)),
      ],
    };
  }

  const headingOf = (report: FindingsCardFragment): string =>
    report.nodes.length === 0 && isOutdated(report)
      ? t('findings.outdated')
      : t('findings.heading', { count: report.nodes.length });

  return ([name, ...others], report) => ({
    title: pair(name ?? '–', headingOf(report)),
    lines: [
      ...others.flatMap((other) => other ?? []),
      t('ticket.asOf', { moment: written(report.asOf) }),
      // The next reader must not take for checked what was not.
      ...report.notChecked.map(({ text }) => `${t('findings.notChecked')} ${text}`),
    ],
    link: location.href,
    parts: report.nodes.map(partOf),
  });
}
