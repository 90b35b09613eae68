// Looks for the slowest operations that the limits allow: npm run bench:worst -- --help
import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { oneOfNames, readArguments, wholeNumber } from '../usage.mjs';
import { allowed, drawing, operationOf } from './worst/drawing.mjs';
import { pairsOf } from './worst/pairs.mjs';
import { ADMINISTRATOR, OPERATORS, openSubject } from './worst/subject.mjs';

const require = createRequire(import.meta.url);
const { LIMITS } = require('../dist/graph/limits');
const { createGraph } = require('../dist/graph/schema');

const USAGE = `Usage: npm run bench:worst -- [options]

Draws operations from the schema, with sizes, filters and searches at the limits, for operators of several scopes. Each
runs twice, without HTTP, because the first time also reads from the disk and compiles. With --pairs, only the slow ones
run twice. Prints the ten that took the most CPU time of Node.js and of the database the second time, and the rows that
the service had reckoned for them.

  --engine <name>    sqlite (the default) or postgres
  --users <n>        users of the tenant (100000)
  --operations <n>   operations that are drawn; with --pairs, about so many at most (20000)
  --seed <n>         seed of the draws (1)
  --keep <folder>    makes the tenant there, or takes the one that is there
  --samples <file>   draws small operations too, and writes all of them for bench/cost-fit.mjs
  --pairs            instead of drawing, runs each list with all pairs of its conditions, in each order
  --only <lists>     with --pairs, only these lists, separated by commas: devices,App.installStates
  --above <ms>       with --pairs, prints what took longer (200)
  --help             prints this`;

const text = (value) => ({ type: 'string', default: value });
const { values } = readArguments(USAGE, {
  options: {
    ...{ engine: text('sqlite'), users: text('100000'), operations: text('20000'), seed: text('1') },
    ...{ keep: { type: 'string' }, samples: { type: 'string' } },
    ...{ pairs: { type: 'boolean' }, only: { type: 'string' }, above: text('200') },
  },
});
const engine = oneOfNames(USAGE, 'engine', values.engine, ['sqlite', 'postgres']);
const [users, operations, seed, above] = ['users', 'operations', 'seed', 'above'].map((name) =>
  wholeNumber(USAGE, name, values[name]),
);

/** No allowed operation should take longer. */
const GOAL_MS = 500;

const graph = createGraph();

function progress(done) {
  if (process.stderr.isTTY && done % 20 === 0) process.stderr.write(`\r${done} operations`);
}

function sample(measured) {
  if (values.samples !== undefined) appendFileSync(values.samples, `${JSON.stringify(measured)}\n`);
}

/** Runs operations that are drawn at random. */
async function runDrawn({ known, measure }) {
  const done = [];
  const fewest = values.samples === undefined ? LIMITS.reads / 50 : 200;
  for (let i = 0; done.length < operations; i++) {
    const draw = drawing(seed, i);
    const operation = allowed(graph.schema, operationOf(graph.schema, draw, known, values.samples !== undefined));
    if (operation === null || operation.reads < fewest) continue;
    const operator = draw.among([...OPERATORS, ADMINISTRATOR]);
    const { query, reads } = operation;
    const first = await measure(operator, operation);
    done.push({ ...(await measure(operator, operation)), firstMs: first.ms, operator, reads, query });
    sample(done.at(-1));
    progress(done.length);
  }
  return done;
}

/** Runs the pairs of conditions that the limits allow, or a random part of them if there are more than operations. */
async function runPairs({ known, measure }) {
  const done = [];
  const pairs = [...pairsOf(graph.schema, known, values.only?.split(',') ?? null)];
  const part = operations / (pairs.length * OPERATORS.length);
  for (const [i, { query, ...pair }] of pairs.entries()) {
    const operation = allowed(graph.schema, query);
    const isDrawn = drawing(seed, i).chance(part);
    if (operation === null || operation.query !== query || !isDrawn) continue;
    for (const operator of OPERATORS) {
      const first = await measure(operator, operation);
      const measured = first.ms > above ? await measure(operator, operation) : first;
      done.push({ ...measured, firstMs: first.ms, ...pair, operator, reads: operation.reads, query });
      sample(done.at(-1));
      progress(done.length);
    }
  }
  return done;
}

/** The slowest of the operations that differ only in values and orders. */
function slowestOfEach(worst) {
  const kinds = new Map();
  for (const each of worst) {
    const kind = `${each.list} ${each.conditions} ${each.operator}`;
    if (!kinds.has(kind)) kinds.set(kind, each);
  }
  return [...kinds.values()];
}

function summaryOf(times) {
  const sorted = times.toSorted((one, other) => other - one);
  const at = (part) => sorted[Math.floor(sorted.length * part)].toFixed(0);
  const slow = sorted.filter((ms) => ms > GOAL_MS).length;
  return `median ${at(0.5)}, 99 % ${at(0.01)}, worst ${at(0)}; more than ${GOAL_MS}: ${slow}`;
}

function print({ ms, firstMs, node, server, codes, reads, operator, query }) {
  const parts = engine === 'postgres' ? ` (${node.toFixed(0)} + ${server.toFixed(0)})` : '';
  const ended = codes.length === 0 ? '' : `, ${codes.join()}`;
  console.log(
    `\n${ms.toFixed(0)} ms${parts}, first ${firstMs.toFixed(0)} ms, ${reads} rows reckoned (${(reads / ms).toFixed(0)} in 1 ms), ${operator}${ended}\n  ${query}`,
  );
}

const subject = await openSubject({ graph, engine, users, keep: values.keep });
try {
  const began = performance.now();
  const done = await (values.pairs ? runPairs(subject) : runDrawn(subject));
  const worst = done.sort((one, other) => other.ms - one.ms);
  console.log(`${done.length} operations in ${((performance.now() - began) / 1000).toFixed(0)} s; ms of CPU`);
  console.log(`the first time:  ${summaryOf(done.map(({ firstMs }) => firstMs))}`);
  console.log(`the second time: ${summaryOf(done.map(({ ms }) => ms))}`);
  const shown = values.pairs ? slowestOfEach(worst.filter(({ ms }) => ms > above)) : worst.slice(0, 10);
  for (const each of shown) print(each);
} finally {
  await subject.close();
}
