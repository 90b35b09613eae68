import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Refused } from '../../design/refused';
import { Trouble } from '../../design/trouble';
import { InspectDeviceDocument, type InspectDeviceQuery } from '../../generated/graphql';
import { refusalAt } from '../../graph/refusal';
import { type Answer, useAnswer } from '../../graph/use-answer';
import { CompliancePolicies } from './compliance-policies';
import { ConfigurationProfiles } from './configuration-profiles';
import { DeviceActions } from './device-actions';
import { DeviceApps } from './device-apps';
import { DeviceFacts } from './device-facts';

/** A device, as the panel's one request reads it. */
export type InspectedDevice = NonNullable<InspectDeviceQuery['device']>;

interface DevicePanelProps {
  readonly deviceId: string;
  onClose(): void;
}

/** One device, beside the page of its user. */
export function DevicePanel({ deviceId, onClose }: DevicePanelProps) {
  const { t } = useTranslation();
  const answer = useAnswer(InspectDeviceDocument, { deviceId });
  const { data, fetching } = answer;
  const device = data?.device;
  const title = device ? (device.deviceName ?? t('devices.unnamed')) : fetching ? t('loading') : t('device.unknown');
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={onClose}>
      <Modal className="panel">
        <Dialog>
          <div className="panel-heading">
            <Heading slot="title">{title}</Heading>
            <Button slot="close">{t('device.close')}</Button>
          </div>
          {device ? <Inspected device={device} answer={answer} /> : fetching ? null : <NotShown answer={answer} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface InspectedProps {
  readonly device: InspectedDevice;
  readonly answer: Answer<InspectDeviceQuery>;
}

function Inspected({ device, answer: { error, trouble, again } }: InspectedProps) {
  return (
    <>
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      <DeviceFacts device={device} />
      <CompliancePolicies policies={device.compliancePolicyStates} />
      <ConfigurationProfiles profiles={device.configurationStates} />
      <DeviceApps device={device} refusal={refusalAt(error, 'device', 'appInstallStates')} />
      <DeviceActions actions={device.actions} />
    </>
  );
}

function NotShown({ answer: { error, trouble, again } }: { readonly answer: Answer<InspectDeviceQuery> }) {
  const { t } = useTranslation();
  if (trouble) return <Trouble error={trouble} again={again} />;
  const refusal = refusalAt(error, 'device');
  return refusal ? <Refused refusal={refusal} /> : <p>{t('device.unknownText')}</p>;
}
