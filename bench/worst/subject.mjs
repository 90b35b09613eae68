// The tenant of the slowest operations, and the CPU time of one operation on it, without HTTP.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parse } from 'graphql';
import { startPostgres } from '../postgres.mjs';

const require = createRequire(import.meta.url);
const { openDatabase } = require('../../dist/database/open');
const { rows } = require('../../dist/database/database');
const { sql } = require('../../dist/database/sql');
const { generatedSource } = require('../../dist/demo/generator');
const { importTenant } = require('../../dist/import/import');
const { putAdministration } = require('../../dist/administration/own-assignment');
const { readViewer } = require('../../dist/authorization/viewer');
const { createExecutor } = require('../../dist/graph/execution');
const { DEFAULT_FINDING_SETTINGS } = require('../../dist/findings/settings');
const { createShadow } = require('../../dist/findings/shadow');
const { toNodeId } = require('../../dist/resolving/node-id');
const { Deadline } = require('../../dist/resolving/deadline');
const { createTrail } = require('../../dist/resolving/request-trail');

/** The operators over everything, a large site, few people, and two scopes. */
export const OPERATORS = ['helpdesk', 'site', 'sparse', 'split'];
/** Another operator over everything. This one may change rights too. */
export const ADMINISTRATOR = 'administrator';
const NOW = new Date('2026-11-20T08:00:00Z');
// The time of a parallel worker counts for no connection, so a statement runs on its own connection only.
const ALONE = '?options=-c%20max_parallel_workers_per_gather%3D0';

// What PostgreSQL's documentation recommends. With the default, most of a large tenant is copied from the disk's cache.
const QUARTER_OF_MEMORY = { shared_buffers: `${Math.floor(totalmem() / 4 / 2 ** 20)}MB` };

async function made(url, users) {
  const database = await openDatabase(url, { statementTimeoutMs: 0 });
  try {
    await importTenant(database.writer, { source: generatedSource({ users, seed: 1, now: NOW }), now: NOW });
  } finally {
    await database.close();
  }
}

/** The address of the tenant, which is generated unless the folder has it, and the CPU time of the database itself. */
async function tenantOn(engine, folder, isKept, users) {
  const name = `worst-${users}`;
  if (engine === 'sqlite') {
    const file = path.join(folder, `${name}.db`);
    if (!existsSync(file)) await made(`file:${file}`, users);
    return { url: `file:${file}`, cpuUs: () => 0, async stop() {} };
  }
  const server = await startPostgres(isKept ? path.join(path.resolve(folder), 'postgres') : null, QUARTER_OF_MEMORY);
  const table = name.replace('-', '_');
  if (!(await server.has(table))) {
    await made(await server.create(`unfinished_${table}`), users);
    await server.rename(`unfinished_${table}`, table);
  }
  return { ...server, url: `${server.url(table)}${ALONE}` };
}

// The only assignment that is not imported, so that mutations can change it.
const OWN_ASSIGNMENT = { id: 'bench', displayName: 'Bench', description: null };

/** Runs work in a transaction that is undone, in which the operator over everything administers the tenant. */
async function undone(database, work) {
  const answer = Symbol('answer');
  try {
    await database.write(async (trx) => {
      const [{ id }] = await rows(
        trx,
        sql`SELECT m.group_id AS id FROM users u JOIN group_members m ON m.member_id = u.id AND m.kind = 'USER'
          JOIN assignment_members a ON a.group_id = m.group_id WHERE u.upn_key = 'helpdesk@generated.example'`,
      );
      await putAdministration(trx, OWN_ASSIGNMENT, id, { isAlone: false });
      throw { [answer]: await work(trx) };
    });
  } catch (thrown) {
    if (!(answer in thrown)) throw thrown;
    return thrown[answer];
  }
}

