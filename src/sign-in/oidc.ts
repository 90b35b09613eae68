import { createLocalJWKSet, errors, type JSONWebKeySet, type JWK, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Oidc } from '../config';
import { DAY_MS } from '../resolving/days';
import { messageOf } from '../resolving/message-of';
import { checkScopes, isOfApplication, machineOf, refuseIdToken } from './access-token';
import { describeIssuer, fetchJson } from './issuer';
import { adviceFor } from './token-advice';
import {
  CLOCK_TOLERANCE_S,
  checkSane,
  expiryOf,
  IssuerUnreachable,
  keeping,
  TokenRefused,
  toOperatorKey,
  type VerifyToken,
} from './tokens';

const KEYS_FRESH_MS = 10 * 60 * 1000;
const KEYS_KEPT_MS = DAY_MS;
const PAUSE_MS = 30 * 1000;
// Without keys nobody can sign in, so the service looks more often whether the issuer is back.
const PAUSE_WITHOUT_KEYS_MS = 2 * 1000;
const ALGORITHMS = ['RS256', 'PS256', 'ES256'];

interface IssuerKeys {
  readonly keys: JWTVerifyGetKey;
  /** When the keys must be read again, in the time of `performance.now()`. */
  freshUntil(): number;
  /** Reads the keys before the first token needs them. @throws IssuerUnreachable */
  readKeys(): Promise<void>;
}

/** The keys of a key set that can verify a token. @throws if there is none, so that it does not replace good keys */
function usableKeys({ keys }: Record<string, unknown>, address: string): JSONWebKeySet {
  const isUsable = (key: unknown): key is JWK => {
    const { kty, crv, use, n, x } = (key ?? {}) as JWK;
    return use !== 'enc' && (kty === 'RSA' ? n !== undefined : kty === 'EC' && crv === 'P-256' && x !== undefined);
  };
  const usable = Array.isArray(keys) ? keys.filter(isUsable) : [];
  if (usable.length === 0) throw new Error(`${address} has no key for ${ALGORITHMS.join(', ')}`);
  return { keys: usable };
}

/**
 * The issuer's key set. It is refreshed when it is ten minutes old or lacks a key, with one request for all callers and
 * at most every 30 seconds, or every 2 seconds while there are no keys at all. While the issuer is unreachable, the last keys
 * are kept for a day, and requests wait only for its first failure. All of it is in the time of `performance.now()`, because a clock that is set back would keep revoked
 * keys.
 * @param heard called after a refresh, because older keys may be gone
 */
function issuerKeys(issuer: string, heard: () => void): IssuerKeys {
  let address: string | null = null;
  let keys: JWTVerifyGetKey | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown = null;
  let reading: Promise<void> | null = null;

  async function read(): Promise<void> {
    try {
      address ??= (await describeIssuer(issuer)).jwks_uri;
      keys = createLocalJWKSet(usableKeys(await fetchJson(address), address));
      readAt = performance.now();
      failure = null;
      heard();
    } catch (error) {
      failure = error;
      // The issuer may have moved its keys, so read its description again too.
      address = null;
    } finally {
      triedAt = performance.now();
      reading = null;
    }
  }
  const readOnce = (): Promise<void> => {
    reading ??= read();
    return reading;
  };
  const mayRead = () => {
    const pause = keys === null ? PAUSE_WITHOUT_KEYS_MS : PAUSE_MS;
    return reading !== null || performance.now() - triedAt > pause;
  };
  const unreachable = () => new IssuerUnreachable(messageOf(failure));

  const found: JWTVerifyGetKey = async (header, token) => {
    const age = performance.now() - readAt;
    if (age > KEYS_KEPT_MS) keys = null;
    if ((keys === null || age > KEYS_FRESH_MS) && mayRead()) {
      // An issuer that failed and is slow now must not hold up requests that the last keys can answer.
      const isPatient = keys === null || failure === null;
      const done = readOnce();
      if (isPatient) await done;
    }
    if (keys === null) throw unreachable();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      if (mayRead()) {
        await readOnce();
        if (failure === null) return (keys as JWTVerifyGetKey)(header, token);
      }
      // If the issuer was unreachable, the missing key may just not have been fetched: answer 503, not 401.
      throw failure === null ? error : unreachable();
    }
  };
  return {
    keys: found,
    freshUntil: () => readAt + KEYS_FRESH_MS,
    async readKeys() {
      await readOnce();
      if (keys === null) throw unreachable();
    },
  };
}

/** The access tokens of an identity provider. */
export interface OidcTokens extends Pick<IssuerKeys, 'readKeys'> {
  readonly verify: VerifyToken;
}

/**
 * Accepts access tokens of an identity provider. Roles and scopes in a token give no rights here.
 * @param onKeys called after the issuer's keys were read
 */
export function oidcTokens(oidc: Oidc, onKeys: () => void = () => {}): OidcTokens {
  const { issuer, audience, tokenType, operatorClaim } = oidc;
  const { keys, freshUntil, readKeys } = issuerKeys(issuer, () => {
    kept.forget();
    onKeys();
  });
  const kept = keeping(async (token) => {
    // Limit the cached lifetime to the refresh time of the keys. Read it before the verification, which may refresh
    // them.
    const keyUntil = freshUntil();
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        issuer,
        audience,
        ...(tokenType !== 'none' && { typ: tokenType }),
        requiredClaims: ['exp', 'iat', 'sub', 'aud'],
        clockTolerance: CLOCK_TOLERANCE_S,
      });
      checkSane(payload);
      if (tokenType === 'none' && protectedHeader.typ !== undefined) throw new TokenRefused('its typ is not missing');
      refuseIdToken(payload);
      const until = { expiresAt: expiryOf(payload), keyUntil };
      if (isOfApplication(payload)) return { caller: machineOf(payload, oidc), ...until };
      checkScopes(payload, oidc);
      return { caller: toOperatorKey(payload, operatorClaim), ...until };
    } catch (error) {
      if (error instanceof IssuerUnreachable || error instanceof TokenRefused) throw error;
      throw new TokenRefused(adviceFor(token, error, oidc));
    }
  });
  return { verify: kept.verify, readKeys };
}
