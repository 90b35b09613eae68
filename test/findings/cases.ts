import type { FindingRule } from '../../src/generated/graphql';
import { type Case, type DeviceCase, daysAgo, type Profile, stored } from '../support/finding-facts';

/*
 * For each rule: facts on which it speaks, with the severity and the variant that it gives, and facts on which it is
 * silent. Decided from Microsoft's documentation of the states, not from the rules.
 */

interface RuleCases {
  readonly speaks: readonly { readonly says: string; readonly given: Case }[];
  readonly isSilent: readonly Case[];
}

const on = (device: DeviceCase): Case => ({ devices: [device] });
const bad = (name: string, rest: Partial<Profile> = {}): Profile => ({
  state: 'NONCOMPLIANT',
  settings: [{ name, state: 'NONCOMPLIANT' }],
  ...rest,
});
const profile = (type: string, code: string | null, rest: Profile = {}): Profile => ({
  profileType: type as NonNullable<Profile['profileType']>,
  state: 'ERROR',
  errorCode: code === null ? null : stored(code),
  ...rest,
});
const failed = (code: string | null, rest: NonNullable<DeviceCase['apps']>[number] = {}): DeviceCase => ({
  apps: [{ errorCode: code === null ? null : stored(code), ...rest }],
});
/** A volume purchase token that expired, and one that works. */
const TWO_TOKENS: NonNullable<Case['connectors']> = [
  { kind: 'APPLE_VOLUME_PURCHASE', name: 'Old', expiresAt: daysAgo(4) },
  { kind: 'APPLE_VOLUME_PURCHASE', name: 'New', expiresAt: daysAgo(-300), lastSyncAt: daysAgo(0.1) },
];
const noncompliant = (setting: string, rest: DeviceCase = {}): DeviceCase => ({
  intuneCompliance: 'NONCOMPLIANT',
  entraCompliance: 'NONCOMPLIANT',
  compliance: [bad(setting)],
  ...rest,
});

/** The rules that look for something. */
export type LookingRule = Exclude<FindingRule, 'KNOWN_ISSUE'>;