async function idsOf(database) {
  const read = async (type, query) => (await rows(database.primary, query)).map(({ id }) => toNodeId(type, id));
  return {
    // The largest groups first, because they cost most.
    Group: await read(
      'Group',
      sql`SELECT group_id AS id FROM group_members GROUP BY group_id ORDER BY COUNT(*) DESC, group_id LIMIT 12`,
    ),
    User: await read('User', sql`SELECT id FROM users ORDER BY id LIMIT 50`),
    Device: await read('Device', sql`SELECT id FROM devices ORDER BY id LIMIT 50`),
    App: await read('App', sql`SELECT id FROM apps ORDER BY id LIMIT 20`),
    Policy: await read('Policy', sql`SELECT id FROM policies ORDER BY id LIMIT 20`),
    RoleAssignment: [
      ...(await read('RoleAssignment', sql`SELECT id FROM role_assignments ORDER BY id LIMIT 20`)),
      toNodeId('RoleAssignment', OWN_ASSIGNMENT.id),
    ],
    Role: await read('Role', sql`SELECT id FROM roles ORDER BY id LIMIT 20`),
    operator: await read(
      'User',
      sql`SELECT DISTINCT m.member_id AS id FROM group_members m JOIN assignment_members a ON a.group_id = m.group_id
        WHERE m.kind = 'USER' ORDER BY 1 LIMIT 20`,
    ),
  };
}

/**
 * Opens the tenant.
 * @param keep the folder of the tenant; a temporary one if it is undefined
 * @returns `known`, some ids of each type, and `measure(operator, operation)`, which answers the milliseconds of CPU
 * time of Node.js and of the database, and the codes of the errors
 */
export async function openSubject({ graph, engine, users, keep }) {
  const folder = keep ?? (await mkdtemp(path.join(tmpdir(), 'worst-')));
  const tenant = await tenantOn(engine, folder, keep !== undefined, users);
  const database = await openDatabase(tenant.url);
  const run = createExecutor(graph, undefined, Number.POSITIVE_INFINITY);
  const viewers = {};
  for (const operator of OPERATORS) {
    const exactName = `${operator}@generated.example`;
    viewers[operator] = await readViewer(database.primary, { exactName }, true);
  }
  viewers[ADMINISTRATOR] = await undone(database, (trx) => readViewer(trx, { id: viewers.helpdesk.id }, true));
  // Mutations change nothing: each transaction is undone.
  const unchanged = { ...database, write: (work) => undone(database, work) };
  const contextOf = (viewer, reads) => ({
    ...{ viewer, now: NOW.toISOString(), language: 'en', isSimulated: false, readsPrimary: false, reads },
    schema: graph.schema,
    requestId: 'bench',
    trail: createTrail('bench'),
    deadline: new Deadline(120_000),
    findings: { ...DEFAULT_FINDING_SETTINGS, shadow: createShadow(new Set(), () => {}), onFault() {} },
    administration: { database: unchanged, licenseNeeded: true, auditKey: '', refreshes: null, logHead() {} },
  });
  const answerOf = (context, { query, document, operation }) =>
    run({ request: { query, variables: {} }, document, operation, queryHash: query, context });

  /** The cursor at the end of the first page of each list of the tenant that has a second one. */
  async function readCursors() {
    const lists = Object.values(graph.schema.getQueryType().getFields()).filter(({ args }) =>
      args.every(({ name, type }) => name === 'after' || !type.toString().endsWith('!')),
    );
    const cursors = {};
    for (const { name } of lists.filter(({ args }) => args.some((argument) => argument.name === 'after'))) {
      const query = `{ list: ${name}(first: 100) { pageInfo { hasNextPage endCursor } } }`;
      const document = parse(query);
      const context = contextOf(viewers[ADMINISTRATOR], 0);
      const { data } = await answerOf(context, { query, document, operation: document.definitions[0] });
      context.deadline.clear();
      if (data?.list?.pageInfo.hasNextPage) cursors[name] = data.list.pageInfo.endCursor;
    }
    return cursors;
  }

  return {
    known: { ...(await idsOf(database)), cursors: await readCursors() },
    async measure(operator, { query, document, operation, reads }) {
      const context = contextOf(viewers[operator], reads);
      const [ofServer, before] = [tenant.cpuUs(), process.cpuUsage()];
      const { errors = [] } = await answerOf(context, { query, document, operation });
      const { user, system } = process.cpuUsage(before);
      const server = tenant.cpuUs() - ofServer;
      context.deadline.clear();
      const codes = [...new Set(errors.map(({ extensions, message }) => extensions?.code ?? message))];
      return { ms: (user + system + server) / 1_000, node: (user + system) / 1_000, server: server / 1_000, codes };
    },
    async close() {
      await database.close();
      await tenant.stop();
      if (keep === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
