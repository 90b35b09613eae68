// The command-line options of the bench.

import { oneOfNames, readArguments, stopWithUsage, wholeNumber } from '../../usage.mjs';
import { casesOf } from './operations.mjs';
import { serversOf } from './servers.mjs';

const USAGE = `Usage: npm run bench -- [options]

Starts this service and its peers on the same database, makes sure that they answer the same, and measures them in turn.

  --short           this service alone with and without rules, a small tenant, fewer rounds; fails when the number of
                    statements is not the one expected, authorization costs too much, or a request on PostgreSQL
                    takes too many round trips
  --fastest         for a machine that others use too: 100 short rounds, and the figures of the fastest tenth of them
  --engine <name>   sqlite, or postgres with other peers (sqlite)
  --delay <ms>      milliseconds of the network to PostgreSQL, each way (0)
  --growth          instead: the first operation on tenants of growing size, on SQLite and on PostgreSQL
  --million         with that, a tenant of 1,000,000 users on SQLite
  --memory          instead: memory after many requests, and after many operations that differ
  --all             all three
  --only <names>    some of the operations and servers, separated by commas (--list)
  --rounds <n>      rounds (15; 5 with --short; 100 with --fastest)
  --users <n>       users of the tenant (1000; 200 with --short)
  --sizes <list>    users of the growing tenants, separated by commas (1000,10000,100000)
  --requests <n>    requests of --memory (100000); what they are compared with is a tenth of them
  --keep <folder>   makes the tenants there, or takes those that are there
  --json            prints the figures as JSON
  --list            prints the names of operations and servers
  --help            prints this`;

const OPERATIONS = casesOf({}).map(({ name }) => name);
const ENGINES = ['sqlite', 'postgres'];
const NAMES = [...new Set(ENGINES.flatMap((engine) => serversOf(engine).map(({ name }) => name)))];
const SHORT = ['troubleshoot', 'troubleshoot-large', 'service', 'without-rules'];
const MILLION = 1_000_000;

function given() {
  const flag = { type: 'boolean', default: false };
  const text = { type: 'string' };
  return readArguments(USAGE, {
    options: {
      ...{ short: flag, fastest: flag, growth: flag, million: flag, memory: flag, all: flag, json: flag, list: flag },
      ...{ rounds: text, users: text, keep: text },
      engine: { type: 'string', default: 'sqlite' },
      delay: { type: 'string', default: '0' },
      only: { type: 'string', default: '' },
      sizes: { type: 'string', default: '1000,10000,100000' },
      requests: { type: 'string', default: '100000' },
    },
  }).values;
}

/** Reads the options. Ends the process if they are invalid or ask for help. */
export function readOptions() {
  const {
    short,
    fastest,
    growth,
    million,
    memory,
    all,
    only,
    rounds,
    users,
    sizes,
    requests,
    keep,
    json,
    list,
    ...on
  } = given();
  if (list) {
    console.log(`operations: ${OPERATIONS.join(', ')}\nservers: ${NAMES.join(', ')}`);
    process.exit(0);
  }
  const engine = oneOfNames(USAGE, 'engine', on.engine, ENGINES);
  const delayMs = Number(on.delay);
  if (!(delayMs >= 0) || (delayMs > 0 && engine === 'sqlite')) {
    stopWithUsage(USAGE, '--delay takes milliseconds, with --engine postgres.');
  }
  const asked = only === '' ? (short ? SHORT : []) : only.split(',').map((name) => name.trim());
  const unknown = asked.filter((name) => !OPERATIONS.includes(name) && !NAMES.includes(name));
  if (unknown.length > 0) stopWithUsage(USAGE, `There is no operation or server ${unknown.join(', ')}.`);
  const some = (names) =>
    names.some((name) => asked.includes(name)) ? names.filter((name) => asked.includes(name)) : names;
  const [base] = serversOf(engine);
  const grows = growth || million;
  return {
    parts: {
      operations: all || !(grows || memory),
      growth: all || grows,
      memory: all || memory,
      roundTrips: short && engine === 'sqlite',
    },
    ...{ engine, delayMs },
    short,
    // The part of the requests of a round that is sent, and how the rounds are summed up.
    part: fastest ? 0.3 : short ? 0.5 : 1,
    summedUp: fastest ? 'fastest' : 'median',
    json,
    keep,
    cases: some(OPERATIONS),
    // The base of all comparisons is always included.
    servers: new Set([base.name, 'service', ...some(NAMES)]),
    rounds: wholeNumber(USAGE, 'rounds', rounds ?? (fastest ? '100' : short ? '5' : '15')),
    warmups: short ? 2 : 3,
    users: wholeNumber(USAGE, 'users', users ?? (short ? '200' : '1000')),
    sizes: sizes.split(',').map((size) => wholeNumber(USAGE, 'sizes', size)),
    largest: million ? [MILLION] : [],
    requests: wholeNumber(USAGE, 'requests', requests),
  };
}
