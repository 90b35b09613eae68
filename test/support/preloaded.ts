import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './place';
import { temporaryFolder } from './tenant-folder';

/** Compiles a library of this folder for LD_PRELOAD. @returns its file; null without Linux, a compiler or glibc */
export function preloaded(name: 'synced-copies' | 'failing-disk'): string | null {
  if (process.platform !== 'linux') return null;
  const file = path.join(temporaryFolder(), `${name}.so`);
  const source = path.join(ROOT, 'test', 'support', `${name}.c`);
  const { status } = spawnSync('gcc', ['-shared', '-fPIC', '-o', file, source, '-ldl']);
  return status === 0 ? file : null;
}
