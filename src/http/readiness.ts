import type { Logger } from 'pino';
import { checkAll, type Database } from '../database/database';
import { DatabaseUnavailable } from '../database/errors';
import { within } from '../resolving/within';
import { syncKinds } from '../sync/store';

/** One part of `/readyz?verbose`. It has no reason, because anyone may ask; the log has it. */
interface PartState {
  readonly state: 'ok' | 'failed';
  readonly ms: number;
  /** The age of the data that were synced longest ago. */
  readonly ageSeconds?: number;
}

interface ReadinessOptions {
  readonly database: Pick<Database, 'checks' | 'primary'>;
  /** Reads the keys of the identity provider; null without one. */
  readonly checkIssuer: (() => Promise<void>) | null;
  readonly log: Logger;
  readonly now: () => Date;
}

/** Every part with its state. */
interface Report {
  /** Whether the parts that requests need are ready. */
  readonly isReady: boolean;
  readonly parts: Readonly<Record<string, PartState>>;
}

/** Looks at the parts of the service. Probes that come while it looks share its answer. */
export interface Readiness {
  /** Rejects unless the database is ready. */
  check(): Promise<void>;
  report(): Promise<Report>;
}

// Orchestrators wait a few seconds for a probe.
const LONGEST_CHECK_MS = 2_000;
const ISSUER_KEPT_MS = 30_000;

const late = () => new DatabaseUnavailable(`There was no answer within ${LONGEST_CHECK_MS} ms.`);

/** Joins work under way, so that probes do not pile up at a database that does not answer. */
function joined<Answer>(work: () => Promise<Answer>): () => Promise<Answer> {
  let running: Promise<Answer> | null = null;
  return () => {
    running ??= work().finally(() => {
      running = null;
    });
    return within(LONGEST_CHECK_MS, running, late);
  };
}

/** A check that finds nothing to report. */
const silently = (check: () => Promise<void>) => () => check().then(() => ({}));

/** The age of the oldest complete sync; undefined if there was none. @throws if the last sync of a kind failed */
async function ageOfSync({ primary }: Pick<Database, 'primary'>, now: Date): Promise<{ ageSeconds?: number }> {
  const kinds = await syncKinds(primary);
  const failed = kinds.filter(({ state }) => state === 'FAILED').map(({ kind }) => kind);
  if (failed.length > 0) throw new Error(`The last sync of ${failed.join(', ')} failed.`);
  const times = kinds.flatMap(({ lastCompletedAt }) => (lastCompletedAt === null ? [] : [Date.parse(lastCompletedAt)]));
  return times.length === 0 ? {} : { ageSeconds: Math.round((now.getTime() - Math.min(...times)) / 1_000) };
}

/** Creates the checks of the parts that the service depends on. */
export function createReadiness({ database, checkIssuer, log, now }: ReadinessOptions): Readiness {
  /** Checks one part. The reason of a failure can name a host, so only the log has it. */
  function part(name: string, look: () => Promise<Pick<PartState, 'ageSeconds'>>): () => Promise<PartState> {
    const joinedLook = joined(look);
    return async () => {
      const begun = performance.now();
      const ms = () => Math.round(performance.now() - begun);
      try {
        const found = await joinedLook();
        return { state: 'ok', ms: ms(), ...found };
      } catch (error) {
        log.warn({ part: name, err: error }, 'a part is not ready');
        return { state: 'failed', ms: ms() };
      }
    };
  }

  /** Asks the identity provider at most twice a minute. */
  function seldom(look: () => Promise<PartState>): () => Promise<PartState> {
    let known: { readonly at: number; readonly state: Promise<PartState> } | null = null;
    return () => {
      if (known === null || performance.now() - known.at > ISSUER_KEPT_MS)
        known = { at: performance.now(), state: look() };
      return known.state;
    };
  }

  const needed = Object.entries(database.checks).map(([name, check]) => [name, part(name, silently(check))] as const);
  const parts = new Map([
    ...needed,
    ...(checkIssuer === null ? [] : [['issuer', seldom(part('issuer', silently(checkIssuer)))] as const]),
    ['sync', part('sync', () => ageOfSync(database, now()))],
  ]);
  return {
    check: joined(() => checkAll(database)),
    async report() {
      const looked = await Promise.all([...parts].map(async ([name, look]) => [name, await look()] as const));
      const states = Object.fromEntries(looked);
      return { isReady: needed.every(([name]) => states[name]?.state === 'ok'), parts: states };
    },
  };
}
