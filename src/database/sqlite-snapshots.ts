import { LRUCache } from 'lru-cache';
import type { Deadline } from '../resolving/deadline';
import type { PoolState } from './database';
import { DatabaseUnavailable } from './errors';
import { type Listened, runOn } from './prepared';
import { type Kept, type ReadTransaction, Snapshot } from './snapshot';
import type { SqliteConnection } from './sqlite-driver';
import type { StatementTally } from './statement-tally';

// The maximum number of read connections: one per version of the file that requests still read.
export const READ_CONNECTIONS = 4;
// SQLite resets the write-ahead log only when it is fully checkpointed and has no reader. Overlapping requests would
// prevent that for ever, so after this many transactions new requests wait up to DRAIN_MS until none is reading.
const INSTANTS = 100;
const DRAIN_MS = 500;
const PATIENCE_MS = 5_000;
// An answer has a few rows, and its question can hold the groups of a scope.
const MOST_KEPT = 2_000;

/** A read-only connection with its prepared statements. */
interface Reader {
  readonly connection: SqliteConnection;
  /** Begins a transaction that sees the file as it is now. */
  begin(): void;
  commit(): unknown;
}

/** A version of the file, held by a transaction, and the number of requests that read it. */
interface Instant {
  readonly reader: Reader;
  readonly version: number;
  /** Null if the file changed while the transaction began, so that it may hold the version before or after. */
  readonly kept: Kept | null;
  requests: number;
}

/** Access to an SQLite file. */
interface SqliteFile {
  /** The pool that emits `query` events. */
  readonly pool: Listened;
  /** A connection outside of any transaction, to notice changes of the file. */
  readonly watch: SqliteConnection;
  /** Opens a read-only connection. */
  open(): SqliteConnection;
  /** Checkpoints the write-ahead log. */
  checkpoint(): void;
}

/**
 * Snapshots of an SQLite file. Requests that see the same version of the file share a transaction. A request that
 * starts after a write gets a new transaction on another connection, so every request starts with the current state.
 */
export class SqliteSnapshots {
  readonly #file: SqliteFile;
  readonly #dataVersion: { get(): unknown };
  readonly #readers = new Set<Reader>();
  readonly #idle: Reader[] = [];
  readonly #waiting = new Set<() => void>();
  #present: Instant | null = null;
  #latest: { readonly version: number; readonly kept: Kept } | null = null;
  #instants = 0;
  #open = 0;
  #drainsUntil = 0;

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#dataVersion = file.watch.prepare('PRAGMA data_version').pluck();
  }

  /** Returns a snapshot, which begins with its first statement. */
  take(deadline?: Deadline, tally?: StatementTally): Snapshot {
    return new Snapshot('sqlite', () => this.#reading(), deadline, tally);
  }

  /** A number that changes after every commit of another connection. */
  version(): number {
    return this.#dataVersion.get() as number;
  }

  /** The connections at this moment, out of the maximum. */
  pool(): PoolState {
    const used = this.#readers.size - this.#idle.length;
    return { pool: 'reads', used, free: READ_CONNECTIONS - used, waiting: this.#waiting.size };
  }

  /** The number of requests that read. */
  get open(): number {
    return this.#open;
  }

  close(): void {
    for (const { connection } of this.#readers) connection.close();
  }

  #connect(): Reader {
    const connection = this.#file.open();
    const [begin, commit] = [connection.prepare('BEGIN'), connection.prepare('COMMIT')];
    // The first read of a transaction decides what it sees.
    const read = connection.prepare('SELECT 1 FROM sqlite_schema LIMIT 1');
    const reader = {
      connection,
      begin() {
        begin.run();
        read.get();
      },
      commit: () => commit.run(),
    };
    this.#readers.add(reader);
    return reader;
  }

  #drop(reader: Reader): void {
    this.#readers.delete(reader);
    reader.connection.close();
  }

  #release(instant: Instant): void {
    instant.requests -= 1;
    this.#open -= 1;
    if (instant.requests > 0) return;
    if (this.#present === instant) this.#present = null;
    const { reader } = instant;
    try {
      // If the disk fails, SQLite has already ended the transaction.
      if (reader.connection.inTransaction) reader.commit();
      this.#idle.push(reader);
    } catch {
      this.#drop(reader);
    }
    if (this.#idle.length === this.#readers.size) this.#restartLog();
    for (const look of this.#waiting) look();
  }

  #restartLog(): void {
    const isLong = this.#instants >= INSTANTS;
    this.#instants = 0;
    try {
      if (isLong) this.#file.checkpoint();
    } catch {
      // A failed checkpoint only delays the reset of the log, so do not fail the request that triggered it.
    }
  }

  /** Whether a request for a new version must wait until no request is reading. */
  #isDraining(): boolean {
    if (this.#instants < INSTANTS || this.#idle.length === this.#readers.size) return false;
    if (performance.now() < this.#drainsUntil) return true;
    this.#instants = 0;
    return false;
  }

  #begin(version: number): Instant | null {
    if (this.#isDraining()) return null;
    const reader = this.#idle.pop() ?? (this.#readers.size < READ_CONNECTIONS ? this.#connect() : null);
    if (reader === null) return null;
    try {
      reader.begin();
    } catch (error) {
      this.#drop(reader);
      throw error;
    }
    this.#instants += 1;
    if (this.#instants === INSTANTS) this.#drainsUntil = performance.now() + DRAIN_MS;
    return { reader, version, kept: this.#keptOf(version), requests: 0 };
  }

  /** The answers of a version, if the transaction that just began holds exactly that one. */
  #keptOf(version: number): Kept | null {
    if (this.version() !== version) return null;
    if (this.#latest?.version !== version) this.#latest = { version, kept: new LRUCache({ max: MOST_KEPT }) };
    return this.#latest.kept;
  }

  /** Resolves when a request ends, or after DRAIN_MS. */
  #nextChance(): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      const timer = setTimeout(look, DRAIN_MS);
      this.#waiting.add(look);
    });
  }

  async #reading(): Promise<ReadTransaction> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const version = this.version();
      if (this.#present?.version !== version) this.#present = this.#begin(version) ?? this.#present;
      const instant = this.#present;
      if (instant?.version === version) {
        instant.requests += 1;
        this.#open += 1;
        return {
          kept: instant.kept,
          read: (text, values) => runOn(instant.reader.connection, this.#file.pool, text, values),
          release: () => this.#release(instant),
        };
      }
      if (performance.now() > deadline) throw new DatabaseUnavailable('Every read connection is in use.');
      await this.#nextChance();
    }
  }
}
