import { createHmac, randomBytes } from 'node:crypto';
import builtInRoles from '../role/built-in-roles.json';

/*
 * Objects of Microsoft Graph without the names of persons, devices and the tenant. Every text is replaced, the same text by
 * the same one, unless it is known to be a word of Microsoft's.
 */

/** Properties whose texts are words of Microsoft's, versions or models. */
const KEPT: ReadonlySet<string> = new Set(
  `@odata.type subscriptionState mobileDeviceManagementAuthority skuId skuPartNumber servicePlanId
   servicePlanName disabledPlans capabilityStatus error usageLocation preferredLanguage groupTypes trustType
   manufacturer model managementAgent managementState managedDeviceOwnerType ownerType complianceState
   operatingSystem osVersion deviceEnrollmentType jailBroken lostModeState actionName actionState state
   partnerState platform platforms technologies templateFamily settingDefinitionId errorCode intent
   mobileAppIntent installState displayVersion deviceAndAppManagementAssignmentFilterType flaggedReasons
   deviceType failureCategory scopeType allowedResourceActions notAllowedResourceActions actions AppVersion
   targetType dependencyType supersedenceType enrollmentState deploymentState deviceSetupStatus
   accountSetupStatus deploymentProfileAssignmentStatus deploymentProfileAssignmentDetailedStatus
   AppInstallState InstallState ErrorCode HexErrorCode`.split(/\s+/),
);
/** Ids that mean the same in every tenant: no user, all users, all devices, built-in roles. */
const SAME_EVERYWHERE: ReadonlySet<string> = new Set([
  '00000000-0000-0000-0000-000000000000',
  'acacacac-9df4-4c7d-9d50-4ef0226f57a9',
  'adadadad-808e-4e2a-905a-0b7873a8a531',
  ...builtInRoles.map(({ id }) => id),
]);
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const DURATION = /^-?P(?=T?\d)(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/;
const CODES = /0x[0-9a-f]{8}|-\d{9,10}\b/gi;
/** Reasons, which name persons and devices, and have the codes that explain them. */
const REASONS: ReadonlySet<string> = new Set(['failureReason', 'errorDescription', 'enrollmentFailureDetails']);
/** A setting in Microsoft's words. Others have names that an administrator typed, such as that of a VPN in an OMA-URI. */
const SETTING = /^[A-Z][A-Za-z\d]*\.[A-Z][A-Za-z\d]*$/;
const OMA_URI_WORDS: ReadonlySet<string> = new Set(['', '.', 'device', 'user', 'vendor', 'msft']);

const VALUE = /"(?:\\.|[^"\\])*"|'[^']*'/.source;
/** A comparison of a filter with a property whose values stay in the devices, so that it matches the same devices. */
const KEPT_COMPARISON = [
  /\bdevice\.(?:manufacturer|model|osVersion|operatingSystemVersion|deviceOwnership|isRooted)\s+-?\w+\s+/.source,
  `(?:\\[[^\\]"']*(?:(?:${VALUE})[^\\]"']*)*\\]|${VALUE})`,
].join('');
/**
 * The texts of a rule, and the comparisons to keep. In a filter a backslash keeps the mark behind it from ending a text, in the
 * rule of a group a backtick does. A text without an end goes on to the end of the rule.
 */
const TEXTS: Readonly<Record<string, RegExp>> = {
  rule: new RegExp(`${KEPT_COMPARISON}|${VALUE}|["'].*$`, 'gis'),
  membershipRule: /"(?:`.|[^"`])*"|'(?:`.|[^'`])*'|["'].*$/gs,
};

/** Replaces texts. */
export interface Anonymizer {
  /** The object without names. */
  hide(value: unknown): unknown;
  /** The id in the place of an id, or of several with `/` between them. */
  hideId(id: string): string;
}

/** Creates an anonymizer. Its key is not stored, so the original texts cannot be found again. */
export function createAnonymizer(): Anonymizer {
  const key = randomBytes(32);
  const digest = (text: string) => createHmac('sha256', key).update(text.trim().toLowerCase()).digest('hex');

  function pseudonym(text: string): string {
    const plain = text.trim().toLowerCase();
    if (plain === '' || /^\d{1,2}$/.test(plain) || SAME_EVERYWHERE.has(plain)) return text;
    const hex = digest(text);
    if (GUID.test(plain)) return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    if (/^\+?[\d ()-]{6,}$/.test(plain)) return BigInt(`0x${hex}`).toString().slice(0, plain.replace(/\D/g, '').length);
    return plain.includes('@') ? `u${hex.slice(0, 12)}@tenant.example` : `x${hex.slice(0, 12)}`;
  }

  function hideText(found: string): string {
    const [mark = ''] = found;
    if (!/["']/.test(mark)) return found;
    const end = found.length > 1 && found.endsWith(mark) ? mark : '';
    return mark + pseudonym(found.slice(1, found.length - end.length)) + end;
  }
  const segments = (path: string): string =>
    path.replace(/[^/]+/g, (segment) => (OMA_URI_WORDS.has(segment.toLowerCase()) ? segment : pseudonym(segment)));

  function textOf(text: string, name: string): string {
    if (KEPT.has(name) || INSTANT.test(text) || DURATION.test(text)) return text;
    const texts = TEXTS[name];
    if (texts !== undefined) return text.replace(texts, hideText);
    if (REASONS.has(name)) return text.match(CODES)?.join(' ') ?? pseudonym(text);
    if (name === 'setting') return SETTING.test(text) ? text : segments(text);
    return pseudonym(text);
  }

  function hide(value: unknown, name: string): unknown {
    if (typeof value === 'string') return textOf(value, name);
    if (Array.isArray(value)) return value.map((each) => hide(each, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, hide(each, inner)]));
  }

  return { hide: (value) => hide(value, ''), hideId: (id) => id.split('/').map(pseudonym).join('/') };
}
