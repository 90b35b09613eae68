import type { Deadline } from '../resolving/deadline';
import { DatabaseUnavailable } from './errors';
import { type Listened, runOn } from './prepared';
import { type ReadTransaction, Snapshot } from './snapshot';
import type { SqliteConnection } from './sqlite-driver';

// The maximum number of read connections: one per version of the file that requests still read.
export const READ_CONNECTIONS = 4;
// SQLite resets the write-ahead log only when it is fully checkpointed and has no reader. Overlapping requests would
// prevent that for ever, so after this many transactions new requests wait up to DRAIN_MS until none is reading.
const INSTANTS = 100;
const DRAIN_MS = 500;
const PATIENCE_MS = 5_000;

/** A read-only connection with its prepared BEGIN and COMMIT. */
interface Reader {
  readonly connection: SqliteConnection;
  begin(): unknown;
  commit(): unknown;
}

/** A version of the file, held by a transaction, and the number of requests that read it. */
interface Instant {
  readonly reader: Reader;
  readonly version: number;
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
  #instants = 0;
  #drainsUntil = 0;

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#dataVersion = file.watch.prepare('PRAGMA data_version').pluck();
  }

  /** Returns a snapshot, which begins with its first statement. */
  take(deadline?: Deadline): Snapshot {
    return new Snapshot('sqlite', () => this.#reading(), deadline);
  }

  /** A number that changes after every commit of another connection. */
  version(): number {
    return this.#dataVersion.get() as number;
  }

  close(): void {
    for (const { connection } of this.#readers) connection.close();
  }

  #connect(): Reader {
    const connection = this.#file.open();
    const [begin, commit] = [connection.prepare('BEGIN'), connection.prepare('COMMIT')];
    const reader = { connection, begin: () => begin.run(), commit: () => commit.run() };
    this.#readers.add(reader);
    return reader;
  }

  #drop(reader: Reader): void {
    this.#readers.delete(reader);
    reader.connection.close();
  }

  #release(instant: Instant): void {
    instant.requests -= 1;
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
    return { reader, version, requests: 0 };
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
        return {
          read: (text, values) => runOn(instant.reader.connection, this.#file.pool, text, values),
          release: () => this.#release(instant),
        };
      }
      if (performance.now() > deadline) throw new DatabaseUnavailable('Every read connection is in use.');
      await this.#nextChance();
    }
  }
}
