import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import lock from '../../package-lock.json';
import { Place, ROOT } from '../support/place';
import { temporaryFolder } from '../support/tenant-folder';

interface Locked {
  readonly version?: string;
  readonly optional?: boolean;
  readonly gypfile?: boolean;
  readonly engines?: { readonly node?: string };
}
const packages = lock.packages as unknown as Readonly<Record<string, Locked>>;

test('better-sqlite3 13 is installed without a build: node prebuilt-sqlite.mjs writes that into the lock file', () => {
  expect(packages['node_modules/better-sqlite3']).toMatchObject({
    version: expect.stringMatching(/^13\./),
    gypfile: false,
  });
});

test('better-sqlite3 12 is installed on Node 20 alone', () => {
  expect(packages['sqlite-for-node-20']).toMatchObject({ optional: true, engines: { node: '20.x' } });
  expect(packages['sqlite-for-node-20/node_modules/better-sqlite3']).toMatchObject({
    version: expect.stringMatching(/^12\./),
    optional: true,
  });
});

test.each([
  ['the package that brings it', 'sqlite-for-node-20', path.join(ROOT, 'nowhere')],
  ['its own version', 'better-sqlite3/package.json', path.join(ROOT, 'node_modules', 'better-sqlite3', 'package.json')],
])('on Node 20 a command says in one line that SQLite is not installed, if it lacks %s', async (_, asked, found) => {
  const place = new Place();
  const preload = path.join(place.scratch, 'node-20.js');
  writeFileSync(
    preload,
    `const Module = require('node:module');
    const resolve = Module._resolveFilename;
    Module._resolveFilename = (name, ...rest) => resolve(name === '${asked}' ? ${JSON.stringify(found)} : name, ...rest);
    Object.defineProperty(process.versions, 'node', { value: '20.19.0' });`,
  );
  expect(await place.run(['admin', 'list'], { NODE_OPTIONS: `--require=${preload}` })).toEqual({
    code: 1,
    out: '',
    err: 'SQLite for Node 20 is not installed: use Node 22 or newer, or run npm ci with Node 20.\n',
  });
});

describe('The command `start` of the npm package', () => {
  let service: ChildProcess | undefined;
  afterEach(() => service?.kill('SIGKILL'));

  test('starts the service, names the command of the package for tokens, and ends with 0 on SIGTERM', async () => {
    const cwd = temporaryFolder();
    const env = { PATH: process.env['PATH'] ?? '', PORT: '0', DEMO: 'off' };
    service = spawn(process.execPath, [path.join(ROOT, 'dist', 'cli.js'), 'start'], { cwd, env });
    const ended = new Promise((resolve) => service?.on('close', resolve));
    const announced = await new Promise<string>((resolve, reject) => {
      let text = '';
      service?.stdout?.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (text.includes('token --as')) resolve(text);
      });
      void ended.then((code) => reject(new Error(`The service ended with ${code}: ${text}`)));
    });
    const url = /The troubleshooting graph: (http:\S+)\/graphql\n/.exec(announced)?.[1];

    expect(announced).toContain('npx troubleshooting-graph token --as <userPrincipalName>');
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    service.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
