import { sql } from '../../database/sql';
import { DAY_MS } from '../../resolving/days';
import { devicesWith, devicesWithAction } from '../candidates';
import { ACTION_NEWS_DAYS } from '../constants';
import { calledDevice } from '../naming';
import type { DeviceRule, StepOf } from '../rule';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';

const LOST_MODE_OFF = stepNeeding(
  { ...STEPS.operator, text: 'LOST_MODE_OFF', action: 'DISABLE_LOST_MODE' },
  'LOST_MODE_OFF',
);
const READ_PIN: StepOf = { ...STEPS.operator, text: 'READ_PIN' };

export const deviceLocked: DeviceRule = {
  id: 'DEVICE_LOCKED',
  about: 'DEVICE',
  onlyWith: { lostMode: ['ENABLED'], actions: ['DONE'] },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['CONTACT', 'SECURITY', 'APPS'],
  reads: { Device: 'deviceName lostMode actions', DeviceAction: 'kind state updatedAt' },
  explains: ['APP_USER_CAN_FIX', 'REQUIRED_APP_FAILED:ON_DEVICE', 'APP_WAITING'],
  steps: [],
  otherSteps: [LOST_MODE_OFF, READ_PIN],
  candidates: ({ clock }) => [
    devicesWith(sql`d.lost_mode = 'ENABLED'`),
    devicesWithAction(sql`a.state = 'DONE' AND a.kind IN ('ENABLE_LOST_MODE', 'REMOTE_LOCK') AND (a.kind = 'ENABLE_LOST_MODE'
      OR a.updated_at > ${clock.ago(ACTION_NEWS_DAYS * DAY_MS)})`),
  ],
  *find({ device, clock }) {
    const done = device.actions.filter(({ state, updatedAt }) => state === 'DONE' && clock.hasPassed(updatedAt));
    const lost = done.find(({ kind }) => kind === 'ENABLE_LOST_MODE' || kind === 'DISABLE_LOST_MODE');
    const locked = done.find(({ kind }) => kind === 'REMOTE_LOCK');
    // The device's own state counts; where Microsoft does not report it, the last action does.
    const begun = lost?.kind === 'ENABLE_LOST_MODE' ? lost : null;
    if (device.lostMode === 'ENABLED' || (device.lostMode === 'UNKNOWN' && begun !== null)) {
      const at = begun?.updatedAt ?? null;
      yield {
        subject: device,
        ...(at === null && { variant: 'UNDATED' }),
        since: at,
        onset: null,
        // What was advised before for the other apps does not work either now.
        ...(at !== null && { explainsSince: { at, rules: ['REQUIRED_APP_FAILED'] } }),
        values: { device: calledDevice(device), ...(at !== null && { at: { date: at } }) },
        evidence: [
          ...evidence(device, 'lostMode'),
          ...(begun === null ? [] : evidence(begun, 'kind', 'state', 'updatedAt')),
        ],
        steps: [LOST_MODE_OFF],
      };
      return;
    }
    if (locked === undefined || locked.updatedAt === null) return;
    if (clock.hasPassed(locked.updatedAt, ACTION_NEWS_DAYS * DAY_MS)) return;
    yield {
      subject: device,
      variant: 'LOCKED',
      severity: 'INFO',
      // A locked device still takes apps.
      explains: [],
      since: locked.updatedAt,
      onset: null,
      values: { device: calledDevice(device), at: { date: locked.updatedAt } },
      evidence: evidence(locked, 'kind', 'state', 'updatedAt'),
      steps: [READ_PIN],
    };
  },
};
