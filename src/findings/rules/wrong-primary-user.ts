import { raw, sql } from '../../database/sql';
import { recentLogons } from '../clock';
import { calledDevice, calledUser } from '../naming';
import type { DeviceRule } from '../rule';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';

export const wrongPrimaryUser: DeviceRule = {
  id: 'WRONG_PRIMARY_USER',
  about: 'DEVICE',
  onlyWith: { logons: 'ANY' },
  severity: 'WARNING',
  confidence: 'LIKELY',
  topics: ['APPS', 'ACCOUNT'],
  reads: {
    Device: 'deviceName primaryUser logons',
    DeviceLogon: 'user loggedOnAt',
    User: 'id displayName userPrincipalName',
  },
  looksAtUsedDevices: true,
  steps: [stepNeeding({ ...STEPS.admin, text: 'CHANGE_PRIMARY_USER', at: 'DEVICE' }, 'SET_PRIMARY_USER')],
  candidates({ clock, withInfo }) {
    const isRecent = (logon: string) =>
      sql`${raw(`${logon}.logged_on_at`)} >= ${recentLogons(clock.now)} AND ${raw(`${logon}.logged_on_at`)} <= ${clock.now}`;
    const isIdle = sql`NOT EXISTS (SELECT 1 FROM device_logons o
      WHERE o.device_id = d.id AND o.user_id = d.user_id AND ${isRecent('o')})`;
    const from = raw('device_logons l CROSS JOIN devices d');
    const used = sql`d.id = l.device_id AND d.user_id <> l.user_id AND ${isRecent('l')}`;
    return [
      { of: 'DEVICE', from, id: 'l.device_id', where: sql`${used} AND ${isIdle}` },
      // The page of another user of the device has it too; with severity INFO if the primary user also uses the device.
      { of: 'USER', from, id: 'l.user_id', where: withInfo ? used : sql`${used} AND ${isIdle}`, device: 'd.id' },
    ];
  },
  *find({ device, user }) {
    const { primaryUser: primary, logons } = device;
    if (primary === null) return;
    const isUsed = logons.some(({ userId }) => userId === primary.id);
    // On the page of a user who shares a device with its primary user, it is worth an INFO.
    const isShared = isUsed && user !== null && user.id !== primary.id;
    if (isUsed && !isShared) return;
    const last = logons.find(({ userId }) => userId === user?.id) ?? logons[0];
    if (last === undefined) return;
    yield {
      subject: device,
      // On the page of a user who uses devices of several people.
      about: primary.id,
      ...(isShared && { variant: 'SHARED', severity: 'INFO' }),
      values: {
        device: calledDevice(device),
        primary: calledUser(primary),
        ...(last.user !== null && { user: calledUser(last.user) }),
        ...(last.loggedOnAt !== null && { loggedOnAt: { date: last.loggedOnAt } }),
      },
      more: last.user === null ? [] : ['USED_BY'],
      evidence: [
        ...evidence(primary, 'userPrincipalName'),
        // A user whom the viewer cannot see is not named.
        ...logons.flatMap((logon) => [
          ...(logon.user === null ? [] : evidence(logon.user, 'userPrincipalName')),
          ...evidence(logon, 'loggedOnAt'),
        ]),
      ],
    };
  },
};
