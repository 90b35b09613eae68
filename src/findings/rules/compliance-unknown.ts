import { sql } from '../../database/sql';
import { devicesWith } from '../candidates';
import { calledDevice } from '../naming';
import type { DeviceRule } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';

export const complianceUnknown: DeviceRule = {
  id: 'COMPLIANCE_UNKNOWN',
  about: 'DEVICE',
  severity: 'INFO',
  confidence: 'CERTAIN',
  topics: ['ACCESS', 'ENROLMENT'],
  reads: { Device: 'deviceName intuneCompliance enrolledAt lastCheckInAt managedBy' },
  steps: [STEPS.operator],
  candidates: () => [devicesWith(sql`d.compliance <> 'COMPLIANT' AND d.compliance IN ('UNKNOWN', 'CONFIG_MANAGER')`)],
  *find({ device }) {
    const state = device.intuneCompliance;
    if (state !== 'UNKNOWN' && state !== 'CONFIG_MANAGER') return;
    yield {
      subject: device,
      ...(state === 'CONFIG_MANAGER' && { variant: 'CONFIG_MANAGER' }),
      values: { device: calledDevice(device) },
      evidence: evidence(device, 'intuneCompliance', 'enrolledAt', 'lastCheckInAt', 'managedBy'),
    };
  },
};
