import type { JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { MachineKey, OperatorKey } from '../authorization/grants';
import { exactName, withoutCase } from '../authorization/principal-name';
import { ForeseenError, RETRY_SOON_S } from '../resolving/foreseen';

/** Whom a token names: an operator, or an application where the configuration lets some in. */
export type Caller = OperatorKey | MachineKey;

/** Verifies a bearer token and returns whom it names. Rejects with {@link TokenRefused} or {@link IssuerUnreachable}. */
export type VerifyToken = (token: string) => Promise<Caller>;

/** Why a token that is the issuer's own, and for this service, lets nobody in. Its bearer may know. */
type KnownReason = 'OPERATOR_UNKNOWN' | 'APPLICATION_TOKEN';

/** The token is not accepted. Only the log contains the message; a client gets the reason after every check passed. */
export class TokenRefused extends ForeseenError {
  readonly code = 'UNAUTHENTICATED';
  override readonly clientExtensions: Readonly<Record<string, string>>;

  constructor(message: string, reason: KnownReason | null = null) {
    super(message);
    this.clientExtensions = reason === null ? {} : { reason };
  }

  override readonly httpStatus = 401;
  override readonly httpHeaders = { 'www-authenticate': 'Bearer' };
  override readonly clientMessage = 'A valid bearer token is required.';
}

/** The identity provider's keys cannot be read, so no token can be checked. */
export class IssuerUnreachable extends ForeseenError {
  readonly code = 'IDENTITY_PROVIDER_UNAVAILABLE';
  override readonly httpStatus = 503;
  override readonly retryAfter = RETRY_SOON_S;
  override readonly clientMessage = 'Sign-in is not available at the moment.';
}

/** The tolerated difference to the issuer's clock, in seconds. */
export const CLOCK_TOLERANCE_S = 60;
// Entra gives tokens of up to 28 hours to clients that understand continuous access evaluation.
const LONGEST_LIFE_S = 29 * 60 * 60;

/** Checks what jose leaves to the caller: valid dates, a plausible lifetime, and a subject. */
export function checkSane(payload: JWTPayload): void {
  const { exp, iat, sub } = payload;
  const now = Math.floor(Date.now() / 1000);
  if (typeof exp !== 'number' || typeof iat !== 'number' || !Number.isFinite(exp) || !Number.isFinite(iat)) {
    throw new TokenRefused('exp or iat is not a number');
  }
  if (iat > now + CLOCK_TOLERANCE_S) {
    throw new TokenRefused(
      `it was issued ${Math.round(iat - now)} seconds in the future: compare the clock of this machine with the issuer's`,
    );
  }
  if (exp <= iat || exp - iat > LONGEST_LIFE_S) throw new TokenRefused('exp does not fit iat');
  if (typeof sub !== 'string' || sub === '') throw new TokenRefused('sub is not a name');
}

/** Whom a verified token names, and how long the verification is valid. */
interface Verified {
  readonly caller: Caller;
  /** When the token expires, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** When its key must be read again, in the time of `performance.now()`. */
  readonly keyUntil: number;
}

const TOKENS_KEPT = 1_000;

/** Caches verified tokens until they expire or are forgotten. The operator's rights are still read for each request. */
export function keeping(verify: (token: string) => Promise<Verified>): { verify: VerifyToken; forget(): void } {
  const kept = new LRUCache<string, Verified>({ max: TOKENS_KEPT });
  let forgotten = 0;
  return {
    async verify(token) {
      const known = kept.get(token);
      if (known !== undefined && known.expiresAt > Date.now() && known.keyUntil > performance.now())
        return known.caller;
      kept.delete(token);
      const before = forgotten;
      const found = await verify(token);
      // Keys that were replaced during the verification may have been taken back.
      if (forgotten === before) kept.set(token, found);
      return found.caller;
    },
    forget() {
      forgotten++;
      kept.clear();
    },
  };
}

/** The expiry of a token, in milliseconds since 1970. */
export const expiryOf = ({ exp }: JWTPayload): number => (exp as number) * 1_000;

/** The operator named by a claim: by user id for `oid` and `sub`, else by user principal name. @throws TokenRefused */
export function toOperatorKey(payload: JWTPayload, claim: string): OperatorKey {
  const value = payload[claim];
  if (typeof value !== 'string' || value === '' || value.length > 256 || value.includes('\0')) {
    throw new TokenRefused(`the claim ${claim} names no operator`);
  }
  // An address that its owner only typed may be somebody else's.
  if (claim === 'email' && payload['email_verified'] !== true) throw new TokenRefused('its email is not verified');
  return claim === 'oid' || claim === 'sub' ? { id: withoutCase(value) } : { exactName: exactName(value) };
}
