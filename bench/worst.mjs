/*
 * Looks for the slowest operations that the limits allow: npm run bench:worst -- [--users 100000] [--operations 20000]
 * [--seed 1] [--keep <folder>] [--samples <file>] [--url <database>].
 *
 * It draws operations from the schema, with sizes, filters and searches at the limits, for operators of several scopes.
 * Each runs once, without HTTP. It prints the ten that took the most CPU time of this process, the cost that the service
 * reckoned for them, and how the costs compare with the time of all. On PostgreSQL it prints elapsed time, because the
 * server does the work. With --samples it draws small operations too, and writes all of them for bench/cost-fit.mjs.
 */
import { appendFileSync, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  GraphQLError,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isScalarType,
  parse,
  validate,
} from 'graphql';

const require = createRequire(import.meta.url);
const { openDatabase } = require('../dist/database/open');
const { rows } = require('../dist/database/database');
const { sql } = require('../dist/database/sql');
const { generatedSource } = require('../dist/demo/generator');
const { createDice } = require('../dist/demo/dice');
const { importTenant } = require('../dist/import/import');
const { readViewer } = require('../dist/authorization/viewer');
const { checkShape } = require('../dist/graph/document-shape');
const { createExecutor } = require('../dist/graph/execution');
const { LIMITS } = require('../dist/graph/limits');
const { checkCost } = require('../dist/graph/operation-cost');
const { createGraph } = require('../dist/graph/schema');
const { DEFAULT_FINDING_SETTINGS } = require('../dist/findings/settings');
const { createShadow } = require('../dist/findings/shadow');
const { toNodeId } = require('../dist/resolving/node-id');
const { Deadline } = require('../dist/resolving/deadline');
const { createTrail } = require('../dist/resolving/request-trail');

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '100000' },
    operations: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string' },
    samples: { type: 'string' },
    url: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(
    'npm run bench:worst -- [--users 100000] [--operations 20000] [--seed 1] [--keep <folder>] [--samples <file>] [--url <database>]',
  );
  process.exit();
}

const OPERATORS = ['helpdesk', 'site', 'sparse', 'split'];
const NOW = new Date('2026-11-20T08:00:00Z');
// Every common beginning of a word, and words that few or no objects have.
const WORDS = ['a', 'e', 'l', 'lt', 'ma', 'an', 'pa', 'so', 'lt 1', 'ma an', 'x', 'zoe', '1', '35'];
const graph = createGraph();
const isPostgres = values.url?.startsWith('postgres') ?? false;

/** Random numbers in [0, 1) that depend only on the seed and their place. */
function drawing(seed, operation) {
  const dice = createDice(seed, `operation ${operation}`);
  let drawn = 0;
  const roll = () => dice.roll(drawn++, 1);
  return { roll, among: (list) => list[Math.floor(roll() * list.length)], chance: (part) => roll() < part };
}

const TEMPLATES = ['id', 'cursor', 'edges'];

