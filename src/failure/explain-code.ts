import type { Language } from '../resolving/language';
import en from './texts.en.json';
import fr from './texts.fr.json';

/** The explanation of an error for the help desk. `code` and `hex` are two spellings of one number. */
export interface Failure {
  code: string | null;
  hex: string | null;
  meaning: string;
  remedy: string | null;
  known: boolean;
}

interface Text {
  meaning: string;
  remedy: string | null;
}

type Table = Record<string, Text>;
/** What went wrong in an enrolment, by the names of Intune's portal. */
export type EnrolmentFault = keyof typeof en.enrollment;

interface Texts {
  codes: Table;
  syncml: Table & { other: Text };
  apple: Table & { other: Text };
  win32: Table;
  areas: Table;
  undocumented: Text;
  enrollment: Record<EnrolmentFault, Text>;
  enrollmentOther: Record<'unknown' | 'badRequest' | 'inMaintenance', Text>;
  enrollmentReason: string;
}

const TEXTS: Record<Language, Texts> = { en, fr };

/**
 * Normalises an error code to signed decimal text.
 *
 * Accepts Microsoft's spellings: signed or unsigned decimals and hex (`0x87D1041C`, `87D1041C`), as text, number or
 * bigint. The result is null for 0 (Microsoft Graph's "no error"), for empty text, and for anything but a whole number
 * of at most 64 bits. A number of more than 32 bits keeps its value.
 */
export function normalizeCode(value: unknown): string | null {
  const number = toInteger(value);
  if (number === null || number === 0n) return null;
  if (number < -0x8000000000000000n || number > 0xffffffffffffffffn) return null;
  const signed = BigInt.asIntN(64, number);
  const fits32 = signed >= -0x80000000n && signed <= 0xffffffffn;
  return String(fits32 ? BigInt.asIntN(32, signed) : signed);
}

/**
 * Explains an error code, or returns Microsoft's own description if there is no code.
 *
 * The sources in order: the catalogue, the number itself (a SyncML status, an Apple or Windows error), the description,
 * and the area of the code. Only codes of the catalogue are `known`.
 *
 * @param code the result of `normalizeCode`
 * @returns null without code and description
 */
export function explainCode(code: string | null, description: string | null, language: Language): Failure | null {
  const texts = TEXTS[language];
  const signed = normalizeCode(code);
  const words = description?.trim() || null;
  if (signed === null) {
    return words === null ? null : { code: null, hex: null, meaning: words, remedy: null, known: false };
  }

  const hex = toHex(signed);
  const known = ownEntry(texts.codes, signed);
  if (known) return { code: signed, hex, ...known, known: true };

  const read = readNumber(hex, texts);
  if (read === null && words !== null) return { code: signed, hex, meaning: words, remedy: null, known: false };

  const { text, number } = read ?? readArea(hex, texts);
  return { code: signed, hex, meaning: fillIn(text.meaning, { hex, number }), remedy: text.remedy, known: false };
}

/** What went wrong in an enrolment; null if Microsoft's category and text do not tell. */
export const enrolmentFault = (category: string, reason: string | null): EnrolmentFault | null =>
  fromReason(reason?.trim() || null) ?? FROM_CATEGORY.get(category) ?? null;

/**
 * Explains why an enrolment failed.
 *
 * Intune's portal names 20 failures, but Microsoft Graph only 12 categories and a free text. A specific text takes
 * precedence over the category.
 *
 * @param category a `deviceEnrollmentFailureReason` in upper case, such as `USER_VALIDATION`
 * @param reason `failureReason` of the `enrollmentTroubleshootingEvent`
 */
export function explainEnrollmentFailure(category: string, reason: string | null, language: Language): Failure {
  const texts = TEXTS[language];
  const raw = reason?.trim() || null;
  const name = enrolmentFault(category, raw);
  if (name) return { code: null, hex: null, ...texts.enrollment[name], known: true };

  const { unknown, badRequest, inMaintenance } = texts.enrollmentOther;
  const { meaning, remedy } =
    category === 'BAD_REQUEST' ? badRequest : category === 'IN_MAINTENANCE' ? inMaintenance : unknown;
  const full = raw === null ? meaning : fillIn(texts.enrollmentReason, { meaning, reason: raw });
  return { code: null, hex: null, meaning: full, remedy, known: false };
}

function toInteger(value: unknown): bigint | null {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^-?\d{1,20}$/.test(text) || /^0x[\da-f]{1,16}$/i.test(text)) return BigInt(text.toLowerCase());
  // Hex without a prefix must contain a digit, so that a word such as "DEADBEEF" does not count as a code.
  return /^(?=.*\d)[\da-f]{8}$/i.test(text) ? BigInt(`0x${text}`) : null;
}

/** The hexadecimal form of a code in signed decimal, as in Microsoft's documentation. */
export function toHex(code: string): string {
  const number = BigInt(code);
  const bits = BigInt.asIntN(32, number) === number ? 32 : 64;
  const digits = BigInt.asUintN(bits, number).toString(16).toUpperCase();
  return `0x${digits.padStart(bits / 4, '0')}`;
}

