import { readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { z } from 'zod';
import {
  AppInstallStateKind,
  AppIntent,
  ComplianceState,
  DeviceActionKind,
  DeviceActionState,
  EnrollmentFailureCategory,
  FlaggedReason,
  JoinType,
  LicenseState,
  ManagementAgent,
  ManagementState,
  MdmAuthority,
  Ownership,
  PolicyState,
  SubscriptionState,
} from '../../src/generated/graphql';
import { platformOfType } from '../../src/import/apps';
import { profileTypeOf } from '../../src/import/configurations';
import { platformOf } from '../../src/import/devices';
import { PROPERTY_NAMES } from '../../src/import/known-names';
import { actionId, permissionOf } from '../../src/import/roles';
import { createValues } from '../../src/import/values';

describe('a value of an enum', () => {
  test.each([
    ['googleCloudDevicePolicyController', 'GOOGLE_CLOUD_DEVICE_POLICY_CONTROLLER', ManagementAgent],
    ['configurationManagerClientMdmEas', 'CONFIGURATION_MANAGER_CLIENT_MDM_EAS', ManagementAgent],
    ['microsoft365ManagedMdm', 'MICROSOFT365_MANAGED_MDM', ManagementAgent],
    ['retirePending', 'RETIRE_PENDING', ManagementState],
    ['company', 'COMPANY', Ownership],
    ['inGracePeriod', 'IN_GRACE_PERIOD', ComplianceState],
    ['configManager', 'CONFIG_MANAGER', ComplianceState],
    ['nonCompliant', 'NONCOMPLIANT', PolicyState],
    ['notApplicable', 'NOT_APPLICABLE', PolicyState],
    ['logoutSharedAppleDeviceActiveUser', 'LOGOUT_SHARED_APPLE_DEVICE_ACTIVE_USER', DeviceActionKind],
    ['rotateBitLockerKeys', 'ROTATE_BITLOCKER_KEYS', DeviceActionKind],
    ['notSupported', 'NOT_SUPPORTED', DeviceActionState],
    ['LockedOut', 'LOCKED_OUT', LicenseState],
    ['notAvailable', 'NOT_AVAILABLE', AppIntent],
    ['uninstallFailed', 'UNINSTALL_FAILED', AppInstallStateKind],
    ['androidFactoryRomModified', 'ANDROID_FACTORY_ROM_MODIFIED', FlaggedReason],
    ['enrollmentRestrictionsEnforced', 'ENROLLMENT_RESTRICTIONS_ENFORCED', EnrollmentFailureCategory],
    ['lockedOut', 'LOCKED_OUT', SubscriptionState],
    ['intune', 'INTUNE', MdmAuthority],
  ])('is found by its name without case and underscores: %s is %s', (raw, expected, values) => {
    const { oneOf, notes } = createValues(0);
    for (const spelling of [raw, raw.toUpperCase(), raw.toLowerCase(), expected]) {
      expect(oneOf<string>(values, spelling, 'field')).toBe(expected);
    }
    expect(notes.unknown.size).toBe(0);
  });

  test('is found by its other names', () => {
    const { oneOf } = createValues(0);
    const aliases = { azuread: 'JOINED', workplace: 'REGISTERED' } as const;
    expect(oneOf(JoinType, 'AzureAd', 'trustType', aliases)).toBe('JOINED');
    expect(oneOf(JoinType, 'Workplace', 'trustType', aliases)).toBe('REGISTERED');
    expect(oneOf(JoinType, 'notRegistered', 'trustType', aliases)).toBe('NOT_REGISTERED');
  });

  test('is UNKNOWN, and counted with its field, where nobody here knows it', () => {
    const { oneOf, notes } = createValues(0);
    expect(oneOf(Ownership, 'leased', 'ownerType')).toBe('UNKNOWN');
    expect(oneOf(Ownership, 'leased', 'ownerType')).toBe('UNKNOWN');
    expect(oneOf(ManagementState, 'leased', 'managementState')).toBe('UNKNOWN');
    expect([...notes.unknown]).toEqual([
      ['ownerType "leased"', 2],
      ['managementState "leased"', 1],
    ]);
  });

  test.each(['unknown', 'Unknown', 'unknownFutureValue', '', null, undefined])(
    'is UNKNOWN without being counted where Microsoft does not know it: %p',
    (raw) => {
      const { oneOf, notes } = createValues(0);
      expect(oneOf(Ownership, raw, 'ownerType')).toBe('UNKNOWN');
      expect(notes.unknown.size).toBe(0);
    },
  );

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('is not a name of JavaScript: %s', (raw) => {
    const { oneOf, notes } = createValues(0);
    expect(oneOf(Ownership, raw, 'ownerType', { leased: 'COMPANY' })).toBe('UNKNOWN');
    expect([...notes.unknown.values()]).toEqual([1]);
  });
});

describe('a date', () => {
  test.each([
    ['2026-11-20T08:00:00Z', '2026-11-20T08:00:00.000Z'],
    ['2026-11-20T08:00:00.1234567Z', '2026-11-20T08:00:00.123Z'],
    ['2026-11-20T08:00:00.9999999Z', '2026-11-20T08:00:00.999Z'],
    ['2026-11-20T08:00:00.5Z', '2026-11-20T08:00:00.500Z'],
    ['2026-11-20T08:00:00+01:00', '2026-11-20T07:00:00.000Z'],
    ['2026-01-01T00:30:00.3819308+01:00', '2025-12-31T23:30:00.381Z'],
    ['2026-11-20T22:00:00-02:30', '2026-11-21T00:30:00.000Z'],
    ['2026-11-20t08:00:00z', '2026-11-20T08:00:00.000Z'],
    ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
  ])('%s is %s', (raw, expected) => {
    const { instant, notes } = createValues(0);
    expect(instant(raw, 'field')).toBe(expected);
    expect(notes.unknown.size).toBe(0);
  });

  test.each([
    '0001-01-01T00:00:00Z',
    '0001-01-01T00:00:00',
    '9999-12-31T23:59:59Z',
    '9999-12-31T23:59:59.9999999Z',
    '',
    null,
    undefined,
  ])('that says never is null, without being counted: %p', (raw) => {
    const { instant, notes } = createValues(0);
    expect(instant(raw, 'field')).toBeNull();
    expect(notes.unknown.size).toBe(0);
  });

  test.each([
    'yesterday',
    '2026-11-20',
    '2026-11-20T08:00:00',
    '2026-11-20 08:00:00Z',
    '20/11/2026',
    '2026-13-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-11-20T25:00:00Z',
    '0000-01-01T00:00:00+14:00',
    '2026-11-20T08:00:61Z',
    '1763625600',
  ])('that is none is null, and counted: %s', (raw) => {
    const { instant, notes } = createValues(0);
    expect(instant(raw, 'lastSyncDateTime')).toBeNull();
    expect([...notes.unknown]).toEqual([[`lastSyncDateTime ${JSON.stringify(raw)}`, 1]]);
  });

  test('is moved where a recorded tenant is to look fresh, and only if it is one', () => {
    const { instant } = createValues(-60 * 60 * 1000);
    expect(instant('2026-11-20T00:30:00Z', 'field')).toBe('2026-11-19T23:30:00.000Z');
    expect(instant('0001-01-01T00:00:00Z', 'field')).toBeNull();
    expect(instant('9999-12-31T23:59:59.9999999Z', 'field')).toBeNull();
  });

  test('orders as text as it does in time', () => {
    const { instant } = createValues(0);
    const date = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });
    const written = (at: Date, minutes: number) => {
      const local = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, -1);
      const [h, m] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
      return `${local}0000${minutes < 0 ? '-' : '+'}${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`;
    };
    fc.assert(
      fc.property(date, date, offset, offset, (one, other, here, there) => {
        const a = instant(written(one, here), 'field') as string;
        const b = instant(written(other, there), 'field') as string;
        expect(a).toBe(one.toISOString());
        expect(a < b).toBe(one.getTime() < other.getTime());
      }),
    );
  });
});

