import { collection, type GraphResource } from './resource';

// Without `deviceAccountPassword`, which is a secret.
const DEVICE = [
  ...['id', 'serialNumber', 'managedDeviceId', 'azureActiveDirectoryDeviceId', 'groupTag', 'enrollmentState'],
  ...['deploymentProfileAssignmentStatus', 'deploymentProfileAssignmentDetailedStatus'],
  ...['deploymentProfileAssignedDateTime', 'lastContactedDateTime'],
].join(',');

const AUTOPILOT = { id: 'id', isOptionalFile: true, kind: 'AUTOPILOT' } as const;

/** Devices in Windows Autopilot, and their set-ups. */
export const AUTOPILOT_RESOURCES = {
  windowsAutopilotDeviceIdentities: collection(
    'beta',
    `/deviceManagement/windowsAutopilotDeviceIdentities?$select=${DEVICE}`,
    'devices in Windows Autopilot and their profiles',
    { ...AUTOPILOT, permission: 'DeviceManagementServiceConfig.Read.All' },
  ),
  autopilotEvents: collection('beta', '/deviceManagement/autopilotEvents', 'set-ups with Windows Autopilot', {
    ...AUTOPILOT,
    permission: 'DeviceManagementManagedDevices.Read.All',
  }),
} satisfies Record<string, GraphResource>;
