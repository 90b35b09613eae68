import { createProgress } from '../terminal/progress';
import type { Copied } from './copy';

/** Shows how far a copy has come. */
export function createCopyReport(stream: NodeJS.WriteStream): { copied: Copied; stop(): void } {
  const progress = createProgress(stream, '{bar} {what} {value}/{total} rows');
  let said = '';
  return {
    copied(what, done, of) {
      progress.show({ done, total: of, texts: { what } });
      // Where there is no terminal, each tenth is a line.
      const line = `${what}: ${Math.floor((done / of) * 10) * 10} % of ${of} rows`;
      if (line !== said) progress.say(line);
      said = line;
    },
    stop: progress.stop,
  };
}
