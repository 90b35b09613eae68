import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { oneIn } from '../support/amount';
import { checkout } from '../support/checkout';
import { until } from '../support/until';

const test = oneIn(8);

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGINT');
});

test('npm run dev starts the service anew after a change, keeps it where a change does not build, and ends it by SIGINT', async () => {
  const folder = checkout('dist', 'dist-web');
  const env = { PATH: process.env['PATH'], PORT: '0', DATABASE_URL: `file:${path.join(folder, 'data', 'graph.db')}` };
  const child = spawn(process.execPath, ['dev.mjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const addresses = () => [...said.matchAll(/^Schema: +(\S+)$/gm)].map(([, url]) => url as string);
  const served = async () => (await fetch(addresses().at(-1) as string)).text();

  await until(() => addresses().length === 1, 120_000);
  appendFileSync(path.join(folder, 'schema', 'tenant.graphql'), '\nenum AddedMeanwhile {\n  ONE\n}\n');
  await until(() => addresses().length === 2, 120_000);
  expect(await served()).toContain('AddedMeanwhile');

  appendFileSync(path.join(folder, 'src', 'config.ts'), "\nexport const WRONG: number = 'text';\n");
  await until(() => said.includes("Type 'string' is not assignable to type 'number'"), 120_000);
  expect(await served()).toContain('AddedMeanwhile');
  expect(addresses()).toHaveLength(2);

  child.kill('SIGINT');
  expect(await ended).toBe(0);
  await expect(fetch(addresses().at(-1) as string)).rejects.toThrow();
});
