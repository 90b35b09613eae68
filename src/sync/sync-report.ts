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

/** The resource that is being read, with the time of its first report (`performance.now()`) and the items until then. */
interface Current {
  readonly resource: Resource;
  readonly firstAt: number;
  readonly firstItems: number;
}

/** The speed since the first report of a resource, and the time that is left. The first report has neither. */
function pace({ firstAt, firstItems }: Current, items: number, of: number | null): { rate: string; left: string } {
  if (items <= firstItems) return { rate: '', left: '' };
  const rate = (items - firstItems) / ((performance.now() - firstAt) / 1_000);
  return {
    rate: `${Math.round(rate)}/s`,
    left: of === null || items === of ? '' : `${Math.ceil((of - items) / rate)} s left`,
  };
}

/** Reports to a stream until `stop` is called. */
export function createSyncReport(stream: NodeJS.WriteStream): SyncReport {
  const progress = createProgress(stream, '{bar} {resource} {value}{of} {rate} {left} {throttled}');
  let current: Current | null = null;
  let throttled = 0;
  let uncounted = 0;
  let saidAt = 0;
  const waits = () => (throttled === 0 ? '' : `throttled ${throttled} times`);
  return {
    reading(resource, items, of) {
      const isNew = current?.resource !== resource;
      if (isNew) progress.stop();
      if (current === null || isNew) current = { resource, firstAt: performance.now(), firstItems: items };
      const { rate, left } = pace(current, items, of);
      const total = of === null ? '' : ` of ${of}`;
      const texts = { resource, of: total, rate, left, throttled: waits() };
      progress.show({ done: items, total: of ?? Math.max(items, 1), texts });
      if (!isNew && items !== of && performance.now() - saidAt < QUIET_MS) return;
      saidAt = performance.now();
      const details = [rate, left, waits()].filter((detail) => detail !== '').join(', ');
      progress.say(`reading ${resource}: ${items}${total}${details && ` (${details})`}`);
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
