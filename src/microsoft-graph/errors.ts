import { ForeseenError } from '../resolving/foreseen';
import { resourceAt, resourceOf } from './resources';

type Kind =
  | 'CREDENTIALS'
  | 'CONSENT'
  | 'NO_INTUNE'
  | 'UNREACHABLE'
  | 'CERTIFICATE'
  | 'EXPIRED'
  | 'BROKEN'
  | 'REFUSED'
  | 'ABSENT';

/**
 * A failure to read Microsoft Graph. The message is one line. It names the path without its query, and never contains
 * the client secret or a token. The kinds:
 *
 * CREDENTIALS: a setting is wrong. CONSENT: a permission lacks admin consent. NO_INTUNE: the tenant has no Intune.
 * UNREACHABLE: no connection, no answer to the first request, or no answer for an hour. CERTIFICATE: TLS fails. EXPIRED:
 * a delta link or page token is too old, so read all again. BROKEN: an answer is invalid, or it is the only one that
 * does not come. REFUSED: Graph rejects the request or keeps throttling.
 * ABSENT: the object is gone.
 */
export class MicrosoftGraphError extends ForeseenError {
  readonly code = 'MICROSOFT_GRAPH';
  readonly kind: Kind;

  /** True if the error concerns one object or resource only, so that others can still be read. */
  get isLocal(): boolean {
    return LOCAL.has(this.kind);
  }

  constructor(kind: Kind, message: string) {
    super(message);
    this.kind = kind;
  }
}

// Errors of any other kind concern the application, the tenant or the network, and so every resource.
const LOCAL: ReadonlySet<Kind> = new Set(['CONSENT', 'EXPIRED', 'BROKEN', 'REFUSED', 'ABSENT']);

/** The most tries of a call, by the sort of its trouble. */
const TRIES = { THROTTLED: 12, PASSING: 5, ABSENT: 3, STALE: 2, LONG_WAIT: 1, FINAL: 1 };

/** The longest wait for the answer to one call, in milliseconds: far longer than Graph is known to ask for. */
export const LONGEST_WAIT_MS = 3_600_000;

/** A failed try. A retry may succeed. */
export interface Trouble {
  readonly sort: keyof typeof TRIES;
  /** The error to throw after the last try. */
  readonly error: MicrosoftGraphError;
  /** How long Graph asks to wait, in milliseconds. */
  readonly waitMs?: number | undefined;
}

/** The troubles of a call so far. */
export interface Troubles {
  readonly counts: Map<Trouble['sort'], number>;
  /** When the first one came, in the time of `performance.now()`. */
  since: number | null;
}

/** The state of a call that had no trouble. */
export const noTroubles = (): Troubles => ({ counts: new Map(), since: null });

/** Counts a trouble. @returns the number of troubles of its sort, and `isOver` if there must be no further try */
export function note(trouble: Trouble, troubles: Troubles): { times: number; since: number; isOver: boolean } {
  const times = (troubles.counts.get(trouble.sort) ?? 0) + 1;
  troubles.counts.set(trouble.sort, times);
  troubles.since ??= performance.now();
  return { times, since: troubles.since, isOver: times >= TRIES[trouble.sort] };
}

/** The response to a call, or to one part of a batch. */
export interface Answer {
  readonly status: number;
  /** How long Graph asks to wait, in milliseconds. */
  readonly waitMs: number | undefined;
  readonly text: string;
  /** The parsed body; undefined if it is not JSON. */
  readonly json: unknown;
}

/** The value if it is an object, else an empty object. */
export const members = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** The permission for a path with version; undefined for a path that no sync reads. */
function permissionOf(path: string): string | undefined {
  const resource = resourceAt(path.replace(/^\/[^/]*/, ''));
  return resource === undefined ? undefined : resourceOf(resource).permission;
}

