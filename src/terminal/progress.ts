import { Presets, SingleBar } from 'cli-progress';

/** How far something has come. */
interface Shown {
  readonly done: number;
  readonly total: number;
  /** The texts that the bar's format names in braces. */
  readonly texts: Readonly<Record<string, string | number>>;
}

/** Shows how far a command has come: a bar on a terminal, lines elsewhere. */
interface Progress {
  readonly isTerminal: boolean;
  /** Moves the bar. Does nothing where there is no terminal. */
  show(shown: Shown): void;
  /** Writes a line where there is no terminal. */
  say(line: string): void;
  /** Takes the bar away; the next `show` brings it back. */
  stop(): void;
}

/** @param format the bar's format, as cli-progress takes it */
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
