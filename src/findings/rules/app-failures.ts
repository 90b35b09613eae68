import { raw, sql } from '../../database/sql';
import type { AppInstallStateKind, AppIntent } from '../../generated/graphql';
import { groupsOf } from '../../resolving/grouping';
import { devicesWithApp, oneOf } from '../candidates';
import {
  BROKEN_PACKAGE,
  IN_LOST_MODE,
  isOneOf,
  NO_APP_LICENCE,
  NOT_DETECTED,
  RESTART_WAITS,
  STORAGE_IS_FULL,
  USER_CAN_FIX,
} from '../codes';
import { HOUR_MS, RETRY_HOURS, WIDELY_DEVICES, WIDELY_SHARE } from '../constants';
import { errorsOf, remediesAskForSync } from '../errors';
import { type DeviceFacts, FAILED_INSTALLS, type InstallFacts } from '../facts';
import { calledDevice, calledThing } from '../naming';
import type { DeviceRule, DeviceView, Draft, Reads, StepOf } from '../rule';
import { sinceStates } from '../since';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';
import { isStorageFull } from './device-health';

/* The rules about apps on a device. Each failed app belongs to one of them. */

type AppFault = 'RESTART' | 'REMOVAL' | 'USER' | 'PACKAGE' | 'WIDELY' | 'NOT_DETECTED' | 'LICENCES' | 'OTHER';

/** SQL: the app failed. */
const DID_FAIL = sql`i.state IN ${oneOf(FAILED_INSTALLS)}`;
// An expression prevents the use of the index of codes. That of failed apps has the order of the devices.
const CODE = raw("COALESCE(i.error_code, '')");
/** Codes that belong to other rules than `APP_AT_FAULT` and `REQUIRED_APP_FAILED`. */
const OF_OTHERS = [...RESTART_WAITS, ...USER_CAN_FIX, ...IN_LOST_MODE, ...NO_APP_LICENCE];
const SURELY_ANOTHER = [...RESTART_WAITS, ...USER_CAN_FIX, ...IN_LOST_MODE, ...BROKEN_PACKAGE, ...NOT_DETECTED];

const READS: Reads = {
  Device: 'deviceName appInstallStates',
  AppInstallState: 'intent state stateSince version app error',
  App: 'id displayName installStates',
};

/** The number of devices in the viewer's scope on which the app fails with the same code; undefined if none counts. */
const failingAlike = ({ app, error }: InstallFacts): number | undefined =>
  app.installStates.find(({ state, errorCode }) => state === 'FAILED' && errorCode === (error?.code ?? null))?.devices;

/** Whether it matters on how many devices an app fails: no code gives it to another rule. */
export const mayBeAtFault = ({ state, errorCode }: { state: AppInstallStateKind; errorCode: string | null }): boolean =>
  state === 'FAILED' && errorCode !== null && !OF_OTHERS.includes(errorCode);

/** Whether the app fails with the same code on enough other devices in the viewer's scope. */
function isWide(install: InstallFacts): boolean {
  const { app, error } = install;
  if (error?.code == null) return false;
  const failing = failingAlike(install) ?? 0;
  const tried = app.installStates
    .filter(({ state }) => state === 'FAILED' || state === 'INSTALLED')
    .reduce((sum, { devices }) => sum + devices, 0);
  return failing > WIDELY_DEVICES && failing >= tried * WIDELY_SHARE;
}

function faultOf(install: InstallFacts): AppFault | null {
  const { error } = install;
  if (isOneOf(error, RESTART_WAITS)) return 'RESTART';
  if (!FAILED_INSTALLS.includes(install.state)) return null;
  // The codes below are explained for installations. For a removal they mean something else.
  if (install.state === 'UNINSTALL_FAILED') return 'REMOVAL';
  if (isOneOf(error, USER_CAN_FIX) || isOneOf(error, IN_LOST_MODE)) return 'USER';
  if (isOneOf(error, BROKEN_PACKAGE)) return 'PACKAGE';
  if (isOneOf(error, NO_APP_LICENCE)) return 'LICENCES';
  if (isWide(install)) return 'WIDELY';
  return isOneOf(error, NOT_DETECTED) ? 'NOT_DETECTED' : 'OTHER';
}

/** One state of each app with each error. Users of a shared device have a state each. */
export const onceEach = (installs: readonly InstallFacts[]): InstallFacts[] =>
  [
    ...new Map(
      installs.toReversed().map((install) => [`${install.app.id} ${install.error?.code ?? ''}`, install]),
    ).values(),
  ].toReversed();

