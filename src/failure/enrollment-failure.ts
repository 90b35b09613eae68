import { LRUCache } from 'lru-cache';
import type { Language } from '../resolving/language';
import { fillIn, type Text } from './catalogue';
import { codesIn, toHex } from './code-number';
import { explainDocumented, type Failure } from './explain-code';
import enrollmentEn from './texts/enrollment.en.json';
import enrollmentFr from './texts/enrollment.fr.json';

/** The causes of failed enrolments, named as in Intune's portal. */
export type EnrolmentFault = keyof typeof enrollmentEn.reasons;

interface Texts {
  reasons: Record<EnrolmentFault, Text>;
  other: Record<'unknown' | 'badRequest' | 'inMaintenance', Text>;
  reason: string;
}

const TEXTS: Record<Language, Texts> = { en: enrollmentEn, fr: enrollmentFr };

/**
 * Explains why an enrolment failed.
 *
 * Intune's portal names 20 failures, but Microsoft Graph only 12 categories and a free text. The sources in order: a
 * documented error code in the text, the words of the text, the category. An undocumented code is passed on with the
 * explanation of the others.
 *
 * @param category a `deviceEnrollmentFailureReason` in upper case, such as `USER_VALIDATION`
 * @param reason `failureReason` of the `enrollmentTroubleshootingEvent`
 */
export function explainEnrollmentFailure(category: string, reason: string | null, language: Language): Failure {
  const texts = TEXTS[language];
  const raw = reason?.trim() || null;
  const codes = codesIn(raw ?? '');
  const documented = codes.map((code) => explainDocumented(code, language)).find((failure) => failure !== null);
  if (documented) return documented;

  const [code = null] = codes;
  const number = { code, hex: code === null ? null : toHex(code) };
  const name = enrolmentFault(category, raw);
  if (name) return { ...number, ...texts.reasons[name], known: true };

  const { unknown, badRequest, inMaintenance } = texts.other;
  const { meaning, remedy } =
    category === 'BAD_REQUEST' ? badRequest : category === 'IN_MAINTENANCE' ? inMaintenance : unknown;
  const full = raw === null ? meaning : fillIn(texts.reason, { meaning, reason: raw });
  return { ...number, meaning: full, remedy, known: false };
}

/** The cause of a failed enrolment; null if Microsoft's category and text do not show it. */
export const enrolmentFault = (category: string, reason: string | null): EnrolmentFault | null =>
  fromReason(reason?.trim() || null) ?? FROM_CATEGORY.get(category) ?? null;

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

// Tenants have few reasons, which many failures share.
const KNOWN_REASONS = new LRUCache<string, { readonly fault: EnrolmentFault | null }>({ max: 1_000 });

function fromReason(reason: string | null): EnrolmentFault | null {
  if (reason === null) return null;
  const known = KNOWN_REASONS.get(reason);
  if (known !== undefined) return known.fault;
  const fault = fromWords(reason);
  KNOWN_REASONS.set(reason, { fault });
  return fault;
}

function fromWords(reason: string): EnrolmentFault | null {
  // Microsoft sends sentences as well as names such as "APNSCertificateNotValid".
  const words = reason
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, ' ');
  return FROM_REASON.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}
