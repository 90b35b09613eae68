import { type Database, type Db, execute, firstRow, type Trx } from '../database/database';
import { sql } from '../database/sql';
import { EXIT_TRY_LATER, ForeseenError } from '../resolving/foreseen';

/*
 * The lease: only one process at a time, of all nodes, writes data from Microsoft Graph. A lease expires by
 * itself, so a killed process does not keep it.
 */

/** Another process holds the lease. */
export class SyncUnderWay extends ForeseenError {
  readonly code = 'SYNC_UNDER_WAY';
  override readonly exitCode = EXIT_TRY_LATER;
}

/** A sync, or the refresh of one user. */
type Purpose = 'SYNC' | 'REFRESH';

interface LeaseOptions {
  /** Names the process and its work. */
  readonly holder: string;
  readonly purpose: Purpose;
  readonly now: () => Date;
}

/** A lease that is renewed until it is released. */
interface Lease {
  /** @throws SyncUnderWay if another process took the lease, because this one could not renew it in time */
  throwIfLost(): void;
  release(): Promise<void>;
}

/** The lease as the database has it. */
interface Held {
  readonly holder: string;
  readonly purpose: Purpose;
  /** When it was taken; null if an earlier version of this service took it. */
  readonly since: string | null;
  readonly expiresAt: string;
}

const LEASE_SECONDS = 120;

/** The present lease; null if nobody has one. It may have expired. */
export const presentLease = (db: Db): Promise<Held | null> =>
  firstRow(db, sql`SELECT holder, purpose, since, expires_at AS "expiresAt" FROM sync_lease`);

/** Takes or renews the lease. @returns false if another holder has it */
async function renew(trx: Trx, { holder, purpose, now }: LeaseOptions): Promise<boolean> {
  const at = now();
  const until = new Date(at.getTime() + LEASE_SECONDS * 1_000).toISOString();
  const taken = await execute(
    trx,
    sql`INSERT INTO sync_lease (singleton, holder, purpose, since, expires_at)
      VALUES (1, ${holder}, ${purpose}, ${at.toISOString()}, ${until})
    ON CONFLICT (singleton) DO UPDATE SET holder = excluded.holder, purpose = excluded.purpose,
      since = CASE WHEN sync_lease.holder = excluded.holder THEN sync_lease.since ELSE excluded.since END,
      expires_at = excluded.expires_at
      WHERE sync_lease.holder = excluded.holder OR sync_lease.expires_at < ${at.toISOString()}`,
  );
  return taken > 0;
}

const WHAT: Readonly<Record<Purpose, string>> = { SYNC: 'Another sync', REFRESH: 'The refresh of a user' };

/**
 * Takes the lease, and renews it until it is released.
 * @throws SyncUnderWay if another holder has it
 */
export async function takeLease(database: Database, options: LeaseOptions): Promise<Lease> {
  const take = () => database.write((trx) => renew(trx, options));
  if (!(await take())) {
    const other = await presentLease(database.primary);
    throw new SyncUnderWay(
      other === null
        ? 'Another sync was under way: try again.'
        : `${WHAT[other.purpose]} is under way (${other.holder}). If it was killed, its lease expires at ${other.expiresAt}: try again then.`,
    );
  }
  let isLost = false;
  const keep = async () => {
    isLost ||= !(await take());
  };
  const timer = setInterval(() => keep().catch(() => {}), (LEASE_SECONDS / 4) * 1_000);
  return {
    throwIfLost() {
      if (isLost) throw new SyncUnderWay('Another sync took over.');
    },
    async release() {
      clearInterval(timer);
      await database.write((trx) => trx('sync_lease').where({ holder: options.holder }).delete());
    },
  };
}
