import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify, SignJWT } from 'jose';
import type { Config, Oidc } from './config';
import { sqliteFile } from './database/database';
import { principalNameKey } from './folding';
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

const KEYS_FRESH_MS = 10 * 60 * 1000;
const KEYS_KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * The issuer's key set. It is read again when it is ten minutes old or lacks a key, but not more often than every 30
 * seconds; while the issuer cannot be reached, the keys that were read last are kept for a day.
 */
function issuerKeys(issuer: string): JWTVerifyGetKey {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  let readAt = 0;
  const discover = async () => {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(address, { signal: AbortSignal.timeout(5_000), redirect: 'error' });
    const document = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    if (document.issuer !== issuer || typeof document.jwks_uri !== 'string') {
      throw new IssuerUnreachable(`${address} does not describe this issuer`);
    }
    return createRemoteJWKSet(new URL(document.jwks_uri), { cacheMaxAge: KEYS_KEPT_MS, cooldownDuration: 30_000 });
  };
  return async (header, token) => {
    try {
      keys ??= await discover();
      if (Date.now() - readAt > KEYS_FRESH_MS && !keys.coolingDown) {
        await keys.reload().then(
          () => {
            readAt = Date.now();
          },
          (error: unknown) => {
            if (readAt === 0) throw error;
          },
        );
      }
      return await keys(header, token);
    } catch (error) {
      // A key that the issuer does not have is the token's fault, everything else the issuer's.
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new IssuerUnreachable(error instanceof Error ? error.message : String(error));
    }
  };
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
  const keys = issuerKeys(issuer);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['RS256', 'PS256', 'ES256'],
        issuer,
        audience,
        typ: tokenType,
        requiredClaims: ['exp', 'iat', 'sub', 'aud'],
        clockTolerance: CLOCK_TOLERANCE_S,
      });
      checkSane(payload);
      // An ID token has the type JWT too; only an access token says what it may be used for.
      if (tokenType === 'JWT' && payload['scp'] === undefined && payload['roles'] === undefined) {
        throw new TokenRefused('it has neither scp nor roles');
      }
      return toOperatorKey(payload, operatorClaim);
    } catch (error) {
      if (error instanceof IssuerUnreachable || error instanceof TokenRefused) throw error;
      throw new TokenRefused(error instanceof Error ? error.message : String(error));
    }
  };
}

const DEVELOPMENT = { issuer: 'troubleshooting-graph-development', audience: 'troubleshooting-graph' };
const DEVELOPMENT_LIFE = '12h';

/** Where the key of development sign-in lies: beside the database. */
export const developmentKeyFolder = (databaseUrl: string): string => path.dirname(sqliteFile(databaseUrl));

/** The key of development sign-in: made once, beside the database, readable for its owner only. */
function developmentKey(folder: string): Uint8Array {
  const file = path.join(folder, 'development.key');
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file);
}

/** The key of the audit trail. Development, and nothing else, may leave it to this service. */
export function auditKeyOf({ auditKey, databaseUrl }: Config): string {
  return (
    auditKey ??
    createHmac('sha256', developmentKey(developmentKeyFolder(databaseUrl)))
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
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        ...DEVELOPMENT,
        typ: 'at+jwt',
        requiredClaims: ['exp', 'iat', 'sub', 'aud'],
      });
      checkSane(payload);
      return toOperatorKey(payload, 'sub');
    } catch (error) {
      throw error instanceof TokenRefused ? error : new TokenRefused(error instanceof Error ? error.message : '');
    }
  };
}
