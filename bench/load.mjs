// Measures the service under more load than it can serve: npm run bench:load -- --help
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { oneOfNames, readArguments, stopWithUsage, wholeNumber } from '../usage.mjs';
import { startIssuer } from './cpu/issuer.mjs';
import { casesOf } from './cpu/operations.mjs';
import { createServers, serversOf } from './cpu/servers.mjs';
import { megabytes, ms, seconds as shownSeconds, table, times } from './cpu/table.mjs';
import { subjectsOf, tenantDatabase, tenantFile, tokensOf, VIEWERS } from './cpu/tenant.mjs';
import { silentClients } from './load/silent-clients.mjs';
import { slowClients } from './load/slow-clients.mjs';
import { accepted, closedLoop, openLoop, probing, within } from './load/traffic.mjs';
import { startPostgres } from './postgres.mjs';

const require = createRequire(import.meta.url);
const { createDice } = require('../dist/demo/dice');

const USAGE = `Usage: npm run bench:load -- [options]

Measures the capacity of the service, and how it behaves above it, on a tenant and a database of its own.

  --engine <name>   sqlite (the default) or postgres
  --seconds <n>     seconds of the load above capacity (60); the other parts take a fourth of it
  --times <n>       this load, as a multiple of the capacity (2)
  --only <names>    some of the parts, separated by commas: start, overload, greedy, slow, clients, silent
  --clients <n>     slow senders, and as many slow readers (300)
  --silent <n>      connections that say nothing (10000); \`ulimit -n\` must allow them
  --users <n>       users of the tenant (1000)
  --seed <n>        seed of the times at which requests come (1)
  --keep <folder>   makes the tenant there, or takes the one that is there
  --help            prints this`;

const PARTS = ['start', 'overload', 'greedy', 'slow', 'clients', 'silent'];
const text = (value) => ({ type: 'string', default: value });
const { values } = readArguments(USAGE, {
  options: {
    ...{ engine: text('sqlite'), seconds: text('60'), only: text(PARTS.join()), clients: text('300') },
    ...{ silent: text('10000'), users: text('1000'), seed: text('1'), times: text('2'), keep: { type: 'string' } },
  },
});
const engine = oneOfNames(USAGE, 'engine', values.engine, ['sqlite', 'postgres']);
const RUNS = values.only.split(',');
if (RUNS.some((part) => !PARTS.includes(part))) stopWithUsage(USAGE, `--only takes some of ${PARTS.join(', ')}.`);
const NUMBERS = ['seconds', 'users', 'seed', 'times', 'clients', 'silent'];
const [seconds, users, seed, load, clients, connections] = NUMBERS.map((name) =>
  wholeNumber(USAGE, name, values[name]),
);
const short = Math.max(5, seconds / 4);

// Looks at more rows than the process of the service reads itself on SQLite.
const SLOW = '{ groups(first: 10) { totalCount nodes { displayName users(first: 10) { nodes { displayName } } } } }';

const show = (title, rows) => console.log(`\n${title}\n\n${table(rows)}`);
const percent = (part, whole) => `${((100 * part) / whole).toFixed(0)} %`;
const perSecond = (count) => `${count.toFixed(0)} a second`;

/** The requests of the first operation, by operators in turn. */
function requestsOf(service, subjects, tokens) {
  const { document, variables } = casesOf(subjects).find(({ name }) => name === 'troubleshoot');
  const of = (operator) => service.request({ document, variables, token: tokens[operator] });
  const all = VIEWERS.map(of);
  return { inTurn: (i) => all[i % all.length], of, slow: service.request({ document: SLOW, token: tokens.admin }) };
}

/** Lets this process run before the service where both want a CPU, so that no answer waits for the client. */
function runFirst() {
  try {
    setPriority(constants.priority.PRIORITY_HIGH);
  } catch {
    console.log('Only root may raise the priority of the client. Without it, the times include its wait for a CPU.');
  }
}

/** Waits until the service says that it is ready. */
async function ready({ host, port }) {
  while (!(await fetch(`http://${host}:${port}/readyz`)).ok) await pause(20);
}

const FIRST = 100;

/** Asks a process that has just started. */
const firstAnswers = (service, { inTurn }) => closedLoop(service, { connections: 1, most: FIRST, requestOf: inTurn });

