// Runs each operation on every server that supports it.
import { createClient } from './client.mjs';
import { MOST_ROUND_TRIPS } from './goals.mjs';
import { countingNetworks, startNetwork } from './network.mjs';
import { casesOf } from './operations.mjs';
import { compareAnswers, measure, percentile, SUMMED_UP } from './rounds.mjs';
import { serversOf } from './servers.mjs';
import { count, ms, table, times } from './table.mjs';
import { makeAssignment, subjectsOf, tokensOf, VIEWERS } from './tenant.mjs';

/** The table line of a server in a case. @param base the server to compare with */
const line = (figures, base, sent, { typical, ratio }) => ({
  cpuMs: typical(figures.cpuMs),
  databaseMs: typical(figures.databaseMs),
  ratio: base === undefined ? null : ratio(figures, base),
  p50Ms: percentile(figures.latencies, 0.5),
  p95Ms: percentile(figures.latencies, 0.95),
  p99Ms: percentile(figures.latencies, 0.99),
  ...sent,
});

/** The lines of a case. This service's line has its cost relative `to` each of the others, and its p50. */
function linesOf(figures, sent, base, summedUp) {
  const lines = Object.entries(figures).map(([name, each]) => [name, line(each, figures[base], sent[name], summedUp)]);
  const others = Object.entries(figures).filter(([name]) => name !== 'service' && name !== base);
  const to = (figure) =>
    Object.fromEntries(others.map(([name, other]) => [name, summedUp.ratio(figures.service, other, figure)]));
  return {
    ...Object.fromEntries(lines),
    service: { ...Object.fromEntries(lines).service, to: to('cpuMs'), p50To: to('p50Ms') },
  };
}

const orNone = (figure, shown) => (figure === undefined || figure === null ? '–' : shown(figure));

const COLUMNS = [
  ['CPU', ({ cpuMs }) => ms(cpuMs)],
  ['to hand-written', (line) => orNone(line.ratio, times)],
  ['this service to it', (_, name, { service }) => orNone(service.to[name], times)],
  ['p50', ({ p50Ms }) => ms(p50Ms)],
];
const OF_ENGINE = {
  sqlite: [...COLUMNS, ['p99', ({ p99Ms }) => ms(p99Ms)], ['statements', ({ statements }) => count(statements)]],
  postgres: [
    ['Node.js', ({ cpuMs, databaseMs }) => ms(cpuMs - databaseMs)],
    ['database', ({ databaseMs }) => ms(databaseMs)],
    ...COLUMNS,
    ['p95', ({ p95Ms }) => ms(p95Ms)],
    ['its p50 to it', (_, name, { service }) => orNone(service.p50To[name], times)],
    ['round trips', ({ roundTrips }) => count(roundTrips)],
    ['statements', ({ statements }) => count(statements)],
  ],
};

function describe(engine, { title, requests, load }, lines) {
  const columns = OF_ENGINE[engine];
  const titles = new Map(serversOf(engine).map((server) => [server.name, server.title]));
  const rows = Object.entries(lines).map(([name, line]) => [
    titles.get(name),
    ...columns.map(([, figureOf]) => figureOf(line, name, lines)),
  ]);
  return table([
    [`${title} (${load} at a time, ${requests} requests a round)`, ...columns.map(([head]) => head)],
    ...rows,
  ]);
}

// Rounds until the code of each server is compiled.
const WARMUPS = 8;

/** How many requests are sent at a time, by engine. */
const LOADS = { sqlite: [4], postgres: [1, 8] };

