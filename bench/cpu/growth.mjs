// Measures the first operation on tenants of growing size, on both engines.
import { startEngine } from './engines.mjs';
import { casesOf } from './operations.mjs';
import { compareAnswers, measure, median, percentile, ratio, requestsOf } from './rounds.mjs';
import { serversOf } from './servers.mjs';
import { count, megabytes, ms, seconds, table, times } from './table.mjs';
import { SMALL, tokensOf } from './tenant.mjs';

const SERVICE = serversOf('sqlite').find(({ name }) => name === 'service');
const [FIRST_CASE] = casesOf({ small: SMALL });
const STARTS = 3;

/** Measures a service alone, on a tenant of this size and engine. */
async function tenantOf(engine, users, { client, issuer, servers, say }) {
  say(`${engine.title}, ${users.toLocaleString('en')} users …`);
  const url = await engine.make(users);
  const tokens = await tokensOf(url, issuer, [FIRST_CASE.viewer]);
  const counting = await servers.start(SERVICE, { url, counting: true });
  const { sent } = await compareAnswers(client, [counting], FIRST_CASE, tokens);
  await servers.stop();
  const firsts = [];
  for (let i = 0; i < STARTS; i++) {
    const server = await servers.start(SERVICE, { url });
    await client.answer(server, requestsOf(server, FIRST_CASE, tokens)(0));
    firsts.push({ ms: performance.now() - server.started, cpuMs: (await server.usage()).cpuUs / 1_000 });
    await servers.stop();
  }
  const bytes = await engine.size(url);
  return {
    ...{ users, url, tokens, bytes },
    statements: sent.service.statements,
    firstAnswerMs: median(firsts.map((first) => first.ms)),
    firstAnswerCpuMs: median(firsts.map((first) => first.cpuMs)),
  };
}

async function growthOn(engine, sizes, bench) {
  const { client, servers, options } = bench;
  const tenants = [];
  for (const users of sizes) tenants.push(await tenantOf(engine, users, bench));
  const running = [];
  for (const { users, url, tokens } of tenants) {
    const server = await servers.start(SERVICE, { url });
    // Each tenant has its own operators.
    const request = (asked) => server.request({ ...asked, token: tokens[FIRST_CASE.viewer] });
    running.push({ ...server, name: String(users), request });
  }
  const figures = await measure(client, running, FIRST_CASE, {}, { ...options, expected: null });
  await servers.stop();
  return tenants.map(({ users, statements, firstAnswerMs, firstAnswerCpuMs, bytes }) => {
    const { cpuMs, latencies } = figures[users];
    return {
      users,
      cpuMs: median(cpuMs),
      ratio: ratio({ cpuMs }, figures[sizes[0]]),
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
      statements,
      firstAnswerMs,
      firstAnswerCpuMs,
      bytes,
    };
  });
}

function describe(title, sizes) {
  const rows = sizes.map((size) => [
    size.users.toLocaleString('en'),
    ms(size.cpuMs),
    times(size.ratio),
    ms(size.p50Ms),
    ms(size.p99Ms),
    count(size.statements),
    seconds(size.firstAnswerMs),
    seconds(size.firstAnswerCpuMs),
    megabytes(size.bytes),
  ]);
  const head = ['CPU', 'to the smallest', 'p50', 'p99', 'statements', 'first answer after a start', 'its CPU', 'size'];
  return table([[`${FIRST_CASE.title}, ${title}: users`, ...head], ...rows]);
}

/** @returns the cost of each size, by engine */
export async function measureGrowth(bench) {
  const { folder, options, show } = bench;
  const results = {};
  const on = async (name, sizes) => {
    const engine = await startEngine(name, folder, options.keep);
    try {
      results[name] = await growthOn(engine, sizes, bench);
      show(describe(engine.title, results[name]));
    } finally {
      await bench.servers.stop();
      await engine.stop();
    }
  };
  await on('sqlite', [...options.sizes, ...options.largest]);
  await on('postgres', options.sizes);
  return results;
}