/** The apps of a device that failed, or wait for a restart, with one of these faults. */
function withFault(device: DeviceFacts, ...faults: AppFault[]): InstallFacts[] {
  const found = device.appInstallStates.filter((install) => {
    const fault = faultOf(install);
    return fault !== null && faults.includes(fault);
  });
  return onceEach(found);
}

/** One statement about apps of a device that failed alike. */
function draftOf(device: DeviceFacts, states: readonly InstallFacts[]): Draft {
  const errors = errorsOf(states, ({ app }) => calledThing(app.displayName, 'APP'));
  return {
    subject: states[0] as InstallFacts,
    devices: [device],
    ...sinceStates(states),
    count: states.length,
    codes: states.map((state) => state.error?.code),
    values: {
      device: calledDevice(device),
      app: { list: states.map(({ app }) => calledThing(app.displayName, 'APP')) },
      ...errors,
    },
    more: errors === null ? ['NO_CODE'] : ['MEANING'],
    evidence: states.flatMap((state) => [
      ...evidence(state.app, 'displayName'),
      ...evidence(state, 'intent', 'state', 'version', 'error'),
    ]),
  };
}

/** The verb of a title follows the number of apps. */
const severalOf = ({ length }: readonly InstallFacts[]) => length > 1 && { variant: 'SEVERAL' };
const byCode = (states: readonly InstallFacts[]): InstallFacts[][] => [
  ...groupsOf(states, ({ error }) => error?.code ?? '').values(),
];

/** What to do about the code. It is written for the operator. */
const REMEDY: StepOf = { ...STEPS.operator, text: 'REMEDY' };

const INSTALL: StepOf = { ...STEPS.operator, text: 'INSTALL' };
const AFTER_LOST_MODE: StepOf = { ...STEPS.sync, text: 'LOST_MODE' };

export const appUserCanFix: DeviceRule = {
  id: 'APP_USER_CAN_FIX',
  about: 'DEVICE',
  onlyWith: { appInstallStates: FAILED_INSTALLS },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['APPS'],
  reads: READS,
  steps: [REMEDY, STEPS.sync],
  otherSteps: [INSTALL, AFTER_LOST_MODE],
  candidates: () => [devicesWithApp(sql`${DID_FAIL} AND ${CODE} IN ${oneOf([...USER_CAN_FIX, ...IN_LOST_MODE])}`)],
  *find({ device }) {
    for (const states of byCode(withFault(device, 'USER'))) {
      const error = states[0]?.error ?? null;
      const draft = { ...draftOf(device, states), about: error?.code ?? '' };
      // Lost mode may be over. Where it is not, its own finding explains this one.
      if (isOneOf(error, IN_LOST_MODE)) yield { ...draft, variant: 'LOST_MODE', more: [], steps: [AFTER_LOST_MODE] };
      else
        yield {
          ...draft,
          ...(remediesAskForSync(states) && { steps: [REMEDY, INSTALL] }),
        };
    }
  },
};

export const appAtFault: DeviceRule = {
  id: 'APP_AT_FAULT',
  about: 'DEVICE',
  onlyWith: { appInstallStates: FAILED_INSTALLS },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['APPS'],
  reads: READS,
  steps: [stepNeeding({ who: 'APP_OWNER', at: 'APP' }, 'UPDATE_APP')],
  // An app at fault without a code of its package fails on many devices, which are counted when it is judged.
  candidates: () => [devicesWithApp(sql`${DID_FAIL} AND i.error_code NOT IN ${oneOf(OF_OTHERS)}`)],
  *find({ device }) {
    for (const state of withFault(device, 'PACKAGE', 'WIDELY')) {
      const isOfPackage = isOneOf(state.error, BROKEN_PACKAGE);
      const devices = failingAlike(state) ?? 1;
      const { values, ...draft } = draftOf(device, [state]);
      yield {
        ...draft,
        subject: state,
        about: state.app.id,
        ...(isOfPackage ? { variant: 'PACKAGE' } : { confidence: 'LIKELY' }),
        count: devices,
        values: { ...values, count: devices },
        more: [...(draft.more ?? []), ...(isOfPackage ? [] : ['IN_SCOPE'])],
      };
    }
  },
};

