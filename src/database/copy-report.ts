import { createProgress } from '../terminal/progress';
import type { Copied } from './copy';

/** Shows the progress of a copy. */
export function createCopyReport(stream: NodeJS.WriteStream): { copied: Copied; stop(): void } {
  const progress = createProgress(stream, '{bar} {what} {value}/{total} rows');
  let said = '';
  return {
    copied(what, done, of) {
      progress.show({ done, total: of, texts: { what } });
      // Without a terminal, print one line for each tenth.
      const line = `${what}: ${Math.floor((done / of) * 10) * 10} % of ${of} rows`;
      if (line !== said) progress.say(line);
      said = line;
    },
    stop: progress.stop,
  };
}