/** The permission to request: that of the path, unless Graph's message names others. */
function missingPermission(path: string, explanation: string): string {
  const expected = permissionOf(path);
  const named: readonly string[] = explanation.match(/\b[A-Z]\w+\.Read\.All\b/g) ?? [];
  return expected !== undefined && named.includes(expected) ? expected : (named[0] ?? expected ?? 'for this path');
}

// Graph refuses an expired delta link or page token with 410, or with 400 and one of these codes.
const EXPIRED = /^(Directory_ExpiredPageToken|syncStateNotFound|syncStateInvalid|resyncRequired)$/i;
const RATE_LIMIT = /rate.?limit|too many requests|throttl/i;
const NO_INTUNE =
  /not applicable to target tenant|tenant.*not.*provisioned|\b(no|not|without|requir\w+)\b.*\blicen[cs]e|(no|not)_?licen[cs]e/i;

/** Classifies a response: null for a valid answer, else a trouble. `hide` removes secrets from a text. */
export type Judge = (answer: Answer, path: string, hide: (text: string) => string) => Trouble | null;

/** The plain text of an error message. Intune's services put JSON into it, with ids and an address at the end. */
function plain(message: unknown): unknown {
  if (typeof message !== 'string' || !message.startsWith('{')) return message;
  try {
    const { Message: words } = members(JSON.parse(message));
    return typeof words === 'string' ? words.replace(/ - Operation ID .*$/s, '') : message;
  } catch {
    return message;
  }
}

/** Judges a response of Graph. 404 is a valid answer: there is no such object. */
export const judge: Judge = (answer, path, hide) => {
  const { status, text, waitMs } = answer;
  const { code, message: told } = members(members(answer.json)['error']);
  const message = plain(told);
  const explanation = `${code ?? ''} ${message ?? ''}`.trim();
  const quoted = hide(explanation.replace(/\s+/g, ' ')).slice(0, 200) || 'without a reason';
  const consent = `Graph refuses ${path}: the application needs the permission ${missingPermission(path, explanation)}, which an administrator must grant (admin consent).`;
  const trouble = (sort: Trouble['sort'], kind: MicrosoftGraphError['kind'], says: string): Trouble => {
    if ((sort === 'THROTTLED' || sort === 'PASSING') && (waitMs ?? 0) > LONGEST_WAIT_MS) {
      const putOff = `Graph asks to wait longer than an hour for ${path} (${status}): try later.`;
      return { sort: 'LONG_WAIT', error: new MicrosoftGraphError('REFUSED', putOff) };
    }
    return { sort, error: new MicrosoftGraphError(kind, says), waitMs };
  };

  // Intune's reports throttle with status 500; only the text tells. 503 without a wait, and 504, are failures of one path.
  const isPutOff = [424, 429].includes(status) || (status === 503 && waitMs !== undefined);
  if (isPutOff || (status === 500 && RATE_LIMIT.test(text))) {
    return trouble('THROTTLED', 'REFUSED', `Graph asked to wait too many times for ${path} (${status}): try later.`);
  }
  // The status of a batch part can be anything.
  if (!(status >= 200 && status < 600)) {
    return trouble('PASSING', 'BROKEN', `The answer to ${path} has no valid status (${status}).`);
  }
  if (status >= 500 || status === 408) {
    return trouble('PASSING', 'BROKEN', `Graph fails at ${path} (${status}: ${quoted}).`);
  }
  if (status >= 300 && status < 400) {
    return trouble('FINAL', 'BROKEN', `${path} answers with a redirect (${status}), which is not followed.`);
  }
  if (/^\s*</.test(text)) {
    return trouble('FINAL', 'BROKEN', `${path} answers with HTML (${status}), not JSON: is it Graph that answers?`);
  }
  if (status === 401) {
    // Intune also answers 401 to a valid token without the permission.
    if (/ErrorCode\W+Forbidden/.test(text)) return trouble('STALE', 'CONSENT', consent);
    return trouble('STALE', 'CREDENTIALS', `Graph does not take the token of GRAPH_CLIENT_ID at ${path} (${quoted}).`);
  }
  if (status === 410 || (status === 400 && EXPIRED.test(String(code)))) {
    return trouble('FINAL', 'EXPIRED', `The link to ${path} has expired: read everything anew.`);
  }
  const isIntunes = permissionOf(path)?.startsWith('DeviceManagement');
  if ((status === 400 || status === 403) && isIntunes && NO_INTUNE.test(explanation)) {
    return trouble('FINAL', 'NO_INTUNE', `The tenant has no Intune, says Graph at ${path} (${quoted}).`);
  }
  if (status === 403) return trouble('FINAL', 'CONSENT', consent);
  // An unknown path also gets 404, but it must not pass for a missing object.
  if (status >= 400 && (status !== 404 || /\bsegment\b/i.test(explanation))) {
    return trouble('FINAL', 'REFUSED', `Graph refuses ${path} (${status}: ${quoted}).`);
  }
  // An error that Graph meets after it has sent its status. The values before it are a part of the list.
  if (status < 300 && typeof code === 'string') {
    return trouble('PASSING', 'BROKEN', `The answer to ${path} ends with an error (${quoted}).`);
  }
  if (status !== 404 && answer.json === undefined) {
    return trouble(
      'PASSING',
      'BROKEN',
      `The answer to ${path} is no whole JSON document, or is nested too deep (${text.length} characters).`,
    );
  }
  return null;
};