async function measureStart(service, { inTurn }, readyMs, first) {
  const later = await closedLoop(service, { connections: 1, seconds: short, requestOf: inTurn });
  const row = (title, part, goal) => [
    title,
    ms(within(part, first)),
    ms(within(part, later)),
    times(within(part, first) / within(part, later)),
    goal,
  ];
  show(`The first ${FIRST} answers, ${shownSeconds(readyMs)} after the start (goal: at most 5 s)`, [
    ['', 'first', 'later', 'ratio', 'goal'],
    row('p50', 0.5, ''),
    row('p99', 0.99, 'at most 2 ×'),
    ['answered', `${accepted(first).length}`, `${accepted(later).length}`, '', ''],
  ]);
}

async function measureCapacity(service, { inTurn }) {
  const began = performance.now();
  const answers = await closedLoop(service, { connections: 8, seconds: short, requestOf: inTurn });
  const rate = (accepted(answers).length * 1_000) / (performance.now() - began);
  return { rate, p50: within(0.5, answers), p99: within(0.99, answers) };
}

/** Waits until the service answers as quickly as it did at its capacity. @returns the milliseconds */
async function recovery(service, requests, { p99 }) {
  const ended = performance.now();
  for (;;) {
    const began = performance.now();
    const answers = await closedLoop(service, { connections: 1, seconds: 0.1, requestOf: requests.inTurn });
    if (answers.every(({ status, ms: took }) => status === 200 && took <= p99)) return began - ended;
  }
}

/** Follows the memory of the service until it is stopped. */
async function watchMemory(service) {
  const { rss: before } = await service.usage();
  let most = before;
  const watching = setInterval(async () => {
    most = Math.max(most, (await service.usage()).rss);
  }, 1_000);
  return {
    stop() {
      clearInterval(watching);
      return `${megabytes(before)}, ${megabytes(most)}`;
    },
  };
}

async function measureOverload(service, requests, capacity) {
  const memory = await watchMemory(service);
  const probes = probing(service);
  const dice = createDice(seed, 'arrivals');
  const began = performance.now();
  const answers = await openLoop(service, {
    rate: load * capacity.rate,
    seconds,
    requestOf: requests.inTurn,
    roll: (i) => dice.roll(i, 1),
  });
  const took = (performance.now() - began) / 1_000;
  const recovered = await recovery(service, requests, capacity);
  const usedMemory = memory.stop();
  const probed = await probes.stop();
  // The machine is shared, so the capacity is that around the load.
  const after = await measureCapacity(service, requests);
  const mean = (capacity.rate + after.rate) / 2;
  const good = accepted(answers);
  const refused = answers.filter(({ status }) => status === 429 || status === 503);
  show(`${load} times the capacity for ${seconds} s`, [
    ['', 'measured', 'goal'],
    ['asked', perSecond(answers.length / took), ''],
    ['capacity before and after', `${perSecond(capacity.rate)}, ${perSecond(after.rate)}`, ''],
    ['answered, of their mean', percent(good.length / took, mean), 'at least 90 %'],
    ['refused', String(refused.length), ''],
    ['broken connections and other answers', String(answers.length - good.length - refused.length), '0'],
    ['p50 of the answered', ms(within(0.5, good)), ''],
    ['p99 of the answered', ms(within(0.99, good)), 'at most 1000 ms'],
    ['p99 of /healthz', ms(within(0.99, probed)), 'at most 100 ms'],
    ['memory before, and at most', usedMemory, ''],
    ['recovered after', shownSeconds(recovered), 'at most 2 s'],
  ]);
}

async function measureGreedy(service, { of }) {
  const polite = () => closedLoop(service, { connections: 1, seconds: short, requestOf: () => of('helpdesk') });
  const alone = accepted(await polite());
  const greedy = closedLoop(service, { connections: 16, seconds: short, requestOf: () => of('site') });
  const [beside, others] = [accepted(await polite()), await greedy];
  const row = (title, part) => [
    title,
    ms(within(part, alone)),
    ms(within(part, beside)),
    times(within(part, beside) / within(part, alone)),
  ];
  show('A polite operator with 1 connection, alone and beside a greedy one with 16', [
    ['', 'alone', 'beside', 'ratio'],
    row('p50', 0.5),
    row('p99 (goal: at most 2 ×)', 0.99),
    ['answers', String(alone.length), String(beside.length), ''],
    [
      'answers and refusals of the greedy one',
      '',
      `${accepted(others).length}, ${others.length - accepted(others).length}`,
      '',
    ],
  ]);
}

