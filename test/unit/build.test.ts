import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { oneIn } from '../support/amount';
import { checkout } from '../support/checkout';

const test = oneIn(10);

function build(folder: string, NODE_ENV: string): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['build.mjs'], { cwd: folder, env: { ...process.env, NODE_ENV } });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
}

test('two commands that build at once, as npm test and npm start do, share one whole build for production', async () => {
  const folder = checkout();
  const done = await Promise.all([build(folder, 'test'), build(folder, 'test')]);

  expect(done.map(({ code }) => code)).toEqual([0, 0]);
  expect(done.flatMap(({ said }) => said.match(/^Building .*$/gm) ?? []).sort()).toEqual([
    'Building dist …',
    'Building dist-web …',
  ]);
  expect(existsSync(path.join(folder, 'dist', 'main.js'))).toBe(true);
  const command = path.join(folder, 'dist', 'cli.js');
  expect(() => accessSync(command, constants.X_OK)).not.toThrow();
  expect(readFileSync(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  const assets = path.join(folder, 'dist-web', 'assets');
  const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
  const text = scripts.map((file) => readFileSync(path.join(assets, file), 'utf8')).join('\n');
  expect(text).toMatch(/react/i);
  const notices = readFileSync(path.join(folder, 'dist-web', 'notices.txt'), 'utf8');
  // The portal, the explorer and its web worker contain these packages; build tools are in no page.
  for (const name of ['react-aria-components', 'urql', 'graphiql', 'prettier']) {
    expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|Apache-2\\.0)\\)`, 'm'));
  }
  expect(notices).not.toMatch(/^(vite|typescript) \d/m);
  // React's development build mentions its tools on the console.
  expect(text).not.toMatch(/Download the React DevTools/);
  expect(readdirSync(folder).filter((name) => /lock$|\.(new|old)$/.test(name))).toEqual([]);
});

test('a build that was killed, and its lock, do not stand in the way of the next one', async () => {
  const folder = checkout();
  mkdirSync(path.join(folder, 'dist.new'));
  writeFileSync(path.join(folder, 'dist.new', 'half.js'), 'half');
  // No process has this id.
  writeFileSync(path.join(folder, '.build.lock'), '4194305');
  const web = path.join(folder, 'dist-web');
  mkdirSync(web);
  const lockFile = path.join(folder, 'package-lock.json');
  writeFileSync(path.join(web, '.built'), createHash('sha256').update(readFileSync(lockFile)).digest('hex'));
  const later = new Date(Date.now() + 60_000);
  utimesSync(path.join(web, '.built'), later, later);

  const { code, said } = await build(folder, 'test');

  expect(said).toBe('Building dist …\n');
  expect(code).toBe(0);
  expect(existsSync(path.join(folder, 'dist', 'half.js'))).toBe(false);
  expect(existsSync(path.join(folder, 'dist', 'cli.js'))).toBe(true);

  // `npm prune --omit=dev` writes the same lock file again, and leaves no tool to build with.
  utimesSync(lockFile, later, later);
  expect(await build(folder, 'test')).toEqual({ code: 0, said: '' });
  writeFileSync(lockFile, `${readFileSync(lockFile, 'utf8')}\n`);
  rmSync(path.join(folder, 'node_modules'), { recursive: true });
  expect(await build(folder, 'test')).toEqual({
    code: 1,
    said: 'Building dist …\nThe sources are newer than the build, and tsc is not installed: run npm ci first.\n',
  });
});