describe('an id', () => {
  const { id } = createValues(0);

  test.each([
    ['0F8FAD5B-D9CB-469F-A165-70867728950E', '0f8fad5b-d9cb-469f-a165-70867728950e'],
    [' T_9F3521AE ', 't_9f3521ae'],
    ['com.Microsoft.Office.Outlook', 'com.microsoft.office.outlook'],
    ['a\0b', 'ab'],
  ])('is compared as Microsoft compares it: %j is %j', (raw, expected) => {
    expect(id(raw)).toBe(expected);
  });

  test.each(['', '   ', '\0', null, undefined])('that is empty is none: %j', (raw) => {
    expect(id(raw)).toBeNull();
  });
});

describe('a text', () => {
  const { text } = createValues(0);

  test('is kept as it is, spaces and all', () => {
    for (const raw of [' Paris ', 'Nguyễn', '🚀', "'; DROP TABLE users; --", '\r\n']) expect(text(raw)).toBe(raw);
  });

  test.each(['', null, undefined])('that is empty is null: %j', (raw) => {
    expect(text(raw)).toBeNull();
  });

  test('has nothing that a database could not hold', () => {
    expect(text('a\0b\ud800c')).toBe('a\ufffdb\ufffdc');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\0', '\ud800', '\udc00', '🚀') }), (raw) => {
        const kept = text(raw) ?? '';
        expect(kept.isWellFormed()).toBe(true);
        expect(kept).not.toContain('\0');
      }),
    );
  });
});

