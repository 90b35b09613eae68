import { sql } from '../../database/sql';
import type { DeviceActionKind, Platform } from '../../generated/graphql';
import { DAY_MS } from '../../resolving/days';
import { devicesWithAction } from '../candidates';
import { ACTION_NEWS_DAYS, HOUR_MS } from '../constants';
import { calledDevice } from '../naming';
import type { DeviceRule, Draft, StepOf } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';

/** Kinds with a remark of their own where they fail, on these platforms. Source: Microsoft Learn, the pages of the actions. */
const REMARKS: Partial<Record<DeviceActionKind, readonly Platform[]>> = {
  RESET_PASSCODE: ['ANDROID', 'MACOS', 'WINDOWS'],
  REMOTE_LOCK: ['WINDOWS'],
  REBOOT_NOW: ['ANDROID', 'IOS'],
  LOCATE_DEVICE: ['ANDROID', 'IOS', 'WINDOWS'],
};

const AGAIN: StepOf = { ...STEPS.operator, text: 'AGAIN' };
const ONCE_MORE: StepOf = { ...STEPS.operator, text: 'CONTACTED' };

export const actionFailed: DeviceRule = {
  id: 'ACTION_FAILED',
  about: 'DEVICE',
  onlyWith: { actions: ['FAILED', 'NOT_SUPPORTED'] },
  severity: 'WARNING',
  confidence: 'CERTAIN',
  topics: ['CONTACT'],
  reads: { Device: 'deviceName platform actions', DeviceAction: 'kind state updatedAt' },
  steps: [STEPS.operator],
  otherSteps: [AGAIN],
  candidates: ({ clock }) => [
    devicesWithAction(sql`a.state IN ('FAILED', 'NOT_SUPPORTED')
      AND a.updated_at > ${clock.ago(ACTION_NEWS_DAYS * DAY_MS)}`),
  ],
  *find({ device, clock }): Iterable<Draft> {
    const seen = new Set<DeviceActionKind>();
    // Newest first: what came after a failure of the same kind comes before it.
    for (const action of device.actions) {
      const { kind, state } = action;
      const updatedAt = clock.past(action.updatedAt);
      if (seen.has(kind)) continue;
      if (state === 'DONE') seen.add(kind);
      if (state !== 'FAILED' && state !== 'NOT_SUPPORTED') continue;
      seen.add(kind);
      if (updatedAt === null || clock.hasPassed(updatedAt, ACTION_NEWS_DAYS * DAY_MS)) continue;
      const isSupported = state === 'FAILED';
      const isRemarkable = REMARKS[kind]?.includes(device.platform) === true;
      yield {
        subject: device,
        about: kind,
        ...(!isSupported && { variant: 'NOT_SUPPORTED' }),
        since: updatedAt,
        values: { action: { name: kind, of: 'ACTION' }, device: calledDevice(device) },
        more: isRemarkable ? [`KIND_${kind}`] : isSupported ? ['NO_REASON'] : [],
        // Where the platform has a limit, another attempt fails as well.
        ...(isSupported && !isRemarkable && { steps: [AGAIN] }),
        evidence: [...evidence(action, 'kind', 'state', 'updatedAt'), ...evidence(device, 'platform')],
      };
    }
  },
};

const GRAVE: readonly DeviceActionKind[] = ['WIPE', 'RETIRE', 'REMOTE_LOCK', 'RESET_PASSCODE', 'ENABLE_LOST_MODE'];

export const actionWaiting: DeviceRule = {
  id: 'ACTION_WAITING',
  about: 'DEVICE',
  onlyWith: { actions: ['PENDING'] },
  severity: 'WARNING',
  confidence: 'CERTAIN',
  topics: ['CONTACT'],
  reads: { Device: 'deviceName lastCheckInAt actions', DeviceAction: 'kind state requestedAt' },
  steps: [STEPS.operator],
  otherSteps: [ONCE_MORE],
  candidates: ({ clock, thresholds }) => [
    devicesWithAction(sql`a.state = 'PENDING' AND a.requested_at <= ${clock.ago(thresholds.actionHours * HOUR_MS)}`),
  ],
  *find({ device, clock, thresholds }): Iterable<Draft> {
    const lastCheckInAt = clock.past(device.lastCheckInAt);
    for (const action of device.actions) {
      const { kind, state, requestedAt } = action;
      if (state !== 'PENDING' || requestedAt === null) continue;
      if (!clock.hasPassed(requestedAt, thresholds.actionHours * HOUR_MS)) continue;
      const isContacted = lastCheckInAt !== null && lastCheckInAt > requestedAt;
      yield {
        subject: device,
        about: `${kind} ${requestedAt}`,
        ...(isContacted && { variant: 'CONTACTED', steps: [ONCE_MORE] }),
        severity: isContacted || GRAVE.includes(kind) ? 'WARNING' : 'INFO',
        since: requestedAt,
        values: {
          action: { name: kind, of: 'ACTION' },
          days: { daysSince: requestedAt },
          device: calledDevice(device),
        },
        evidence: [...evidence(action, 'kind', 'state', 'requestedAt'), ...evidence(device, 'lastCheckInAt')],
      };
    }
  },
};
