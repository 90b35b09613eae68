// Measures the CPU of `search` on a large tenant: node bench/search.mjs --help
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readArguments, wholeNumber } from '../usage.mjs';
import { median } from './cpu/rounds.mjs';
import { table } from './cpu/table.mjs';

const require = createRequire(import.meta.url);
const { openDatabase } = require('../dist/database/open');
const { generatedSource } = require('../dist/demo/generator');
const { importTenant } = require('../dist/import/import');
const { readViewer } = require('../dist/authorization/viewer');
const { devicesFound, usersFound } = require('../dist/search/store');
const { rows } = require('../dist/database/database');
const { raw, sql } = require('../dist/database/sql');

const USAGE = `Usage: node bench/search.mjs [options]

Measures searches on a large tenant, for operators of several scopes. Only the directory and the devices are made: a search
reads nothing else. Each text is searched many times, people and devices together. The figure is the median of the process's
own CPU time of one search.

  --users <n>       users of the tenant (100000)
  --keep <folder>   makes the tenant there, or takes the one that is there
  --help            prints this`;

const { values } = readArguments(USAGE, {
  options: { users: { type: 'string', default: '100000' }, keep: { type: 'string' } },
});
const users = wholeNumber(USAGE, 'users', values.users);
const UNREAD = new Set([
  ...['deviceCompliancePolicyStates', 'deviceConfigurationStates', 'mobileAppIntentAndStates'],
  ...['mobileAppTroubleshootingEvents', 'mobileAppDeviceStatuses', 'userManagedAppPolicies', 'managedAppRegistrations'],
]);
const TIMES = 60;

/** The generated tenant without what hangs on devices and apps. */
function directoryOf(users) {
  const source = generatedSource({ users, seed: 1, now: new Date('2026-11-20T08:00:00Z') });
  return {
    async *read(resource) {
      if (!UNREAD.has(resource)) yield* source.read(resource);
    },
  };
}

/** Texts as operators type them: short and long, common and rare, of people and of devices. */
async function textsOf(db) {
  const [person] = await rows(
    db,
    sql`SELECT display_name AS name, user_principal_name AS upn FROM users ORDER BY id LIMIT 1 OFFSET 500`,
  );
  const [device] = await rows(
    db,
    sql`SELECT device_name AS name, serial_number AS serial FROM devices ORDER BY id LIMIT 1 OFFSET 700`,
  );
  const [{ key: common }] = await rows(
    db,
    sql`SELECT key, COUNT(*) AS n FROM user_search GROUP BY key ORDER BY n DESC LIMIT 1 OFFSET 3`,
  );
  const [first, last = first] = person.name.split(' ');
  return {
    'one letter': first.slice(0, 1),
    'two letters': last.slice(0, 2),
    'a common word': common,
    'the start of both names': `${first.slice(0, 3)} ${last.slice(0, 3)}`,
    'a full name': person.name,
    'a principal name': person.upn,
    'a device': device.name,
    'a serial number': device.serial,
    'nothing there': 'zzqqy',
  };
}

const folder = values.keep ?? (await mkdtemp(path.join(tmpdir(), 'search-')));
const file = path.join(folder, `search-${users}.db`);
const isMade = existsSync(file);
const database = await openDatabase(`file:${file}`);
try {
  if (!isMade) await importTenant(database.writer, { source: directoryOf(users), now: new Date() });
  const db = database.primary;
  const texts = await textsOf(db);
  const lines = [];
  for (const name of ['helpdesk', 'site', 'sparse', 'split']) {
    const [operator] = await rows(db, sql`SELECT id FROM users WHERE upn_key = ${`${name}@generated.example`}`);
    const viewer = await readViewer(db, { id: operator.id }, true);
    const [people, devices] = ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'].map((of) => viewer.scopeOf(of));
    for (const [what, text] of Object.entries(texts)) {
      const took = [];
      let found = [0, 0];
      for (let i = 0; i < TIMES; i++) {
        const before = process.cpuUsage();
        found = [(await usersFound(db, people, text)).length, (await devicesFound(db, devices, text)).length];
        const { user, system } = process.cpuUsage(before);
        took.push((user + system) / 1_000);
      }
      lines.push([name, what, text, ...found.map(String), `${median(took).toFixed(2)} ms`]);
    }
  }
  const [{ n }] = await rows(db, sql`SELECT COUNT(*) AS n FROM ${raw('devices')}`);
  console.log(`${users} users, ${n} devices\n`);
  console.log(table([['operator', 'text', '', 'people', 'devices', 'CPU'], ...lines]));
} finally {
  await database.close();
  if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
}
