// Measures the cost of one request of a case: servers in turn, round after round.
import { deepStrictEqual } from 'node:assert';

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

export const percentile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};

/** The requests of a case to a server, by number. */
export function requestsOf(server, { document, address, variables, variablesOf, others = [], viewer }, tokens) {
  const token = tokens[viewer];
  if (variablesOf !== undefined) {
    return (n) => server.request({ document, address, token, variables: variablesOf(n) });
  }
  const requests = [{ document, address, variables }, ...others].map((asked) => server.request({ ...asked, token }));
  return (n) => requests[n % requests.length];
}

/**
 * The data of one answer, if it is the expected one.
 * @param expected the data of another server; null for the first
 * @throws if it differs or has unexpected errors
 */
async function checkedAnswer(client, server, found, request, expected) {
  const { data: given, errors } = await client.answer(server, request);
  const where = `${server.title}, ${found.title}`;
  const isPartial = found.isPartial && server.name === 'service';
  if ((errors !== undefined) !== isPartial) throw new Error(`${where}: ${JSON.stringify(errors ?? 'nothing refused')}`);
  const data = server.dataOf === undefined ? given : server.dataOf(given);
  if (Object.values(data).includes(null)) throw new Error(`${where}: nothing found.`);
  // The answer of a write changes each time, and a partial answer has no counterpart.
  if (isPartial || found.variablesOf !== undefined) return expected;
  if (expected !== null) deepStrictEqual(data, expected, `${where}: the answer differs.`);
  return data;
}

const ASKED = 5;

/**
 * Checks that the servers of a case return the same data, several times, and counts what they send to the database.
 * @param servers servers whose statements are counted
 * @param sentBy the statements and round trips of a server until now
 * @returns both per request, by server, and the data
 */
export async function compareAnswers(client, servers, found, tokens, sentBy = (server) => server.usage()) {
  const sent = {};
  let [expected, ofOthers] = [null, null];
  for (const server of servers) {
    const requestOf = requestsOf(server, found, tokens);
    ofOthers = await checkedAnswer(client, server, found, requestOf(1), ofOthers);
    expected = await checkedAnswer(client, server, found, requestOf(0), expected);
    const counts = [];
    for (let n = 0; n < ASKED; n++) {
      const before = await sentBy(server);
      // The first request asks for a user with objects of every kind, so that no statement is skipped.
      await checkedAnswer(
        client,
        server,
        found,
        found.variablesOf === undefined ? requestOf(0) : requestOf(n + 2),
        expected,
      );
      const after = await sentBy(server);
      counts.push({
        statements: after.statements - before.statements,
        roundTrips: after.roundTrips - before.roundTrips,
      });
    }
    // Some statements belong to no request: those of a new connection, and periodic ones.
    sent[server.name] = {
      statements: median(counts.map(({ statements }) => statements)),
      roundTrips: median(counts.map(({ roundTrips }) => roundTrips)),
    };
  }
  return { sent, expected };
}

/**
 * Measures the servers of a case in turn.
 * @returns for each server, CPU per request in each round with that of the database, and latencies, in milliseconds
 */
export async function measure(client, servers, found, tokens, { rounds, warmups, expected }) {
  const figures = Object.fromEntries(
    servers.map(({ name }) => [name, { cpuMs: [], databaseMs: [], p50Ms: [], latencies: [] }]),
  );
  for (let round = -warmups; round < rounds; round++) {
    // The first server of a round inherits the state of the last round, so each is first in turn.
    const shift = (round + warmups) % servers.length;
    for (const server of [...servers.slice(shift), ...servers.slice(0, shift)]) {
      const requestOf = requestsOf(server, found, tokens);
      const before = await server.usage();
      const first = (round + warmups) * found.requests;
      const latencies = await client.repeat(server, (n) => requestOf(first + n), found.requests);
      const after = await server.usage();
      if (round < 0) continue;
      const { cpuMs, databaseMs, p50Ms, latencies: all } = figures[server.name];
      const perRequest = (name) => (after[name] - before[name]) / 1_000 / found.requests;
      databaseMs.push(perRequest('databaseUs'));
      cpuMs.push(perRequest('cpuUs') + perRequest('databaseUs'));
      p50Ms.push(median(latencies));
      all.push(...latencies);
    }
  }
  for (const server of servers) {
    await checkedAnswer(client, server, found, requestsOf(server, found, tokens)(0), expected);
  }
  return figures;
}

/** The ratio of two servers' CPU, or another figure, round by round, so that a slower machine affects both. */
export const ratio = (one, other, figure = 'cpuMs') => median(one[figure].map((value, i) => value / other[figure][i]));

const fastest = (values) => percentile(values, 0.1);

/** How the rounds are summed up: the median of all, or the fastest tenth, which other load on the machine disturbed least. */
export const SUMMED_UP = {
  median: { typical: median, ratio },
  fastest: {
    typical: fastest,
    ratio: (one, other, figure = 'cpuMs') => fastest(one[figure]) / fastest(other[figure]),
  },
};
