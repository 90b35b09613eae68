import { cpSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './place';
import { temporaryFolder } from './tenant-folder';

const SOURCES = [
  ...['build.mjs', 'check.mjs', 'dev.mjs', 'codegen.ts', 'package.json', 'package-lock.json', 'vite.config.mts'],
  ...['tsconfig.json', 'tsconfig.build.json', 'tsconfig.web.json', 'src', 'schema', 'migrations', 'demo'],
  ...['graphiql', 'portal', 'examples', 'sqlite-for-node-20'],
];

/**
 * A copy of the sources in a new folder, with the installed packages.
 * @param built build results to copy as well
 */
export function checkout(...built: readonly ('dist' | 'dist-web')[]): string {
  const folder = temporaryFolder();
  for (const name of [...SOURCES, ...built]) {
    cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}
