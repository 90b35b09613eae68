import fc from 'fast-check';
import { codesIn, normalizeCode } from '../../src/failure/code-number';
import { explainEnrollmentFailure } from '../../src/failure/enrollment-failure';
import { explainCode, type Failure } from '../../src/failure/explain-code';
import texts from '../../src/failure/texts/enrollment.en.json';

/** The most common codes at a help desk: apps, profiles, Wi-Fi, VPN, e-mail and enrolment. */
const COMMON = `
  0x87D1041C 0x87D103E8 0x87D11388 0x87D12906 0x87D1313C 0x87D1279D 0x87D13B60 0x87D13B62 0x87D13B63 0x87D13B64
  0x87D13B66 0x87D13B68 0x87D13B69 0x87D13B6E 0x87D13B6F 0x87D13B70 0x87D13B77 0x87D13B7E 0x87D13B7F 0x87D13B80
  0x87D13B8F 0x87D13B93 0x87D13B94 0x87D13B95 0x87D13B96 0x87D13B97 0x87D13B98 0x87D13B99 0x87D13B9B 0x87D13B9C
  0x87D13B9D 0x87D13B9F 0xC7D14FB1 0xC7D14FB2 0xC7D14FB5 0xC7D14FB6 0xC7D14FB7 0xC7D14FB8 0xC7D14FB9 0xC7D14FBA
  0xC7D14FBB 0xC7D14FBC 0xC7D15015 0xC7D15078 0xC7D1507C 0x80073CF0 0x80073CF3 0x80073CFB 0x80073CFF 0x80CF201C
  0x8000FFFF 0x87D1FDE8 0x87D1FDE9 0x87D1FDEE 0x87D1FDEF 0x87D1FDF0 0x87D1FDF1 0x87D1FDF2 0x87D1FDF3 0x87D161A8
  0x87D161AA 0x87D161AB 0x87D159D8 0x87D159D9 0x87D159DA 0x87D159DB 0x87D159DC 0x87D159DD 0x87D1791D 0x87D1560F
  0x87D15618 0x87D136B4 0x87D155F1 0x87D10194 0x87D101F4 0x801C0003 0x80180003 0x8018000A 0x80180014 0x80180026
  0x8018002B 0x801C03EA 0x800705B4 0x80070774 0x80CF4017 0x8007064C 0x80CF0437 0x80CF0438 0x80CF3001 0x80CF3002
  0x80CF3003 0x80CF3005 0x80CF3006 0x80CF3007 0x80CF3009 0x80CF300B 0x80CFD015 0x80070032 0x80CF0440`
  .trim()
  .split(/\s+/);

/** Other codes of Microsoft for some of the common failures. */
const ALSO = ['0x80240438', '0x80CF402C', '0x80043001', '0x80043004', '0x8024D015', '0x80070BC2', '0x80070BC9'];

function explain(code: unknown, description: string | null = null): Failure {
  const failure = explainCode(normalizeCode(code), description, 'en');
  if (failure === null) throw new Error(`no explanation for ${String(code)}`);
  return failure;
}

describe('the spelling of a code', () => {
  test.each([
    ['a signed decimal', '-2016345060'],
    ['an unsigned decimal', '2278622236'],
    ['upper-case hex', '0x87D1041C'],
    ['lower-case hex', '0x87d1041c'],
    ['hex with an upper-case X', '0X87D1041C'],
    ['hex without 0x', '87D1041C'],
    ['hex extended to 64 bits', '0xFFFFFFFF87D1041C'],
    ['text with spaces around it', ' -2016345060 '],
    ['a signed number', -2016345060],
    ['an unsigned number', 2278622236],
    ['a bigint', 2278622236n],
  ])('%s becomes the signed decimal', (_, value) => {
    expect(normalizeCode(value)).toBe('-2016345060');
  });

  test.each([0, -0, 0n, '0', '0x0', '0x00000000', '', '  ', null, undefined])('%p is no code', (value) => {
    expect(normalizeCode(value)).toBeNull();
  });

  test.each([
    'none',
    '1.5',
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '0x',
    '0xZZ',
    '--1',
    'DEADBEEF',
    '12 34',
    true,
    {},
    [],
    ['5'],
    '__proto__',
    'constructor',
  ])('%p is not a number and no code', (value) => {
    expect(normalizeCode(value)).toBeNull();
  });

  test('a number outside 32 bits stays as it is and has 16 hex digits', () => {
    expect(normalizeCode('4294967296')).toBe('4294967296');
    expect(normalizeCode('-2147483649')).toBe('-2147483649');
    expect(explain('4294967296').hex).toBe('0x0000000100000000');
    expect(explain('-2147483649').hex).toBe('0xFFFFFFFF7FFFFFFF');
  });

  test('a number outside 64 bits is no code', () => {
    expect(normalizeCode('18446744073709551616')).toBeNull();
    expect(normalizeCode(-0x8000000000000001n)).toBeNull();
    expect(normalizeCode(1e300)).toBeNull();
  });

  test('a small positive code keeps its leading zeros in hex', () => {
    expect(explain(1603)).toMatchObject({ code: '1603', hex: '0x00000643' });
  });

  test('hex and decimal lead to each other for every 32-bit number', () => {
    fc.assert(
      fc.property(
        fc.integer().filter((n) => n !== 0),
        (n) => {
          const failure = explain(n);
          expect(failure.code).toBe(String(n));
          expect(failure.hex).toMatch(/^0x[\dA-F]{8}$/);
          expect(normalizeCode(failure.hex)).toBe(failure.code);
          expect(normalizeCode(n >>> 0)).toBe(failure.code);
        },
      ),
    );
  });
});

