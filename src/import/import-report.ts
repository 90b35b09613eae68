import { compareText } from '../database/folding';
import { RESOURCES, type Resource, resourceOf } from '../microsoft-graph/resources';
import { createProgress } from '../terminal/progress';
import type { Summary } from './import';
import type { OnRead } from './run';

/** Shows the progress of an import: a bar on a terminal, else a line for each resource. */
interface ImportReport {
  readonly onRead: OnRead;
  stop(): void;
}

const TOTAL = Object.keys(RESOURCES).length;

/** Creates the progress report of an import. @param stream usually standard error */
export function createImportReport(stream: NodeJS.WriteStream): ImportReport {
  const progress = createProgress(stream, '{bar} {value}/{total} {resource} {items}');
  const done = new Map<string, number>();
  let last: string | null = null;
  const finish = () => {
    if (last !== null) progress.say(`read ${last}: ${done.get(last)}`);
  };
  progress.show({ done: 0, total: TOTAL, texts: { resource: '', items: '' } });
  return {
    onRead(resource, items) {
      if (last !== resource) finish();
      last = resource;
      done.set(resource, items);
      progress.show({ done: done.size, total: TOTAL, texts: { resource, items } });
    },
    stop() {
      finish();
      progress.stop();
    },
  };
}

function missed(missing: readonly Resource[]): string[] {
  const width = Math.max(...missing.map((resource) => resource.length));
  return missing.map((resource) => `  ${resource.padEnd(width)}  ${resourceOf(resource).gives}`);
}

/** The summary of an import as text. @param heading the first line */
export function describeImport(summary: Summary, heading = `Imported ${summary.tenant}.`): string {
  const { missing = [] } = summary;
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
    ...(summary.unknown.size === 0 ? [] : ['Unknown values:', ...counted(summary.unknown)]),
    ...(missing.length === 0 ? [] : ['Not in the folder:', ...missed(missing)]),
    ...summary.remarks,
  ].join('\n');
}