/** Starts the servers whose statements are counted, and checks with them that all give the same data. */
async function comparedAnswers({ engine, issuer, servers, options }, url) {
  const networks = countingNetworks(engine);
  const client = createClient(1);
  try {
    const running = [];
    for (const server of serversOf(engine.name).filter(({ name }) => options.servers.has(name))) {
      running.push(
        await servers.start(server, { url: await networks.before(server, url), counting: !networks.counts }),
      );
    }
    const tokens = await tokensOf(url, issuer, VIEWERS);
    const service = running.find(({ name }) => name === 'service');
    const assignmentId = options.cases.includes('assign') ? await makeAssignment(client, service, tokens.admin) : null;
    const cases = casesOf({ ...(await subjectsOf(url)), assignmentId }).filter(
      ({ name, servers }) => options.cases.includes(name) && running.some((server) => servers.includes(server.name)),
    );
    const compared = [];
    for (const found of cases) {
      const participants = running.filter(({ name }) => found.servers.includes(name));
      compared.push({ found, ...(await compareAnswers(client, participants, found, tokens, networks.sentBy)) });
    }
    return { tokens, compared };
  } finally {
    await servers.stop();
    await networks.stop();
    client.close();
  }
}

/** @returns the lines of each case, by name; on PostgreSQL by name and load */
export async function compareOperations(bench) {
  const { engine, servers, options, say, show } = bench;
  const { users, rounds, warmups, short, part, summedUp, delayMs } = options;
  say(`A tenant of ${users.toLocaleString('en')} users on ${engine.title} …`);
  const url = await engine.make(users);
  say('Comparing the answers …');
  const { tokens, compared } = await comparedAnswers(bench, url);

  const network = delayMs === 0 ? null : await startNetwork(url, delayMs);
  const running = [];
  for (const server of serversOf(engine.name).filter(({ name }) => options.servers.has(name))) {
    running.push(await servers.start(server, { url: network?.url ?? url, databaseUs: engine.cpuUs }));
  }
  const results = {};
  const [base] = serversOf(engine.name);
  for (const load of LOADS[engine.name]) {
    const client = createClient(load);
    for (const [i, { found, sent, expected }] of compared.entries()) {
      const participants = running.filter(({ name }) => found.servers.includes(name));
      const requests = Math.ceil(found.requests * Math.min(part, engine.name === 'postgres' ? 0.5 : 1));
      const asked = { ...found, requests, load };
      if (!short && i === 0) {
        // Node.js compiles while it runs, so the first case would be measured on slower code than all others.
        say('Warming up …');
        await measure(client, participants, asked, tokens, { rounds: 0, warmups: WARMUPS, expected: null });
      }
      say(`${found.title}, ${load} at a time …`);
      const figures = await measure(client, participants, asked, tokens, { rounds, warmups, expected });
      const lines = linesOf(figures, sent, base.name, SUMMED_UP[summedUp]);
      results[engine.name === 'sqlite' ? found.name : `${found.name}-${load}`] = lines;
      show(describe(engine.name, asked, lines));
    }
    client.close();
  }
  await servers.stop();
  await network?.stop();
  return results;
}

/** The round trips of this service to PostgreSQL, by operation. */
export async function countRoundTrips(bench) {
  bench.say('Counting the round trips to PostgreSQL …');
  const url = await bench.engine.make(bench.options.users);
  const options = { ...bench.options, servers: new Set(['service']) };
  const { compared } = await comparedAnswers({ ...bench, options }, url);
  return Object.fromEntries(compared.map(({ found, sent }) => [found.name, sent.service.roundTrips]));
}

const MOST = 1.25;

/** The faults that are certain even on a noisy machine, as sentences. */
export function faultsOf({ operations = {}, roundTrips = {} }) {
  const expected = new Map(casesOf({}).map(({ name, statements }) => [name, statements]));
  const ofOperations = Object.entries(operations).flatMap(([name, { service }]) => {
    const cost = service.to['without-rules'];
    return [
      ...(expected.get(name) !== undefined && service.statements !== expected.get(name)
        ? [`${name}: ${count(service.statements)} statements, not ${expected.get(name)}.`]
        : []),
      ...(cost > MOST ? [`${name}: authorization costs ${times(cost)}, at most ${times(MOST)}.`] : []),
    ];
  });
  const tooMany = Object.entries(roundTrips).filter(([, trips]) => trips > MOST_ROUND_TRIPS);
  return [
    ...ofOperations,
    ...tooMany.map(([name, trips]) => `${name}: ${count(trips)} round trips, at most ${MOST_ROUND_TRIPS}.`),
  ];
}