describe('a code of the catalogue', () => {
  test('is known, with both spellings, a meaning and a remedy', () => {
    expect(explain(-2016345060)).toEqual({
      code: '-2016345060',
      hex: '0x87D1041C',
      meaning: expect.stringContaining('not found on the device'),
      remedy: expect.stringContaining('detection rule'),
      known: true,
    });
  });

  test('keeps our meaning when Microsoft supplies a description too', () => {
    expect(explain('0x87D13B62', 'The offer was rejected.').meaning).toContain('turned down');
  });

  test.each([
    ['-2016345708', '0x87D10194', /version or edition lacks it/],
    ['-2016345612', '0x87D101F4', /SyncML 500/],
    ['-2016321109', '0x87D161AB', /certificate for the VPN/],
    ['-2016323110', '0x87D159DA', /Wi-Fi profile needs a password/],
    ['-2016315107', '0x87D1791D', /e-mail account is already on the device/],
    ['-942583887', '0xC7D14FB1', /user cancelled/],
    ['-2145910764', '0x80180014', /restriction blocks them/],
    ['-2016281106', '0x87D1FDEE', /Two policies set this differently/],
    ['-2016330849', '0x87D13B9F', /not a failure/],
  ])('%s is %s', (decimal, hex, meaning) => {
    expect(explain(decimal)).toMatchObject({ hex, known: true, meaning: expect.stringMatching(meaning) });
    expect(normalizeCode(hex)).toBe(decimal);
  });

  test('the list of common codes is complete', () => {
    expect(new Set(COMMON).size).toBe(99);
  });

  test.each([...COMMON, ...ALSO])('%s is known and has a remedy', (hex) => {
    const failure = explain(hex);
    expect(failure).toMatchObject({ hex, known: true });
    expect(failure.remedy).not.toBeNull();
  });

  test('a package conflict has its own decimal, not the one Microsoft misprinted', () => {
    expect(normalizeCode('0x80073CF3')).toBe('-2147009293');
    expect(explain('-2147009293').meaning).toContain('clashes');
    expect(explain('-2147009296')).toMatchObject({ hex: '0x80073CF0', meaning: expect.stringContaining('unsigned') });
  });

  test('the codes Microsoft printed with a wrong hex are found by their number', () => {
    expect(explain('-2016344110')).toMatchObject({ hex: '0x87D107D2', meaning: expect.stringContaining('1202') });
    expect(explain('0xF3FB4D95').known).toBe(false);
    expect(explain('-2016331106')).toMatchObject({ hex: '0x87D13A9E', meaning: expect.stringContaining('letter') });
    expect(explain('-2016331101')).toMatchObject({ hex: '0x87D13AA3', meaning: expect.stringContaining('wrong') });
    expect(explain('-2016331103')).toMatchObject({ hex: '0x87D13AA1', meaning: expect.stringContaining('5009') });
    expect(explain('-2016331100')).toMatchObject({ hex: '0x87D13AA4', meaning: expect.stringContaining('5012') });
  });

  test('the codes Microsoft printed with a digit too few or too many are known in their right form', () => {
    expect(explain('0x801C0003').code).toBe('-2145648637');
    expect(explain('0x8018002B').code).toBe('-2145910741');
  });
});

