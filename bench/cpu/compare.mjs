// Runs each operation on every server that supports it.
import { casesOf } from './operations.mjs';
import { compareAnswers, measure, median, percentile, ratio } from './rounds.mjs';
import { SERVERS } from './servers.mjs';
import { count, ms, table, times } from './table.mjs';
import { makeAssignment, subjectsOf, tenantFile, tokensOf, VIEWERS } from './tenant.mjs';

const titleOf = (name) => SERVERS.find((server) => server.name === name).title;

/** The table line of a server in a case. @param base the server to compare with */
const line = ({ cpuMs, latencies }, base, statements) => ({
  cpuMs: median(cpuMs),
  ratio: base === undefined ? null : ratio({ cpuMs }, base),
  p50Ms: percentile(latencies, 0.5),
  p99Ms: percentile(latencies, 0.99),
  statements,
});

/** The lines of a case. This service's line has its cost relative `to` each of the others. */
function linesOf(figures, statements) {
  const { handwritten, service, ...others } = figures;
  const lines = Object.entries(figures).map(([name, each]) => [name, line(each, handwritten, statements[name])]);
  const to = Object.entries(others).map(([name, other]) => [name, ratio(service, other)]);
  return {
    ...Object.fromEntries(lines),
    service: { ...Object.fromEntries(lines).service, to: Object.fromEntries(to) },
  };
}

function describe({ title, requests }, lines) {
  const rows = Object.entries(lines).map(([name, figures]) => [
    titleOf(name),
    ms(figures.cpuMs),
    figures.ratio === null ? '–' : times(figures.ratio),
    lines.service.to[name] === undefined ? '–' : times(lines.service.to[name]),
    ms(figures.p50Ms),
    ms(figures.p99Ms),
    count(figures.statements),
  ]);
  const head = ['CPU', 'to hand-written', 'this service to it', 'p50', 'p99', 'statements'];
  return table([[`${title} (${requests} requests a round)`, ...head], ...rows]);
}

const WARMUPS = 8;

/** @returns the lines of each case, by name */
export async function compareOperations({ client, issuer, servers, folder, options, say, show }) {
  const { users, rounds, warmups, short } = options;
  say(`A tenant of ${users.toLocaleString('en')} users …`);
  const url = await tenantFile(folder, users);
  const subjects = await subjectsOf(url);
  const tokens = await tokensOf(url, issuer, VIEWERS);
  const startAll = async (counting) => {
    const running = [];
    for (const server of SERVERS) {
      if (options.servers.has(server.name)) running.push(await servers.start(server, { url, counting }));
    }
    return running;
  };

  say('Comparing the answers …');
  let running = await startAll(true);
  const service = running.find(({ name }) => name === 'service');
  const assignmentId = options.cases.includes('assign') ? await makeAssignment(client, service, tokens.admin) : null;
  const cases = casesOf({ ...subjects, assignmentId })
    .filter(({ name }) => options.cases.includes(name))
    .map((found) => ({ ...found, requests: Math.ceil(found.requests * (short ? 0.5 : 1)) }));
  const participants = (found) => running.filter(({ name }) => found.servers.includes(name));
  const compared = {};
  for (const found of cases) compared[found.name] = await compareAnswers(client, participants(found), found, tokens);
  if (!short) {
    await servers.stop();
    running = await startAll(false);
  }

  if (!short) {
    // Node.js compiles while it runs, so the first case would be measured on slower code than all others.
    const [found] = cases;
    say('Warming up …');
    await measure(client, participants(found), found, tokens, { rounds: 0, warmups: WARMUPS, expected: null });
  }
  const results = {};
  for (const found of cases) {
    say(`${found.title} …`);
    const { statements, expected } = compared[found.name];
    const figures = await measure(client, participants(found), found, tokens, { rounds, warmups, expected });
    results[found.name] = linesOf(figures, statements);
    show(describe(found, results[found.name]));
  }
  await servers.stop();
  return results;
}

const MOST = 1.25;

/** The faults that are certain even on a noisy machine, as sentences. */
export function faultsOf(results) {
  const expected = new Map(casesOf({}).map(({ name, statements }) => [name, statements]));
  return Object.entries(results).flatMap(([name, { service }]) => {
    const cost = service.to['without-rules'];
    return [
      ...(expected.get(name) !== undefined && service.statements !== expected.get(name)
        ? [`${name}: ${count(service.statements)} statements, not ${expected.get(name)}.`]
        : []),
      ...(cost > MOST ? [`${name}: authorization costs ${times(cost)}, at most ${times(MOST)}.`] : []),
    ];
  });
}
