import { Presets, SingleBar } from 'cli-progress';
import { compareText } from '../database/folding';
import { RESOURCES } from '../microsoft-graph/resources';
import type { Summary } from './import';
import type { Progress } from './run';

/** Shows how far an import has come: a bar on a terminal, a line for each resource elsewhere. */
export interface ProgressReport {
  readonly progress: Progress;
  stop(): void;
}

const TOTAL = Object.keys(RESOURCES).length;

export function createProgressReport(stream: NodeJS.WriteStream): ProgressReport {
  const done = new Map<string, number>();
  if (!stream.isTTY) {
    let last: string | null = null;
    const finish = () => {
      if (last !== null) stream.write(`read ${last}: ${done.get(last)}\n`);
    };
    return {
      progress(resource, items) {
        if (last !== resource) finish();
        last = resource;
        done.set(resource, items);
      },
      stop: finish,
    };
  }
  const bar = new SingleBar(
    { stream, format: '{bar} {value}/{total} {resource} {items}', hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(TOTAL, 0, { resource: '', items: '' });
  return {
    progress(resource, items) {
      done.set(resource, items);
      bar.update(done.size, { resource, items });
    },
    stop: () => bar.stop(),
  };
}

/** What an import did, in lines for a person. @param heading the first of them */
export function describe(summary: Summary, heading = `Imported ${summary.tenant}.`): string {
  const width = Math.max(...summary.rows.map(({ title }) => title.length));
  const counted = (counts: ReadonlyMap<string, number>) =>
    [...counts].sort(([a], [b]) => compareText(a, b)).map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`);
  return [
    heading,
    ...summary.rows.map(
      ({ title, added, changed, removed }) =>
        `  ${title.padEnd(width)}  ${added} added, ${changed} changed, ${removed} removed`,
    ),
    ...(summary.leftOut.size === 0 ? [] : ['Left out:', ...counted(summary.leftOut)]),
    ...(summary.unknown.size === 0 ? [] : ['Values that are not known here:', ...counted(summary.unknown)]),
    ...summary.remarks,
  ].join('\n');
}
