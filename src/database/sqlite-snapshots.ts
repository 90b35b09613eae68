import { DatabaseUnavailable } from './errors';
import { type Listened, runOn } from './prepared';
import { type ReadTransaction, Snapshot } from './snapshot';
import type { SqliteConnection } from './sqlite-driver';

// One for each state of the file that requests still read. While nothing is written that is one.
const CONNECTIONS = 4;
// The log of writes starts over only when all of it is in the file and no request reads from it. With overlapping
// requests that never happens, so after this many states of the file new requests wait a moment until none reads.
const INSTANTS = 100;
const DRAIN_MS = 500;
const PATIENCE_MS = 5_000;

/** A connection that only reads, with what begins and ends its transactions. */
interface Reader {
  readonly connection: SqliteConnection;
  begin(): unknown;
  commit(): unknown;
}

/** A state of the file, held by a transaction, and how many requests read it. */
interface Instant {
  readonly reader: Reader;
  readonly version: number;
  requests: number;
}

/** An SQLite file. */
interface SqliteFile {
  /** The pool whose listeners hear of each statement. */
  readonly pool: Listened;
  /** A connection in no transaction, which sees whether the file has changed. */
  readonly watch: SqliteConnection;
  /** Makes a connection that only reads. */
  open(): SqliteConnection;
  /** Brings the log of writes into the file. */
  checkpoint(): void;
}

/**
 * Snapshots of an SQLite file. Requests that start while nothing is written share a transaction. A request that starts
 * after a write has another one, on another connection, so every request starts with the present state.
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

  /** A snapshot. It begins with its first statement. */
  take(): Snapshot {
    return new Snapshot('sqlite', () => this.#reading());
  }

  /** A number that differs from the one before when the file was changed meanwhile. */
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
      // SQLite ends a transaction by itself where the disk fails.
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
      // The log grows until the next time. The request that has just read is not to blame.
    }
  }

  /** Whether a request that needs another state of the file waits until none reads. */
  #isDraining(): boolean {
    if (this.#instants < INSTANTS || this.#idle.length === this.#readers.size) return false;
    if (performance.now() < this.#drainsUntil) return true;
    this.#instants = 0;
    return false;
  }

  #begin(version: number): Instant | null {
    if (this.#isDraining()) return null;
    const reader = this.#idle.pop() ?? (this.#readers.size < CONNECTIONS ? this.#connect() : null);
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

  /** Resolves when a request has ended, or some time has passed. */
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
      if (performance.now() > deadline) throw new DatabaseUnavailable('Every connection that reads is taken.');
      await this.#nextChance();
    }
  }
}
