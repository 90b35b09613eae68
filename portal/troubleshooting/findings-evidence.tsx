import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { WholeWords } from '../design/whole-words';
import { OVER_PAGE } from '../frame/recent';
import { type EvidenceRow, evidenceRows, type Finding, type Place } from './evidence-rows';
import { useEvidenceWords } from './evidence-words';
import { showRow } from './shown-row';

interface EvidenceProps {
  readonly finding: Finding;
  /** The device of the panel; null on the page of the user. */
  readonly inPanelOf: string | null;
  /** The page with the rows; empty for the page that shows the finding. */
  readonly path?: string;
}

/** The facts that a finding rests on, each with a link to its row. */
export function Evidence({ finding, inPanelOf, path = '' }: EvidenceProps) {
  const { t } = useTranslation();
  const devices = finding.devices ?? [];
  if (devices.length > 1) return <DeviceLinks {...{ devices, finding, inPanelOf, path }} />;
  const rows = evidenceRows(finding);
  return (
    <ul className="evidence" aria-label={t('findings.evidence')}>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are never reordered within a finding.
        <li key={i}>
          <RowLink place={row.place} {...{ inPanelOf, path }}>
            <Label row={row} />
          </RowLink>
          <Code row={row} />
        </li>
      ))}
    </ul>
  );
}

function Label({ row }: { readonly row: EvidenceRow }) {
  const wordsOf = useEvidenceWords();
  return <WholeWords text={wordsOf(row)} />;
}

/** The error code, as far as the row has one. */
function Code({ row: { values, type } }: { readonly row: EvidenceRow }) {
  const { error } = values;
  return type !== 'License' && typeof error === 'string' && error.startsWith('0x') ? (
    <>
      {' '}
      <code>{error}</code>
    </>
  ) : null;
}

interface DeviceLinksProps extends Required<EvidenceProps> {
  readonly devices: NonNullable<Finding['devices']>;
}

/** The devices of a finding that speaks of several. */
function DeviceLinks({ devices, finding, inPanelOf, path }: DeviceLinksProps) {
  const { t } = useTranslation();
  const places = evidenceRows(finding).flatMap(({ place }) => place ?? []);
  return (
    <details className="hint">
      <summary>{t('status.devices', { count: devices.length })}</summary>
      <ul className="evidence">
        {devices.map(({ id, deviceName }) => (
          <li key={id}>
            <RowLink
              place={places.find(({ device }) => device === id) ?? { device: id, row: null }}
              {...{ inPanelOf, path }}
            >
              <bdi>{deviceName ?? t('devices.unnamed')}</bdi>
            </RowLink>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface RowLinkProps extends Pick<DeviceLinksProps, 'inPanelOf' | 'path'> {
  readonly place: Place | null;
  readonly children: ReactNode;
}

/** A link to a row, which opens the panel of its device; a plain text where no row can be reached. */
function RowLink({ place, inPanelOf, path, children }: RowLinkProps) {
  // The page of the user lies below the panel.
  if (place === null || (inPanelOf !== null && place.device === null)) return <span className="hint">{children}</span>;
  const { device, row } = place;
  const search = new URLSearchParams([
    ...(device === null ? [] : [['device', device]]),
    ...(row === null ? [] : [['row', row]]),
  ]);
  return (
    // Going back from the panel leads to the page, not to the row before.
    <Link
      href={`${path}?${search}`}
      replace={inPanelOf !== null}
      state={inPanelOf !== null ? history.state : path === '' && device !== null ? OVER_PAGE : null}
      onClick={() => {
        // The address may be that of the row already.
        if (path === '' && row !== null && device === inPanelOf) showRow(row);
      }}
    >
      {children}
    </Link>
  );
}
