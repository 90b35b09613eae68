import { sql } from '../../database/sql';
import type { DeviceActionState, ManagementState } from '../../generated/graphql';
import { DAY_MS } from '../../resolving/days';
import { devicesWith, oneOf } from '../candidates';
import { SURELY_DONE_DAYS } from '../constants';
import { calledDevice } from '../naming';
import type { DeviceRule, Draft } from '../rule';
import { sinceOf } from '../since';
import { evidence } from '../views';

type Removal = 'RETIRE' | 'WIPE' | 'DELETE';

const REMOVALS: Partial<Record<ManagementState, Removal>> = {
  RETIRE_PENDING: 'RETIRE',
  RETIRE_ISSUED: 'RETIRE',
  WIPE_PENDING: 'WIPE',
  WIPE_ISSUED: 'WIPE',
  DELETE_PENDING: 'DELETE',
};

/** Whether a device is on its way out of Intune. */
export const removalOf = (state: ManagementState): Removal | null => REMOVALS[state] ?? null;

const STATES = Object.keys(REMOVALS) as ManagementState[];

/** The states of an action that will not be carried out. */
const GIVEN_UP: readonly DeviceActionState[] = ['CANCELED', 'FAILED', 'NOT_SUPPORTED'];

export const removalPending: DeviceRule = {
  id: 'REMOVAL_PENDING',
  about: 'DEVICE',
  onlyWith: { managementState: STATES },
  severity: 'BLOCKER',
  confidence: 'CERTAIN',
  topics: ['CONTACT', 'ACCESS'],
  reads: {
    Device: 'deviceName managementState managementStateSince lastCheckInAt actions',
    DeviceAction: 'kind state requestedAt',
  },
  explainsAll: 'DEVICE',
  steps: [{ who: 'OPERATOR' }],
  candidates: () => [devicesWith(sql`d.management_state <> 'MANAGED' AND d.management_state IN ${oneOf(STATES)}`)],
  *find({ device, clock }): Iterable<Draft> {
    const removal = removalOf(device.managementState);
    if (removal === null) return;
    const action = device.actions.find(({ kind, state }) => kind === removal && !GIVEN_UP.includes(state));
    const requestedAt = clock.past(action?.requestedAt ?? null);
    const silent = requestedAt !== null && device.lastCheckInAt !== null && device.lastCheckInAt < requestedAt;
    const isOld = clock.hasPassed(requestedAt, SURELY_DONE_DAYS * DAY_MS);
    yield {
      subject: device,
      variant: removal,
      ...sinceOf(requestedAt ?? device.managementStateSince),
      values: {
        device: calledDevice(device),
        ...(requestedAt !== null && { requestedAt: { date: requestedAt } }),
        ...(device.lastCheckInAt !== null && { lastCheckInAt: { date: device.lastCheckInAt } }),
      },
      more: [
        ...(requestedAt === null ? [] : ['REQUESTED']),
        ...(silent ? [isOld && removal === 'WIPE' ? 'PERHAPS_DONE' : 'NOT_YET'] : []),
      ],
      evidence: [
        ...evidence(device, 'managementState', 'lastCheckInAt'),
        ...(action === undefined ? [] : evidence(action, 'kind', 'state', 'requestedAt')),
      ],
    };
  },
};