describe('what Microsoft says in other words', () => {
  test.each([
    ['iOS', 'IOS'],
    ['iPadOS', 'IOS'],
    ['Android', 'ANDROID'],
    ['AndroidForWork', 'ANDROID'],
    ['AndroidEnterprise', 'ANDROID'],
    ['Windows', 'WINDOWS'],
    ['Windows 10', 'WINDOWS'],
    ['macOS', 'MACOS'],
    ['MacOS', 'MACOS'],
    ['Mac OS X', 'MACOS'],
    ['OS X', 'MACOS'],
    ['ChromeOS', 'CHROMEOS'],
    ['Chrome OS', 'CHROMEOS'],
    ['Linux (Ubuntu)', 'LINUX'],
    ['Ubuntu', 'LINUX'],
    ['BeOS', 'UNKNOWN'],
    ['', 'UNKNOWN'],
    [null, 'UNKNOWN'],
  ])('the operating system %j is %s', (raw, expected) => {
    expect(platformOf(raw)).toBe(expected);
  });

  test.each([
    ['#microsoft.graph.iosStoreApp', 'IOS'],
    ['#microsoft.graph.managedIOSStoreApp', 'IOS'],
    ['#microsoft.graph.iosVppApp', 'IOS'],
    ['#microsoft.graph.androidManagedStoreApp', 'ANDROID'],
    ['#microsoft.graph.managedAndroidStoreApp', 'ANDROID'],
    ['#microsoft.graph.macOSLobApp', 'MACOS'],
    ['#microsoft.graph.macOSOfficeSuiteApp', 'MACOS'],
    ['#microsoft.graph.win32LobApp', 'WINDOWS'],
    ['#microsoft.graph.winGetApp', 'WINDOWS'],
    ['#microsoft.graph.officeSuiteApp', 'WINDOWS'],
    ['#microsoft.graph.microsoftStoreForBusinessApp', 'WINDOWS'],
    ['#microsoft.graph.windowsMobileMSI', 'WINDOWS'],
    ['#microsoft.graph.webApp', 'WEB'],
    ['#microsoft.graph.iosManagedAppProtection', 'IOS'],
    ['microsoft.graph.androidManagedAppRegistration', 'ANDROID'],
    ['#microsoft.graph.hologramApp', 'UNKNOWN'],
    [null, 'UNKNOWN'],
  ])('what has the type %j is for %s', (raw, expected) => {
    expect(platformOfType(raw)).toBe(expected);
  });

  test.each([
    ['#microsoft.graph.iosVpnConfiguration', 'VPN'],
    ['#microsoft.graph.windows10VpnConfiguration', 'VPN'],
    ['#microsoft.graph.iosWiFiConfiguration', 'WIFI'],
    ['#microsoft.graph.windowsWifiEnterpriseEAPConfiguration', 'WIFI'],
    ['#microsoft.graph.androidWorkProfileEnterpriseWiFiConfiguration', 'WIFI'],
    ['#microsoft.graph.iosScepCertificateProfile', 'CERTIFICATE'],
    ['#microsoft.graph.windows81SCEPCertificateProfile', 'CERTIFICATE'],
    ['#microsoft.graph.androidPkcsCertificateProfile', 'CERTIFICATE'],
    ['#microsoft.graph.iosTrustedRootCertificate', 'TRUSTED_ROOT'],
    ['#microsoft.graph.windows81TrustedRootCertificate', 'TRUSTED_ROOT'],
    ['#microsoft.graph.iosEasEmailProfileConfiguration', 'EMAIL'],
    ['#microsoft.graph.windows10GeneralConfiguration', 'RESTRICTIONS'],
    ['#microsoft.graph.iosGeneralDeviceConfiguration', 'RESTRICTIONS'],
    ['#microsoft.graph.androidWorkProfileGeneralDeviceConfiguration', 'RESTRICTIONS'],
    ['#microsoft.graph.windows10CustomConfiguration', 'CUSTOM'],
    ['#microsoft.graph.windowsHealthMonitoringConfiguration', 'OTHER'],
    [null, 'OTHER'],
  ])('a profile of the type %j is %s', (raw, expected) => {
    expect(profileTypeOf(raw)).toBe(expected);
  });

  test('an action is the same in the spelling of 2017 and in that of today', () => {
    expect(actionId('Microsoft.Intune/MobileApps/Read')).toBe('Microsoft.Intune_MobileApps_Read');
    expect(actionId(' Microsoft.Intune_MobileApps_Read ')).toBe('Microsoft.Intune_MobileApps_Read');
    expect(permissionOf('Microsoft.Intune_MobileApps_Read')).toBe('MOBILE_APPS_READ');
    expect(permissionOf('microsoft.intune_mobileapps_read')).toBe('MOBILE_APPS_READ');
  });

  test.each([
    'Microsoft.Intune_MobileApps_Readx',
    'xMicrosoft.Intune_MobileApps_Read',
    'MobileApps_Read',
    '',
    'constructor',
  ])('an action that is not exactly one of ours gives no permission: %j', (action) => {
    expect(permissionOf(action)).toBeNull();
  });
});

// The rows of reports are no objects: their columns are known by the report.
const SHAPES = readdirSync(path.resolve('src/import')).filter(
  (file) => /shapes\.ts$/.test(file) && file !== 'report-shapes.ts',
);

test.each(SHAPES)(
  'every property in %s is known by name, so that it is saved, and read in any spelling',
  async (file) => {
    const shapes: Record<string, unknown> = await import(path.resolve('src/import', file));
    const names = Object.values(shapes).flatMap((shape) =>
      shape instanceof z.ZodObject ? Object.keys(shape.shape) : [],
    );
    expect(names).not.toEqual([]);
    expect(names.filter((name) => !PROPERTY_NAMES.has(name))).toEqual([]);
  },
);
