import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askReadmeQuery, OPERATOR } from '../../test/support/first-start.mjs';
import { cached, debian, deploy, need, needRoot, nodeFromNpm, root, run } from './tools.mjs';

const SERVICE = 'troubleshooting-graph.service';
const COMMAND = '/usr/local/bin/troubleshooting-graph';
const LONGEST_BOOT_MS = 180_000;

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Installs the package and the unit as README.md does, with the demo instead of Microsoft Graph. @returns the machine's files */
function machine(port) {
  const place = path.join(cached('machine'), 'files');
  rmSync(place, { recursive: true, force: true });
  run('cp', ['--archive', debian('systemd-dbus', 'systemd,systemd-sysv,dbus'), place]);
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
    writeFileSync(path.join(place, file), text, { mode: 0o600 });
  };
  cpSync(nodeFromNpm().node, path.join(place, 'usr', 'bin', 'node'));
  run(process.execPath, [path.join(root, 'release', 'package.mjs')]);
  const installed = path.join(place, 'opt', 'troubleshooting-graph', 'node_modules', 'troubleshooting-graph');
  cpSync(path.join(root, 'packed', 'package'), installed, { recursive: true });

  const units = path.join('etc', 'systemd', 'system');
  const shared = readFileSync(path.join(deploy, 'systemd', 'shared.conf'), 'utf8');
  for (const service of [SERVICE, 'troubleshooting-graph-migrate.service']) {
    cpSync(path.join(deploy, 'systemd', service), path.join(place, units, service));
    write(path.join(units, `${service}.d`, 'shared.conf'), shared.replace(/^.*graph-client-secret.*\n/gm, ''));
  }
  cpSync(path.join(deploy, 'systemd', 'troubleshooting-graph'), path.join(place, COMMAND));
  symlinkSync(path.join('..', SERVICE), path.join(place, units, 'multi-user.target.wants', SERVICE));
  const settings = path.join('etc', 'troubleshooting-graph');
  // The demo needs development sign-in. This file overrides the unit.
  write(path.join(settings, 'service.env'), `NODE_ENV=\nAUTH_MODE=development\nPORT=${port}\n`);
  write(path.join(settings, 'audit-key'), `${'k'.repeat(40)}\n`);
  for (const name of ['database-url', 'database-owner-url']) write(path.join(settings, name), 'file:./data/graph.db\n');
  return place;
}

/** The last lines that the service wrote. */
const said = (files) =>
  run('journalctl', [
    '--no-pager',
    '--lines=10',
    `--directory=${path.join(files, 'var', 'log', 'journal')}`,
    `--unit=${SERVICE}`,
  ]);

async function untilReady(url, files, machineEnded) {
  const deadline = Date.now() + LONGEST_BOOT_MS;
  while (Date.now() < deadline && !machineEnded()) {
    const status = await fetch(`${url}/readyz`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    await sleep(500);
  }
  throw new Error(`the service is not ready after ${LONGEST_BOOT_MS / 1000} s.\n${said(files)}`);
}

/** Boots a Debian with systemd and the unit, and sends the README's query: so nothing that the unit forbids is needed. */
export async function unitRuns() {
  needRoot();
  need('systemd-nspawn', 'systemd-container');
  const port = await freePort();
  const files = machine(port);
  const args = ['--directory', files, '--boot', '--register=no', '--keep-unit', '--console=pipe', '--quiet'];
  const nspawn = spawn('systemd-nspawn', args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => nspawn.once('exit', resolve));
  try {
    const url = `http://127.0.0.1:${port}`;
    await untilReady(url, files, () => nspawn.exitCode !== null);
    const [first] = readFileSync(`/proc/${nspawn.pid}/task/${nspawn.pid}/children`, 'utf8').split(' ');
    const command = (...args) => run('nsenter', ['--target', first, '--all', '--', COMMAND, ...args]);
    await askReadmeQuery(`${url}/graphql`, command('token', '--as', OPERATOR));
    const state = path.join(files, 'var', 'lib', 'private', 'troubleshooting-graph');
    cpSync(path.join(root, 'demo'), path.join(state, 'import'), { recursive: true });
    command('import', '--check', 'import');
    command('db', 'backup', 'backup.db');
    command('admin', 'grant', OPERATOR);
    writeFileSync(path.join(files, 'etc', 'troubleshooting-graph', 'audit-key.next'), `${'n'.repeat(40)}\n`, {
      mode: 0o600,
    });
    command('audit', 'rotate-key');
    return `${SERVICE} migrates, and answers the README's query under all of its restrictions; commands run like it`;
  } finally {
    nspawn.kill('SIGTERM');
    await ended;
    rmSync(files, { recursive: true });
  }
}
