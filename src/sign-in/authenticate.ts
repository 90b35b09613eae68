import { LRUCache } from 'lru-cache';
import { readMachine } from '../authorization/machine';
import { readViewer, type Viewer } from '../authorization/viewer';
import type { Database } from '../database/database';
import type { Deadline } from '../resolving/deadline';
import { type Caller, TokenRefused, type VerifyToken } from './tokens';

// A token is far shorter. Refuse longer headers without parsing them.
const LONGEST_HEADER = 8 * 1024;

const VIEWERS_KEPT = 1_000;

/** Sign-in by bearer token, in two steps: the second one reads the database. */
export interface Authenticate {
  /** Verifies the token. Rejects with TokenRefused or IssuerUnreachable. */
  callerOf(authorization: string | undefined): Promise<Caller>;
  /** The viewer with the current rights. Rejects with TokenRefused if nobody in the tenant is the caller. */
  viewerOf(caller: Caller, deadline: Deadline): Promise<Viewer>;
}

interface OperatorOptions {
  /** Whether to refuse operators without an Intune plan. */
  readonly licenseNeeded: boolean;
  /** The group whose assignments applications hold; null if none is let in. */
  readonly machineGroup: string | null;
}

/** Reads viewers, with a cache that is cleared when the database's data version changes. */
function viewersOf(
  database: Database,
  { licenseNeeded, machineGroup }: OperatorOptions,
): (key: Caller, deadline: Deadline) => Promise<Viewer | null> {
  const read = async (key: Caller, deadline: Deadline): Promise<Viewer | null> => {
    if (!('machineId' in key)) return database.readRights((db) => readViewer(db, key, licenseNeeded), deadline);
    return machineGroup === null ? null : database.readRights((db) => readMachine(db, key, machineGroup), deadline);
  };
  const viewers = new LRUCache<string, Viewer>({ max: VIEWERS_KEPT });
  let keptOf: number | null = null;
  return async (key, deadline) => {
    // Read the version first: a write between the two reads then invalidates this entry.
    const version = database.version();
    if (version === null) return read(key, deadline);
    if (version !== keptOf) viewers.clear();
    keptOf = version;
    const name = JSON.stringify(key);
    const known = viewers.get(name);
    if (known !== undefined) return known;
    const viewer = await read(key, deadline);
    if (viewer !== null && version === keptOf) viewers.set(name, viewer);
    return viewer;
  };
}

/** @param database the database with the operators and their rights */
export function createAuthenticate(database: Database, verify: VerifyToken, options: OperatorOptions): Authenticate {
  const read = viewersOf(database, options);
  return {
    async callerOf(authorization) {
      const isTooLong = authorization !== undefined && authorization.length > LONGEST_HEADER;
      if (authorization === undefined || isTooLong) throw new TokenRefused('no bearer token');
      const token = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(authorization)?.[1];
      if (token === undefined) throw new TokenRefused('no bearer token');
      return verify(token);
    },
    async viewerOf(caller, deadline) {
      const viewer = await read(caller, deadline);
      if (viewer === null) throw new TokenRefused('the operator is unknown', 'OPERATOR_UNKNOWN');
      return viewer;
    },
  };
}
