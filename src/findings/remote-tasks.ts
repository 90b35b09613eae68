import type { DeviceRow } from '../device/store';
import type { DeviceActionKind, Platform } from '../generated/graphql';
import type { Context } from '../resolving/context';
import { INTUNE_ACTIONS } from './steps';
import { TextWriter } from './texts';
import { type MayDo, mayDo } from './viewer-may';

/** A remote task of Intune on a device. */
export interface RemoteTaskSource {
  readonly device: DeviceRow;
  readonly kind: DeviceActionKind;
  readonly action: keyof typeof INTUNE_ACTIONS;
}

interface Task extends Omit<RemoteTaskSource, 'device'> {
  readonly platforms: readonly Platform[];
  /** Only Apple devices under supervision have it. */
  readonly isForSupervised?: true;
}

const MOBILE = ['IOS', 'ANDROID'] as const;
const DESKTOP = ['WINDOWS', 'MACOS'] as const;

/** The tasks of a help desk, the harmless ones first. */
const TASKS: readonly Task[] = [
  { kind: 'SYNC_DEVICE', action: 'SYNC', platforms: [...MOBILE, ...DESKTOP, 'LINUX'] },
  { kind: 'REBOOT_NOW', action: 'REBOOT', platforms: DESKTOP },
  { kind: 'COLLECT_DIAGNOSTICS', action: 'DIAGNOSTICS', platforms: ['WINDOWS'] },
  { kind: 'REMOTE_LOCK', action: 'LOCK', platforms: [...MOBILE, 'MACOS'] },
  { kind: 'RESET_PASSCODE', action: 'RESET_PASSCODE', platforms: MOBILE },
  { kind: 'ENABLE_LOST_MODE', action: 'LOST_MODE_ON', platforms: ['IOS'], isForSupervised: true },
  { kind: 'ROTATE_BITLOCKER_KEYS', action: 'ROTATE_BITLOCKER', platforms: ['WINDOWS'] },
  { kind: 'GET_FILEVAULT_KEY', action: 'FILEVAULT_KEY', platforms: ['MACOS'] },
  { kind: 'RETIRE', action: 'RETIRE', platforms: [...MOBILE, ...DESKTOP] },
  { kind: 'WIPE', action: 'WIPE', platforms: [...MOBILE, ...DESKTOP] },
];

/** The tasks that Intune offers for a device. */
export const remoteTasksOf = (device: DeviceRow): RemoteTaskSource[] =>
  TASKS.filter(
    ({ platforms, isForSupervised }) =>
      platforms.includes(device.platform) && (isForSupervised !== true || device.isSupervised === 1),
  ).map(({ kind, action }) => ({ device, kind, action }));

/** The permission in Intune that a task needs. */
export const permissionForTask = ({ action }: RemoteTaskSource, { language, now }: Context): string =>
  new TextWriter(language, now).intuneAction(INTUNE_ACTIONS[action]);

/** Whether the viewer may start a task in Intune; null if this service does not know. */
export const viewerMayStart = ({ device, action }: RemoteTaskSource, context: Context): ReturnType<MayDo> =>
  mayDo(context)([INTUNE_ACTIONS[action]], { type: 'Device', row: device });
