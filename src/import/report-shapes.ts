import { z } from 'zod';
import { code, text } from './shape-parts';

/*
 * The rows of reports. Their columns have names in another case than properties: `DeviceId` is one, and `deviceId` a property.
 */

/** A row of the report on an app's installations. */
export const AppInstallRow = z.object({
  DeviceId: text,
  UserId: text,
  AppVersion: text,
  AppInstallState: z.union([z.string(), z.number()]).nullish(),
  InstallState: z.union([z.string(), z.number()]).nullish(),
  ErrorCode: code,
  HexErrorCode: code,
});

const number = z.union([z.number(), z.string()]).nullish().catch(null);
const word = text.catch(null);

/** A row of a report of states. The columns depend on the report; a value of another type counts as missing. */
export const StateReportRow = z.object({
  IntuneDeviceId: word,
  DeviceId: word,
  PolicyId: word,
  PolicyName: word,
  PolicyStatus: number,
  UserId: word,
  UPN: word,
  SettingName: word,
  SettingNm: word,
  SettingStatus: number,
  ErrorCode: number,
});
