import { sql } from '../../database/sql';
import type { FindingRule, ManagementAgent } from '../../generated/graphql';
import { DAY_MS } from '../../resolving/days';
import { devicesWith, oneOf } from '../candidates';
import { CERTIFICATE_DAYS, QUIET_DAYS, RENEWAL_DAYS, VALIDITY_DAYS } from '../constants';
import { calledDevice } from '../naming';
import type { DeviceRule } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';
import { onlyInactive } from './built-in-policy';
import { REPORTS_TO_OTHERS } from './never-checked-in';

// Other channels report to somebody else, so their silence says nothing here.
const OF_INTUNE: readonly ManagementAgent[] = [
  ...(['MDM', 'EAS_MDM', 'INTUNE_CLIENT', 'EAS_INTUNE_CLIENT', 'MICROSOFT365_MANAGED_MDM'] as const),
  ...(['CONFIGURATION_MANAGER_CLIENT_MDM', 'CONFIGURATION_MANAGER_CLIENT_MDM_EAS'] as const),
  ...(['GOOGLE_CLOUD_DEVICE_POLICY_CONTROLLER', 'GOOGLE', 'INTUNE_AOSP'] as const),
];

/** No sync reaches a silent device, and these advise one. */
const SYNCED: readonly FindingRule[] = ['REQUIRED_APP_FAILED', 'APP_NOT_DETECTED', 'APP_USER_CAN_FIX'];
const EXPLAINED = [
  ...['NONCOMPLIANT_INACTIVE', 'ACTION_WAITING', 'APP_WAITING', 'COMPLIANCE_UNKNOWN', 'CERT_NOT_RENEWED'],
  ...['ENTRA_DISAGREES'],
];

export const deviceSilent: DeviceRule = {
  id: 'DEVICE_SILENT',
  about: 'DEVICE',
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['CONTACT', 'ACCESS'],
  reads: { Device: 'deviceName platform managedBy lastCheckInAt certificateExpiresAt managementState' },
  // Without these the rule still says that the device is silent.
  mayRead: {
    Tenant: 'complianceValidityDays',
    Device: 'intuneCompliance compliancePolicyStates',
    CompliancePolicyState: 'state settings',
    SettingState: 'name state',
  },
  explains: [...EXPLAINED, 'REQUIRED_APP_FAILED:ON_DEVICE', 'APP_NOT_DETECTED', 'APP_USER_CAN_FIX'],
  steps: [STEPS.user, STEPS.retire],
  candidates: ({ clock }) => [
    devicesWith(sql`d.last_check_in_at <= ${clock.ago(QUIET_DAYS * DAY_MS)} AND d.managed_by IN ${oneOf(OF_INTUNE)}`),
  ],
  *find({ device, others, tenant, clock, thresholds }) {
    const { lastCheckInAt } = device;
    if (lastCheckInAt === null || !OF_INTUNE.includes(device.managedBy)) return;
    if (!clock.hasPassed(lastCheckInAt, QUIET_DAYS * DAY_MS)) return;
    const isWarning = clock.hasPassed(lastCheckInAt, thresholds.silentDays * DAY_MS);
    const validityDays = thresholds.validityDays ?? tenant?.complianceValidityDays ?? VALIDITY_DAYS;
    const isProblem = clock.hasPassed(lastCheckInAt, validityDays * DAY_MS);
    // The user works on another device, and this one may lie in a drawer.
    const isReplaced = others().some(
      (other) =>
        other.platform === device.platform &&
        other.lastCheckInAt !== null &&
        !clock.hasPassed(other.lastCheckInAt, QUIET_DAYS * DAY_MS),
    );
    const inactive = onlyInactive(device);
    yield {
      subject: device,
      severity: isReplaced || !(isWarning || isProblem) ? 'INFO' : isProblem ? 'PROBLEM' : 'WARNING',
      since: lastCheckInAt,
      values: {
        device: calledDevice(device),
        days: { daysSince: lastCheckInAt },
        limit: validityDays,
      },
      more: [...(inactive === undefined ? [] : ['INACTIVE']), ...(isReplaced ? ['ANOTHER'] : [])],
      // After a few days of silence the app is still the news.
      ...(isWarning || isProblem ? { doubtsTheRest: true } : { explains: EXPLAINED }),
      // That a device in a drawer is not compliant, or lacks an app, does no harm.
      ...(isReplaced && { restatedBy: ['NONCOMPLIANT_INACTIVE', ...SYNCED] }),
      evidence: [
        ...evidence(device, 'lastCheckInAt', 'certificateExpiresAt', 'managementState'),
        ...(inactive === undefined ? [] : evidence(inactive, 'name', 'state')),
      ],
    };
  },
};

export const certNotRenewed: DeviceRule = {
  id: 'CERT_NOT_RENEWED',
  about: 'DEVICE',
  severity: 'WARNING',
  confidence: 'POSSIBLE',
  topics: ['CONTACT'],
  reads: { Device: 'deviceName certificateExpiresAt lastCheckInAt managedBy' },
  unproven: true,
  steps: [STEPS.sync],
  candidates: ({ clock }) => [
    devicesWith(sql`d.certificate_expires_at > ${clock.now} AND (
      d.certificate_expires_at <= ${clock.ago(-CERTIFICATE_DAYS * DAY_MS)}
      OR (d.last_check_in_at <= ${clock.ago(CERTIFICATE_DAYS * DAY_MS)}
        AND d.certificate_expires_at <= ${clock.ago(-RENEWAL_DAYS * DAY_MS)}))`),
  ],
  *find({ device, clock }) {
    const { certificateExpiresAt: expiresAt, lastCheckInAt, managedBy } = device;
    if (REPORTS_TO_OTHERS.includes(managedBy)) return;
    if (expiresAt === null || clock.hasPassed(expiresAt)) return;
    const isNear = clock.hasPassed(expiresAt, -CERTIFICATE_DAYS * DAY_MS);
    const isSilent = lastCheckInAt !== null && clock.hasPassed(lastCheckInAt, CERTIFICATE_DAYS * DAY_MS);
    if (!isNear && !(isSilent && clock.hasPassed(expiresAt, -RENEWAL_DAYS * DAY_MS))) return;
    yield {
      subject: device,
      onset: lastCheckInAt,
      values: { device: calledDevice(device), expiresAt: { moment: expiresAt } },
      evidence: evidence(device, 'certificateExpiresAt', 'lastCheckInAt'),
    };
  },
};
