import { DatabaseUnavailable } from './errors';
import { type Listened, runOn } from './prepared';
import { type Reading, Snapshot } from './snapshot';
import type { SqliteConnection } from './sqlite-driver';

// As many as there are states of the file that requests still read; while nobody writes that is one.
const CONNECTIONS = 4;
// The log of writes starts over only when all of it is in the file and nobody reads from it. Where requests overlap that
// would never come, so after so many states of the file those who ask wait, for a moment, until nobody reads.
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

interface SqliteSnapshots {
  take(): Snapshot;
  /** Tells the states of the file apart. */
  version(): number;
  close(): void;
}

/**
 * Snapshots of an SQLite file. Requests that start while nobody wrote share a transaction; whoever starts after a write
 * has another, on another connection, so that everybody starts with what is present.
 */
export function sqliteSnapshots({ pool, watch, open, checkpoint }: SqliteFile): SqliteSnapshots {
  const readers = new Set<Reader>();
  const idle: Reader[] = [];
  const waiting = new Set<() => void>();
  let present: Instant | null = null;
  let instants = 0;
  let drainsUntil = 0;

  const dataVersion = watch.prepare('PRAGMA data_version').pluck();
  const version = () => dataVersion.get() as number;

  function connect(): Reader {
    const connection = open();
    const [begin, commit] = [connection.prepare('BEGIN'), connection.prepare('COMMIT')];
    const reader = { connection, begin: () => begin.run(), commit: () => commit.run() };
    readers.add(reader);
    return reader;
  }

  function drop(reader: Reader): void {
    readers.delete(reader);
    reader.connection.close();
  }

  function release(instant: Instant): void {
    instant.requests -= 1;
    if (instant.requests > 0) return;
    if (present === instant) present = null;
    const { reader } = instant;
    try {
      // SQLite ends a transaction by itself where the disk fails.
      if (reader.connection.inTransaction) reader.commit();
      idle.push(reader);
    } catch {
      drop(reader);
    }
    if (idle.length === readers.size) restartLog();
    for (const look of waiting) look();
  }

  function restartLog(): void {
    const isLong = instants >= INSTANTS;
    instants = 0;
    try {
      if (isLong) checkpoint();
    } catch {
      // The log goes on growing until the next time; whoever has read is not to blame.
    }
  }

  /** Whether those who need another state of the file wait until nobody reads. */
  function isDraining(): boolean {
    if (instants < INSTANTS || idle.length === readers.size) return false;
    if (performance.now() < drainsUntil) return true;
    instants = 0;
    return false;
  }

  function begin(at: number): Instant | null {
    if (isDraining()) return null;
    const reader = idle.pop() ?? (readers.size < CONNECTIONS ? connect() : null);
    if (reader === null) return null;
    try {
      reader.begin();
    } catch (error) {
      drop(reader);
      throw error;
    }
    instants += 1;
    if (instants === INSTANTS) drainsUntil = performance.now() + DRAIN_MS;
    return { reader, version: at, requests: 0 };
  }

  /** Resolves when somebody has ended, or some time has passed. */
  function nextChance(): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        clearTimeout(timer);
        waiting.delete(look);
        resolve();
      };
      const timer = setTimeout(look, DRAIN_MS);
      waiting.add(look);
    });
  }

  async function reading(): Promise<Reading> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const now = version();
      if (present?.version !== now) present = begin(now) ?? present;
      if (present?.version === now) {
        const instant = present;
        instant.requests += 1;
        return {
          read: (text, values) => runOn(instant.reader.connection, pool, text, values),
          release: () => release(instant),
        };
      }
      if (performance.now() > deadline) throw new DatabaseUnavailable('Every connection that reads is taken.');
      await nextChance();
    }
  }

  return {
    take: () => new Snapshot('sqlite', reading),
    version,
    close() {
      for (const { connection } of readers) connection.close();
    },
  };
}
