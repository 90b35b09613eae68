import { sql } from '../../database/sql';
import { STATE_IN_ENTRA } from '../../device/store';
import type { ComplianceState, JoinType } from '../../generated/graphql';
import { devicesWith, oneOf } from '../candidates';
import { ENTRA_LAG_HOURS, HOUR_MS, NEW_DEVICE_HOURS } from '../constants';
import { calledDevice } from '../naming';
import type { DeviceRule, DeviceView, StepOf } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';

const GOOD: readonly ComplianceState[] = ['COMPLIANT', 'IN_GRACE_PERIOD', 'CONFIG_MANAGER'];
const BAD: readonly ComplianceState[] = ['NONCOMPLIANT', 'ERROR', 'CONFLICT'];
const REGISTERED: readonly JoinType[] = ['JOINED', 'REGISTERED', 'HYBRID_JOINED'];

/** Whether both records were read long enough after the last contact, so that the second had time to follow. */
function isSettled({ device, readAt }: DeviceView): boolean {
  const { lastCheckInAt } = device;
  if (lastCheckInAt === null) return false;
  const settled = Date.parse(lastCheckInAt) + ENTRA_LAG_HOURS * HOUR_MS;
  return ['Device.intuneCompliance', 'Device.entraCompliance'].every(
    (coordinate) => Date.parse(readAt(coordinate) ?? lastCheckInAt) >= settled,
  );
}

const ASK: StepOf = { ...STEPS.operator, text: 'CONFIG_MANAGER' };
const LOOK: StepOf = { who: 'IDENTITY_ADMIN', at: 'DEVICE' };
const WARN: StepOf = { who: 'OPERATOR', text: 'WARN_USER' };

export const entraDisagrees: DeviceRule = {
  id: 'ENTRA_DISAGREES',
  about: 'DEVICE',
  severity: 'PROBLEM',
  confidence: 'LIKELY',
  topics: ['ACCESS'],
  reads: { Device: 'deviceName intuneCompliance entraCompliance joinType platform enrolledAt lastCheckInAt' },
  unproven: true,
  steps: [STEPS.sync],
  otherSteps: [LOOK, ASK, WARN],
  // The newest Entra object counts. Others would show in the place where a page of the list ends.
  candidates: ({ clock }) => [
    devicesWith(
      sql`d.entra_device_id IN (SELECT e.device_id FROM entra_devices e WHERE e.compliance <> 'COMPLIANT')
        AND d.last_check_in_at IS NOT NULL AND (d.compliance IN ${oneOf(GOOD)}
          OR (d.compliance = 'NONCOMPLIANT' AND d.grace_until > ${clock.now}))`,
      sql`${STATE_IN_ENTRA} <> 'COMPLIANT'`,
    ),
    devicesWith(
      sql`d.compliance <> 'COMPLIANT' AND d.compliance IN ${oneOf([...BAD, 'IN_GRACE_PERIOD'])} AND d.last_check_in_at IS NOT NULL`,
      sql`${STATE_IN_ENTRA} = 'COMPLIANT'`,
    ),
  ],
  *find(view) {
    const { device, clock } = view;
    const { intuneCompliance: intune, entraCompliance: entra } = device;
    const isGood = GOOD.includes(intune);
    if (isGood ? entra === 'COMPLIANT' : entra !== 'COMPLIANT') return;
    if (!isSettled(view)) return;
    const shared = {
      subject: device,
      values: { device: calledDevice(device) },
      evidence: evidence(device, 'intuneCompliance', 'entraCompliance', 'joinType', 'lastCheckInAt'),
    };
    if (isGood && entra === 'NONCOMPLIANT') {
      if (intune === 'CONFIG_MANAGER') {
        yield { ...shared, variant: 'CONFIG_MANAGER', steps: [ASK] };
        return;
      }
      yield {
        ...shared,
        ...(intune === 'IN_GRACE_PERIOD' && { variant: 'GRACE' }),
        steps: [STEPS.sync, LOOK],
      };
      return;
    }
    if (BAD.includes(intune) && entra === 'COMPLIANT') {
      yield {
        ...shared,
        variant: 'STILL_ALLOWED',
        tags: ['STILL_ALLOWED'],
        severity: 'WARNING',
        steps: [WARN],
      };
      return;
    }
    const isUnknown = entra === 'NOT_APPLICABLE' && REGISTERED.includes(device.joinType) && device.platform !== 'LINUX';
    if (isGood && isUnknown && clock.hasPassed(device.enrolledAt, NEW_DEVICE_HOURS * HOUR_MS)) {
      yield { ...shared, variant: 'NO_RECORD', severity: 'WARNING' };
    }
  },
};
