import { type Database, type Db, execute, firstRow, type Trx, withFlags } from '../database/database';
import { databaseTime } from '../database/server-clock';
import { sql } from '../database/sql';
import { EXIT_TRY_LATER, ForeseenError } from '../resolving/foreseen';

/*
 * The lease: only one process at a time, of all nodes, writes data from Microsoft Graph. A lease expires by
 * itself, so a killed process does not keep it. The database's clock decides when, because those of nodes may differ.
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
}

/** A lease that is renewed until it is released. */
interface Lease {
  /**
   * Confirms the lease inside a transaction that writes, so that two holders never write.
   * @throws SyncUnderWay if another process took the lease, because this one could not renew it in time
   */
  confirm(trx: Trx): Promise<void>;
  release(): Promise<void>;
}

/** The lease as the database has it. */
interface Held {
  readonly holder: string;
  readonly purpose: Purpose;
  /** When it was taken; null if an earlier version of this service took it. */
  readonly since: string | null;
  readonly expiresAt: string;
  readonly isExpired: boolean;
}

const LEASE_SECONDS = 120;

/** The present lease; null if nobody has one. */
export async function presentLease(db: Db): Promise<Held | null> {
  const held = await firstRow<Held>(
    db,
    sql`SELECT holder, purpose, since, expires_at AS "expiresAt",
      CASE WHEN expires_at < ${databaseTime(db)} THEN 1 ELSE 0 END AS "isExpired" FROM sync_lease`,
  );
  return held === null ? null : (withFlags([held], 'isExpired')[0] ?? null);
}

/** Takes the lease. @returns since when it is held, which with the holder names this one lease; null if another holder has it */
async function take(trx: Trx, { holder, purpose }: LeaseOptions): Promise<string | null> {
  const now = databaseTime(trx);
  // A killed process that starts again under its old name need not wait for its own lease.
  const taken = await execute(
    trx,
    sql`INSERT INTO sync_lease (singleton, holder, purpose, since, expires_at)
      VALUES (1, ${holder}, ${purpose}, ${now}, ${databaseTime(trx, LEASE_SECONDS)})
    ON CONFLICT (singleton) DO UPDATE SET holder = excluded.holder, purpose = excluded.purpose,
      since = excluded.since, expires_at = excluded.expires_at
      WHERE sync_lease.holder = excluded.holder OR sync_lease.expires_at < ${now}`,
  );
  return taken > 0 ? ((await presentLease(trx))?.since ?? null) : null;
}

const WHAT: Readonly<Record<Purpose, string>> = { SYNC: 'Another sync', REFRESH: 'The refresh of a user' };

/**
 * Takes the lease, and renews it until it is released or lost. A lost lease never comes back: meanwhile another process
 * may have written newer data than this one has read.
 * @throws SyncUnderWay if another holder has it
 */
export async function takeLease(database: Database, options: LeaseOptions): Promise<Lease> {
  const { holder } = options;
  const since = await database.write((trx) => take(trx, options));
  if (since === null) {
    const other = await presentLease(database.primary);
    throw new SyncUnderWay(
      other === null
        ? 'Another sync was under way: try again.'
        : `${WHAT[other.purpose]} is under way (${other.holder}). If it was killed, its lease expires at ${other.expiresAt}: try again then.`,
    );
  }
  const isOwn = sql`holder = ${holder} AND since = ${since}`;
  async function renew(): Promise<void> {
    const renewed = await database.write((trx) =>
      execute(trx, sql`UPDATE sync_lease SET expires_at = ${databaseTime(trx, LEASE_SECONDS)} WHERE ${isOwn}`),
    );
    if (renewed === 0) clearInterval(timer);
  }
  const timer = setInterval(() => renew().catch(() => {}), (LEASE_SECONDS / 4) * 1_000);
  return {
    async confirm(trx) {
      const held = await presentLease(trx);
      if (held?.holder !== holder || held.since !== since) throw new SyncUnderWay('Another sync took over.');
    },
    async release() {
      clearInterval(timer);
      await database.write((trx) => execute(trx, sql`DELETE FROM sync_lease WHERE ${isOwn}`));
    },
  };
}
