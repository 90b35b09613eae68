import type { StepOf } from './rule';

/** Microsoft's actions that steps need, with their names in Intune. */
export const INTUNE_ACTIONS = {
  SYNC: ['Microsoft.Intune_RemoteTasks_SyncDevice', 'Remote tasks: Sync devices'],
  RETIRE: ['Microsoft.Intune_RemoteTasks_Retire', 'Remote tasks: Retire'],
  WIPE: ['Microsoft.Intune_RemoteTasks_Wipe', 'Remote tasks: Wipe'],
  REBOOT: ['Microsoft.Intune_RemoteTasks_RebootNow', 'Remote tasks: Reboot now'],
  DIAGNOSTICS: ['Microsoft.Intune_RemoteTasks_DeviceLogs', 'Remote tasks: Collect diagnostics'],
  RESET_PASSCODE: ['Microsoft.Intune_RemoteTasks_ResetPasscode', 'Remote tasks: Reset passcode'],
  LOST_MODE_ON: ['Microsoft.Intune_RemoteTasks_EnableLostMode', 'Remote tasks: Enable lost mode'],
  ROTATE_BITLOCKER: ['Microsoft.Intune_RemoteTasks_RotateBitLockerKeys', 'Remote tasks: Rotate BitLocker keys'],
  FILEVAULT_KEY: ['Microsoft.Intune_RemoteTasks_GetFileVaultKey', 'Remote tasks: Get FileVault key'],
  LOST_MODE_OFF: ['Microsoft.Intune_RemoteTasks_DisableLostMode', 'Remote tasks: Disable lost mode'],
  LOCK: ['Microsoft.Intune_RemoteTasks_RemoteLock', 'Remote tasks: Remote lock'],
  DELETE_DEVICE: ['Microsoft.Intune_ManagedDevices_Delete', 'Managed devices: Delete'],
  SET_PRIMARY_USER: ['Microsoft.Intune_ManagedDevices_SetPrimaryUser', 'Managed devices: Set primary user'],
  WIPE_APP: ['Microsoft.Intune_ManagedApps_Wipe', 'Managed apps: Wipe'],
  ASSIGN_COMPLIANCE: ['Microsoft.Intune_DeviceCompliancePolices_Assign', 'Device compliance policies: Assign'],
  UPDATE_COMPLIANCE: ['Microsoft.Intune_DeviceCompliancePolices_Update', 'Device compliance policies: Update'],
  ASSIGN_PROFILE: ['Microsoft.Intune_DeviceConfigurations_Assign', 'Device configurations: Assign'],
  UPDATE_PROFILE: ['Microsoft.Intune_DeviceConfigurations_Update', 'Device configurations: Update'],
  ADD_IDENTIFIER: ['Microsoft.Intune_CorporateDeviceIdentifiers_Create', 'Corporate device identifiers: Create'],
  UPDATE_APP: ['Microsoft.Intune_MobileApps_Update', 'Mobile apps: Update'],
} as const satisfies Record<string, readonly [action: string, displayName: string]>;

type ActionName = keyof typeof INTUNE_ACTIONS;

const needs = (...names: ActionName[]) => ({ needs: names.map((name) => INTUNE_ACTIONS[name][0]) });

/** Steps that several rules recommend. */
export const STEPS = {
  /** The operator syncs the device. */
  sync: { who: 'OPERATOR', action: 'SYNC_DEVICE', at: 'DEVICE', ...needs('SYNC') },
  retire: { who: 'OPERATOR', action: 'RETIRE', at: 'DEVICE', ...needs('RETIRE') },
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

/** A step of another person that needs actions. */
export const stepNeeding = (step: StepOf, ...names: ActionName[]): StepOf => ({ ...step, ...needs(...names) });
