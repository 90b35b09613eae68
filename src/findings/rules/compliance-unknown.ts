import { sql } from '../../database/sql';
import { devicesWith } from '../candidates';
import type { Clock } from '../clock';
import { HOUR_MS, NEW_DEVICE_HOURS } from '../constants';
import type { DeviceFacts } from '../facts';
import { calledDevice } from '../naming';
import type { DeviceRule, Draft, StepOf } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';
import { REPORTS_TO_OTHERS } from './never-checked-in';

const LATE: StepOf = { ...STEPS.sync, text: 'LATE' };
const askOthers = (text: 'CONFIG_MANAGER' | 'OF_OTHERS'): StepOf => ({ ...STEPS.operator, text });

/** Why the compliance is unknown, and what to do. */
function variantOf({ intuneCompliance, managedBy, enrolledAt }: DeviceFacts, clock: Clock): Partial<Draft> {
  if (intuneCompliance === 'CONFIG_MANAGER') return { variant: 'CONFIG_MANAGER', steps: [askOthers('CONFIG_MANAGER')] };
  if (REPORTS_TO_OTHERS.includes(managedBy)) return { variant: 'OF_OTHERS', steps: [askOthers('OF_OTHERS')] };
  const isNew = enrolledAt !== null && !clock.hasPassed(enrolledAt, NEW_DEVICE_HOURS * HOUR_MS);
  return isNew ? {} : { variant: 'LATE', steps: [LATE, STEPS.admin] };
}

export const complianceUnknown: DeviceRule = {
  id: 'COMPLIANCE_UNKNOWN',
  about: 'DEVICE',
  onlyWith: { intuneCompliance: ['UNKNOWN', 'CONFIG_MANAGER'] },
  severity: 'INFO',
  confidence: 'CERTAIN',
  topics: ['ACCESS', 'ENROLMENT'],
  reads: { Device: 'deviceName intuneCompliance enrolledAt lastCheckInAt managedBy' },
  steps: [STEPS.operator],
  otherSteps: [askOthers('CONFIG_MANAGER'), askOthers('OF_OTHERS'), LATE, STEPS.admin],
  candidates: () => [devicesWith(sql`d.compliance <> 'COMPLIANT' AND d.compliance IN ('UNKNOWN', 'CONFIG_MANAGER')`)],
  *find({ device, clock }) {
    yield {
      subject: device,
      ...variantOf(device, clock),
      values: { device: calledDevice(device), agent: { name: device.managedBy, of: 'AGENT' } },
      evidence: evidence(device, 'intuneCompliance', 'enrolledAt', 'lastCheckInAt', 'managedBy'),
    };
  },
};
