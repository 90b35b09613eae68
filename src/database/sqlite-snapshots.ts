import { type Connection, prepare } from './prepared';
import { Snapshot } from './snapshot';

// Each has a cache of its own. As many are needed as there are states of the file that requests still read.
const CONNECTIONS = 4;

/** A state of the file, held by a transaction, and how many requests read it. */
interface Instant {
  readonly on: Connection;
  readonly version: number;
  readers: number;
}

/**
 * Snapshots of an SQLite file. Requests that start while nobody wrote share a transaction; whoever starts after a write
 * has another, on another connection, so that everybody starts with what is present.
 * @param client knex's, which is told of statements
 * @param watch a connection in no transaction, which sees whether the file has changed
 * @param open makes a connection that only reads
 */
export function sqliteSnapshots(client: object, watch: Connection, open: () => Connection) {
  const opened: Connection[] = [];
  const idle: Connection[] = [];
  const waiting: (() => void)[] = [];
  let present: Instant | null = null;

  const version = watch.prepare('PRAGMA data_version').pluck();

  function connect(): Connection {
    const connection = open();
    opened.push(connection);
    return connection;
  }

  function leave(instant: Instant): void {
    instant.readers -= 1;
    if (instant.readers > 0) return;
    if (present === instant) present = null;
    prepare(instant.on, 'COMMIT').statement.run();
    idle.push(instant.on);
    waiting.shift()?.();
  }

  async function enter() {
    for (;;) {
      const now = version.get() as number;
      if (present === null || present.version !== now) {
        const on = idle.pop() ?? (opened.length < CONNECTIONS ? connect() : null);
        if (on === null) {
          await new Promise<void>((resolve) => waiting.push(resolve));
          continue;
        }
        prepare(on, 'BEGIN').statement.run();
        present = { on, version: now, readers: 0 };
      }
      const instant = present;
      instant.readers += 1;
      return { on: instant.on, leave: () => leave(instant) };
    }
  }

  return {
    take: () => new Snapshot(client, enter),
    close() {
      for (const connection of opened) connection.close();
    },
  };
}