export const CASES: Readonly<Record<LookingRule, RuleCases>> = {
  TENANT_INACTIVE: {
    speaks: [{ says: 'BLOCKER', given: { subscription: 'DISABLED' } }],
    // In its warning period a subscription works.
    isSilent: [{}, { subscription: 'WARNING' }],
  },
  ACCOUNT_DISABLED: {
    speaks: [
      { says: 'BLOCKER', given: { accountEnabled: false } },
      { says: 'BLOCKER', given: { accountEnabled: false, displayName: null } },
    ],
    isSilent: [{}, { accountEnabled: null }],
  },
  ROOTED_OR_JAILBROKEN: {
    speaks: [
      {
        says: 'BLOCKER',
        given: on(noncompliant('AndroidWorkProfileCompliancePolicy.SecurityBlockJailbrokenDevices')),
      },
      { says: 'BLOCKER', given: { protections: [{ flags: '["ROOTED_DEVICE"]' }, { flags: '["ROOTED_DEVICE"]' }] } },
      { says: 'WARNING UNKNOWN', given: { protections: [{ flags: '["UNKNOWN"]' }] } },
      // One app of the phone knows more than another.
      { says: 'BLOCKER', given: { protections: [{ flags: '["UNKNOWN"]' }, { flags: '["ROOTED_DEVICE"]' }] } },
    ],
    isSilent: [{}, { protections: [{}] }, on(noncompliant('Windows10CompliancePolicy.SecureBootEnabled'))],
  },
  REMOVAL_PENDING: {
    speaks: [
      {
        says: 'BLOCKER RETIRE',
        given: on({
          managementState: 'RETIRE_PENDING',
          actions: [{ kind: 'RETIRE', state: 'PENDING', requestedAt: daysAgo(1) }],
        }),
      },
      // It was not in contact since the request.
      {
        says: 'BLOCKER RETIRE',
        given: on({
          managementState: 'RETIRE_PENDING',
          lastCheckInAt: daysAgo(5),
          actions: [{ kind: 'RETIRE', state: 'PENDING', requestedAt: daysAgo(3) }],
        }),
      },
      {
        says: 'BLOCKER WIPE',
        given: on({
          managementState: 'WIPE_PENDING',
          lastCheckInAt: daysAgo(20),
          actions: [{ kind: 'WIPE', state: 'PENDING', requestedAt: daysAgo(9) }],
        }),
      },
      { says: 'BLOCKER WIPE', given: on({ managementState: 'WIPE_ISSUED', lastCheckInAt: null }) },
      {
        says: 'BLOCKER WIPE',
        given: on({
          managementState: 'WIPE_PENDING',
          actions: [{ kind: 'RETIRE', state: 'FAILED', requestedAt: daysAgo(400) }],
        }),
      },
    ],
    isSilent: [{}, on({ managementState: 'WIPE_CANCELED' }), on({ managementState: 'WIPE_FAILED' })],
  },
  REMOVAL_FAILED: {
    speaks: [
      { says: 'PROBLEM WIPE', given: on({ managementState: 'WIPE_FAILED' }) },
      { says: 'PROBLEM RETIRE', given: on({ managementState: 'RETIRE_FAILED' }) },
    ],
    isSilent: [{}, on({ managementState: 'WIPE_PENDING' })],
  },
  NO_INTUNE_LICENCE: {
    speaks: [
      { says: 'BLOCKER NONE', given: { intuneLicensed: false, licenses: [] } },
      {
        says: 'BLOCKER ERROR',
        given: {
          intuneLicensed: false,
          licenses: [{ state: 'DISABLED' }, { state: 'PENDING', error: 'COUNT_VIOLATION' }],
        },
      },
      { says: 'BLOCKER PLAN_OFF', given: { intuneLicensed: false, licenses: [{ state: 'DISABLED' }] } },
      {
        says: 'BLOCKER INACTIVE',
        given: { intuneLicensed: false, licenses: [{ state: 'SUSPENDED' }], usageLocation: null },
      },
      { says: 'BLOCKER INACTIVE', given: { intuneLicensed: false, licenses: [{ state: 'UNKNOWN' }] } },
      ...(['DISABLED', 'SUSPENDED'] as const).map((state) => ({
        says: state === 'DISABLED' ? 'BLOCKER PLAN_OFF' : 'BLOCKER INACTIVE',
        given: { intuneLicensed: false, licenses: [{ state, group: { id: 'g', displayName: 'EMS E3' } }] },
      })),
      { says: 'WARNING NONE', given: { intuneLicensed: false, licenses: [], devices: [] } },
      {
        says: 'BLOCKER NONE',
        given: {
          intuneLicensed: false,
          licenses: [],
          devices: [],
          failures: [{ category: 'USER_VALIDATION', occurredAt: daysAgo(45) }],
          thresholds: { enrolmentDays: 60 },
        },
      },
      {
        says: 'BLOCKER NONE',
        given: {
          intuneLicensed: false,
          licenses: [],
          devices: [],
          failures: [{ category: 'USER_VALIDATION', occurredAt: daysAgo(20) }],
        },
      },
      {
        says: 'INFO NONE',
        given: {
          intuneLicensed: false,
          licenses: [],
          devices: [],
          displayName: null,
          userPrincipalName: 'ana_fabrikam.example#EXT#@contoso.example',
        },
      },
      { says: 'WARNING ENDING', given: { licenses: [{ state: 'WARNING' }] } },
    ],
    isSilent: [
      {},
      { licenses: [{ state: 'WARNING' }, {}] },
      // An error on one licence while another works.
      { licenses: [{ error: 'COUNT_VIOLATION', state: 'PENDING' }, {}] },
    ],
  },
  APPLE_PUSH_EXPIRED: {
    speaks: [
      { says: 'BLOCKER', given: { connectors: [{ expiresAt: daysAgo(1) }], devices: [{ platform: 'IOS' }] } },
      {
        says: 'BLOCKER',
        given: { connectors: [{ expiresAt: daysAgo(1) }], devices: [], failures: [{ operatingSystem: 'macOS' }] },
      },
      {
        says: 'BLOCKER',
        given: {
          connectors: [{ expiresAt: daysAgo(50) }],
          devices: [],
          failures: [{ operatingSystem: 'macOS', occurredAt: daysAgo(45) }],
          thresholds: { enrolmentDays: 60 },
        },
      },
    ],
    isSilent: [
      { connectors: [{ expiresAt: daysAgo(-5) }], devices: [{ platform: 'IOS' }] },
      {
        connectors: [{ expiresAt: daysAgo(50) }],
        devices: [],
        failures: [{ operatingSystem: 'macOS', occurredAt: daysAgo(45) }],
      },
      // Nothing of Apple's here.
      { connectors: [{ expiresAt: daysAgo(1) }], failures: [{}] },
      { devices: [{ platform: 'MACOS' }] },
    ],
  },
  MANAGEMENT_CERT_EXPIRED: {
    speaks: [
      { says: 'BLOCKER', given: on({ certificateExpiresAt: daysAgo(6), lastCheckInAt: daysAgo(19) }) },
      { says: 'BLOCKER', given: on({ certificateExpiresAt: daysAgo(6), lastCheckInAt: null }) },
    ],
    // A contact after the end contradicts it.
    isSilent: [
      {},
      on({ certificateExpiresAt: daysAgo(6), lastCheckInAt: daysAgo(1) }),
      on({ certificateExpiresAt: null }),
      // Jamf keeps in contact with it, and Intune has no contact to lose.
      on({ certificateExpiresAt: daysAgo(6), lastCheckInAt: daysAgo(19), managedBy: 'JAMF' }),
    ],
  },
  CONNECTOR_DOWN: {
    speaks: [
      {
        says: 'PROBLEM',
        given: {
          connectors: [{ kind: 'CERTIFICATE_CONNECTOR', lastSyncAt: daysAgo(4) }],
          ...on({ profiles: [profile('CERTIFICATE', null), profile('CERTIFICATE', null)] }),
        },
      },
      {
        says: 'PROBLEM',
        given: {
          connectors: [{ kind: 'CERTIFICATE_CONNECTOR', lastSyncAt: daysAgo(4) }],
          ...on({ profiles: [profile('CERTIFICATE', null)] }),
        },
      },
      {
        says: 'PROBLEM',
        given: {
          connectors: [{ kind: 'APPLE_VOLUME_PURCHASE', expiresAt: daysAgo(4), name: null }],
          ...on(failed('0x87D13B7E')),
        },
      },
      // The app came from the token that expired. Another token works.
      { says: 'PROBLEM', given: { connectors: TWO_TOKENS, ...on(failed('0x87D13B7E', { appConnectorId: 'c0' })) } },
      // The app came from a token that is gone, and no other one works.
      {
        says: 'PROBLEM',
        given: { connectors: TWO_TOKENS.slice(0, 1), ...on(failed('0x87D13B7E', { appConnectorId: 'gone' })) },
      },
      // Two tokens expired. An app came from each.
      {
        says: 'PROBLEM, PROBLEM',
        given: {
          connectors: [...TWO_TOKENS.slice(0, 1), ...TWO_TOKENS.slice(0, 1)],
          ...on({
            apps: [
              { errorCode: stored('0x87D13B7E'), appConnectorId: 'c0' },
              { errorCode: stored('0x87D13B7E'), appConnectorId: 'c1' },
            ],
          }),
        },
      },
      {
        says: 'PROBLEM',
        given: {
          connectors: [{ kind: 'MOBILE_THREAT_DEFENSE', reported: 'UNHEALTHY' }],
          ...on({ compliance: [bad('IosCompliancePolicy.DeviceThreatProtectionEnabled')] }),
        },
      },
    ],
    isSilent: [
      // Nothing depends on it.
      { connectors: [{ kind: 'CERTIFICATE_CONNECTOR', lastSyncAt: daysAgo(4) }] },
      // The app came from the token that works, from no known one, or from one that is gone.
      { connectors: TWO_TOKENS, ...on(failed('0x87D13B7E', { appConnectorId: 'c1' })) },
      { connectors: TWO_TOKENS, ...on(failed('0x87D13B7E')) },
      { connectors: TWO_TOKENS, ...on(failed('0x87D13B7E', { appConnectorId: 'gone' })) },
      // Another one of its kind works.
      {
        connectors: [
          { kind: 'CERTIFICATE_CONNECTOR', lastSyncAt: daysAgo(4) },
          { kind: 'CERTIFICATE_CONNECTOR', lastSyncAt: daysAgo(0.1) },
        ],
        ...on({ profiles: [profile('CERTIFICATE', null)] }),
      },
      // Apple's enrolment token is needed by nothing that runs.
      { connectors: [{ kind: 'APPLE_DEVICE_ENROLLMENT', expiresAt: daysAgo(9) }] },
    ],
  },
  COMPLIANCE_OF_OTHER_USER: {
    speaks: [
      {
        says: 'PROBLEM',
        given: on({
          intuneCompliance: 'NONCOMPLIANT',
          compliance: [{}, bad('x', { userId: 'u2', userPrincipalName: 'bo@contoso.example' })],
        }),
      },
      {
        says: 'PROBLEM SEVERAL',
        given: on({
          intuneCompliance: 'NONCOMPLIANT',
          compliance: [
            bad('x', { userId: 'u2', userPrincipalName: 'bo@contoso.example' }),
            bad('x', { userId: 'u3', userPrincipalName: 'ka@contoso.example' }),
          ],
        }),
      },
      {
        says: 'PROBLEM',
        given: {
          displayName: null,
          ...on({
            intuneCompliance: 'ERROR',
            compliance: [bad('x', { state: 'ERROR', userId: 'u2', userPrincipalName: 'bo@contoso.example' })],
          }),
        },
      },
    ],
    isSilent: [
      {},
      // The same user, renamed.
      {
        displayName: null,
        ...on({
          intuneCompliance: 'NONCOMPLIANT',
          compliance: [bad('x', { userPrincipalName: 'old.name@contoso.example' })],
        }),
      },
      // The primary user's own policy is not in order either.
      on({
        intuneCompliance: 'NONCOMPLIANT',
        compliance: [
          bad('x', { state: 'IN_GRACE_PERIOD' }),
          bad('x', { userId: 'u2', userPrincipalName: 'bo@contoso.example' }),
        ],
      }),
      // Both are bad.
      on({
        intuneCompliance: 'NONCOMPLIANT',
        compliance: [bad('x'), bad('x', { userId: 'u2', userPrincipalName: 'bo@contoso.example' })],
      }),
      on({
        intuneCompliance: 'NONCOMPLIANT',
        compliance: [bad('x', { userId: 'u3', userPrincipalName: 'System account' })],
      }),
      // What an old sign-in left does no harm.
      on({ compliance: [bad('x', { userId: 'u2', userPrincipalName: 'bo@contoso.example' })] }),
    ],
  },
  NONCOMPLIANT_SETTING: {
    speaks: [
      { says: 'BLOCKER', given: on(noncompliant('IosCompliancePolicy.OsMinimumVersion')) },
      {
        says: 'PROBLEM',
        given: on(noncompliant('Windows10CompliancePolicy.BitLockerEnabled', { entraCompliance: 'COMPLIANT' })),
      },
      { says: 'BLOCKER', given: on(noncompliant('IosCompliancePolicy.OsMinimumVersion', { graceEndsAt: daysAgo(1) })) },
      // One statement for all settings, and one for the root, which another rule explains.
      {
        says: 'BLOCKER, BLOCKER',
        given: on(
          noncompliant('x', {
            compliance: [
              ...['OsMaximumVersion', 'StorageRequireEncryption', 'SecureBootEnabled', 'CodeIntegrityEnabled'],
              ...['ActiveFirewallRequired', 'PasswordRequired', 'DefenderEnabled', 'DeviceThreatProtectionEnabled'],
              ...['SecurityBlockJailbrokenDevices', 'SomethingNew'],
            ].map((name) => bad(`Windows10CompliancePolicy.${name}`)),
          }),
        ),
      },
    ],
    isSilent: [
      {},
      on(noncompliant('DefaultDeviceCompliancePolicy.RequireRemainContact')),
      on(noncompliant('IosCompliancePolicy.OsMinimumVersion', { graceEndsAt: daysAgo(-1) })),
    ],
  },
  ENROLLED_USER_GONE: {
    speaks: [
      { says: 'PROBLEM', given: on(noncompliant('DefaultDeviceCompliancePolicy.RequireUserExistence')) },
      {
        says: 'PROBLEM',
        given: on(noncompliant('DefaultDeviceCompliancePolicy.RequireUserExistence', { platform: 'ANDROID' })),
      },
    ],
    isSilent: [
      {},
      on(noncompliant('DefaultDeviceCompliancePolicy.RequireRemainContact')),
      // What an old sign-in left does no harm.
      on(noncompliant('DefaultDeviceCompliancePolicy.RequireUserExistence', { intuneCompliance: 'COMPLIANT' })),
    ],
  },
  NO_COMPLIANCE_POLICY: {
    speaks: [
      {
        says: 'PROBLEM',
        given: on(noncompliant('DefaultDeviceCompliancePolicy.RequireDeviceCompliancePolicyAssigned')),
      },
    ],
    isSilent: [
      {},
      on(noncompliant('DefaultDeviceCompliancePolicy.RequireUserExistence')),
      on(
        noncompliant('DefaultDeviceCompliancePolicy.RequireDeviceCompliancePolicyAssigned', {
          intuneCompliance: 'CONFIG_MANAGER',
        }),
      ),
    ],
  },
  COMPLIANCE_ERROR: {
    speaks: [
      { says: 'PROBLEM', given: on({ intuneCompliance: 'ERROR' }) },
      {
        says: 'PROBLEM',
        given: on({
          compliance: [{ state: 'ERROR', settings: [{ state: 'ERROR', errorCode: stored('0x87D1FDE8') }] }],
        }),
      },
      // What to do about this code ends with a sync.
      {
        says: 'PROBLEM',
        given: on({
          compliance: [{ state: 'ERROR', settings: [{ state: 'ERROR', errorCode: stored('0x87D1027C') }] }],
        }),
      },
    ],
    isSilent: [{}, on(noncompliant('x'))],
  },
  COMPLIANCE_CONFLICT: {
    speaks: [
      { says: 'PROBLEM UNNAMED', given: on({ intuneCompliance: 'CONFLICT' }) },
      {
        says: 'PROBLEM',
        given: on({ compliance: [{ state: 'CONFLICT', settings: [{ state: 'CONFLICT', sourceNames: '["A","B"]' }] }] }),
      },
    ],
    isSilent: [{}, on(noncompliant('x'))],
  },
  ENTRA_DISAGREES: {
    speaks: [
      { says: 'PROBLEM', given: on({ entraCompliance: 'NONCOMPLIANT' }) },
      { says: 'PROBLEM GRACE', given: on({ intuneCompliance: 'IN_GRACE_PERIOD', entraCompliance: 'NONCOMPLIANT' }) },
      // Intune says nothing about its compliance.
      {
        says: 'PROBLEM CONFIG_MANAGER',
        given: on({ intuneCompliance: 'CONFIG_MANAGER', entraCompliance: 'NONCOMPLIANT' }),
      },
      { says: 'WARNING STILL_ALLOWED', given: on({ intuneCompliance: 'NONCOMPLIANT' }) },
      { says: 'WARNING NO_RECORD', given: on({ entraCompliance: 'NOT_APPLICABLE' }) },
    ],
    isSilent: [
      {},
      // The second record had no time to follow.
      on({ entraCompliance: 'NONCOMPLIANT', lastCheckInAt: daysAgo(0.01) }),
      on({ entraCompliance: 'NOT_APPLICABLE', enrolledAt: daysAgo(0.5) }),
      on({ entraCompliance: 'NOT_APPLICABLE', platform: 'LINUX' }),
      on({ entraCompliance: 'NOT_APPLICABLE', joinType: 'NOT_REGISTERED' }),
    ],
  },
  NONCOMPLIANT_INACTIVE: {
    speaks: [
      {
        says: 'PROBLEM',
        given: on(noncompliant('DefaultDeviceCompliancePolicy.RequireRemainContact', { lastCheckInAt: daysAgo(40) })),
      },
      { says: 'INFO BACK', given: on(noncompliant('DefaultDeviceCompliancePolicy.RequireRemainContact')) },
    ],
    isSilent: [
      {},
      on(noncompliant('DefaultDeviceCompliancePolicy.RequireUserExistence')),
      on(noncompliant('DefaultDeviceCompliancePolicy.RequireRemainContact', { intuneCompliance: 'COMPLIANT' })),
    ],
  },
  DEVICE_LOCKED: {
    speaks: [
      { says: 'PROBLEM', given: on({ actions: [{ kind: 'ENABLE_LOST_MODE' }] }) },
      { says: 'PROBLEM UNDATED', given: on({ lostMode: 'ENABLED' }) },
      { says: 'PROBLEM', given: on({ lostMode: 'ENABLED', actions: [{ kind: 'ENABLE_LOST_MODE' }] }) },
      { says: 'INFO LOCKED', given: on({ actions: [{ kind: 'REMOTE_LOCK' }] }) },
    ],
    isSilent: [
      {},
      on({ actions: [{ kind: 'DISABLE_LOST_MODE' }, { kind: 'ENABLE_LOST_MODE' }] }),
      on({ actions: [{ kind: 'ENABLE_LOST_MODE', state: 'PENDING' }] }),
      // The user found the device, and switched the mode off on it.
      on({ lostMode: 'DISABLED', actions: [{ kind: 'ENABLE_LOST_MODE' }] }),
      on({ lostMode: 'PENDING' }),
      on({ actions: [{ kind: 'REMOTE_LOCK', updatedAt: daysAgo(9) }] }),
    ],
  },
  NEVER_CHECKED_IN: {
    speaks: [
      { says: 'PROBLEM', given: on({ lastCheckInAt: null, others: Array.from({ length: 14 }, () => ({})) }) },
      // One of many devices lies in a drawer.
      { says: 'WARNING', given: on({ lastCheckInAt: null, others: Array.from({ length: 15 }, () => ({})) }) },
      {
        says: 'PROBLEM',
        given: { ...on({ lastCheckInAt: null, others: [{}] }), thresholds: { groupAbove: 2 } },
      },
      {
        says: 'WARNING',
        given: { ...on({ lastCheckInAt: null, others: [{}, {}] }), thresholds: { groupAbove: 2 } },
      },
      { says: 'PROBLEM', given: on({ lastCheckInAt: null, managedBy: 'UNKNOWN' }) },
    ],
    isSilent: [
      {},
      on({ lastCheckInAt: null, enrolledAt: daysAgo(0.02) }),
      // A server that Defender manages never reports to Intune.
      on({ lastCheckInAt: null, managedBy: 'MS_SENSE' }),
    ],
  },
  CERT_PROFILE_FAILED: {
    speaks: [
      {
        says: 'PROBLEM',
        given: {
          connectors: [{ kind: 'CERTIFICATE_CONNECTOR', lastSyncAt: daysAgo(2) }],
          ...on({ profiles: [profile('CERTIFICATE', '0x87D1FDE8'), profile('WIFI', '0x87D159DC')] }),
        },
      },
      {
        says: 'PROBLEM',
        given: on({
          profiles: [
            profile('TRUSTED_ROOT', null),
            profile('VPN', null, { settings: [{ name: 'IdentityCertificate', state: 'ERROR' }] }),
          ],
        }),
      },
      { says: 'PROBLEM ALONE', given: on({ profiles: [profile('CERTIFICATE', null), profile('WIFI', '0x87D1FDE8')] }) },
    ],
    isSilent: [
      {},
      on({ profiles: [profile('WIFI', '0x87D159DC'), profile('CERTIFICATE', null, { state: 'COMPLIANT' })] }),
    ],
  },
  CERT_PROFILE_ABSENT: {
    speaks: [
      { says: 'PROBLEM', given: on({ profiles: [profile('VPN', '0x87D161AB')] }) },
      {
        says: 'PROBLEM SEVERAL',
        given: on({ profiles: [profile('VPN', '0x87D161AB'), profile('WIFI', '0x87D159DC')] }),
      },
      { says: 'WARNING', given: on({ joinType: 'HYBRID_JOINED', profiles: [profile('VPN', '0x87D161AB')] }) },
      { says: 'INFO', given: on({ enrolledAt: daysAgo(0.5), profiles: [profile('WIFI', '0x87D159DC')] }) },
      // The certificate profile is listed, and a filter leaves the device out.
      {
        says: 'PROBLEM',
        given: on({
          profiles: [profile('VPN', '0x87D161AB'), { profileType: 'CERTIFICATE', state: 'NOT_APPLICABLE' }],
        }),
      },
    ],
    isSilent: [
      {},
      on({ profiles: [profile('VPN', '0x87D161AB'), profile('CERTIFICATE', null, { state: 'COMPLIANT' })] }),
      on({ profiles: [profile('VPN', '0x87D1FDE8', { settings: [{ name: 'Server', state: 'ERROR' }] })] }),
    ],
  },
  MAIL_ACCOUNT_EXISTS: {
    speaks: [{ says: 'PROBLEM', given: on({ profiles: [profile('EMAIL', '0x87D1791D')] }) }],
    isSilent: [
      {},
      on({ profiles: [profile('EMAIL', '0x87D1FDE8')] }),
      on({ profiles: [profile('WIFI', '0x87D1791D')] }),
    ],
  },
  NETWORK_PROFILE_FAILED: {
    speaks: [
      { says: 'PROBLEM SEVERAL', given: on({ profiles: [profile('WIFI', '0x87D1FDE8'), profile('WIFI', null)] }) },
      {
        says: 'PROBLEM, PROBLEM',
        given: on({
          profiles: [profile('WIFI', null, { settings: [{ currentValue: 'off' }] }), profile('VPN', '0x87D161AB')],
        }),
      },
    ],
    isSilent: [
      {},
      on({ profiles: [profile('RESTRICTIONS', null)] }),
      on({ profiles: [profile('WIFI', null, { state: 'COMPLIANT' })] }),
    ],
  },
  PROFILE_CONFLICT: {
    speaks: [
      {
        says: 'PROBLEM',
        given: on({
          profiles: [
            profile('VPN', null, {
              state: 'CONFLICT',
              displayName: 'A',
              settings: [{ state: 'CONFLICT', sourceNames: '["A","B"]', currentValue: '1' }],
            }),
            profile('VPN', null, {
              state: 'CONFLICT',
              displayName: 'B',
              settings: [{ state: 'CONFLICT', sourceNames: '["A","B"]', currentValue: '2' }],
            }),
          ],
        }),
      },
      // The last one conflicts with both others, so all three are one conflict.
      {
        says: 'PROBLEM',
        given: on({
          profiles: ['["A"]', '["B"]', '["A","B","C"]'].map((sourceNames, i) =>
            profile('VPN', null, {
              state: 'CONFLICT',
              displayName: 'ABC'[i] as string,
              settings: [{ state: 'CONFLICT', sourceNames, currentValue: String(i) }],
            }),
          ),
        }),
      },
      ...[['Sales'], ['Sales', null]].map((names) => ({
        says: 'PROBLEM',
        given: on({
          profiles: ['A', 'B'].map((displayName) =>
            profile('VPN', null, {
              state: 'CONFLICT',
              displayName,
              settings: [{ state: 'CONFLICT', sourceNames: '["A","B"]' }],
            }),
          ),
          conflictGroups: names.flatMap((groupName, i) =>
            ['p0', 'p1'].map((policyId) => ({ parent: 'd1', policyId, groupId: `g${i}`, groupName })),
          ),
        }),
      })),
      { says: 'INFO', given: on({ profiles: [profile('RESTRICTIONS', null, { state: 'CONFLICT' })] }) },
      {
        says: 'WARNING',
        given: on({
          profiles: [profile('RESTRICTIONS', null, { state: 'CONFLICT', outcomes: { succeeded: 4, failed: 1 } })],
        }),
      },
    ],
    isSilent: [{}, on({ profiles: [profile('VPN', null)] })],
  },
  DEVICE_LIMIT_REACHED: {
    speaks: [
      {
        says: 'PROBLEM',
        given: {
          failures: [{ category: 'ENROLLMENT_RESTRICTIONS_ENFORCED', reason: 'Device cap reached' }],
          ...on({ lastCheckInAt: daysAgo(90) }),
        },
      },
      {
        says: 'PROBLEM',
        given: {
          displayName: null,
          devices: [],
          failures: [{ category: 'ENROLLMENT_RESTRICTIONS_ENFORCED', reason: 'Device cap reached' }],
          assigned: [{ kind: 'ENROLLMENT_RESTRICTION' }, { kind: 'ENROLLMENT_LIMIT', deviceLimit: 2 }],
        },
      },
    ],
    isSilent: [
      {},
      {
        failures: [
          { category: 'ENROLLMENT_RESTRICTIONS_ENFORCED', reason: 'Device cap reached', occurredAt: daysAgo(20) },
        ],
      },
      { displayName: null, failures: [{ category: 'AUTHORIZATION' }] },
      // Another device was enrolled since, so the limit is not in the way any more.
      {
        devices: [{}, { enrolledAt: daysAgo(1), platform: 'IOS' }],
        failures: [{ category: 'ENROLLMENT_RESTRICTIONS_ENFORCED', reason: 'Device cap reached' }],
      },
    ],
  },
  ENROLMENT_BLOCKED: {
    speaks: [
      { says: 'PROBLEM', given: { failures: [{ operatingSystem: 'Android' }] } },
      { says: 'PROBLEM, PROBLEM', given: { failures: [{ operatingSystem: 'Android' }, { operatingSystem: 'iOS' }] } },
      { says: 'INFO SUCCEEDED', given: { failures: [{ occurredAt: daysAgo(301) }] } },
      { says: 'INFO', given: { failures: [{ occurredAt: daysAgo(20) }] } },
      // The older failure says why.
      {
        says: 'INFO OLD',
        given: { failures: [{ occurredAt: daysAgo(20) }, { occurredAt: daysAgo(40), category: 'USER_VALIDATION' }] },
      },
      // A tenant for which a failed enrolment is news for longer.
      { says: 'PROBLEM', given: { failures: [{ occurredAt: daysAgo(45) }], thresholds: { enrolmentDays: 60 } } },
      { says: 'INFO', given: { failures: [{ occurredAt: daysAgo(61) }], thresholds: { enrolmentDays: 60 } } },
      {
        says: 'PROBLEM',
        given: {
          failures: [{ category: 'ENROLLMENT_RESTRICTIONS_ENFORCED', reason: 'Personal devices are blocked' }],
          assigned: [
            { kind: 'ENROLLMENT_RESTRICTION', platform: 'IOS' },
            { kind: 'ENROLLMENT_RESTRICTION', displayName: 'No private PCs', platform: 'WINDOWS' },
          ],
        },
      },
      {
        says: 'PROBLEM',
        given: { failures: [{ category: 'ENROLLMENT_RESTRICTIONS_ENFORCED', reason: 'The platform is blocked' }] },
      },
      {
        says: 'PROBLEM',
        given: {
          connectors: [{ kind: 'APPLE_DEVICE_ENROLLMENT', expiresAt: daysAgo(9) }],
          failures: [{ operatingSystem: 'iOS' }],
        },
      },
      // Another platform succeeded, and one that was enrolled before.
      {
        says: 'PROBLEM',
        given: { devices: [{ platform: 'IOS', enrolledAt: daysAgo(1) }, {}], failures: [{}] },
      },
    ],
    // Nothing failed: neither a device that was enrolled today nor a restriction that counts for the user is a failure.
    isSilent: [{}, on({ enrolledAt: daysAgo(0.1) }), { assigned: [{ kind: 'ENROLLMENT_RESTRICTION' }], devices: [] }],
  },
  SETUP_FAILED: {
    speaks: [
      {
        says: 'PROBLEM',
        given: on({ setups: [{ state: 'FAILURE', accountSetupState: 'FAILURE', reason: '0x80180014' }] }),
      },
      { says: 'PROBLEM UNKNOWN', given: on({ setups: [{ state: 'FAILURE' }] }) },
      // Nobody knows the reason that Intune gives.
      {
        says: 'PROBLEM',
        given: on({ setups: [{ state: 'FAILURE', deviceSetupState: 'FAILURE', reason: 'Out of ink' }] }),
      },
      {
        says: 'WARNING',
        given: on({
          setups: [{ state: 'FAILURE', deviceSetupState: 'FAILURE', occurredAt: daysAgo(13) }],
          autopilot: { profileState: 'FAILED' },
        }),
      },
      { says: 'INFO NO_PROFILE', given: on({ autopilot: { profileState: 'NOT_ASSIGNED' } }) },
      {
        says: 'WARNING NO_PROFILE',
        given: on({
          autopilot: { profileState: 'NOT_ASSIGNED', enrollmentState: 'NOT_CONTACTED' },
          setups: [{ state: 'FAILURE', occurredAt: daysAgo(15) }],
        }),
      },
    ],
    isSilent: [
      {},
      on({ setups: [{}, { state: 'FAILURE', occurredAt: daysAgo(2) }], autopilot: {} }),
      on({ setups: [{ state: 'FAILURE', occurredAt: daysAgo(15) }] }),
      on({ setups: [{ state: 'IN_PROGRESS' }], autopilot: { profileState: 'PENDING' } }),
    ],
  },
  APP_USER_CAN_FIX: {
    speaks: [
      { says: 'PROBLEM LOST_MODE', given: on(failed('0x87D13B97')) },
      // What to do about this code ends with no sync.
      { says: 'PROBLEM', given: on(failed('0xC7D14FB1')) },
      { says: 'PROBLEM', given: on(failed('0x87D13B62')) },
      {
        says: 'PROBLEM, PROBLEM',
        given: on({ apps: [{ errorCode: stored('0x87D13B62') }, { errorCode: stored('0x87D11388') }] }),
      },
    ],
    isSilent: [{}, on(failed('0x87D1041C')), on(failed('0x87D13B62', { state: 'INSTALLED' }))],
  },
  APP_AT_FAULT: {
    speaks: [
      { says: 'PROBLEM PACKAGE', given: on(failed('0x80073CF0')) },
      {
        says: 'PROBLEM',
        given: on(
          failed('0x80070643', {
            outcomes: [
              { state: 'FAILED', errorCode: stored('0x80070643'), devices: 4 },
              { state: 'INSTALLED', errorCode: null, devices: 16 },
            ],
          }),
        ),
      },
    ],
    isSilent: [
      {},
      // Four of 24 devices are less than a fifth.
      on(
        failed('0x80070643', {
          outcomes: [
            { state: 'FAILED', errorCode: stored('0x80070643'), devices: 4 },
            { state: 'INSTALLED', errorCode: null, devices: 20 },
          ],
        }),
      ),
      // Only two others.
      on(failed('0x80070643', { outcomes: [{ state: 'FAILED', errorCode: stored('0x80070643'), devices: 3 }] })),
      on(failed('0x80073CFF')),
    ],
  },
  APP_NOT_DETECTED: {
    speaks: [
      { says: 'PROBLEM', given: on(failed('0x87D1041C')) },
      {
        says: 'PROBLEM SEVERAL',
        given: on({ apps: [{ errorCode: stored('0x87D1041C') }, { errorCode: stored('0x87D1041C') }] }),
      },
    ],
    isSilent: [{}, on(failed('0x80070643'))],
  },
  REQUIRED_APP_FAILED: {
    speaks: [
      { says: 'PROBLEM', given: on(failed('0x80070643')) },
      { says: 'PROBLEM', given: on({ apps: [{}, { intent: 'AVAILABLE' }] }) },
      { says: 'PROBLEM', given: on(failed('0x80070643', { stateSince: daysAgo(0.5) })) },
      // What to do about this code ends with a sync.
      { says: 'PROBLEM', given: on(failed('0x87D13B6F')) },
      { says: 'WARNING', given: on(failed(null, { intent: 'AVAILABLE' })) },
      { says: 'WARNING REMOVAL', given: on(failed(null, { intent: 'UNINSTALL', state: 'UNINSTALL_FAILED' })) },
      { says: 'PROBLEM LICENCES', given: on(failed('0x87D13B7E')) },
      // One app does not fit into the full storage. The other failed for another reason.
      {
        says: 'PROBLEM, WARNING',
        given: on({
          freeStorageMegabytes: 100,
          apps: [{ errorCode: stored('0x80070070') }, { errorCode: '5', intent: 'AVAILABLE' }],
        }),
      },
      // The code is of another day: storage is free.
      {
        says: 'PROBLEM',
        given: on({ apps: [{ errorCode: stored('0x80070070') }, { errorCode: '5', intent: 'AVAILABLE' }] }),
      },
    ],
    isSilent: [{}, on(failed('0x87D1041C')), on(failed(null, { state: 'PENDING_INSTALL' }))],
  },
  DEVICE_SILENT: {
    speaks: [
      { says: 'INFO', given: on({ lastCheckInAt: daysAgo(5) }) },
      { says: 'WARNING', given: on({ lastCheckInAt: daysAgo(20) }) },
      { says: 'PROBLEM', given: on({ lastCheckInAt: daysAgo(40) }) },
      // The validity period of the tenant.
      { says: 'PROBLEM', given: { ...on({ lastCheckInAt: daysAgo(8) }), validityDays: 7 } },
      { says: 'WARNING', given: { ...on({ lastCheckInAt: daysAgo(40) }), validityDays: 60 } },
      // What a tenant sets: just before and after.
      { says: 'INFO', given: { ...on({ lastCheckInAt: daysAgo(20.9) }), thresholds: { silentDays: 21 } } },
      { says: 'WARNING', given: { ...on({ lastCheckInAt: daysAgo(21.1) }), thresholds: { silentDays: 21 } } },
      { says: 'WARNING', given: { ...on({ lastCheckInAt: daysAgo(39.9) }), thresholds: { validityDays: 40 } } },
      { says: 'PROBLEM', given: { ...on({ lastCheckInAt: daysAgo(40.1) }), thresholds: { validityDays: 40 } } },
      // It counts more than the validity period of the tenant.
      {
        says: 'WARNING',
        given: { ...on({ lastCheckInAt: daysAgo(39.9) }), validityDays: 7, thresholds: { validityDays: 40 } },
      },
      {
        says: 'PROBLEM',
        given: on(noncompliant('DefaultDeviceCompliancePolicy.RequireRemainContact', { lastCheckInAt: daysAgo(40) })),
      },
      { says: 'INFO', given: on({ lastCheckInAt: daysAgo(40), others: [{}] }) },
      { says: 'PROBLEM', given: on({ lastCheckInAt: daysAgo(40), others: [{ platform: 'IOS' }] }) },
    ],
    isSilent: [{}, on({ lastCheckInAt: daysAgo(2.9) }), on({ lastCheckInAt: daysAgo(40), managedBy: 'JAMF' })],
  },
  GRACE_ENDING: {
    speaks: [
      {
        says: 'WARNING',
        given: on(noncompliant('Windows10CompliancePolicy.BitLockerEnabled', { graceEndsAt: daysAgo(-3) })),
      },
      { says: 'PROBLEM UNKNOWN', given: on({ intuneCompliance: 'IN_GRACE_PERIOD', graceEndsAt: daysAgo(-0.5) }) },
    ],
    isSilent: [{}, on(noncompliant('x', { graceEndsAt: daysAgo(1) }))],
  },
  DUPLICATE_DEVICE: {
    speaks: [
      {
        says: 'WARNING',
        given: on({ lastCheckInAt: daysAgo(9), twins: [{ enrolledAt: daysAgo(5), serialNumber: ' sn-12345 ' }] }),
      },
      {
        says: 'PROBLEM',
        given: on({ intuneCompliance: 'NONCOMPLIANT', lastCheckInAt: daysAgo(9), twins: [{ enrolledAt: daysAgo(5) }] }),
      },
      ...[null, 'To be filled by O.E.M.', '0000'].map((serialNumber) => ({
        says: 'WARNING HIDDEN',
        given: on({ serialNumber, lastCheckInAt: daysAgo(9), twins: [{ enrolledAt: daysAgo(5) }] }),
      })),
    ],
    isSilent: [
      {},
      // Two systems on one machine, and both are in contact.
      on({ twins: [{ enrolledAt: daysAgo(5) }] }),
      // The other record is the old one.
      on({ lastCheckInAt: daysAgo(9), twins: [{ enrolledAt: daysAgo(500) }] }),
      on({ lastCheckInAt: daysAgo(9), twins: [{ enrolledAt: daysAgo(5), platform: 'LINUX' }] }),
      on({ serialNumber: null, lastCheckInAt: daysAgo(9) }),
      on({ serialNumber: null, twins: [{ enrolledAt: daysAgo(5) }] }),
    ],
  },
  LEAVER_DEVICE: {
    speaks: [
      { says: 'WARNING', given: { accountEnabled: false } },
      { says: 'WARNING', given: { accountEnabled: false, displayName: null } },
      { says: 'WARNING', given: { accountEnabled: false, ...on({ ownership: 'PERSONAL' }) } },
      { says: 'WARNING', given: { accountEnabled: false, ...on({ ownership: 'UNKNOWN' }) } },
    ],
    isSilent: [{}, { accountEnabled: null }, { accountEnabled: false, ...on({ managementState: 'RETIRE_PENDING' }) }],
  },
  NOT_REGISTERED: {
    speaks: [{ says: 'WARNING', given: on({ joinType: 'NOT_REGISTERED' }) }],
    isSilent: [
      {},
      on({ joinType: 'NOT_REGISTERED', platform: 'LINUX' }),
      on({ joinType: 'NOT_REGISTERED', enrolledAt: daysAgo(0.5) }),
      on({ joinType: 'NOT_REGISTERED', owner: null }),
    ],
  },
  CERT_NOT_RENEWED: {
    speaks: [
      { says: 'WARNING', given: on({ certificateExpiresAt: daysAgo(-5) }) },
      { says: 'WARNING', given: on({ certificateExpiresAt: daysAgo(-30), lastCheckInAt: daysAgo(8) }) },
    ],
    isSilent: [
      {},
      on({ certificateExpiresAt: daysAgo(-30) }),
      on({ certificateExpiresAt: daysAgo(1) }),
      on({ certificateExpiresAt: daysAgo(-60), lastCheckInAt: daysAgo(8) }),
      on({ certificateExpiresAt: daysAgo(-30), lastCheckInAt: daysAgo(8), managedBy: 'JAMF' }),
    ],
  },
  DATA_OUT_OF_DATE: {
    speaks: [
      { says: 'WARNING', given: { readAt: daysAgo(2) } },
      { says: 'WARNING IMPORTED', given: { readAt: daysAgo(2), isImported: true } },
      { says: 'WARNING', given: { readAt: daysAgo(2), failedSyncs: [{}] } },
      { says: 'WARNING FAILED', given: { failedSyncs: [{ kind: 'USERS' }] } },
    ],
    // No finding rests on roles.
    isSilent: [
      {},
      { failedSyncs: [{ kind: 'ROLES' }] },
      { readAt: daysAgo(0.99) },
      { readAt: daysAgo(0.99), isImported: true },
    ],
  },
  MAM_STOPPED: {
    speaks: [
      { says: 'WARNING', given: { protections: [{ lastSyncAt: daysAgo(20) }] } },
      { says: 'WARNING SEVERAL', given: { protections: [{ lastSyncAt: daysAgo(20) }, { lastSyncAt: daysAgo(30) }] } },
      // What a tenant sets.
      { says: 'WARNING', given: { protections: [{ lastSyncAt: daysAgo(30.1) }], thresholds: { protectionDays: 30 } } },
      {
        says: 'WARNING',
        given: { protections: [{ lastSyncAt: daysAgo(15), state: 'NOT_CHECKED_IN', platform: 'ANDROID' }, {}] },
      },
      { says: 'INFO', given: { protections: [{ lastSyncAt: daysAgo(20) }, { deviceName: 'New phone' }] } },
      {
        says: 'INFO SEVERAL',
        given: { protections: [{ lastSyncAt: daysAgo(20) }, { lastSyncAt: daysAgo(30) }, { deviceName: 'New phone' }] },
      },
      // The other app reports, although no policy applies to it.
      {
        says: 'INFO',
        given: { protections: [{ lastSyncAt: daysAgo(20) }, { lastSyncAt: daysAgo(2), state: 'NOT_CHECKED_IN' }] },
      },
    ],
    isSilent: [
      {},
      { protections: [{}] },
      { protections: [{ lastSyncAt: null, state: 'NOT_CHECKED_IN' }] },
      { protections: [{ lastSyncAt: daysAgo(0.05), state: 'NOT_CHECKED_IN' }] },
      { protections: [{ lastSyncAt: daysAgo(13), state: 'NOT_CHECKED_IN' }] },
      { protections: [{ lastSyncAt: daysAgo(29.9) }], thresholds: { protectionDays: 30 } },
    ],
  },
  ACTION_FAILED: {
    speaks: [
      { says: 'WARNING', given: on({ actions: [{ state: 'FAILED' }] }) },
      { says: 'WARNING NOT_SUPPORTED', given: on({ actions: [{ kind: 'REMOTE_LOCK', state: 'NOT_SUPPORTED' }] }) },
      // The limits of the platform are the reason.
      {
        says: 'WARNING, WARNING',
        given: on({
          actions: [
            { kind: 'RESET_PASSCODE', state: 'FAILED' },
            { kind: 'LOCATE_DEVICE', state: 'FAILED' },
          ],
        }),
      },
      { says: 'WARNING', given: on({ platform: 'IOS', actions: [{ kind: 'REBOOT_NOW', state: 'FAILED' }] }) },
    ],
    isSilent: [
      {},
      on({ actions: [{ state: 'FAILED', updatedAt: daysAgo(9) }] }),
      on({ actions: [{ state: 'DONE' }, { state: 'FAILED' }] }),
    ],
  },
  RESTART_NEEDED: {
    speaks: [
      { says: 'WARNING', given: on(failed('0xBC2', { state: 'PENDING_INSTALL' })) },
      {
        says: 'WARNING SEVERAL',
        given: on({ apps: [{ errorCode: stored('0xBC2') }, { state: 'INSTALLED', errorCode: stored('0xBC2') }] }),
      },
    ],
    isSilent: [{}, on(failed('0x80070643'))],
  },
  PROFILE_FAILED: {
    speaks: [
      { says: 'INFO', given: on({ profiles: [profile('CUSTOM', '0x87D10194')] }) },
      // It works on 80 % of the devices.
      {
        says: 'WARNING',
        given: on({ profiles: [profile('RESTRICTIONS', null, { outcomes: { succeeded: 8, failed: 2 } })] }),
      },
      // On fewer, on too few to tell, and a setting that the edition does not have.
      {
        says: 'INFO, INFO, INFO',
        given: on({
          profiles: [
            profile('RESTRICTIONS', null, { outcomes: { succeeded: 7, failed: 2 } }),
            profile('RESTRICTIONS', null, { outcomes: { succeeded: 3, failed: 1 } }),
            profile('CUSTOM', '0x87D10194', { outcomes: { succeeded: 90, failed: 1 } }),
          ],
        }),
      },
      // Failures are counted up to 10,000, so that many say nothing of the share.
      {
        says: 'WARNING, INFO',
        given: on({
          profiles: [
            profile('RESTRICTIONS', null, { outcomes: { succeeded: 45_000, failed: 9_999 } }),
            profile('RESTRICTIONS', null, { outcomes: { succeeded: 45_000, failed: 10_000 } }),
          ],
        }),
      },
      { says: 'INFO, INFO', given: on({ profiles: [profile('RESTRICTIONS', null), profile('OTHER', '0x87D1FDE8')] }) },
    ],
    isSilent: [{}, on({ profiles: [profile('WIFI', null), profile('CERTIFICATE', null)] })],
  },
  ACTION_WAITING: {
    speaks: [
      { says: 'INFO', given: on({ lastCheckInAt: daysAgo(5), actions: [{ state: 'PENDING' }] }) },
      { says: 'WARNING', given: on({ lastCheckInAt: null, actions: [{ kind: 'WIPE', state: 'PENDING' }] }) },
      { says: 'WARNING CONTACTED', given: on({ actions: [{ state: 'PENDING' }] }) },
      // What a tenant sets.
      {
        says: 'WARNING CONTACTED',
        given: {
          ...on({ actions: [{ state: 'PENDING', requestedAt: daysAgo(6.1 / 24) }] }),
          thresholds: { actionHours: 6 },
        },
      },
    ],
    isSilent: [
      {},
      on({ actions: [{ state: 'PENDING', requestedAt: daysAgo(23.9 / 24) }] }),
      on({ actions: [{}] }),
      { ...on({ actions: [{ state: 'PENDING', requestedAt: daysAgo(5.9 / 24) }] }), thresholds: { actionHours: 6 } },
    ],
  },
  COMPLIANCE_UNKNOWN: {
    speaks: [
      { says: 'INFO', given: on({ intuneCompliance: 'UNKNOWN', enrolledAt: daysAgo(0.5) }) },
      { says: 'INFO LATE', given: on({ intuneCompliance: 'UNKNOWN' }) },
      { says: 'INFO OF_OTHERS', given: on({ intuneCompliance: 'UNKNOWN', managedBy: 'MS_SENSE' }) },
      { says: 'INFO CONFIG_MANAGER', given: on({ intuneCompliance: 'CONFIG_MANAGER' }) },
    ],
    // Every other state is a judgement, also where a Configuration Manager client is there.
    isSilent: [
      {},
      on({ intuneCompliance: 'NONCOMPLIANT' }),
      on({ intuneCompliance: 'ERROR', lastCheckInAt: null }),
      on({ managedBy: 'CONFIGURATION_MANAGER_CLIENT_MDM' }),
    ],
  },
  APP_WAITING: {
    speaks: [
      { says: 'INFO', given: on(failed(null, { state: 'PENDING_INSTALL', intent: 'AVAILABLE' })) },
      { says: 'INFO', given: on(failed(null, { state: 'NOT_INSTALLED' })) },
    ],
    isSilent: [
      {},
      on(failed(null, { state: 'NOT_INSTALLED', intent: 'AVAILABLE' })),
      on(failed(null, { state: 'INSTALLED' })),
      // It waits for a restart of the device.
      on(failed('0xBC2', { state: 'PENDING_INSTALL' })),
    ],
  },
  MAM_NOT_USED: {
    speaks: [
      { says: 'INFO', given: { policies: 2, protections: [{ state: 'NOT_CHECKED_IN', lastSyncAt: null }] } },
      { says: 'INFO', given: { policies: 2, displayName: null } },
      { says: 'INFO SOME', given: { policies: 2, protections: [{}, { state: 'NOT_CHECKED_IN', lastSyncAt: null }] } },
    ],
    isSilent: [
      {},
      { policies: 2, protections: [{}] },
      // It was used, and no policy applied.
      { policies: 2, protections: [{ state: 'NOT_CHECKED_IN', lastSyncAt: daysAgo(0.05) }] },
      { policies: 2, protections: [{ state: 'CHECKED_IN', lastSyncAt: null }] },
      // There is no Android phone.
      { policies: 2, protections: [{}, { state: 'NOT_CHECKED_IN', lastSyncAt: null, platform: 'ANDROID' }] },
    ],
  },
  NO_DEVICE: {
    speaks: [
      { says: 'INFO', given: { devices: [] } },
      { says: 'INFO', given: { devices: [], displayName: null, protections: [{}] } },
      // The viewer sees all devices: none has the app, or the device of another user has it.
      { says: 'INFO', given: { devices: [], protections: [{ deviceLink: 'NONE' }] } },
      { says: 'INFO', given: { devices: [], protections: [{ deviceLink: 'SEEN' }] } },
    ],
    // One is enough, in whatever state.
    isSilent: [{}, on({ lastCheckInAt: null }), on({ managementState: 'WIPE_PENDING' })],
  },
  STORAGE_FULL: {
    speaks: [
      { says: 'WARNING', given: on({ freeStorageMegabytes: 1_900 }) },
      { says: 'PROBLEM', given: on({ platform: 'IOS', freeStorageMegabytes: 120, totalStorageMegabytes: 64_000 }) },
    ],
    isSilent: [
      {},
      on({ freeStorageMegabytes: 2_000 }),
      // Android Enterprise reports zeros.
      on({ freeStorageMegabytes: 0, totalStorageMegabytes: 0 }),
      on({ freeStorageMegabytes: 0 }),
      on({ freeStorageMegabytes: null }),
      on({ freeStorageMegabytes: 900, totalStorageMegabytes: null }),
    ],
  },
  CONNECTOR_ENDING: {
    speaks: [
      { says: 'WARNING APPLE_PUSH_CERTIFICATE', given: { connectors: [{ expiresAt: daysAgo(-29) }] } },
      {
        says: 'PROBLEM APPLE_VOLUME_PURCHASE, WARNING APPLE_DEVICE_ENROLLMENT',
        given: {
          connectors: [
            { kind: 'APPLE_VOLUME_PURCHASE', name: null, expiresAt: daysAgo(-6) },
            { kind: 'APPLE_DEVICE_ENROLLMENT', expiresAt: daysAgo(-8) },
          ],
        },
      },
      {
        says: 'WARNING APPLE_VOLUME_PURCHASE, PROBLEM APPLE_VOLUME_PURCHASE',
        given: {
          connectors: [
            { kind: 'APPLE_VOLUME_PURCHASE', name: 'Contoso', expiresAt: daysAgo(-25) },
            { kind: 'APPLE_VOLUME_PURCHASE', name: 'Contoso', expiresAt: daysAgo(-2) },
          ],
        },
      },
    ],
    isSilent: [
      {},
      { connectors: [{ expiresAt: daysAgo(-31) }] },
      { connectors: [{ expiresAt: daysAgo(1) }, { kind: 'CERTIFICATE_CONNECTOR' }] },
    ],
  },
  NOT_ENCRYPTED: {
    speaks: [
      { says: 'WARNING', given: on({ isEncrypted: 0 }) },
      { says: 'WARNING', given: on({ isEncrypted: 0, platform: 'MACOS' }) },
      // Another setting is not compliant.
      {
        says: 'WARNING',
        given: on(noncompliant('Windows10CompliancePolicy.ActiveFirewallRequired', { isEncrypted: 0 })),
      },
    ],
    isSilent: [
      {},
      on({ isEncrypted: null }),
      on({ isEncrypted: 0, ownership: 'PERSONAL' }),
      on({ isEncrypted: 0, platform: 'LINUX' }),
      on({ isEncrypted: 0, lastCheckInAt: null }),
      on(noncompliant('Windows10CompliancePolicy.BitLockerEnabled', { isEncrypted: 0 })),
      on(noncompliant('MacOSCompliancePolicy.StorageRequireEncryption', { isEncrypted: 0 })),
    ],
  },
  WRONG_PRIMARY_USER: {
    speaks: [
      { says: 'WARNING', given: on({ logons: [{ userId: 'u2' }] }) },
      // The account that logged on is gone.
      { says: 'WARNING', given: on({ logons: [{ userId: 'u-gone' }] }) },
      { says: 'WARNING', given: on({ owner: 'COLLEAGUE', logons: [{}] }) },
      { says: 'INFO SHARED', given: on({ owner: 'COLLEAGUE', logons: [{}, { userId: 'u2' }] }) },
    ],
    isSilent: [
      {},
      on({ logons: [{}] }),
      on({ logons: [{ userId: 'u2' }, {}] }),
      on({ owner: null, logons: [{ userId: 'u2' }] }),
    ],
  },
  PROFILE_NOT_REACHING: {
    speaks: [
      { says: 'WARNING EXCLUDED', given: on({ assigned: [{ outcome: 'EXCLUDED', profileType: 'WIFI' }] }) },
      {
        says: 'WARNING FILTERED_OUT',
        given: on({ assigned: [{ outcome: 'FILTERED_OUT', profileType: 'CERTIFICATE' }] }),
      },
      // The other Wi-Fi profile has arrived.
      {
        says: 'INFO EXCLUDED',
        given: on({
          assigned: [{ outcome: 'EXCLUDED', profileType: 'WIFI' }],
          profiles: [{ profileType: 'WIFI' }],
        }),
      },
      // Intune lists the profile that the filter leaves out.
      {
        says: 'WARNING FILTERED_OUT',
        given: on({
          assigned: [{ outcome: 'FILTERED_OUT', profileType: 'WIFI' }],
          profiles: [{ profileType: 'WIFI', state: 'NOT_APPLICABLE' }],
        }),
      },
      {
        says: 'INFO EXCLUDED, INFO FILTERED_OUT',
        given: on({ assigned: [{ outcome: 'EXCLUDED' }, { outcome: 'FILTERED_OUT' }, { outcome: 'EXCLUDED' }] }),
      },
      // A profile of another type has arrived, and one of this type is listed only.
      {
        says: 'WARNING EXCLUDED',
        given: on({
          assigned: [{ outcome: 'EXCLUDED', profileType: 'WIFI' }],
          profiles: [{ profileType: 'VPN' }, { profileType: 'WIFI', state: 'NOT_ASSIGNED' }],
        }),
      },
    ],
    // Not one is kept from it.
    isSilent: [{}, on({ profiles: [{ profileType: 'WIFI', state: 'NOT_APPLICABLE' }] })],
  },
  CHANGED_RECENTLY: {
    speaks: [
      { says: 'INFO', given: on({ profiles: [profile('WIFI', null, { policyModifiedAt: daysAgo(2) })] }) },
      { says: 'INFO', given: on({ compliance: [bad('OsMinimumVersion', { policyModifiedAt: daysAgo(0.1) })] }) },
      { says: 'INFO', given: on(failed('0x80070643', { appModifiedAt: daysAgo(2) })) },
      { says: 'INFO', given: on(failed(null, { state: 'UNINSTALL_FAILED', appModifiedAt: daysAgo(0.1) })) },
    ],
    isSilent: [
      {},
      on({ profiles: [profile('WIFI', null, { policyModifiedAt: daysAgo(4) })] }),
      on({ profiles: [profile('WIFI', null, { policyModifiedAt: null })] }),
      // A date in the future, and a policy that works.
      on({ profiles: [profile('WIFI', null, { policyModifiedAt: daysAgo(-1) })] }),
      on({ profiles: [{ profileType: 'WIFI', policyModifiedAt: daysAgo(1) }] }),
      on(failed('0x80070643', { appModifiedAt: daysAgo(4) })),
      on(failed('0x80070643', { appModifiedAt: null })),
      on(failed('0x80070643', { appModifiedAt: daysAgo(-1) })),
      // An app that works, one that waits, and a working app beside one that failed long after its change.
      on(failed(null, { state: 'INSTALLED', appModifiedAt: daysAgo(1) })),
      on(failed(null, { state: 'PENDING_INSTALL', appModifiedAt: daysAgo(1) })),
      on({ apps: [{ state: 'INSTALLED', appModifiedAt: daysAgo(1) }, {}] }),
    ],
  },
};
