import { Presets, SingleBar } from 'cli-progress';
import type { Copied } from './copy';

/** Shows how far a copy has come. */
export function createCopyReport(stream: NodeJS.WriteStream): { copied: Copied; stop(): void } {
  const bar = stream.isTTY
    ? new SingleBar(
        { stream, format: '{bar} {what} {value}/{total} rows', hideCursor: true, clearOnComplete: true },
        Presets.shades_classic,
      )
    : null;
  let started = false;
  let said = '';
  return {
    copied(what, done, of) {
      if (bar === null) {
        // Where there is no terminal, each tenth is a line.
        const line = `${what}: ${Math.floor((done / of) * 10) * 10} % of ${of} rows\n`;
        if (line !== said) stream.write(line);
        said = line;
        return;
      }
      if (!started) bar.start(of, done, { what });
      started = true;
      bar.update(done, { what });
    },
    stop: () => bar?.stop(),
  };
}