/** Writes one operation: fields of the schema with random arguments. `known` holds some ids of each type. */
function operationOf({ among, chance, roll }, known) {
  let left = values.samples !== undefined && chance(0.6) ? 2 + Math.floor(roll() * 6) : 12 + Math.floor(roll() * 60);
  let aliases = 0;

  function written(type, name) {
    const plain = getNullableType(type);
    if (isListType(plain)) return `[${written(plain.ofType, name)}]`;
    if (isEnumType(plain)) return among(plain.getValues()).name;
    if (isInputObjectType(plain)) {
      const given = Object.values(plain.getFields()).filter(
        (field) => field.type.toString().endsWith('!') || chance(0.4),
      );
      return `{ ${given.map((field) => `${field.name}: ${written(field.type, field.name)}`).join(' ')} }`;
    }
    if (plain.name === 'Boolean') return among(['true', 'true', 'false']);
    if (plain.name === 'Int') return among(['100', '100', '50', '25', '10', '3']);
    if (plain.name === 'DateTime') return `"${among(['2020-01-01', '2026-10-01', '2026-11-19'])}T00:00:00.000Z"`;
    if (name === 'search' || name === 'text') return JSON.stringify(among(WORDS));
    if (plain.name === 'ID') return JSON.stringify(among(/group/i.test(name) ? known.Group : known[idTypeOf(name)]));
    return '"x"';
  }

  const idTypeOf = (name) =>
    Object.keys(known).find((type) => name.toLowerCase().includes(type.toLowerCase())) ?? 'User';

  function argumentsOf(field) {
    const given = field.args.filter(
      ({ name, type }) =>
        type.toString().endsWith('!') || (name === 'first' ? chance(0.9) : name !== 'after' && chance(0.35)),
    );
    const texts = given.map(({ name, type }) => {
      const of = getNamedType(field.type).name;
      if (name === 'id') return `id: ${JSON.stringify(among(known[of] ?? known.User))}`;
      if (name === 'ids')
        return `ids: ${JSON.stringify(Array.from({ length: 20 }, () => among(among(Object.values(known)))))}`;
      return `${name}: ${written(type, name)}`;
    });
    return texts.length === 0 ? '' : `(${texts.join(', ')})`;
  }

  function fieldOf(field, depth) {
    left -= 1;
    const type = getNamedType(field.type);
    const call = `${field.name}${argumentsOf(field)}`;
    if (isScalarType(type) || isEnumType(type)) return call;
    if (!isObjectType(type)) return `${call} { __typename }`;
    return `${call} ${setOf(type, depth + 1)}`;
  }

  function setOf(type, depth) {
    const all = Object.values(type.getFields()).filter(({ name }) => !TEMPLATES.includes(name));
    const isLeaf = (field) => !isObjectType(getNamedType(field.type));
    const fields = depth >= 8 || left <= 0 ? all.filter(isLeaf) : all;
    const texts = new Set();
    const count = type.name.endsWith('Connection') ? 3 : 1 + Math.floor(roll() * 4);
    for (let i = 0; i < count && fields.length > 0; i++) {
      const lists = fields.filter((field) => !isLeaf(field));
      const field = among(lists.length > 0 && chance(0.6) ? lists : fields);
      if ([...texts].some((text) => text.startsWith(field.name))) continue;
      texts.add(fieldOf(field, depth));
    }
    return texts.size === 0 ? '{ __typename }' : `{ ${[...texts].join(' ')} }`;
  }

  const roots = Object.values(graph.schema.getQueryType().getFields());
  const count = among([1, 1, 2, 4, 15]);
  const root = among(roots);
  // Many aliases of one field, or several fields.
  const chosen =
    count === 15 ? Array.from({ length: 15 }, () => root) : Array.from({ length: count }, () => among(roots));
  return `{ ${chosen.map((field) => `a${++aliases}: ${fieldOf(field, 1)}`).join(' ')} }`;
}

/** The operation with its pages made smaller until it is allowed; null if it never is. */
function allowed(text) {
  for (let query = text, tries = 0; tries < 12; tries++) {
    const document = parse(query);
    const [operation] = document.definitions;
    if (validate(graph.schema, document).length > 0) return null;
    try {
      checkShape(document);
      return { query, document, operation, reads: checkCost(graph.schema, document, operation, {}) };
    } catch (error) {
      if (!(error instanceof GraphQLError) || error.extensions.code !== 'QUERY_TOO_COMPLEX') return null;
      const smaller = query.replace(/first: (\d+)/g, (_, size) => `first: ${Math.max(1, Math.floor(size * 0.6))}`);
      if (smaller === query) return null;
      query = smaller;
    }
  }
  return null;
}

