import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { jwtVerify, SignJWT } from 'jose';
import type { Config } from '../config';
import { dataFolder } from '../database/address';
import { FolderError, makeFolder } from '../database/make-folder';
import { outageIn } from '../database/outage';
import { ConfigError } from '../resolving/foreseen';
import { checkSane, expiryOf, keeping, TokenRefused, toOperatorKey, type VerifyToken } from './tokens';

const DEVELOPMENT = { issuer: 'troubleshooting-graph-development', audience: 'troubleshooting-graph' };
const DEVELOPMENT_LIFE = '12h';

function readOrMakeKey(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  makeFolder(path.dirname(file));
  // Write the whole file before it gets its name, so that a killed process or a power cut leaves no truncated key.
  const made = `${file}.${process.pid}`;
  writeFileSync(made, randomBytes(32), { mode: 0o600, flush: true });
  try {
    linkSync(made, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(made);
  }
  return readFileSync(file);
}

/**
 * The key of development sign-in. It is created once beside the database, readable by its owner only.
 * @throws ConfigError if the file cannot be used
 */
function developmentKey(folder: string): Uint8Array {
  const file = path.join(folder, 'development.key');
  try {
    return readOrMakeKey(file);
  } catch (error) {
    if (error instanceof FolderError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw outageIn(error) ?? new ConfigError(`${file} cannot be used (${code}).`, { cause: error });
  }
}

/** The key of the audit trail. Only in development this service creates its own key. */
export function auditKeyOf({ auditKey, databaseUrl }: Pick<Config, 'auditKey' | 'databaseUrl'>): string {
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

/** Accepts tokens of {@link developmentToken} with the key from the same folder. */
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
      return {
        caller: toOperatorKey(payload, 'sub'),
        expiresAt: expiryOf(payload),
        keyUntil: Number.POSITIVE_INFINITY,
      };
    } catch (error) {
      throw error instanceof TokenRefused ? error : new TokenRefused(error instanceof Error ? error.message : '');
    }
  }).verify;
}
