import { CHANGE_HOURS, HOUR_MS } from '../constants';
import { type DeviceFacts, FAILED_INSTALLS } from '../facts';
import { calledThing } from '../naming';
import type { DeviceRule, TextValue } from '../rule';
import { evidence } from '../views';

/** A policy or an app that is in trouble on a device, with the state that says so. */
interface Troubled {
  readonly state: object;
  readonly about: string;
  readonly name: TextValue;
  readonly changed: { readonly displayName: string | null; readonly modifiedAt: string | null };
}

function* troubledOn(device: DeviceFacts): Iterable<Troubled> {
  for (const state of [...device.compliancePolicyStates, ...device.configurationStates]) {
    const { policy } = state;
    if (policy === null || state.state === 'COMPLIANT') continue;
    const name = calledThing(policy.displayName, 'POLICY');
    yield { state, about: policy.displayName ?? '', name, changed: policy };
  }
  for (const state of device.appInstallStates) {
    if (!FAILED_INSTALLS.includes(state.state)) continue;
    const { app } = state;
    yield { state, about: app.id, name: calledThing(app.displayName, 'APP'), changed: app };
  }
}

export const changedRecently: DeviceRule = {
  id: 'CHANGED_RECENTLY',
  about: 'DEVICE',
  onlyWith: { compliancePolicyStates: 'ANY', configurationStates: 'ANY', appInstallStates: FAILED_INSTALLS },
  severity: 'INFO',
  confidence: 'POSSIBLE',
  topics: ['NETWORK', 'SECURITY', 'APPS'],
  reads: {
    Device: 'compliancePolicyStates configurationStates',
    CompliancePolicyState: 'policy state',
    ConfigurationState: 'policy state',
    Policy: 'displayName modifiedAt',
  },
  // A viewer without apps has no findings about apps. The sentence about policies must not depend on them.
  mayRead: { Device: 'appInstallStates', AppInstallState: 'app state', App: 'id displayName modifiedAt' },
  isRemark: true,
  steps: [],
  candidates: () => [],
  *find({ device, clock }) {
    for (const { state, about, name, changed } of troubledOn(device)) {
      const { modifiedAt } = changed;
      if (modifiedAt === null || !clock.hasPassed(modifiedAt)) continue;
      if (clock.hasPassed(modifiedAt, CHANGE_HOURS * HOUR_MS)) continue;
      yield {
        subject: state,
        devices: [device],
        about,
        since: modifiedAt,
        values: { name, at: { date: modifiedAt } },
        evidence: evidence(changed, 'modifiedAt', 'displayName'),
      };
    }
  },
};
