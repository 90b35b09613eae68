import { Fragment, type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../design/mark';
import { useMissingPart } from '../design/missing-part';
import { useMoments } from '../design/moment';
import { inOneLine } from '../design/names';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { useSignedIn } from '../frame/viewer';
import { MoreDevicesDocument } from '../generated/graphql';
import { type Refusal, refusalAt, untold } from '../graph/refusal';
import type { FindingSummaries } from './device-findings';
import { type DeviceFilter, filtersOf, type ListedDevice, rowsOf } from './device-order';
import styles from './devices.module.css';
import { type Column, PagedTable } from './paged-table';
import { LastContact, useSilentBefore } from './relative-time';
import type { SectionProps } from './shown-user';
import { APP_INSTALL, COMPLIANCE, CONFIGURATION_SUMMARY, ENTRA_COMPLIANCE, SEVERITY } from './tones';
import type { Unjudged } from './use-all-devices';

interface DevicesProps extends SectionProps {
  readonly findings: FindingSummaries;
  /** Why parts of the pages after the first one are missing. */
  readonly left: Refusal;
  readonly further: 'READING' | 'READ' | null;
  readonly unjudged: Unjudged | null;
  readonly filter: DeviceFilter;
  setFilter(filter: DeviceFilter): void;
  onOpen(deviceId: string): void;
}

/** The devices with this primary user, the worst first. */
export function Devices({ user, error, findings, left, further, unjudged, filter, setFilter, onOpen }: DevicesProps) {
  const { t } = useTranslation();
  const silentBefore = useSilentBefore();
  const ofFirst = refusalAt(error, 'user', 'devices') ?? [];
  const refusal = [...ofFirst, ...untold(left, ofFirst)];
  const { devices } = user;
  const columns = useColumns(findings, onOpen);
  if (devices === null) {
    return <Section title={t('devices.title')}>{refusal.length > 0 ? <Refused refusal={refusal} /> : null}</Section>;
  }
  return (
    <Section title={t('devices.title')} syncedAt={devices.nodes[0]?.syncedAt}>
      <PagedTable
        label={t('devices.title')}
        page={devices}
        query={MoreDevicesDocument}
        variables={(after) => ({ userId: user.id, after })}
        pageIn={(data) => data.user?.devices}
        told={refusal}
        empty={t('devices.none')}
        above={
          <>
            <Refused refusal={refusal} inPart />
            {unjudged === null ? null : (
              <Refused
                refusal={untold(unjudged.refusal, refusal)}
                failed={t('deviceList.findingsNotRead', { count: unjudged.count })}
                inPart
              />
            )}
          </>
        }
        further={further}
        columns={columns}
        className={styles['list']}
        rowOf={({ id }) => id}
        controls={(nodes) =>
          nodes.length > 1 ? <Filters filters={filtersOf(nodes)} {...{ filter, setFilter }} /> : null
        }
        arrange={(nodes, row) => (
          <Arranged groups={rowsOf(nodes, filter, findings, silentBefore)} row={row} width={columns.length} />
        )}
      />
    </Section>
  );
}

interface FiltersProps {
  readonly filters: readonly DeviceFilter[];
  readonly filter: DeviceFilter;
  setFilter(filter: DeviceFilter): void;
}

function Filters({ filters, filter, setFilter }: FiltersProps) {
  const { t } = useTranslation();
  const { silentDays } = useSignedIn();
  function named(one: DeviceFilter): string {
    if (one === 'SILENT') return t('deviceList.silent', { count: silentDays });
    return one === 'ALL' || one === 'PROBLEMS' ? t(`deviceList.filter.${one}`) : t(`platform.${one}`);
  }
  return (
    <fieldset className="topics" aria-label={t('deviceList.filters')}>
      {filters.map((one) => (
        <button type="button" key={one} aria-pressed={filter === one} onClick={() => setFilter(one)}>
          {named(one)}
        </button>
      ))}
    </fieldset>
  );
}

interface ArrangedProps {
  /** The devices in groups. Those of one group look the same. */
  readonly groups: readonly ListedDevice[][];
  /** The number of columns. */
  readonly width: number;
  row(device: ListedDevice): ReactElement;
}

function Arranged({ groups, width, row }: ArrangedProps) {
  const { t } = useTranslation();
  if (groups.length === 0) {
    return (
      <tr>
        <td colSpan={width}>{t('deviceList.noneShown')}</td>
      </tr>
    );
  }
  return groups.map((group) => {
    const [first, ...others] = group;
    if (first === undefined) return null;
    return others.length === 0 ? row(first) : <Group key={first.id} {...{ first, others, width, row }} />;
  });
}

interface GroupProps extends Pick<ArrangedProps, 'width' | 'row'> {
  readonly first: ListedDevice;
  readonly others: readonly ListedDevice[];
}

/** A device, with a button that shows similar devices. */
function Group({ first, others, width, row }: GroupProps) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Fragment>
      {row(first)}
      <tr>
        <td colSpan={width}>
          <button type="button" className="link" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {t(isOpen ? 'deviceList.fewer' : 'deviceList.alike', { count: others.length })}
          </button>
        </td>
      </tr>
      {isOpen ? others.map(row) : null}
    </Fragment>
  );
}

