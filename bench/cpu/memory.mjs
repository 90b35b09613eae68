// Measures a server's memory after many requests, and after many different operations.
import { casesOf } from './operations.mjs';
import { measure, ratio, requestsOf } from './rounds.mjs';
import { serversOf } from './servers.mjs';
import { megabytes, table, times } from './table.mjs';
import { subjectsOf, tenantFile, tokensOf, VIEWERS } from './tenant.mjs';

// The mix contains each read operation once per this many requests of its round.
const SHARE = 20;
const ROUNDS = { rounds: 7, warmups: 2, expected: null };

/** The memory after some requests, without garbage: what is still to be collected differs from time to time. */
async function memoryAfter(client, server, requestOf, from, to) {
  await client.repeat(server, (n) => requestOf(from + n), to - from);
  return server.usage('usage without garbage');
}

/** The memory after a tenth of the requests, and after all of them. */
async function soak(client, server, requestOf, requests) {
  const tenth = Math.ceil(requests / 10);
  const early = await memoryAfter(client, server, requestOf, 0, tenth);
  const late = await memoryAfter(client, server, requestOf, tenth, requests);
  return { early, late, ratio: late.rss / early.rss };
}

/** Every read operation of every viewer, in its measured share. */
function mixOf(server, cases, tokens) {
  const mix = cases
    .filter(({ variablesOf }) => variablesOf === undefined)
    .flatMap((found) => Array(Math.ceil(found.requests / SHARE)).fill(requestsOf(server, found, tokens)(0)));
  return (n) => mix[n % mix.length];
}

const uniqueOf =
  (server, { variables: { upn }, viewer }, tokens) =>
  (n) =>
    server.request({
      document: `query Unique${n}($upn: String!) {
        user(userPrincipalName: $upn) { id name${n}: displayName devices(first: 2) { nodes { id name${n}: deviceName } } }
      }`,
      variables: { upn },
      token: tokens[viewer],
    });

function describe(requests, { mixed, unique, later }) {
  const tenth = Math.ceil(requests / 10).toLocaleString('en');
  const head = [`after ${tenth}`, `after ${requests.toLocaleString('en')}`, 'ratio'];
  const rows = [
    ['mixed requests, memory', mixed, 'rss'],
    ['… heap in use', mixed, 'heapUsed'],
    ['operations that differ, memory', unique, 'rss'],
    ['… heap in use', unique, 'heapUsed'],
  ].map(([title, { early, late }, figure]) => [
    title,
    megabytes(early[figure]),
    megabytes(late[figure]),
    times(late[figure] / early[figure]),
  ]);
  return `${table([['this service', ...head], ...rows])}\na request after them, to one before them ${times(later)}`;
}

/** @returns the memory of both, and the cost of a request after the different operations, relative to before */
export async function measureMemory({ client, issuer, servers, folder, options: { users, requests }, say, show }) {
  say(`Memory, on a tenant of ${users.toLocaleString('en')} users …`);
  const url = await tenantFile(folder, users);
  const cases = casesOf(await subjectsOf(url));
  const tokens = await tokensOf(url, issuer, VIEWERS);
  // The hand-written endpoint shows the speed of the machine before and after.
  const both = [];
  for (const server of serversOf('sqlite')) {
    if (['handwritten', 'service'].includes(server.name)) both.push(await servers.start(server, { url }));
  }
  const service = both.find(({ name }) => name === 'service');
  const cost = async () => {
    const figures = await measure(client, both, cases[0], tokens, ROUNDS);
    return ratio(figures.service, figures.handwritten);
  };
  const mixed = await soak(client, service, mixOf(service, cases, tokens), requests);
  const before = await cost();
  say('Operations that differ …');
  const unique = await soak(client, service, uniqueOf(service, cases[0], tokens), requests);
  const later = (await cost()) / before;
  await servers.stop();
  const result = { requests, mixed, unique, later };
  show(describe(requests, result));
  return result;
}
