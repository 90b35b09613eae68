import type { DeviceActionKind } from '../../generated/graphql';
import { ACTION_NEWS_DAYS, DAY_MS, HOUR_MS } from '../constants';
import { calledDevice } from '../naming';
import type { DeviceRule, Draft } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';

const READS = { Device: 'deviceName platform lastCheckInAt actions', DeviceAction: 'kind state requestedAt updatedAt' };

/** Kinds with a remark of their own where they fail. */
const REMARKS: readonly DeviceActionKind[] = ['RESET_PASSCODE', 'REMOTE_LOCK', 'REBOOT_NOW', 'LOCATE_DEVICE'];

export const actionFailed: DeviceRule = {
  id: 'ACTION_FAILED',
  about: 'DEVICE',
  severity: 'WARNING',
  confidence: 'CERTAIN',
  topics: ['CONTACT'],
  reads: READS,
  steps: [STEPS.operator],
  *find({ device, clock }): Iterable<Draft> {
    const seen = new Set<DeviceActionKind>();
    // Newest first: what came after a failure of the same kind comes before it.
    for (const action of device.actions) {
      const { kind, state, updatedAt } = action;
      if (seen.has(kind)) continue;
      if (state === 'DONE') seen.add(kind);
      if (state !== 'FAILED' && state !== 'NOT_SUPPORTED') continue;
      seen.add(kind);
      if (updatedAt === null || clock.hasPassed(updatedAt, ACTION_NEWS_DAYS * DAY_MS)) continue;
      yield {
        subject: device,
        about: kind,
        ...(state === 'NOT_SUPPORTED' && { variant: 'NOT_SUPPORTED' }),
        since: updatedAt,
        values: { action: { name: kind, of: 'ACTION' }, device: calledDevice(device) },
        more: REMARKS.includes(kind) ? [`KIND_${kind}`] : [],
        evidence: [...evidence(action, 'kind', 'state', 'updatedAt'), ...evidence(device, 'platform')],
      };
    }
  },
};

const GRAVE: readonly DeviceActionKind[] = ['WIPE', 'RETIRE', 'REMOTE_LOCK', 'RESET_PASSCODE', 'ENABLE_LOST_MODE'];

export const actionWaiting: DeviceRule = {
  id: 'ACTION_WAITING',
  about: 'DEVICE',
  severity: 'WARNING',
  confidence: 'CERTAIN',
  topics: ['CONTACT'],
  reads: READS,
  steps: [STEPS.operator],
  *find({ device, clock, thresholds }): Iterable<Draft> {
    for (const action of device.actions) {
      const { kind, state, requestedAt } = action;
      if (state !== 'PENDING' || requestedAt === null) continue;
      if (!clock.hasPassed(requestedAt, thresholds.actionHours * HOUR_MS)) continue;
      const isContacted = device.lastCheckInAt !== null && device.lastCheckInAt > requestedAt;
      yield {
        subject: device,
        about: `${kind} ${requestedAt}`,
        ...(isContacted && { variant: 'CONTACTED' }),
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
