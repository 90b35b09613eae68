import type { StepOf } from './rule';

/** Microsoft's actions that steps need. Their names in Intune are in the files of texts. */
export const INTUNE_ACTIONS = {
  SYNC: 'Microsoft.Intune_RemoteTasks_SyncDevice',
  RETIRE: 'Microsoft.Intune_RemoteTasks_Retire',
  WIPE: 'Microsoft.Intune_RemoteTasks_Wipe',
  REBOOT: 'Microsoft.Intune_RemoteTasks_RebootNow',
  DIAGNOSTICS: 'Microsoft.Intune_RemoteTasks_DeviceLogs',
  RESET_PASSCODE: 'Microsoft.Intune_RemoteTasks_ResetPasscode',
  LOST_MODE_ON: 'Microsoft.Intune_RemoteTasks_EnableLostMode',
  ROTATE_BITLOCKER: 'Microsoft.Intune_RemoteTasks_RotateBitLockerKeys',
  FILEVAULT_KEY: 'Microsoft.Intune_RemoteTasks_GetFileVaultKey',
  LOST_MODE_OFF: 'Microsoft.Intune_RemoteTasks_DisableLostMode',
  LOCK: 'Microsoft.Intune_RemoteTasks_RemoteLock',
  DELETE_DEVICE: 'Microsoft.Intune_ManagedDevices_Delete',
  SET_PRIMARY_USER: 'Microsoft.Intune_ManagedDevices_SetPrimaryUser',
  WIPE_APP: 'Microsoft.Intune_ManagedApps_Wipe',
  ASSIGN_COMPLIANCE: 'Microsoft.Intune_DeviceCompliancePolices_Assign',
  UPDATE_COMPLIANCE: 'Microsoft.Intune_DeviceCompliancePolices_Update',
  ASSIGN_PROFILE: 'Microsoft.Intune_DeviceConfigurations_Assign',
  /** Of Windows Autopilot too, in spite of its name: Intune calls it *Enrollment programs: Assign profile*. */
  ASSIGN_DEPLOYMENT: 'Microsoft.Intune_AppleEnrollmentProfiles_Assign',
  UPDATE_PROFILE: 'Microsoft.Intune_DeviceConfigurations_Update',
  ADD_IDENTIFIER: 'Microsoft.Intune_CorporateDeviceIdentifiers_Create',
  UPDATE_APP: 'Microsoft.Intune_MobileApps_Update',
} as const;

type ActionName = keyof typeof INTUNE_ACTIONS;

const needs = (...names: ActionName[]) => ({ needs: names.map((name) => INTUNE_ACTIONS[name]) });

/** Steps that several rules recommend. */
export const STEPS = {
  /** The operator syncs the device. */
  sync: { who: 'OPERATOR', action: 'SYNC_DEVICE', at: 'DEVICE', ...needs('SYNC') },
  retire: { who: 'OPERATOR', action: 'RETIRE', at: 'DEVICE', ...needs('RETIRE') },
  wipe: { who: 'OPERATOR', action: 'WIPE', at: 'DEVICE', ...needs('WIPE') },
  /** An administrator deletes the old record. */
  deleteRecord: {
    who: 'INTUNE_ADMIN',
    text: 'DELETE_RECORD',
    action: 'DELETE',
    at: 'DEVICE',
    ...needs('DELETE_DEVICE'),
  },
  user: { who: 'USER' },
  operator: { who: 'OPERATOR', at: 'DEVICE' },
  admin: { who: 'INTUNE_ADMIN' },
} as const satisfies Record<string, StepOf>;

/** The beginnings of the actions on devices, and on apps of users. Others change objects of the tenant, such as policies. */
const ON_SOMEBODY = ['RemoteTasks_', 'ManagedDevices_', 'ManagedApps_'].map((group) => `Microsoft.Intune_${group}`);

/** Whether a step needs an action on a device or on the apps of a user, so that their scope counts. */
export const actsOnSomebody = ({ needs: wanted = [] }: StepOf): boolean =>
  wanted.some((action) => ON_SOMEBODY.some((beginning) => action.startsWith(beginning)));

/** A step of another person that needs actions. */
export const stepNeeding = (step: StepOf, ...names: ActionName[]): StepOf => ({ ...step, ...needs(...names) });
