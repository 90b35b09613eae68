// Measures the CPU of a page of `Query.findings` on a large tenant: node bench/findings-list.mjs --help
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { oneOfNames, readArguments, wholeNumber } from '../usage.mjs';
import { median } from './cpu/rounds.mjs';
import { table } from './cpu/table.mjs';

const require = createRequire(import.meta.url);
const { openDatabase } = require('../dist/database/open');
const { generatedSource } = require('../dist/demo/generator');
const { importTenant } = require('../dist/import/import');
const { readViewer } = require('../dist/authorization/viewer');
const { inContext } = require('../dist/graph/request');
const { createGraph } = require('../dist/graph/schema');
const { listFindings } = require('../dist/findings/findings-list');
const { RULES } = require('../dist/findings/rule-list');
const { DEFAULT_FINDING_SETTINGS } = require('../dist/findings/settings');
const { createShadow } = require('../dist/findings/shadow');
const { Deadline } = require('../dist/resolving/deadline');
const { createTrail } = require('../dist/resolving/request-trail');
const { Sqlite } = require('../dist/database/sqlite-driver');

const USAGE = `Usage: node bench/findings-list.mjs [options]

Measures a page of the findings of a large tenant, for operators of several scopes. A page of 25 findings is read from the
beginning with their texts, for each rule and without a filter. The figures are medians of the process's own CPU time of one
page, without HTTP and GraphQL: of the first page after a commit, which forgets what is kept, and of the next one.

  --users <n>       users of the tenant (100000)
  --keep <folder>   makes the tenant there, or takes the one that is there
  --rule <RULE>     this rule only
  --help            prints this`;

const { values } = readArguments(USAGE, {
  options: { users: { type: 'string', default: '100000' }, keep: { type: 'string' }, rule: { type: 'string' } },
});
const users = wholeNumber(USAGE, 'users', values.users);
if (values.rule !== undefined) {
  const names = RULES.filter(({ isRemark }) => !isRemark).map(({ id }) => id);
  oneOfNames(USAGE, 'rule', values.rule, names);
}
const OPERATORS = ['helpdesk', 'site', 'sparse', 'split'];
const TIMES = 5;
const NOW = new Date('2026-11-20T08:00:00Z');

const folder = values.keep ?? (await mkdtemp(path.join(tmpdir(), 'findings-')));
const file = path.join(folder, `findings-${users}.db`);
const isMade = existsSync(file);
const database = await openDatabase(`file:${file}`);
const committing = new Sqlite(file);
const { schema } = createGraph();

/** Commits without a change, so that the service forgets what it keeps. */
const commit = () => committing.pragma(`user_version = ${committing.pragma('user_version', { simple: true })}`);

async function pageOf(viewer, args) {
  const deadline = new Deadline(60_000);
  const request = {
    ...{ deadline, trail: createTrail('bench'), requestId: 'bench', reads: 0 },
    ...{ viewer, now: NOW.toISOString(), language: 'en', isSimulated: false, readsPrimary: false, schema },
    findings: {
      ...DEFAULT_FINDING_SETTINGS,
      shadow: createShadow(new Set(), () => {}),
      onFault(rule, error) {
        throw new Error(rule, { cause: error });
      },
    },
    administration: { database, licenseNeeded: true },
  };
  return inContext(request, async (context) => {
    const found = listFindings({ first: 25, after: null, ...args }, context);
    const [nodes, { hasNextPage }] = await Promise.all([found.nodes(), found.pageInfo()]);
    for (const finding of nodes) JSON.stringify([finding.title, finding.why, finding.steps.length]);
    deadline.clear();
    return `${nodes.length}${hasNextPage ? '+' : ''}`;
  });
}

async function cpuOf(viewer, args) {
  const before = process.cpuUsage();
  const found = await pageOf(viewer, args);
  const { user, system } = process.cpuUsage(before);
  return { found, ms: (user + system) / 1_000 };
}

async function measured(viewer, args) {
  const first = [];
  const next = [];
  let found = '';
  for (let i = 0; i < TIMES; i++) {
    commit();
    first.push((await cpuOf(viewer, args)).ms);
    const again = await cpuOf(viewer, args);
    next.push(again.ms);
    found = again.found;
  }
  return [found, `${median(first).toFixed(0)}, ${median(next).toFixed(0)} ms`];
}

try {
  if (!isMade) {
    const source = generatedSource({ users, seed: 1, now: NOW });
    await importTenant(database.writer, { source, now: NOW });
  }
  const pages = RULES.filter(({ id, isRemark }) => !isRemark && (values.rule ?? id) === id).map(({ id, severity }) => [
    id,
    { rule: id, ...(severity === 'INFO' && { severity }) },
  ]);
  if (values.rule === undefined) pages.push(['all rules', {}], ['all rules, INFO', { severity: 'INFO' }]);
  const lines = [];
  for (const [name, args] of pages) {
    const cells = [];
    for (const operator of OPERATORS) {
      const viewer = await readViewer(database.primary, { exactName: `${operator}@generated.example` }, true);
      cells.push(...(await measured(viewer, args)));
    }
    lines.push([name, ...cells]);
  }
  console.log(table([['rule', ...OPERATORS.flatMap((operator) => [operator, 'CPU: first, next'])], ...lines]));
} finally {
  committing.close();
  await database.close();
  if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
}
