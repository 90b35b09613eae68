import { Gauge, type Registry } from 'prom-client';
import { auditHeadSeq } from '../audit/trail';
import type { Database } from '../database/database';
import { SyncState } from '../generated/graphql';
import { within } from '../resolving/within';
import { syncKinds } from '../sync/store';

/* Facts that only the database has, read at each scrape. */

interface ReadingOptions {
  readonly database: Database;
  readonly now: () => Date;
  /** How long a scrape waits for the database, in milliseconds. */
  readonly longestMs: number;
}

/** Reads, and returns a function that sets the gauges. */
interface Reading {
  readonly name: string;
  /** Removes the values of the scrape before. */
  empty(): void;
  read(): Promise<() => void>;
}

function syncReading(registry: Registry, { database, now }: ReadingOptions): Reading {
  const gauge = (name: string, help: string, ...labels: string[]) =>
    new Gauge({ name, help, labelNames: ['kind', ...labels], registers: [registry] });
  const age = gauge(
    'tsg_sync_age_seconds',
    'Seconds since the last complete sync of a kind; left out before the first one',
  );
  const state = gauge('tsg_sync_state', '1 for the state of the sync of a kind, 0 for the others', 'state');
  const objects = gauge('tsg_sync_objects', 'Objects that the last sync of a kind read');
  const quarantined = gauge('tsg_sync_quarantined', 'Records of a kind that are set aside');
  const changes = gauge('tsg_sync_changes', 'Rows that the last sync of a kind added, changed and removed', 'change');
  const throttled = gauge('tsg_sync_throttled', 'How often Microsoft Graph throttled the syncs of a kind');
  return {
    name: 'sync',
    empty() {
      for (const each of [age, state, objects, changes, quarantined, throttled]) each.reset();
    },
    async read() {
      const kinds = await syncKinds(database.primary);
      return () => {
        for (const found of kinds) {
          const { kind } = found;
          if (found.lastCompletedAt !== null)
            age.set({ kind }, (now().getTime() - Date.parse(found.lastCompletedAt)) / 1_000);
          for (const each of Object.keys(SyncState)) state.set({ kind, state: each }, each === found.state ? 1 : 0);
          objects.set({ kind }, found.items);
          for (const change of ['added', 'changed', 'removed'] as const) changes.set({ kind, change }, found[change]);
          quarantined.set({ kind }, found.setAside);
          throttled.set({ kind }, found.throttled);
        }
      };
    },
  };
}

/** The disk of SQLite. */
function diskReading(registry: Registry, { database }: ReadingOptions): Reading {
  const registers = [registry];
  const bytes = new Gauge({ name: 'tsg_disk_bytes', help: "The size of the database's disk (SQLite)", registers });
  const free = new Gauge({ name: 'tsg_disk_free_bytes', help: 'The free space on it', registers });
  const log = new Gauge({ name: 'tsg_disk_log_bytes', help: 'The size of the write-ahead log on it', registers });
  return {
    name: 'disk',
    empty() {
      for (const each of [bytes, free, log]) each.remove();
    },
    async read() {
      const found = await database.diskState();
      return () => {
        if (found === null) return;
        bytes.set(found.bytes);
        free.set(found.freeBytes);
        log.set(found.logBytes);
      };
    },
  };
}

/** The reading of one number; null leaves the gauge out. */
function numberReading(
  registry: Registry,
  metric: { readonly name: string; readonly help: string },
  part: string,
  read: () => Promise<number | null>,
): Reading {
  const gauge = new Gauge({ ...metric, registers: [registry] });
  return {
    name: part,
    empty: () => gauge.remove(),
    async read() {
      const value = await read();
      return () => {
        if (value !== null) gauge.set(value);
      };
    },
  };
}

const late = () => new Error('The database did not answer in time.');

/** Sets the gauges of the database. A gauge whose reading is late has no value. */
export function createDatabaseReadings(registry: Registry, options: ReadingOptions): { read(): Promise<void> } {
  const { database, longestMs } = options;
  const audit = { name: 'tsg_audit_head_seq', help: 'The number of the last audit event' };
  const lag = {
    name: 'tsg_replica_lag_seconds',
    help: 'How far the standby is behind; left out without one',
  };
  const readings = [
    syncReading(registry, options),
    diskReading(registry, options),
    numberReading(registry, audit, 'audit', () => auditHeadSeq(database.primary)),
    numberReading(registry, lag, 'replica', () => database.replicaLag()),
  ];
  const answered = new Gauge({
    name: 'tsg_database_reading_answered',
    help: '1 if the database gave a part of this scrape (sync, disk, audit, replica) in time, else 0',
    labelNames: ['part'],
    registers: [registry],
  });
  const underWay = new Map<string, Promise<() => void>>();

  /** Joins a reading under way, so that scrapes do not pile up at a database that does not answer. */
  function begin({ name, read }: Reading): Promise<() => void> {
    const known = underWay.get(name);
    if (known !== undefined) return known;
    const begun = read().finally(() => underWay.delete(name));
    underWay.set(name, begun);
    return begun;
  }

  return {
    async read() {
      const finish = async (reading: Reading) => {
        const set = await within(longestMs, begin(reading), late).catch(() => null);
        reading.empty();
        set?.();
        answered.set({ part: reading.name }, set === null ? 0 : 1);
      };
      await Promise.all(readings.map(finish));
    },
  };
}
