import { sql } from '../../database/sql';
import { usersWith } from '../candidates';
import type { DeviceLink } from '../facts';
import { calledUser } from '../naming';
import type { Draft, PageRule } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';

/** The sentence about a device on which an app of the user reports. */
const PROTECTED: Record<DeviceLink, string> = { SEEN: 'OF_ANOTHER', NONE: 'NOT_ENROLLED', UNKNOWN: 'PROTECTED' };

export const noDevice: PageRule = {
  id: 'NO_DEVICE',
  about: 'USER',
  severity: 'INFO',
  confidence: 'CERTAIN',
  topics: ['ENROLMENT'],
  reads: {
    User: 'displayName userPrincipalName devices appProtectionStates',
    AppProtectionState: 'deviceName device',
  },
  claimsAbsence: ['User.devices'],
  steps: [STEPS.operator],
  candidates: () => [usersWith(sql`NOT EXISTS (SELECT 1 FROM devices d WHERE d.user_id = u.id)`)],
  *find({ user }) {
    if (user === null || user.devices.length > 0) return;
    const app = user.appProtectionStates.find(({ deviceName }) => deviceName !== null);
    const name = app?.deviceName;
    yield {
      subject: user,
      values: { user: calledUser(user), ...(name != null && { device: name }) },
      more: [app === undefined ? 'SHARED' : PROTECTED[app.deviceLink]],
      evidence: [
        {
          ...(evidence(user, 'userPrincipalName')[0] as Draft['evidence'][number]),
          coordinate: 'User.devices',
          value: '0',
        },
      ],
    };
  },
};
