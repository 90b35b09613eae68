import { sql } from '../../database/sql';
import type { AppIntent } from '../../generated/graphql';
import { devicesWithApp, oneOf } from '../candidates';
import { isOneOf, RESTART_WAITS } from '../codes';
import { calledDevice, calledThing } from '../naming';
import type { DeviceRule } from '../rule';
import { sinceStates } from '../since';
import { STEPS } from '../steps';
import { evidence } from '../views';
import { onceEach } from './app-failures';

const REQUIRED: readonly AppIntent[] = ['REQUIRED', 'REQUIRED_AND_AVAILABLE'];

export const appWaiting: DeviceRule = {
  id: 'APP_WAITING',
  about: 'DEVICE',
  onlyWith: { appInstallStates: ['PENDING_INSTALL', 'UNKNOWN', 'NOT_INSTALLED'] },
  severity: 'INFO',
  confidence: 'CERTAIN',
  topics: ['APPS'],
  reads: {
    Device: 'deviceName lastCheckInAt appInstallStates',
    AppInstallState: 'intent state stateSince app error',
    App: 'id displayName',
  },
  steps: [STEPS.sync],
  candidates: () => [
    devicesWithApp(sql`COALESCE(i.error_code, '') NOT IN ${oneOf(RESTART_WAITS)} AND (i.state = 'PENDING_INSTALL'
      OR (i.state IN ('UNKNOWN', 'NOT_INSTALLED') AND i.intent IN ${oneOf(REQUIRED)}))`),
  ],
  *find({ device }) {
    const waiting = onceEach(
      device.appInstallStates.filter(
        ({ state, intent, error }) =>
          // An app that waits for a restart of the device has a finding of its own.
          !isOneOf(error, RESTART_WAITS) &&
          (state === 'PENDING_INSTALL' || (['UNKNOWN', 'NOT_INSTALLED'].includes(state) && REQUIRED.includes(intent))),
      ),
    );
    if (waiting.length === 0) return;
    yield {
      subject: device,
      ...sinceStates(waiting),
      count: waiting.length,
      values: {
        device: calledDevice(device),
        count: waiting.length,
        app: { list: waiting.map(({ app }) => calledThing(app.displayName, 'APP')) },
      },
      evidence: [
        ...waiting.flatMap((state) => [...evidence(state.app, 'displayName'), ...evidence(state, 'state', 'intent')]),
        ...evidence(device, 'lastCheckInAt'),
      ],
    };
  },
};
