import { z } from 'zod';
import { key, text } from './shape-parts';

export const AutopilotDevice = z.object({
  id: key,
  serialNumber: text,
  managedDeviceId: text,
  azureActiveDirectoryDeviceId: text,
  groupTag: text,
  enrollmentState: text,
  deploymentProfileAssignmentStatus: text,
  deploymentProfileAssignmentDetailedStatus: text,
  deploymentProfileAssignedDateTime: text,
  lastContactedDateTime: text,
});

export const AutopilotEvent = z.object({
  id: key,
  deviceId: text,
  deviceSerialNumber: text,
  eventDateTime: text,
  enrollmentStartDateTime: text,
  deploymentStartDateTime: text,
  deploymentEndDateTime: text,
  windowsAutopilotDeploymentProfileDisplayName: text,
  windows10EnrollmentCompletionPageConfigurationDisplayName: text,
  deploymentState: text,
  enrollmentState: text,
  deviceSetupStatus: text,
  accountSetupStatus: text,
  deploymentTotalDuration: text,
  devicePreparationDuration: text,
  deviceSetupDuration: text,
  accountSetupDuration: text,
  enrollmentFailureDetails: text,
});
