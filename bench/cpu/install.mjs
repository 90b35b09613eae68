// PostGraphile and the Node.js that it runs on. They take half a gigabyte, so only a bench on PostgreSQL installs them.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '..', 'peers', 'postgraphile');

/** Installs the peer from its lock file, unless it is there. @param say prints what happens */
export function installPostGraphile(say) {
  if (existsSync(path.join(folder, 'node_modules', '.package-lock.json'))) return;
  say(`Installing PostGraphile and Node.js 22 into ${path.relative(process.cwd(), folder)} …`);
  const { status, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ci failed in ${folder}: ${stderr}`);
}

/** The installed Node.js. */
export const newerNode = () =>
  path.join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