// Advice for each TLS error.
const INSECURE: readonly (readonly [RegExp, string])[] = [
  [
    /EXPIRED|NOT_YET_VALID/,
    "Its certificate is not valid at this time: look at this machine's clock, or have it renewed.",
  ],
  [/ALTNAME|HOSTNAME/, 'Its certificate is for another host: look at the address.'],
  [/REVOKED/, 'Its certificate was revoked: ask who runs it.'],
  [/EPROTO|ERR_(TLS|SSL)/, 'No TLS is spoken there that is understood here: look at the address and its port.'],
];
const NOT_TRUSTED =
  'Nobody whom this machine trusts has signed its certificate. Where a proxy inspects TLS, NODE_EXTRA_CA_CERTS names the file of its certificate.';

// No or no valid HTTP over a connection, in contrast to no connection.
const UNANSWERED = /^(no answer|ECONNRESET|EPIPE|HPE_|UND_ERR_(SOCKET|HEADERS|BODY|RES))/;

/**
 * The trouble of a call that got no response.
 * @param failure the error thrown by `fetch`
 * @param path the path, where the host has answered other calls; null where it has not
 */
export function lost(failure: unknown, host: string, path: string | null): Trouble {
  let code = 'no connection';
  for (let error = failure; error != null; error = members(error)['cause']) {
    const own = members(error)['code'];
    if (typeof own === 'string') code = own;
  }
  if (/CERT|^ERR_(TLS|SSL)|^UNABLE_TO|^EPROTO$|^INVALID_CA$|CRL|HOSTNAME_MISMATCH/.test(code)) {
    const advice = INSECURE.find(([pattern]) => pattern.test(code))?.[1] ?? NOT_TRUSTED;
    const says = `There is no secure connection to ${host} (${code}). ${advice}`;
    return { sort: 'FINAL', error: new MicrosoftGraphError('CERTIFICATE', says) };
  }
  if (path !== null && UNANSWERED.test(code)) {
    const says = `${path} could not be read (${code}), although ${host} answers other requests.`;
    return { sort: 'PASSING', error: new MicrosoftGraphError('BROKEN', says) };
  }
  const sort = code === 'ENOTFOUND' || code === 'ECONNREFUSED' ? 'ABSENT' : 'PASSING';
  return { sort, error: new MicrosoftGraphError('UNREACHABLE', `${host} cannot be reached (${code}).`) };
}