interface CodeText {
  text: Text;
  number: string;
}

/** Explains the low 16 bits, if the high bits identify their meaning. */
function readNumber(hex: string, texts: Texts): CodeText | null {
  if (!is32Bit(hex)) return null;
  const facility = hex.slice(0, 6);
  const low = lowWord(hex);
  if (facility === '0x87D1' && low > 0 && low < 1000) {
    return { text: byRange(texts.syncml, low, 100), number: String(low) };
  }
  if (facility === '0x87D1' && low >= 10000 && low < 60000) {
    const apple = low - 10000;
    return { text: byRange(texts.apple, apple, 1000), number: String(apple) };
  }
  const windows = facility === '0x8007' ? ownEntry(texts.win32, String(low)) : undefined;
  return windows ? { text: windows, number: String(low) } : null;
}

/**
 * The part of the system that a code comes from. App deployment is a part of Win32, so the longer prefix comes first.
 */
function readArea(hex: string, texts: Texts): CodeText {
  const area = is32Bit(hex)
    ? (ownEntry(texts.areas, hex.slice(0, 8)) ?? ownEntry(texts.areas, hex.slice(0, 6)))
    : undefined;
  return { text: area ?? texts.undocumented, number: String(lowWord(hex)) };
}

function is32Bit(hex: string): boolean {
  return hex.length === 10;
}

function lowWord(hex: string): number {
  return Number.parseInt(hex.slice(-4), 16);
}

function byRange(table: Table & { other: Text }, number: number, width: number): Text {
  return ownEntry(table, String(Math.floor(number / width))) ?? table.other;
}

/** A look-up that ignores inherited properties such as `constructor`. */
function ownEntry<T>(table: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function fillIn(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => ownEntry(values, name) ?? whole);
}

const FROM_CATEGORY = new Map<string, EnrolmentFault>([
  ['AUTHENTICATION', 'enrollmentAuthorizationFailed'],
  ['AUTHORIZATION', 'enrollmentAuthorizationFailed'],
  ['ACCOUNT_VALIDATION', 'notOnboarded'],
  ['USER_VALIDATION', 'userNotFoundOrLicensed'],
  ['DEVICE_NOT_SUPPORTED', 'deviceNotSupported'],
  ['FEATURE_NOT_SUPPORTED', 'featureNotSupported'],
  ['ENROLLMENT_RESTRICTIONS_ENFORCED', 'restrictionsNotMet'],
  ['CLIENT_DISCONNECTED', 'timeoutOrFailure'],
  ['USER_ABANDONMENT', 'timeoutOrFailure'],
]);

// The first match wins, so specific patterns (an Autopilot profile, an old Company Portal) come before general words.
// The reasons are always in English.
const FROM_REASON: readonly (readonly [RegExp, EnrolmentFault])[] = [
  [/bulk.* (token|expired)|provisioning package.* (token|expired)/, 'bulkTokenExpired'],
  [/autopilot.* (method|unexpected)/, 'autopilotMethodUnexpected'],
  [/autopilot.* (removed|deleted)|(removed|deleted) from .*autopilot/, 'autopilotDeviceRemoved'],
  [/autopilot.* profile|profile .*autopilot/, 'autopilotProfileNotAssigned'],
  [/autopilot.* (not (found|registered)|details)|not (found|registered) .*autopilot/, 'autopilotDeviceNotFound'],
  [
    /company portal.* (old|outdated|out of date|update)|(old|outdated) .*company portal/,
    'enrollmentAuthorizationFailed',
  ],
  [/device (cap|limit)\b|too many devices|(maximum|max) number of .*devices/, 'deviceCapReached'],
  [/\b(version|os) .*(too (low|old)|(below|lower|older|less) )/, 'versionTooLow'],
  [/\b(version|os) .*(too (high|new)|(above|higher|newer|greater|exceeds) )/, 'versionTooHigh'],
  [/not pre ?registered|corporate (device )?identifier/, 'deviceNotPreregistered'],
  [/\bpersonal\b|personally owned/, 'personalBlocked'],
  [/platform.* (blocked|not allowed|restricted)|blocked .*platform/, 'platformBlocked'],
  [/apns|push certificate|no enrollment policy|account not onboarded|apple onboarding/, 'appleOnboarding'],
  [/mdm authority|not onboarded into/, 'notOnboarded'],
  [/already enrolled|another user/, 'deviceAlreadyEnrolled'],
  [/licen[cs]e|user( name)? (was |is )?not (found|recogni[sz]ed)/, 'userNotFoundOrLicensed'],
  [/device( type)? (is )?not supported/, 'deviceNotSupported'],
  [/feature (is )?not supported/, 'featureNotSupported'],
];

function fromReason(reason: string | null): EnrolmentFault | null {
  if (reason === null) return null;
  // Microsoft sends sentences as well as names such as "APNSCertificateNotValid".
  const words = reason
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, ' ');
  return FROM_REASON.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}
