import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** The project's folder. */
export const root = path.join(import.meta.dirname, '..');

/** Runs a command, at the root if no folder is given. @returns its standard output @throws if it fails */
export function run(command, args, cwd = root) {
  const { status, stdout } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')} failed.`);
  return stdout.trim();
}