function useColumns(findings: FindingSummaries, onOpen: DevicesProps['onOpen']): Column<ListedDevice>[] {
  const { t } = useTranslation();
  const missing = useMissingPart();
  return [
    {
      heading: t('devices.name'),
      isName: true,
      cell: ({ id, deviceName, model, serialNumber }) => (
        <>
          <button type="button" className="link" onClick={() => onOpen(id)}>
            <bdi>{deviceName ?? t('devices.unnamed')}</bdi>
          </button>
          <span className="hint">{inOneLine([model, serialNumber])}</span>
        </>
      ),
    },
    {
      heading: t('findings.title'),
      cell: ({ id }) => <Findings findings={findings} id={id} />,
    },
    { heading: t('devices.managedBy'), dropped: 'unlessWide', cell: (device) => t(`managedBy.${device.managedBy}`) },
    { heading: t('devices.joinType'), dropped: 'unlessWide', cell: (device) => t(`joinType.${device.joinType}`) },
    { heading: t('devices.ownership'), dropped: 'unlessWide', cell: (device) => t(`ownership.${device.ownership}`) },
    { heading: t('devices.intuneCompliant'), dropped: 'phone', cell: (device) => <IntuneState device={device} /> },
    {
      heading: t('devices.entraCompliant'),
      dropped: 'both',
      cell: ({ entraCompliance: state }) => <Mark tone={ENTRA_COMPLIANCE[state]}>{t(`entraCompliance.${state}`)}</Mark>,
    },
    {
      heading: t('deviceList.profiles'),
      dropped: 'phone',
      cell: ({ configurationSummary: state }) => (
        <Mark tone={CONFIGURATION_SUMMARY[state]}>{t(`configurationSummary.${state}`)}</Mark>
      ),
    },
    {
      heading: t('devices.appInstall'),
      dropped: 'phone',
      cell: (device) => {
        const { appInstallSummary: state } = device;
        return state === null ? (
          <span className="hint">{missing(device, 'appInstallSummary')}</span>
        ) : (
          <Mark tone={APP_INSTALL[state]}>{t(`appInstallSummary.${state}`)}</Mark>
        );
      },
    },
    {
      heading: t('devices.os'),
      dropped: 'narrow',
      cell: ({ operatingSystem, osVersion }) => [operatingSystem, osVersion].filter(Boolean).join(' ') || '–',
    },
    { heading: t('devices.lastCheckIn'), cell: ({ lastCheckInAt }) => <LastContact at={lastCheckInAt} /> },
  ];
}

function Findings({ findings, id }: { readonly findings: FindingSummaries; readonly id: string }) {
  const { t } = useTranslation();
  const summary = findings.get(id);
  if (summary === undefined) return <span className="hint">–</span>;
  const { worst, count } = summary;
  if (worst === null) return <span className="hint">{t('deviceList.noFinding')}</span>;
  return (
    <>
      <Mark tone={SEVERITY[worst]}>{t(`findings.severity.${worst}`)}</Mark>
      {count > 1 ? <span className="hint">{t('deviceList.findings', { count })}</span> : null}
    </>
  );
}

function IntuneState({ device: { intuneCompliance: state, graceEndsAt } }: { readonly device: ListedDevice }) {
  const { t } = useTranslation();
  const { written } = useMoments();
  return (
    <>
      <Mark tone={COMPLIANCE[state]}>{t(`compliance.${state}`)}</Mark>
      {state === 'IN_GRACE_PERIOD' && graceEndsAt !== null ? (
        <span className="hint">{t('devices.graceUntil', { moment: written(graceEndsAt) })}</span>
      ) : null}
    </>
  );
}
