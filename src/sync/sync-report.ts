import { describeImport } from '../import/import-report';
import type { Resource } from '../microsoft-graph/resources';
import { createProgress } from '../terminal/progress';
import type { Listener, SyncSummary } from './sync';

/** Shows the progress of a sync: a bar on a terminal, plain lines elsewhere. */
interface SyncReport extends Listener {
  throttled(waitMs: number): void;
  stop(): void;
}

// Without a terminal, the shortest time between two progress lines of a resource.
const QUIET_MS = 10_000;

/** The resource that is being read, and when that began, on the clock of `performance.now()`. */
interface Current {
  readonly resource: Resource;
  readonly startedAt: number;
}

function pace({ startedAt }: Current, items: number, of: number | null): { rate: number; left: string } {
  const seconds = (performance.now() - startedAt) / 1_000;
  const rate = seconds === 0 ? 0 : items / seconds;
  const left = of === null || rate === 0 ? '' : `${Math.ceil((of - items) / rate)} s left`;
  return { rate: Math.round(rate), left };
}

/** Reports to a stream until `stop` is called. */
export function createSyncReport(stream: NodeJS.WriteStream): SyncReport {
  const progress = createProgress(stream, '{bar} {resource} {value}{of} {rate}/s {left} {throttled}');
  let current: Current | null = null;
  let throttled = 0;
  let uncounted = 0;
  let saidAt = 0;
  const waits = () => (throttled === 0 ? '' : `throttled ${throttled} times`);
  return {
    reading(resource, items, of) {
      const isNew = current?.resource !== resource;
      if (isNew) progress.stop();
      if (current === null || isNew) current = { resource, startedAt: performance.now() };
      const { rate, left } = pace(current, items, of);
      const total = of === null ? '' : ` of ${of}`;
      const texts = { resource, of: total, rate, left, throttled: waits() };
      progress.show({ done: items, total: of ?? Math.max(items, 1), texts });
      if (!isNew && items !== of && performance.now() - saidAt < QUIET_MS) return;
      saidAt = performance.now();
      const details = [`${rate}/s`, left, waits()].filter((detail) => detail !== '');
      progress.say(`reading ${resource}: ${items}${total} (${details.join(', ')})`);
    },
    writing(kind) {
      progress.stop();
      current = null;
      progress.say(`writing ${kind.toLowerCase().replaceAll('_', ' ')}`);
    },
    throttled(waitMs) {
      throttled++;
      uncounted++;
      progress.say(`throttled: waiting ${(waitMs / 1_000).toFixed(1)} s`);
    },
    takeThrottled() {
      const times = uncounted;
      uncounted = 0;
      return times;
    },
    stop: progress.stop,
  };
}

/** The result of a sync, as lines of text. */
export function describeSync(summary: SyncSummary, isDry: boolean): string {
  const heading = isDry
    ? `${summary.tenant}: nothing was written. A sync would write this.`
    : `Synced ${summary.tenant}.`;
  const setAside = [...summary.setAside].map(([kind, number]) => `  ${String(number).padStart(6)}  ${kind}`);
  return [
    describeImport(summary, heading),
    ...(setAside.length === 0 ? [] : ['Quarantined records (see tenant.quarantine):', ...setAside]),
    ...summary.partial.map(({ kind, problem }) => `${kind} is not complete. ${problem}`),
    ...summary.failed.map(({ kind, problem }) => `${kind} stopped, and is as it was: ${problem}`),
  ].join('\n');
}
