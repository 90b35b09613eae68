import { sql } from '../../database/sql';
import { devicesWith } from '../candidates';
import { calledDevice } from '../naming';
import type { DeviceRule } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';

export const complianceUnknown: DeviceRule = {
  id: 'COMPLIANCE_UNKNOWN',
  about: 'DEVICE',
  onlyWith: { intuneCompliance: ['UNKNOWN', 'CONFIG_MANAGER'] },
  severity: 'INFO',
  confidence: 'CERTAIN',
  topics: ['ACCESS', 'ENROLMENT'],
  reads: { Device: 'deviceName intuneCompliance enrolledAt lastCheckInAt managedBy' },
  steps: [STEPS.operator],
  candidates: () => [devicesWith(sql`d.compliance <> 'COMPLIANT' AND d.compliance IN ('UNKNOWN', 'CONFIG_MANAGER')`)],
  *find({ device }) {
    yield {
      subject: device,
      ...(device.intuneCompliance === 'CONFIG_MANAGER' && { variant: 'CONFIG_MANAGER' }),
      values: { device: calledDevice(device) },
      evidence: evidence(device, 'intuneCompliance', 'enrolledAt', 'lastCheckInAt', 'managedBy'),
    };
  },
};
