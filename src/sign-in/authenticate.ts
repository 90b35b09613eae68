import { LRUCache } from 'lru-cache';
import type { OperatorKey } from '../authorization/grants';
import { readViewer, type Viewer } from '../authorization/viewer';
import type { Database } from '../database/database';
import { TokenRefused, type VerifyToken } from './tokens';

// A token is far shorter; what is longer is not worth a look.
const LONGEST_HEADER = 8 * 1024;

const VIEWERS_KEPT = 1_000;

/** Tells who asks, with the rights that the database gives now. Rejects with TokenRefused or IssuerUnreachable. */
export type Authenticate = (authorization: string | undefined) => Promise<Viewer>;

/** As readViewer, with the viewers kept for as long as nobody changes anything in the database. */
function viewersOf(database: Database, licenseNeeded: boolean): (key: OperatorKey) => Promise<Viewer | null> {
  const viewers = new LRUCache<string, Viewer>({ max: VIEWERS_KEPT });
  let keptOf: number | null = null;
  return async (key) => {
    // Asked before the rights are read: what somebody changes between the two has another version.
    const version = database.version();
    if (version === null) return readViewer(database.primary, key, licenseNeeded);
    if (version !== keptOf) viewers.clear();
    keptOf = version;
    const name = JSON.stringify(key);
    const known = viewers.get(name);
    if (known !== undefined) return known;
    const viewer = await readViewer(database.primary, key, licenseNeeded);
    if (viewer !== null && version === keptOf) viewers.set(name, viewer);
    return viewer;
  };
}

/**
 * Sign-in by bearer token.
 * @param database where operators and their rights are read
 * @param licenseNeeded whether an operator without an Intune plan is refused
 */
export function createAuthenticate(database: Database, verify: VerifyToken, licenseNeeded: boolean): Authenticate {
  const viewerOf = viewersOf(database, licenseNeeded);
  return async (authorization) => {
    if (authorization === undefined || authorization.length > LONGEST_HEADER) throw new TokenRefused('no bearer token');
    const token = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(authorization)?.[1];
    if (token === undefined) throw new TokenRefused('no bearer token');
    const viewer = await viewerOf(await verify(token));
    if (viewer === null) throw new TokenRefused('the operator is unknown');
    return viewer;
  };
}
