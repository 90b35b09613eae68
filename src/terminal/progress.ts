import { Presets, SingleBar } from 'cli-progress';

/** The progress of a task. */
interface Shown {
  readonly done: number;
  readonly total: number;
  /** The values of the names in braces in the bar's format. */
  readonly texts: Readonly<Record<string, string | number>>;
}

/** Shows the progress of a command: a bar on a terminal, lines elsewhere. */
interface Progress {
  readonly isTerminal: boolean;
  /** Moves the bar. Does nothing without a terminal. */
  show(shown: Shown): void;
  /** Writes a line. Does nothing on a terminal. */
  say(line: string): void;
  /** Removes the bar. The next `show` brings it back. */
  stop(): void;
}

/** Creates a progress display. @param format the format of cli-progress */
export function createProgress(stream: NodeJS.WriteStream, format: string): Progress {
  if (!stream.isTTY) {
    return { isTerminal: false, show() {}, say: (line) => stream.write(`${line}\n`), stop() {} };
  }
  const bar = new SingleBar({ stream, format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic);
  let isRunning = false;
  return {
    isTerminal: true,
    show({ done, total, texts }) {
      if (!isRunning) bar.start(total, done, texts);
      isRunning = true;
      bar.setTotal(total);
      bar.update(done, texts);
    },
    say() {},
    stop() {
      isRunning = false;
      bar.stop();
    },
  };
}