async function measureSlow(service, { of, slow }) {
  const quick = () => closedLoop(service, { connections: 1, seconds: short, requestOf: () => of('helpdesk') });
  const alone = accepted(await quick());
  const probes = probing(service);
  const asked = closedLoop(service, { connections: 4, seconds: short, requestOf: () => slow });
  const beside = accepted(await quick());
  const answered = await asked;
  show('An operator beside 4 connections with slow queries', [
    ['', 'alone', 'beside'],
    ['p50', ms(within(0.5, alone)), ms(within(0.5, beside))],
    ['p99', ms(within(0.99, alone)), ms(within(0.99, beside))],
    ['p99 of /healthz (goal: at most 100 ms)', '', ms(within(0.99, await probes.stop()))],
    [
      'slow queries: answered, refused',
      '',
      `${accepted(answered).length}, ${answered.length - accepted(answered).length}`,
    ],
    ['p50 of the slow queries', '', ms(within(0.5, accepted(answered)))],
  ]);
}

async function measureClients(service, { of }, token) {
  const probes = probing(service);
  const [{ senders, readers }, polite] = await Promise.all([
    slowClients(service, clients, token),
    closedLoop(service, { connections: 1, seconds: short, requestOf: () => of('helpdesk') }),
  ]);
  show(`${clients} slow senders and ${clients} slow readers`, [
    ['', 'measured', 'goal'],
    ['the last sender was closed after', shownSeconds(Math.max(...senders)), 'at most 15 s'],
    ['the last reader was closed after', shownSeconds(Math.max(...readers)), 'at most 15 s'],
    ['p99 of an operator meanwhile', ms(within(0.99, accepted(polite))), ''],
    ['p99 of /healthz', ms(within(0.99, await probes.stop())), 'at most 100 ms'],
  ]);
}

async function measureSilent(service, { of }) {
  const memory = await watchMemory(service);
  const probes = probing(service);
  const [silent, polite] = await Promise.all([
    silentClients(service, connections),
    closedLoop(service, { connections: 1, seconds: short, requestOf: () => of('helpdesk') }),
  ]);
  const [usedMemory, probed] = [memory.stop(), await probes.stop()];
  show(`${connections} connections that say nothing`, [
    ['', 'measured', 'goal'],
    ['opened, in', `${silent.opened}, ${shownSeconds(silent.openingMs)}`, ''],
    ['open at a time, as the clients see it', String(silent.most), ''],
    ['all closed, after the last one was opened', shownSeconds(silent.closedMs), 'at most 15 s'],
    ['memory before, and at most', usedMemory, ''],
    [
      'requests of an operator meanwhile, and those not answered',
      `${polite.length}, ${polite.length - accepted(polite).length}`,
      '0',
    ],
    ['p99 of them', ms(within(0.99, accepted(polite))), ''],
    ['probes of /healthz, and those not answered', `${probed.length}, ${probed.length - accepted(probed).length}`, '0'],
    ['p99 of /healthz', ms(within(0.99, probed)), 'at most 100 ms'],
  ]);
}

const folder = values.keep ?? mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-load-'));
mkdirSync(folder, { recursive: true });
const issuer = await startIssuer();
// An operator with 16 connections reads more rows than the limit for a minute.
const servers = createServers({ ...issuer.environment, READS_PER_MINUTE: '999999999' });
const postgres = engine === 'postgres' ? await startPostgres(values.keep && path.join(folder, 'postgres')) : null;
try {
  const url = postgres === null ? await tenantFile(folder, users) : await tenantDatabase(postgres, users);
  const tokens = await tokensOf(url, issuer, VIEWERS);
  const subjects = await subjectsOf(url);
  const began = performance.now();
  const started = await servers.start(
    serversOf('sqlite').find(({ name }) => name === 'service'),
    { url },
  );
  runFirst();
  await ready(started);
  const readyMs = performance.now() - began;
  const requests = requestsOf(started, subjects, tokens);
  const first = await firstAnswers(started, requests);
  await closedLoop(started, { connections: 8, seconds: 5, requestOf: requests.inTurn });
  const capacity = await measureCapacity(started, requests);
  show(`Capacity on ${engine}, ${users} users, 8 connections`, [
    ['answers', 'p50', 'p99'],
    [perSecond(capacity.rate), ms(capacity.p50), ms(capacity.p99)],
  ]);
  if (RUNS.includes('start')) await measureStart(started, requests, readyMs, first);
  if (RUNS.includes('overload')) await measureOverload(started, requests, capacity);
  if (RUNS.includes('greedy')) await measureGreedy(started, requests);
  if (RUNS.includes('slow')) await measureSlow(started, requests);
  await pause(1_000);
  if (RUNS.includes('clients')) await measureClients(started, requests, tokens.site);
  if (RUNS.includes('silent')) await measureSilent(started, requests);
} finally {
  await servers.stop();
  issuer.stop();
  await postgres?.stop();
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}
process.exit();
