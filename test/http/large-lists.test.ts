import { deviceInScope, groupInScope, type Scope, userInScope } from '../../src/authorization/scope';
import { MANY } from '../../src/authorization/scope-size';
import { readViewer } from '../../src/authorization/viewer';
import { rows } from '../../src/database/database';
import { type Keyset, pageOf } from '../../src/database/keyset';
import { raw, type Sql } from '../../src/database/sql';
import { generatedSource } from '../../src/demo/generator';
import { DEVICE_ORDERS } from '../../src/device/store';
import { GROUPS_BY_NAME } from '../../src/group/store';
import { importTenant } from '../../src/import/import';
import { toNodeId } from '../../src/resolving/node-id';
import { USER_ORDERS } from '../../src/user/store';
import { oneIn } from '../support/amount';
import { NOW, type Service, startService } from '../support/service';

// The set-up takes most of the time.
const test = oneIn(6, 'file');

/*
 * A tenant with lists longer than the probe of a page. So both forms of a page are tested: rows in scope that are found
 * early, and those for which the scope is computed first.
 */
const USERS = 3_000;
const VIEWERS = ['site', 'sparse'] as const;
const upn = (name: string) => `${name}@generated.example`;

let service: Service;
beforeAll(async () => {
  service = await startService({ demo: false });
  const source = generatedSource({ users: USERS, seed: 1, now: NOW });
  await importTenant(service.database.writer, { source, now: NOW });
});
afterAll(() => service.stop());

const inScope = {
  users: { type: 'User', from: raw('users u'), id: raw('u.id'), of: (scope: Scope) => userInScope(scope, raw('u.id')) },
  devices: {
    type: 'Device',
    from: raw('devices d'),
    id: raw('d.id AS id'),
    of: (scope: Scope) => deviceInScope(scope, raw('d.user_id'), raw('d.entra_device_id')),
  },
} as const;

/** Every object in a viewer's scope, tested one by one. */
async function wholeList(list: keyof typeof inScope, viewer: string, keyset: Keyset): Promise<string[]> {
  const found = await readViewer(service.database.primary, { principalNameKey: upn(viewer) }, true);
  const scope = found?.scopeOf(list === 'users' ? 'ORGANIZATION_READ' : 'MANAGED_DEVICES_READ') as Scope;
  const { type, from, id, of }: { type: 'User' | 'Device'; from: Sql; id: Sql; of(scope: Scope): Sql } = inScope[list];
  const page = { first: 1_000_000, after: null };
  const all = await rows<{ id: string }>(
    service.database.primary,
    pageOf({ columns: id, from, where: of(scope), keyset, page }),
  );
  return all.map((row) => toNodeId(type, row.id));
}

/** Every page of a list, and its count. */
async function pages(list: string, order: string | null, as: string) {
  const ids: string[] = [];
  const totals = new Set<number>();
  const query = `query ($after: String) {
    ${list}(first: 25, after: $after${order === null ? '' : `, orderBy: ${order}`}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
  }`;
  let after: string | null = null;
  do {
    const { data, errors } = await service.ask(query, { as: upn(as), variables: { after } });
    expect(errors).toEqual([]);
    const { totalCount, nodes, pageInfo } = data[list];
    totals.add(totalCount);
    ids.push(...nodes.map(({ id }: { id: string }) => id));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return { ids, totals: [...totals] };
}

const ORDERS = VIEWERS.flatMap((viewer) => [
  ...(['ASC', 'DESC'] as const).flatMap((direction) =>
    (['DISPLAY_NAME', 'USER_PRINCIPAL_NAME'] as const).map(
      (field) => ['users', viewer, field, direction, USER_ORDERS[field][direction]] as const,
    ),
  ),
  ...(['ASC', 'DESC'] as const).flatMap((direction) =>
    (['DEVICE_NAME', 'LAST_CHECK_IN_AT'] as const).map(
      (field) => ['devices', viewer, field, direction, DEVICE_ORDERS[field][direction]] as const,
    ),
  ),
]);

test.each(ORDERS)(
  '%s of %s by %s %s are, page by page, all that is in scope',
  async (list, viewer, field, direction, keyset) => {
    const expected = await wholeList(list, viewer, keyset);
    const found = await pages(list, `{ field: ${field}, direction: ${direction} }`, viewer);

    expect(expected.length).toBeGreaterThan(50);
    expect(found).toEqual({ ids: expected, totals: [expected.length] });
  },
);

test.each(VIEWERS)('groups of %s are, page by page, all that are in sight', async (viewer) => {
  const found = await readViewer(service.database.primary, { principalNameKey: upn(viewer) }, true);
  const where = groupInScope(found?.scopeOf('ORGANIZATION_READ') as Scope, raw('g.id'));
  const page = { first: 1_000_000, after: null };
  const expected = await rows<{ id: string }>(
    service.database.primary,
    pageOf({ columns: raw('g.id'), from: raw('groups g'), where, keyset: GROUPS_BY_NAME, page }),
  );
  const ids = expected.map(({ id }) => toNodeId('Group', id));

  expect(ids.length).toBeGreaterThan(25);
  expect(await pages('groups', null, viewer)).toEqual({ ids, totals: [ids.length] });
});

test.each([...VIEWERS, 'split', 'helpdesk'])(
  'the members of groups are the same for %s, whether groups count as large or not',
  async (viewer) => {
    const query = `{ groups(first: 10) { nodes { id
    ${[true, false]
      .map(
        (transitive, i) => `
      users${i}: users(transitive: ${transitive}, first: 3) { totalCount nodes { id } pageInfo { endCursor } }
      devices${i}: devices(transitive: ${transitive}, first: 3) { totalCount nodes { id } pageInfo { endCursor } }`,
      )
      .join('')} } } }`;
    const read = async () => {
      const { data, errors } = await service.ask(query, { as: upn(viewer) });
      expect(errors).toEqual([]);
      return data.groups.nodes;
    };
    const small = await read();
    const replaced = jest.replaceProperty(MANY, 'members', 5);
    const large = await read();
    replaced.restore();

    expect(small).toHaveLength(10);
    expect(large).toEqual(small);
  },
);

test('what is in scope soon in the order is found by one statement, what comes late by two', async () => {
  const statements = async (list: string, viewer: string) => {
    const query = `{ ${list}(first: 25) { nodes { id } } }`;
    return (await service.statements(() => service.ask(query, { as: upn(viewer) }))).filter((sql) =>
      / LIMIT /.test(sql),
    ).length;
  };

  expect(await statements('users', 'site')).toBe(1);
  expect(await statements('users', 'sparse')).toBe(1);
  expect(await statements('devices', 'sparse')).toBe(2);
  expect(await statements('users', 'helpdesk')).toBe(1);
});
