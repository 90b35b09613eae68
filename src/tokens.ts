import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
  SignJWT,
} from 'jose';
import { LRUCache } from 'lru-cache';
import type { Config, Oidc } from './config';
import { dataFolder } from './database/address';
import { principalNameKey } from './database/folding';
import { describeIssuer, fetchJson } from './issuer';
import type { OperatorKey } from './viewer/store';

/** Checks a bearer token and tells whom it names. Rejects with {@link TokenRefused} or {@link IssuerUnreachable}. */
export type VerifyToken = (token: string) => Promise<OperatorKey>;

/** The token is not accepted; why is nobody's business but the log's. */
export class TokenRefused extends Error {}

/** The identity provider's keys cannot be read, so no token can be checked. */
export class IssuerUnreachable extends Error {}

const CLOCK_TOLERANCE_S = 60;
const LONGEST_LIFE_S = 24 * 60 * 60;

/** What jose leaves to the caller: that the dates are dates, and the subject a name. */
function checkSane(payload: JWTPayload): void {
  const { exp, iat, sub } = payload;
  const now = Math.floor(Date.now() / 1000);
  if (typeof exp !== 'number' || typeof iat !== 'number' || !Number.isFinite(exp) || !Number.isFinite(iat)) {
    throw new TokenRefused('exp or iat is no number');
  }
  if (iat > now + CLOCK_TOLERANCE_S) throw new TokenRefused('iat lies in the future');
  if (exp <= iat || exp - iat > LONGEST_LIFE_S) throw new TokenRefused('exp does not fit iat');
  if (typeof sub !== 'string' || sub === '') throw new TokenRefused('sub is no name');
}

/** What a token said, and until when that may be believed without a look at its signature. */
interface Verified {
  readonly operator: OperatorKey;
  /** In milliseconds since 1970. */
  readonly until: number;
}

const TOKENS_KEPT = 1_000;

/** Checks the signature of a token once, until it expires or is forgotten. What it gives is read at each request. */
function keeping(verify: (token: string) => Promise<Verified>): { verify: VerifyToken; forget(): void } {
  const kept = new LRUCache<string, Verified>({ max: TOKENS_KEPT });
  return {
    async verify(token) {
      const known = kept.get(token);
      if (known !== undefined && known.until > Date.now()) return known.operator;
      kept.delete(token);
      const found = await verify(token);
      kept.set(token, found);
      return found.operator;
    },
    forget: () => kept.clear(),
  };
}

const expiryOf = ({ exp }: JWTPayload): number => (exp as number) * 1_000;

const KEYS_FRESH_MS = 10 * 60 * 1000;
const KEYS_KEPT_MS = 24 * 60 * 60 * 1000;
const PAUSE_MS = 30 * 1000;

const ALGORITHMS = ['RS256', 'PS256', 'ES256'];

/** The keys of a key set that can check a token. @throws when there is none, so that it does not replace good keys */
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
 * The issuer's key set. It is read again when it is ten minutes old or lacks a key, by one request for all that wait, and
 * not more often than every 30 seconds. While the issuer cannot be reached, the keys that were read last are kept for a
 * day.
 * @param heard is told when keys were read: those of before may be gone
 */
function issuerKeys(issuer: string, heard: () => void): { keys: JWTVerifyGetKey; freshUntil(): number } {
  let address: string | null = null;
  let keys: JWTVerifyGetKey | null = null;
  let readAt = 0;
  let triedAt = 0;
  let failure: unknown = null;
  let reading: Promise<void> | null = null;

  async function read(): Promise<void> {
    try {
      address ??= (await describeIssuer(issuer)).jwks_uri;
      keys = createLocalJWKSet(usableKeys(await fetchJson(address), address));
      readAt = Date.now();
      failure = null;
      heard();
    } catch (error) {
      failure = error;
    } finally {
      triedAt = Date.now();
      reading = null;
    }
  }
  const readOnce = (): Promise<void> => {
    reading ??= read();
    return reading;
  };
  const mayRead = () => reading !== null || Date.now() - triedAt > PAUSE_MS;
  const unreachable = () => new IssuerUnreachable(failure instanceof Error ? failure.message : String(failure));

  const found: JWTVerifyGetKey = async (header, token) => {
    const age = Date.now() - readAt;
    if (age > KEYS_KEPT_MS) keys = null;
    if (keys === null || (age > KEYS_FRESH_MS && mayRead())) await readOnce();
    if (keys === null) throw unreachable();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      if (mayRead()) {
        await readOnce();
        return (keys as JWTVerifyGetKey)(header, token);
      }
      // The key may be one that could not be read.
      throw failure === null ? error : unreachable();
    }
  };
  return { keys: found, freshUntil: () => readAt + KEYS_FRESH_MS };
}