describe('a code that means success', () => {
  test.each([
    ['no error code', -2016346112],
    ['app installed', -2016344212],
    ['not applicable', 65001],
    ['SyncML 200', '0x87D100C8'],
    ['a health attestation that is complete', '0x87D1025B'],
    ['an update that is already installed', '0x00240006'],
    ['an installer that reports success', 1707],
  ])('is no failure: %s', (_, code) => {
    for (const language of ['en', 'fr'] as const) {
      expect(explainCode(normalizeCode(code), null, language)).toBeNull();
      expect(explainCode(normalizeCode(code), 'Microsoft’s words.', language)).toBeNull();
    }
  });

  test.each([
    [12051, '0x87D15623', /being downloaded\. This is progress, not a failure/],
    [12052, '0x87D15624', /has been downloaded .* This is progress, not a failure/],
    [600, '0x87D10258', /at the beginning, not a failure/],
    [601, '0x87D10259', /progress, not a failure/],
  ])('is told from progress, which is explained as such: %i', (_, hex, meaning) => {
    expect(explain(hex)).toMatchObject({ known: true, meaning: expect.stringMatching(meaning) });
  });
});

describe('the exit code of an installer', () => {
  test.each([
    [1603, '0x80070643'],
    [1618, '0x80070652'],
    [3010, '0x80070BC2'],
  ])('%i is explained as the Windows error of that number', (exitCode, hex) => {
    const { meaning, remedy } = explain(hex);
    expect(meaning).toContain(`Windows error ${exitCode}`);
    expect(explain(exitCode)).toMatchObject({ code: String(exitCode), meaning, remedy, known: true });
  });

  test.each([5, 87, 1600, 1655])('%i is the installer’s own, as any program may use it', (exitCode) => {
    expect(explain(exitCode)).toMatchObject({ known: false, meaning: expect.stringContaining('exit code') });
  });
});

describe('a code that is not in the catalogue', () => {
  test('an unknown SyncML code is explained by its status', () => {
    expect(explain('0x87D10203')).toEqual({
      code: '-2016345597',
      hex: '0x87D10203',
      meaning: expect.stringMatching(/^SyncML 515 is not documented.*failed/),
      remedy: expect.any(String),
      known: false,
    });
    expect(explain('0x87D101C2').meaning).toMatch(/^SyncML 450 is not documented.*rejected/);
    expect(explain('0x87D10290').meaning).toMatch(/^SyncML 656 is not documented.*health attestation/);
    expect(explain('0x87D103C0').meaning).toContain('SyncML 960');
  });

  test.each([
    ['0x87D15650', 12096, /apps/],
    ['0x87D159E2', 13010, /Wi-Fi/],
    ['0x87D161B2', 15010, /VPN/],
    ['0x87D17922', 21010, /e-mail/],
    ['0x87D12B0C', 1020, /profiles/],
  ])('%s is explained as Apple error %i of its area', (hex, number, area) => {
    const failure = explain(hex);
    expect(failure).toMatchObject({ hex, known: false, meaning: expect.stringMatching(area) });
    expect(failure.meaning).toContain(`Apple error ${number}`);
  });

  test('an Apple error outside the documented areas still gets its number', () => {
    expect(explain('0x87D1CE20').meaning).toContain('Apple error 42768');
  });

  test.each([
    ['0x80190190', /HTTP 400: .*did not understand/],
    ['0x80190194', /HTTP 404: .*not on the server/],
    ['0x801901A0', /HTTP 416: .*did not accept/],
    ['0x801901F7', /HTTP 503: .*failed/],
  ])('%s is explained as an HTTP status', (hex, meaning) => {
    expect(explain(hex)).toMatchObject({ hex, known: false, meaning: expect.stringMatching(meaning) });
  });

  test.each([
    ['0x80070007', /Windows system error 7\b/],
    ['0x80073D20', /app package on Windows/],
    ['0x80080250', /app package itself/],
    ['0x80041300', /not documented/],
    ['0x800413AA', /firmware \(DFCI\)/],
    ['0x80090011', /keys and certificates/],
    ['0x800F0999', /a part of Windows/],
    ['0x80180099', /enrolment of a Windows device/],
    ['0x801C0099', /joining or registering/],
    ['0x80240077', /Windows Update/],
    ['0x80284001', /the TPM/],
    ['0x80310011', /BitLocker/],
    ['0x80CF9999', /old Intune agent/],
    ['0x80D05001', /Delivery Optimization/],
    ['0x81039099', /Windows Autopilot/],
    ['0x87D00213', /Configuration Manager/],
    ['0x87D11234', /Intune’s own/],
    ['0x87D1FDFF', /rules of a policy/],
    ['0x87D30099', /Win32 apps and macOS apps/],
    ['0x8A15C001', /winget/],
    ['0xC0000005', /core of Windows/],
    ['0xC7D19999', /app on Android/],
    ['0xC7D29999', /settings of an Android device/],
    ['0xCAA70004', /sign-in to Entra/],
    ['0x00000011', /17 is the exit code/],
  ])('%s is explained by the area it comes from, as a guess', (hex, area) => {
    const failure = explain(hex);
    expect(failure).toMatchObject({ hex, known: false, meaning: expect.stringMatching(area) });
    expect(failure.meaning).toContain(`The code ${hex} is not documented`);
  });

  test.each(['0x80070007', '0x8018AAAA', '0x87D10203', '0x87D15650', '0x80190194', '0x00000011'])(
    '%s is said to be a guess in both languages',
    (hex) => {
      expect(explain(hex).meaning).toContain('Judging by');
      expect(explainCode(normalizeCode(hex), null, 'fr')?.meaning).toMatch(/d’après s[oa]/i);
    },
  );

  test('a code without any structure is named as undocumented', () => {
    expect(explain('0x12345678')).toEqual({
      code: '305419896',
      hex: '0x12345678',
      meaning: 'The code 0x12345678 is not documented.',
      remedy: null,
      known: false,
    });
  });

  test('a 64-bit code is not read as a 32-bit one', () => {
    expect(explain('0x87D1019412345678')).toMatchObject({
      known: false,
      meaning: expect.stringContaining('not documented'),
    });
    expect(explain('0x00000001800705B4').known).toBe(false);
  });

  test('an unknown SyncML status goes before Microsoft’s description', () => {
    expect(explain('0x87D10203', 'Failed.').meaning).toContain('SyncML 515');
  });

  test.each(['0x12345678', '0x80240077'])('%s takes Microsoft’s description where the number says nothing', (hex) => {
    expect(explain(hex, ' No {hex} update. ')).toEqual({
      code: normalizeCode(hex),
      hex,
      meaning: 'No {hex} update.',
      remedy: null,
      known: false,
    });
  });
});

