import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Place } from '../support/place';
import { until } from '../support/until';

// Linux's prlimit limits the file size of a running process, which then behaves as on a full disk.
const PRLIMIT = '/usr/bin/prlimit';
const onLinux = existsSync(PRLIMIT) ? test : test.skip;

/** Sets the maximum file size of this process. */
function limitFiles(pid: number | undefined, bytes: string): void {
  const { status, stderr } = spawnSync(PRLIMIT, [`--pid=${pid}`, `--fsize=${bytes}:unlimited`], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}

onLinux('a service on SQLite whose disk takes no more is not ready, says why in the log, and recovers', async () => {
  const { child, said, ended } = new Place().start('main', [], { PORT: '0', DEMO: 'off' });
  await until(() => said.out.includes('Schema:'));
  const url = /http:\S+(?=\/readyz)/.exec(said.out)?.[0];
  const statusOf = async (probe: string) => (await fetch(`${url}${probe}`)).status;
  expect(await statusOf('/readyz')).toBe(200);

  limitFiles(child.pid, '0');
  expect(await statusOf('/readyz')).toBe(503);
  expect(await statusOf('/healthz')).toBe(200);
  await until(() => /"code":"EFBIG".*"msg":"not ready"/.test(said.out));

  limitFiles(child.pid, 'unlimited');
  expect(await statusOf('/readyz')).toBe(200);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});
