// The measured tenant: a generated one, with an administrator and an operator whose permissions have two scopes.
import { execFile } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const { rows: select, firstRow } = require('../../dist/database/database');
const { openDatabase } = require('../../dist/database/open');
const { sql } = require('../../dist/database/sql');
const { generatedSource } = require('../../dist/demo/generator');
const { importTenant } = require('../../dist/import/import');

/** The key of the tenant's audit trail. */
export const AUDIT_KEY = 'the audit trail of a made-up tenant';

const run = promisify(execFile);
const cli = path.join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const DOMAIN = 'generated.example';
const upn = (name) => `${name}@${DOMAIN}`;
const id = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** The user of the first operation. */
export const SMALL = upn('case.small');

/** The operators. */
export const VIEWERS = ['helpdesk', 'site', 'sparse', 'two.scopes', 'partial', 'admin'];

// One user again and again would leave everything that a request reads in the caches.
const MOST_USERS = 300;

const ADDED = {
  users: ['admin', 'two.scopes'],
  operators: 11,
  assignments: [21, 22],
  roles: [31, 32],
};
const OPERATORS = 'Operators – two scopes';

async function first(source, resource) {
  for await (const { value } of source.read(resource)) return value;
}

/** The additions to each resource, derived from the tenant's own objects. */
async function additions(source) {
  const user = await first(source, 'users');
  const everyone = await first(source, 'groups');
  const [assignments, permissions] = [[], []];
  for await (const { value } of source.read('roleAssignments')) assignments.push(value);
  for await (const { value } of source.read('roleDefinitions')) permissions.push(value);
  const registration = await first(source, 'managedAppRegistrations');
  const failure = await first(source, 'troubleshootingEvents');
  const measured = [];
  for await (const { value } of source.read('users')) {
    if (value.userPrincipalName.startsWith('case.')) measured.push(value);
    if (measured.length === 2) break;
  }
  const site = assignments.find(({ displayName }) => displayName.endsWith(' site'));
  const role = (n, displayName, ...actions) => ({
    ...permissions.find(({ isBuiltIn }) => !isBuiltIn),
    id: id(n),
    displayName,
    rolePermissions: [
      { resourceActions: [{ allowedResourceActions: actions.map((name) => `Microsoft.Intune_${name}`) }] },
    ],
  });
  const assignment = (n, displayName, roleId, resourceScopes) => ({
    ...site,
    id: id(n),
    displayName,
    members: [id(ADDED.operators)],
    resourceScopes,
    roleDefinition: { id: roleId },
  });
  return {
    users: ADDED.users.map((name, i) => ({
      ...user,
      id: id(i + 1),
      displayName: name,
      userPrincipalName: upn(name),
      mail: upn(name),
    })),
    groups: [{ ...everyone, id: id(ADDED.operators), displayName: OPERATORS }],
    groupMembers: [[{ '@odata.type': '#microsoft.graph.user', id: id(2) }, id(ADDED.operators)]],
    // The measured users have objects of every kind, so that no statement is skipped.
    managedAppRegistrations: measured.map((owner, i) => ({
      ...registration,
      id: `T_${id(41 + i)}`,
      userId: owner.id,
      managedDeviceId: null,
      azureADDeviceId: null,
    })),
    troubleshootingEvents: measured.map((owner, i) => ({ ...failure, id: id(51 + i), userId: owner.id })),
    roleDefinitions: [
      role(ADDED.roles[0], 'Users and devices', 'Organization_Read', 'ManagedDevices_Read'),
      role(ADDED.roles[1], 'Apps', 'MobileApps_Read', 'ManagedApps_Read'),
    ],
    roleAssignments: [
      assignment(ADDED.assignments[0], 'Users and devices of a site', id(ADDED.roles[0]), site.resourceScopes),
      assignment(ADDED.assignments[1], 'Apps of everyone', id(ADDED.roles[1]), [everyone.id]),
    ],
  };
}

async function sourceOf(users, now) {
  const generated = generatedSource({ users, seed: 1, now });
  const added = await additions(generated);
  return {
    async *read(resource) {
      yield* generated.read(resource);
      for (const [i, item] of (added[resource] ?? []).entries()) {
        const [value, parent] = Array.isArray(item) ? item : [item, null];
        yield { value, parent, where: `added ${resource}, record ${i + 1}` };
      }
    },
  };
}