describe('a failure without a code', () => {
  test('is explained by Microsoft’s description', () => {
    expect(explainCode(null, 'Disk is full.', 'en')).toEqual({
      code: null,
      hex: null,
      meaning: 'Disk is full.',
      remedy: null,
      known: false,
    });
  });

  test.each([null, '', '  '])('is none when the description is %p', (description) => {
    expect(explainCode(null, description, 'en')).toBeNull();
    expect(explainCode('0', description, 'en')).toBeNull();
  });

  test.each(['__proto__', 'constructor', 'toString', 'other'])('the code %s neither crashes nor matches', (name) => {
    expect(explainCode(name, null, 'en')).toBeNull();
    expect(explainCode(name, 'Text.', 'en')).toMatchObject({ code: null, meaning: 'Text.' });
  });
});

describe('an enrolment failure', () => {
  const failures = texts.reasons;

  test.each([
    ['AUTHENTICATION', failures.enrollmentAuthorizationFailed],
    ['AUTHORIZATION', failures.enrollmentAuthorizationFailed],
    ['ACCOUNT_VALIDATION', failures.notOnboarded],
    ['USER_VALIDATION', failures.userNotFoundOrLicensed],
    ['DEVICE_NOT_SUPPORTED', failures.deviceNotSupported],
    ['FEATURE_NOT_SUPPORTED', failures.featureNotSupported],
    ['ENROLLMENT_RESTRICTIONS_ENFORCED', failures.restrictionsNotMet],
    ['CLIENT_DISCONNECTED', failures.timeoutOrFailure],
    ['USER_ABANDONMENT', failures.timeoutOrFailure],
  ])('of category %s without a reason is explained by the category', (category, text) => {
    expect(explainEnrollmentFailure(category, null, 'en')).toEqual({ code: null, hex: null, ...text, known: true });
    expect(explainEnrollmentFailure(category, 'Something else entirely', 'en').meaning).toBe(text.meaning);
  });

  test.each([
    ['User not found or licensed', failures.userNotFoundOrLicensed],
    ['UserLicenseTypeInvalid', failures.userNotFoundOrLicensed],
    ['User Name Not Recognized', failures.userNotFoundOrLicensed],
    ['IT admin needs to assign license for access', failures.userNotFoundOrLicensed],
    ['Device already enrolled', failures.deviceAlreadyEnrolled],
    ['Not onboarded into Intune', failures.notOnboarded],
    ['MdmAuthorityNotDefined', failures.notOnboarded],
    ['The Company Portal version is too old', failures.enrollmentAuthorizationFailed],
    ['DeviceTypeNotSupported', failures.deviceNotSupported],
    ['Device version too low', failures.versionTooLow],
    ['The OS version 9.1 is below the minimum version', failures.versionTooLow],
    ['Device version too high', failures.versionTooHigh],
    ['The OS version 18.0 exceeds the maximum version', failures.versionTooHigh],
    ['Device cannot be enrolled as personal', failures.personalBlocked],
    ['Device platform blocked', failures.platformBlocked],
    ['Bulk token expired', failures.bulkTokenExpired],
    ['Autopilot device or details not found', failures.autopilotDeviceNotFound],
    ['Autopilot profile not  found or not assigned', failures.autopilotProfileNotAssigned],
    ['Autopilot enrollment method unexpected', failures.autopilotMethodUnexpected],
    ['Autopilot device removed', failures.autopilotDeviceRemoved],
    ['Device cap reached', failures.deviceCapReached],
    ['DeviceCapReached', failures.deviceCapReached],
    ['Apple onboarding', failures.appleOnboarding],
    ['APNSCertificateNotValid', failures.appleOnboarding],
    ['NoEnrollmentPolicy', failures.appleOnboarding],
    ['AccountNotOnboarded', failures.appleOnboarding],
    ['Device not preregistered', failures.deviceNotPreregistered],
    ['Feature not supported', failures.featureNotSupported],
  ])('with the reason "%s" is explained by the reason', (reason, text) => {
    expect(explainEnrollmentFailure('UNKNOWN', reason, 'en')).toEqual({ code: null, hex: null, ...text, known: true });
    expect(explainEnrollmentFailure('ENROLLMENT_RESTRICTIONS_ENFORCED', reason, 'en').meaning).toBe(text.meaning);
  });

  test.each([
    'Something went wrong. 0x80180014',
    'Enrollment failed with error 80180014.',
    'MDM enrollment failed (-2145910764)',
    'hr=2149056532, device not supported',
  ])('is explained by the documented code in its reason: %s', (reason) => {
    const failure = explain('0x80180014');
    expect(explainEnrollmentFailure('USER_VALIDATION', reason, 'en')).toEqual(failure);
    expect(failure.meaning).toContain('Windows devices may not enrol');
  });

  test('passes on an undocumented code of its reason', () => {
    const number = { code: '-2145909095', hex: '0x80180699' };
    expect(explainEnrollmentFailure('AUTHENTICATION', 'Error 0x80180699', 'en')).toEqual({
      ...number,
      ...failures.enrollmentAuthorizationFailed,
      known: true,
    });
    expect(explainEnrollmentFailure('UNKNOWN', 'Error 0x80180699', 'en')).toMatchObject({
      ...number,
      meaning: expect.stringContaining('Error 0x80180699'),
      known: false,
    });
  });

  test.each([
    ['device 80180014-aaaa-4bbb-8ccc-ddddeeeeffff', []],
    ['version 10.0.2149056532', []],
    ['HTTP 404', []],
    ['serial 80180014A', []],
    ['deadbeef', []],
    ['0x80180014, then 0x8018002B', ['-2145910764', '-2145910741']],
  ])('finds the codes of "%s"', (text, codes) => {
    expect(codesIn(text)).toEqual(codes);
  });

  test.each(['UNKNOWN', 'BAD_REQUEST', 'IN_MAINTENANCE'])('of category %s shows the raw reason', (category) => {
    const plain = explainEnrollmentFailure(category, ' ', 'en');
    const full = explainEnrollmentFailure(category, 'Odd $& thing {meaning}', 'en');
    expect(plain.known).toBe(false);
    expect(full.meaning.startsWith(plain.meaning)).toBe(true);
    expect(full.meaning.endsWith('Odd $& thing {meaning}')).toBe(true);
  });

  test('tells a bad request, maintenance and an unknown cause apart', () => {
    const meanings = ['UNKNOWN', 'BAD_REQUEST', 'IN_MAINTENANCE'].map(
      (c) => explainEnrollmentFailure(c, null, 'en').meaning,
    );
    expect(new Set(meanings).size).toBe(3);
  });

  test.each(['__proto__', 'constructor', 'NEW_CATEGORY'])(
    'of the unheard-of category %s counts as unknown',
    (category) => {
      expect(explainEnrollmentFailure(category, null, 'en')).toEqual(explainEnrollmentFailure('UNKNOWN', null, 'en'));
    },
  );

  test('each of the 20 failures of the portal has a meaning and a remedy', () => {
    expect(Object.keys(failures)).toHaveLength(20);
    for (const { meaning, remedy } of Object.values(failures)) expect(meaning && remedy).toMatch(/\.$/);
  });
});