function toOperatorKey(payload: JWTPayload, claim: string): OperatorKey {
  const value = payload[claim];
  if (typeof value !== 'string' || value === '' || value.length > 256 || value.includes('\0')) {
    throw new TokenRefused(`the claim ${claim} names nobody`);
  }
  return claim === 'oid' || claim === 'sub'
    ? { id: value.toLowerCase() }
    : { principalNameKey: principalNameKey(value) };
}

/** Accepts the access tokens of an identity provider. What a token says of roles or scopes gives no right here. */
export function oidcTokens({ issuer, audience, tokenType, operatorClaim }: Oidc): VerifyToken {
  const { keys, freshUntil } = issuerKeys(issuer, () => kept.forget());
  const kept = keeping(async (token) => {
    // When the keys are to be read again, so is the token: keys that are read meanwhile may not be those it is checked with.
    const keysUntil = freshUntil();
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        issuer,
        audience,
        typ: tokenType,
        requiredClaims: ['exp', 'iat', 'sub', 'aud'],
        clockTolerance: CLOCK_TOLERANCE_S,
      });
      checkSane(payload);
      // An ID token has the type JWT too, and may carry roles. Only an access token has scopes.
      if (tokenType === 'JWT' && !/\S/.test(String(payload['scp'] ?? ''))) throw new TokenRefused('it has no scp');
      return { operator: toOperatorKey(payload, operatorClaim), until: Math.min(expiryOf(payload), keysUntil) };
    } catch (error) {
      if (error instanceof IssuerUnreachable || error instanceof TokenRefused) throw error;
      throw new TokenRefused(error instanceof Error ? error.message : String(error));
    }
  });
  return kept.verify;
}

const DEVELOPMENT = { issuer: 'troubleshooting-graph-development', audience: 'troubleshooting-graph' };
const DEVELOPMENT_LIFE = '12h';

/** The key of development sign-in: made once, beside the database, readable for its owner only. */
function developmentKey(folder: string): Uint8Array {
  const file = path.join(folder, 'development.key');
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(folder, { recursive: true });
  // Written whole before it has its name: a process that is killed here leaves no key of fewer bytes.
  const made = `${file}.${process.pid}`;
  writeFileSync(made, randomBytes(32), { mode: 0o600 });
  try {
    linkSync(made, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(made);
  }
  return readFileSync(file);
}

/** The key of the audit trail. Development, and nothing else, may leave it to this service. */
export function auditKeyOf({ auditKey, databaseUrl }: Config): string {
  return (
    auditKey ??
    createHmac('sha256', developmentKey(dataFolder(databaseUrl)))
      .update('audit')
      .digest('hex')
  );
}

/** A token for development sign-in, valid for 12 hours and across restarts. */
export async function developmentToken(folder: string, userId: string): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setIssuer(DEVELOPMENT.issuer)
    .setAudience(DEVELOPMENT.audience)
    .setSubject(userId)
    .setIssuedAt()
    .setExpirationTime(DEVELOPMENT_LIFE)
    .sign(developmentKey(folder));
}

/** Accepts the tokens that {@link developmentToken} makes with the key in the same folder. */
export function developmentTokens(folder: string): VerifyToken {
  const key = developmentKey(folder);
  return keeping(async (token) => {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        ...DEVELOPMENT,
        typ: 'at+jwt',
        requiredClaims: ['exp', 'iat', 'sub', 'aud'],
      });
      checkSane(payload);
      return { operator: toOperatorKey(payload, 'sub'), until: expiryOf(payload) };
    } catch (error) {
      throw error instanceof TokenRefused ? error : new TokenRefused(error instanceof Error ? error.message : '');
    }
  }).verify;
}