async function withDatabase(url, work) {
  const database = await openDatabase(url, { statementTimeoutMs: 0 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Creates the tenant in an empty database. */
async function make(url, users) {
  const now = new Date();
  const source = await sourceOf(users, now);
  await withDatabase(url, ({ writer }) => importTenant(writer, { source, now, licenseNeeded: true }));
  await run(process.execPath, [cli, 'admin', 'grant', upn('admin')], {
    env: { ...process.env, DATABASE_URL: url, AUDIT_KEY },
  });
}

/**
 * An SQLite file with a tenant of this size, created unless it exists.
 * @returns its address
 */
export async function tenantFile(folder, users) {
  const file = path.join(folder, `tenant-${users}.db`);
  if (existsSync(file)) return `file:${file}`;
  // An unfinished tenant has another name.
  const unfinished = path.join(folder, `unfinished-${users}.db`);
  for (const part of ['', '-wal', '-shm']) rmSync(unfinished + part, { force: true });
  await make(`file:${unfinished}`, users);
  renameSync(unfinished, file);
  return `file:${file}`;
}

/** The same as a PostgreSQL database. @param server the PostgreSQL server */
export async function tenantDatabase(server, users) {
  const name = `tenant_${users}`;
  if (await server.has(name)) return server.url(name);
  const unfinished = `unfinished_${users}`;
  await make(await server.create(unfinished), users);
  await server.rename(unfinished, name);
  return server.url(name);
}

/** The users and objects of the operations. */
export function subjectsOf(url) {
  return withDatabase(url, async ({ primary }) => {
    const sparse = await firstRow(
      primary,
      sql`SELECT u.user_principal_name AS upn FROM users u
      WHERE u.id IN (SELECT m.member_id FROM group_members m JOIN groups g ON g.id = m.group_id
          WHERE g.display_name = 'Sparse scope')
        AND (SELECT COUNT(*) FROM devices d WHERE d.user_id = u.id) = 4
        AND (SELECT COUNT(*) FROM app_install_states s JOIN devices d ON d.id = s.device_id WHERE d.user_id = u.id) = 40
      ORDER BY u.upn_key LIMIT 1`,
    );
    const words = await select(
      primary,
      sql`SELECT substr(key, 1, 3) AS word, COUNT(DISTINCT user_id) AS count FROM user_search
      WHERE length(key) >= 3 GROUP BY substr(key, 1, 3)`,
    );
    // A search with a little more than a page of results, for any size of the tenant.
    const [search] = words
      .filter(({ count }) => count > 40)
      .sort((a, b) => a.count - b.count || a.word.localeCompare(b.word));
    const several = await select(
      primary,
      sql`SELECT u.user_principal_name AS upn FROM users u
      WHERE (SELECT COUNT(*) FROM devices d WHERE d.user_id = u.id) BETWEEN 3 AND 5
      ORDER BY u.id LIMIT ${MOST_USERS}`,
    );
    return {
      ...{ small: SMALL, large: upn('case.large'), sparse: sparse.upn, search: search.word },
      several: several.map((user) => user.upn),
    };
  });
}

/** Bearer tokens of these operators, by name. */
export async function tokensOf(url, issuer, names) {
  return withDatabase(url, async ({ primary }) => {
    const tokens = {};
    for (const name of names) {
      const user = await firstRow(primary, sql`SELECT id FROM users WHERE upn_key = ${upn(name)}`);
      tokens[name] = await issuer.token(user.id);
    }
    return tokens;
  });
}

const MAKE = `mutation Make($input: CreateRoleAssignmentInput!) {
  createRoleAssignment(input: $input) { roleAssignment { id } userErrors { message } }
}`;

/** Creates the assignment for the writes. @returns its id */
export async function makeAssignment(client, service, token) {
  const ask = (document, variables) => client.answer(service, service.request({ document, variables, token }));
  const { data } = await ask(
    '{ roles(first: 100) { nodes { id displayName } } groups(search: "Operators", first: 1) { nodes { id } } }',
  );
  const made = await ask(MAKE, {
    input: {
      roleId: data.roles.nodes.find(({ displayName }) => displayName === 'Device reader').id,
      displayName: `Measured at ${new Date().toISOString()}`,
      memberGroupIds: [data.groups.nodes[0].id],
      scope: { groupIds: [data.groups.nodes[0].id] },
    },
  });
  const { roleAssignment, userErrors } = made.data.createRoleAssignment;
  if (roleAssignment === null) throw new Error(`No assignment: ${JSON.stringify(userErrors)}`);
  return roleAssignment.id;
}