async function idsOf(database) {
  const read = async (type, query) => (await rows(database.primary, query)).map(({ id }) => toNodeId(type, id));
  return {
    // The largest groups first, because they cost most.
    Group: await read(
      'Group',
      sql`SELECT group_id AS id FROM group_members GROUP BY group_id ORDER BY COUNT(*) DESC LIMIT 12`,
    ),
    User: await read('User', sql`SELECT id FROM users ORDER BY id LIMIT 50`),
    Device: await read('Device', sql`SELECT id FROM devices ORDER BY id LIMIT 50`),
    App: await read('App', sql`SELECT id FROM apps ORDER BY id LIMIT 20`),
    Policy: await read('Policy', sql`SELECT id FROM policies ORDER BY id LIMIT 20`),
    Role: await read('Role', sql`SELECT id FROM roles ORDER BY id LIMIT 20`),
  };
}

const folder = values.keep ?? (await mkdtemp(path.join(tmpdir(), 'worst-')));
const file = path.join(folder, `worst-${values.users}.db`);
const isMade = values.url !== undefined || existsSync(file);
const database = await openDatabase(values.url ?? `file:${file}`);
const run = createExecutor(graph, undefined, Number.POSITIVE_INFINITY);

function contextOf(viewer, reads) {
  return {
    ...{ viewer, now: NOW.toISOString(), language: 'en', isSimulated: false, readsPrimary: false, reads },
    schema: graph.schema,
    requestId: 'bench',
    trail: createTrail('bench'),
    deadline: new Deadline(120_000),
    findings: { ...DEFAULT_FINDING_SETTINGS, shadow: createShadow(new Set(), () => {}), onFault() {} },
    administration: { database, licenseNeeded: true, auditKey: '', refreshes: null, logHead() {} },
  };
}

async function measured(viewer, { query, document, operation, reads }) {
  const context = contextOf(viewer, reads);
  const [before, began] = [process.cpuUsage(), performance.now()];
  await run({ request: { query, variables: {} }, document, operation, queryHash: query, context });
  const { user, system } = process.cpuUsage(before);
  context.deadline.clear();
  return isPostgres ? performance.now() - began : (user + system) / 1_000;
}

try {
  if (!isMade) {
    const source = generatedSource({ users: Number(values.users), seed: 1, now: NOW });
    await importTenant(database.writer, { source, now: NOW });
  }
  const known = await idsOf(database);
  const viewers = [];
  for (const operator of OPERATORS) {
    viewers.push(await readViewer(database.primary, { principalNameKey: `${operator}@generated.example` }, true));
  }
  const done = [];
  const fewest = values.samples === undefined ? LIMITS.reads / 50 : 200;
  const began = performance.now();
  for (let i = 0; done.length < Number(values.operations); i++) {
    const draw = drawing(Number(values.seed), i);
    const operation = allowed(operationOf(draw, known));
    if (operation === null || operation.reads < fewest) continue;
    const which = Math.floor(draw.roll() * viewers.length);
    const { query, reads } = operation;
    const sample = { ms: await measured(viewers[which], operation), operator: OPERATORS[which], reads, query };
    done.push(sample);
    if (values.samples !== undefined) appendFileSync(values.samples, `${JSON.stringify(sample)}\n`);
    if (process.stderr.isTTY && done.length % 20 === 0) process.stderr.write(`\r${done.length} operations`);
  }
  const worst = done.sort((one, other) => other.ms - one.ms);
  const at = (part) => worst[Math.floor(worst.length * part)].ms.toFixed(0);
  console.log(
    `${done.length} operations in ${((performance.now() - began) / 1000).toFixed(0)} s; ms of ${isPostgres ? 'time' : 'CPU'}: median ${at(0.5)}, 99 % ${at(0.01)}, worst ${at(0)}`,
  );
  for (const { ms, reads, operator, query } of worst.slice(0, 10)) {
    console.log(
      `\n${ms.toFixed(0)} ms, ${reads} rows reckoned (${(reads / ms).toFixed(0)} in 1 ms), ${operator}\n  ${query}`,
    );
  }
} finally {
  await database.close();
  if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
}
