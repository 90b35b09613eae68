import { useRef } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { AsOf, type Synced } from '../../design/as-of';
import { LoadingSections } from '../../design/loading';
import { inOneLine } from '../../design/names';
import { Refused } from '../../design/refused';
import { Trouble } from '../../design/trouble';
import { usePageTitle } from '../../frame/page-heading';
import { devicePath, type Place, useRemember } from '../../frame/recent';
import { useShortcut } from '../../frame/shortcuts';
import { InspectDeviceDocument, type InspectDeviceQuery } from '../../generated/graphql';
import { ReadingContext, useReadWith } from '../../graph/reading';
import { type Refusal, refusalAt } from '../../graph/refusal';
import { type Answer, useAnswer } from '../../graph/use-answer';
import { AssignedSection } from '../assigned';
import { DeviceFindings } from '../findings';
import { useShownRow } from '../shown-row';
import type { Subject } from '../topics';
import { AssignedToDevice } from './assigned-to-device';
import { CompliancePolicies } from './compliance-policies';
import { ConfigurationProfiles } from './configuration-profiles';
import { DeviceActions } from './device-actions';
import { DeviceApps } from './device-apps';
import { DeviceFacts } from './device-facts';
import { DeviceTimeline } from './device-timeline';
import type { InspectedDevice } from './inspected-device';
import { NextSteps } from './next-steps';
import { isActionOpen, isAppOpen, isPolicyOpen, sorted } from './order';
import { useKeptText } from './typed-text';

interface DevicePanelProps {
  readonly deviceId: string;
  /** The row to show; null for the top. */
  readonly row: string | null;
  readonly subject: Subject;
  /** The name of the user whose page is below. */
  readonly userName: string;
  onClose(): void;
}

/** The panel of one device, beside the page of its user. */
export function DevicePanel({ deviceId, row, subject, userName, onClose }: DevicePanelProps) {
  const { t } = useTranslation();
  const answer = useAnswer(InspectDeviceDocument, { deviceId });
  const { data, error, trouble, fetching } = answer;
  const panel = useRef<HTMLDivElement>(null);
  useReadWith(answer.again);
  useShortcut('reload', () => void answer.again());
  // Until the findings of the device are there, the key copies nothing, and not the findings of the user.
  useShortcut('copy', () => {});
  useKeptText(panel);
  const device = data?.device;
  const refusal = refusalAt(error, 'device');
  const standIn = fetching || trouble || refusal ? 'device.details' : 'device.unknown';
  const title = device ? (device.deviceName ?? t('devices.unnamed')) : t(standIn);
  usePageTitle(`${title} · ${userName}`);
  useRemember(device ? placeOf(device, title) : null);
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      // A click beside the panel must not take a form with what was typed in it.
      shouldCloseOnInteractOutside={() => panel.current?.querySelector('form') == null}
      onOpenChange={onClose}
    >
      <Modal className="panel" ref={panel}>
        <Dialog>
          <div className="panel-heading">
            <div className="page-heading">
              <Heading slot="title">{title}</Heading>
              {device ? <AsOf parts={partsOf(device)} /> : null}
            </div>
            <Button slot="close">{t('device.close')}</Button>
          </div>
          {device ? (
            <ReadingContext value={data}>
              <Inspected {...{ device, answer, row, subject }} />
            </ReadingContext>
          ) : fetching ? (
            <LoadingSections />
          ) : (
            <NotShown answer={answer} refusal={refusal} />
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The panel on the page of the user, if the device has one in scope. */
function placeOf({ id, serialNumber, primaryUser }: InspectedDevice, name: string): Place {
  const owner = primaryUser === null ? null : (primaryUser.displayName ?? primaryUser.userPrincipalName);
  const detail = inOneLine([owner, serialNumber]);
  return { kind: 'device', id, name, detail, href: devicePath(id, primaryUser?.id ?? null) };
}

/** The parts of the panel that were read from Microsoft. */
export function partsOf(device: InspectedDevice): readonly Synced[] {
  const { compliancePolicyStates, configurationStates, appInstallStates } = device;
  return [device, ...compliancePolicyStates, ...configurationStates, ...(appInstallStates?.nodes ?? [])];
}

interface InspectedProps {
  readonly device: InspectedDevice;
  readonly answer: Answer<InspectDeviceQuery>;
  readonly row: string | null;
  readonly subject: Subject;
}

/** The sections of a device. */
export function Inspected({ device, answer: { data, error, trouble, again }, row, subject }: InspectedProps) {
  const { t } = useTranslation();
  const isGone = useShownRow(row);
  return (
    <>
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      {isGone ? <p className="note">{t('findings.gone')}</p> : null}
      <DeviceFindings
        deviceId={device.id}
        about={[
          device.deviceName ?? t('devices.unnamed'),
          device.serialNumber,
          device.primaryUser?.userPrincipalName ?? null,
          device.id,
        ]}
        report={data?.judged?.findings ?? null}
        refusal={refusalAt(error, 'judged')}
        subject={subject}
        again={again}
      />
      <Sections {...{ device, error, row, again }} />
    </>
  );
}

interface SectionsProps extends Pick<InspectedProps, 'device' | 'row'> {
  readonly error: InspectedProps['answer']['error'];
  again(): void;
}

/** The sections of the panel: those with problems before the facts, the others after them. */
function Sections({ device, error, row, again }: SectionsProps) {
  const { compliancePolicyStates, configurationStates, appInstallStates, actions } = device;
  const sections = [
    {
      isOpen: compliancePolicyStates.some(isPolicyOpen),
      section: <CompliancePolicies key="compliance" device={device} />,
    },
    {
      isOpen: configurationStates.some(isPolicyOpen),
      section: <ConfigurationProfiles key="profiles" device={device} />,
    },
    {
      isOpen: appInstallStates?.nodes.some(isAppOpen) === true,
      section: (
        <DeviceApps key="apps" {...{ device, row, again }} refusal={refusalAt(error, 'device', 'appInstallStates')} />
      ),
    },
    { isOpen: actions.some(isActionOpen), section: <DeviceActions key="actions" device={device} /> },
  ];
  const [open, inOrder] = sorted(sections, ({ isOpen }) => isOpen);
  return (
    <>
      {open.map(({ section }) => section)}
      <DeviceFacts device={device} refusal={refusalAt(error, 'device', 'primaryUser')} />
      <NextSteps device={device} />
      <DeviceTimeline device={device} />
      {inOrder.map(({ section }) => section)}
      <AssignedSection>
        <AssignedToDevice deviceId={device.id} />
      </AssignedSection>
    </>
  );
}

interface NotShownProps {
  readonly answer: Answer<InspectDeviceQuery>;
  readonly refusal: Refusal | null;
}

/** Why a device is not shown. */
export function NotShown({ answer: { trouble, again }, refusal }: NotShownProps) {
  const { t } = useTranslation();
  if (trouble) return <Trouble error={trouble} again={again} />;
  return refusal ? <Refused refusal={refusal} again={again} /> : <p>{t('device.unknownText')}</p>;
}
