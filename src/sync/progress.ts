import { Presets, SingleBar } from 'cli-progress';
import { describe } from '../import/progress';
import type { Resource } from '../microsoft-graph/resources';
import type { Listener, SyncSummary } from './sync';

/** Shows how far a sync has come: a bar on a terminal, plain lines elsewhere. */
export interface SyncReport extends Listener {
  throttled(waitMs: number): void;
  stop(): void;
}

// Where there is no terminal, a resource that takes long says so no more often than this.
const QUIET_MS = 10_000;

/** What is being read, and since when. */
interface Stretch {
  readonly resource: Resource;
  readonly startedAt: number;
}

function pace({ startedAt }: Stretch, items: number, of: number | null): { rate: number; left: string } {
  const seconds = (performance.now() - startedAt) / 1_000;
  const rate = seconds === 0 ? 0 : items / seconds;
  const left = of === null || rate === 0 ? '' : `${Math.ceil((of - items) / rate)} s left`;
  return { rate: Math.round(rate), left };
}

export function createSyncReport(stream: NodeJS.WriteStream): SyncReport {
  let stretch: Stretch | null = null;
  let throttled = 0;
  let said = 0;
  const bar = stream.isTTY
    ? new SingleBar(
        {
          stream,
          format: '{bar} {resource} {value}{of} {rate}/s {left} {throttled}',
          hideCursor: true,
          clearOnComplete: true,
        },
        Presets.shades_classic,
      )
    : null;
  const waits = () => (throttled === 0 ? '' : `throttled ${throttled} times`);
  return {
    reading(resource, items, of) {
      const isNew = stretch?.resource !== resource;
      if (stretch === null || isNew) stretch = { resource, startedAt: performance.now() };
      const { rate, left } = pace(stretch, items, of);
      const total = of === null ? '' : ` of ${of}`;
      if (bar !== null) {
        const shown = { resource, of: total, rate, left, throttled: waits() };
        if (isNew) bar.start(of ?? Math.max(items, 1), items, shown);
        else {
          bar.setTotal(of ?? items);
          bar.update(items, shown);
        }
        return;
      }
      if (!isNew && items !== of && performance.now() - said < QUIET_MS) return;
      said = performance.now();
      const details = [`${rate}/s`, left, waits()].filter((detail) => detail !== '');
      stream.write(`reading ${resource}: ${items}${total} (${details.join(', ')})\n`);
    },
    writing(kind) {
      bar?.stop();
      stretch = null;
      if (bar === null) stream.write(`writing ${kind.toLowerCase().replaceAll('_', ' ')}\n`);
    },
    throttled(waitMs) {
      throttled++;
      if (bar === null) stream.write(`throttled: waiting ${(waitMs / 1_000).toFixed(1)} s\n`);
    },
    stop: () => bar?.stop(),
  };
}

/** What a sync did, in lines for a person. */
export function describeSync(summary: SyncSummary, isDry: boolean): string {
  const heading = isDry
    ? `${summary.tenant}: nothing was written. A sync would write this.`
    : `Synced ${summary.tenant}.`;
  const setAside = [...summary.setAside].map(([kind, number]) => `  ${String(number).padStart(6)}  ${kind}`);
  return [
    describe(summary, heading),
    ...(setAside.length === 0 ? [] : ['Set aside, as tenant.quarantine tells:', ...setAside]),
    ...summary.failed.map(({ kind, problem }) => `${kind} stopped, and is as it was: ${problem}`),
  ].join('\n');
}
