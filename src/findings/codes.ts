import { normalizeCode } from '../failure/code-number';
import type { ErrorFact } from './facts';

/* Error codes that change what to do. Sources: Microsoft Learn, "App installation error codes" and "Troubleshoot policies and profiles". */

const codes = (...hex: string[]): ReadonlySet<string> => new Set(hex.map((code) => normalizeCode(code) as string));

/** The profile needs a certificate that is not there. */
export const NEEDS_CERTIFICATE = codes(
  '0x87D159DC',
  '0x87D161AB',
  '0x87D1FDF0',
  '0x87D1FDF1',
  '0x87D1FDF2',
  '0x87D1FDF3',
);
/** The mail account exists already. */
export const MAIL_EXISTS = codes('0x87D1791D');
/** No licence of Apple's volume purchase is left or can be used. */
export const NO_APP_LICENCE = codes('0x87D13B7E', '0x87D13B95', '0x87D13B60');
/** The user can undo it: declined, busy, signed out of the App Store, cancelled, an own copy installed. */
export const USER_CAN_FIX = codes(
  '0x87D13B62',
  '0x87D13B63',
  '0x87D13B68',
  '0x87D11388',
  '0x87D13B99',
  '0x87D15618',
  '0xC7D14FB1',
  '0xC7D14FB9',
  '0x87D13B8F',
  '0x87D13B66',
);
/** The device was in lost mode. */
export const IN_LOST_MODE = codes('0x87D13B97');
/** The package itself is broken. */
export const BROKEN_PACKAGE = codes('0x80073CF0', '0xC7D14FB6');
/** Installed, and not found again. */
export const NOT_DETECTED = codes('0x87D1041C');
/** The storage of the device is full. */
export const STORAGE_IS_FULL = codes('0x87D105EA', '0x87D1076F', '0x80070070', '0x80073CF4', '0x8A150105');
/** Windows waits for a restart. */
export const RESTART_WAITS = codes(
  ...['0x00000BC2', '0x00000669', '0x80070BC2', '0x80070669'],
  // WinGet has installed the app; Windows Update has installed it, or waits to finish an update.
  ...['0x8A150109', '0x8A15010B', '0x00240005', '0x8024D015', '0x80CFD015'],
);
/** SyncML: this edition does not have the setting. */
export const NOT_ON_THIS_EDITION = codes('0x87D10194', '0x87D10195', '0x87D10196', '0x87D101F5');

/** Whether an error has one of these codes. */
export const isOneOf = (error: ErrorFact | null, known: ReadonlySet<string>): boolean =>
  error?.code != null && known.has(error.code);