export const appNotDetected: DeviceRule = {
  id: 'APP_NOT_DETECTED',
  about: 'DEVICE',
  onlyWith: { appInstallStates: FAILED_INSTALLS },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['APPS'],
  reads: READS,
  steps: [STEPS.sync, { who: 'APP_OWNER', at: 'APP' }],
  candidates: () => [devicesWithApp(sql`${DID_FAIL} AND ${CODE} IN ${oneOf(NOT_DETECTED)}`)],
  *find({ device }) {
    const states = withFault(device, 'NOT_DETECTED');
    if (states.length > 0) yield { ...draftOf(device, states), ...severalOf(states), more: [] };
  },
};

const OPTIONAL: readonly AppIntent[] = [
  ...(['AVAILABLE', 'AVAILABLE_WITHOUT_ENROLLMENT', 'UNINSTALL', 'NOT_AVAILABLE', 'EXCLUDED'] as const),
];

/** Intune collects diagnostics of Windows devices only. */
const DIAGNOSE = stepNeeding({ ...STEPS.operator, text: 'DIAGNOSE', action: 'COLLECT_DIAGNOSTICS' }, 'DIAGNOSTICS');

const SYNCING_REMEDY: StepOf = { ...STEPS.sync, text: 'REMEDY' };
const BUY: StepOf = { who: 'APP_OWNER', at: 'APP' };

/** A statement about the failed apps of a device. It names required apps first. */
function failureOf({ device, clock }: DeviceView, states: readonly InstallFacts[]): Draft {
  const isRequired = ({ intent }: InstallFacts) => !OPTIONAL.includes(intent);
  const isFresh = ({ stateSince }: InstallFacts) =>
    clock.hasPassed(stateSince) && !clock.hasPassed(stateSince, RETRY_HOURS * HOUR_MS);
  const draft = draftOf(
    device,
    [...states].sort((a, b) => Number(isRequired(b)) - Number(isRequired(a))),
  );
  return {
    ...draft,
    more: [...(draft.more ?? []), ...(device.platform === 'WINDOWS' && states.every(isFresh) ? ['RETRIED'] : [])],
    severity: states.some(isRequired) ? 'PROBLEM' : 'WARNING',
    tags: ['ON_DEVICE'],
    steps: [
      remediesAskForSync(states) ? SYNCING_REMEDY : STEPS.sync,
      ...(device.platform === 'WINDOWS' ? [DIAGNOSE] : []),
    ],
  };
}

export const requiredAppFailed: DeviceRule = {
  id: 'REQUIRED_APP_FAILED',
  about: 'DEVICE',
  onlyWith: { appInstallStates: FAILED_INSTALLS },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['APPS'],
  reads: { ...READS, Device: 'deviceName platform freeStorageMegabytes totalStorageMegabytes appInstallStates' },
  steps: [STEPS.sync, DIAGNOSE],
  otherSteps: [SYNCING_REMEDY, BUY],
  candidates: () => [
    devicesWithApp(sql`${DID_FAIL} AND (i.state = 'UNINSTALL_FAILED' OR ${CODE} NOT IN ${oneOf(SURELY_ANOTHER)})`),
  ],
  *find(view): Iterable<Draft> {
    const { device } = view;
    const licences = withFault(device, 'LICENCES');
    if (licences.length > 0) {
      yield {
        ...draftOf(device, licences),
        variant: 'LICENCES',
        about: 'LICENCES',
        tags: ['LICENCES'],
        steps: [BUY],
      };
    }
    const removals = withFault(device, 'REMOVAL');
    if (removals.length > 0) yield { ...failureOf(view, removals), variant: 'REMOVAL', about: 'REMOVAL' };
    const others = withFault(device, 'OTHER');
    // A full storage explains these, and no others.
    const keptOut = others.filter(({ error }) => isOneOf(error, STORAGE_IS_FULL) && isStorageFull(device));
    if (keptOut.length > 0) yield { ...failureOf(view, keptOut), about: 'STORAGE', tags: ['ON_DEVICE', 'STORAGE'] };
    const rest = others.filter((install) => !keptOut.includes(install));
    if (rest.length > 0) yield failureOf(view, rest);
  },
};

export const restartNeeded: DeviceRule = {
  id: 'RESTART_NEEDED',
  about: 'DEVICE',
  onlyWith: { appInstallStates: 'ANY' },
  severity: 'WARNING',
  confidence: 'CERTAIN',
  topics: ['APPS'],
  reads: READS,
  steps: [STEPS.user],
  candidates: () => [devicesWithApp(sql`i.error_code IN ${oneOf(RESTART_WAITS)}`)],
  *find({ device }) {
    const states = withFault(device, 'RESTART');
    if (states.length > 0) yield { ...draftOf(device, states), ...severalOf(states), more: [] };
  },
};
