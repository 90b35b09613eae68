import type { Db } from './database/database';
import { TokenRefused, type VerifyToken } from './tokens';
import { type OperatorKey, operatorWithGrants } from './viewer/store';
import { toViewer, type Viewer } from './viewer/viewer';

// A token is far shorter; what is longer is not worth a look.
const LONGEST_HEADER = 8 * 1024;

/** Tells who asks, with the rights that the database gives now. Rejects with TokenRefused or IssuerUnreachable. */
export type Authenticate = (authorization: string | undefined) => Promise<Viewer>;

/**
 * An operator with the rights that the database gives now; null where there is none.
 * @param licenseNeeded whether an operator without an Intune plan is refused
 */
export async function readViewer(db: Db, key: OperatorKey, licenseNeeded: boolean): Promise<Viewer | null> {
  const found = await operatorWithGrants(db, key);
  return found === null ? null : toViewer(found.operator, found.grants, licenseNeeded);
}

/**
 * Sign-in by bearer token.
 * @param db where operators and their rights are read
 * @param licenseNeeded whether an operator without an Intune plan is refused
 */
export function createAuthenticate(db: Db, verify: VerifyToken, licenseNeeded: boolean): Authenticate {
  return async (authorization) => {
    if (authorization === undefined || authorization.length > LONGEST_HEADER) throw new TokenRefused('no bearer token');
    const token = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(authorization)?.[1];
    if (token === undefined) throw new TokenRefused('no bearer token');
    const viewer = await readViewer(db, await verify(token), licenseNeeded);
    if (viewer === null) throw new TokenRefused('the operator is unknown');
    return viewer;
  };
}
