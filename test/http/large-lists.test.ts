import { LARGE } from '../../src/authorization/member-lists';
import { deviceInScope, groupInScope, type Scope, userInScope } from '../../src/authorization/scope';
import { LARGE_GROUP } from '../../src/authorization/scope-size';
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
import { type Answer, NOW, type Service, startService } from '../support/service';

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
  const found = await readViewer(service.database.primary, { exactName: upn(viewer) }, true);
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
async function pages(list: string, order: string | null, as: string, search: string | null = null) {
  const ids: string[] = [];
  const totals = new Set<number>();
  const args = [`first: 25, after: $after`, order && `orderBy: ${order}`, search && `search: "${search}"`];
  const query = `query ($after: String) {
    ${list}(${args.filter((arg) => arg !== null).join(', ')}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
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

/** Starts of search words that about as many rows have. */
async function wordsOf(table: string, counts: readonly number[]): Promise<string[]> {
  const words = await service.database
    .primary(table)
    .select(service.database.primary.raw('substr(key, 1, 4) AS word, COUNT(*) AS count'))
    .groupByRaw('substr(key, 1, 4)');
  const far = (count: number) => (word: { count: unknown }) => Math.abs(Number(word.count) - count);
  return counts.map((count) => words.reduce((a, b) => (far(count)(b) < far(count)(a) ? b : a)).word);
}

test.each(
  ['site', 'sparse', 'helpdesk'].flatMap((viewer) => [
    ['users', viewer, USER_ORDERS.DISPLAY_NAME.ASC] as const,
    ['devices', viewer, DEVICE_ORDERS.DEVICE_NAME.ASC] as const,
  ]),
)('%s of %s whom a search finds are, page by page, all that are in scope', async (list, viewer, keyset) => {
  const table = list === 'users' ? 'user_search' : 'device_search';
  const type = list === 'users' ? 'User' : 'Device';
  const all = await wholeList(list, viewer, keyset);
  const startingWith = async (word: string): Promise<Set<string>> => {
    const matching = service.database.primary(table).where('key', 'like', `${word}%`);
    const ids = await matching.pluck(`${list.slice(0, -1)}_id`);
    return new Set(ids.map((id: string) => toNodeId(type, id)));
  };
  const words = await wordsOf(table, [100, 1_000, 3_000]);
  const withLetter = `${words.at(-1)} s`;
  for (const search of [...words, withLetter]) {
    const matching = await Promise.all(search.split(' ').map(startingWith));
    const expected = all.filter((id) => matching.every((ids) => ids.has(id)));
    const found = await pages(list, null, viewer, search);
    expect([search, found]).toEqual([search, { ids: expected, totals: [expected.length] }]);
    if (search === withLetter && viewer === 'helpdesk') expect(expected.length).toBeGreaterThan(0);
  }
});

test.each(VIEWERS)('groups of %s are, page by page, all that are in sight', async (viewer) => {
  const found = await readViewer(service.database.primary, { exactName: upn(viewer) }, true);
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
    const members = ['users', 'devices'].flatMap((list) =>
      [true, false].map((transitive) => `${list}(transitive: ${transitive}, first: 3)`),
    );
    // One operation may not look at all of their rows.
    const read = async () => {
      const found: unknown[] = [];
      for (const list of members) {
        for (let after: string | null = null, page = 0; page < 2; page++) {
          const { data, errors }: Answer = await service.ask(
            `query ($after: String) { groups(first: 5, after: $after) { pageInfo { endCursor }
              nodes { id ${list} { totalCount nodes { id } pageInfo { endCursor } } } } }`,
            { as: upn(viewer), variables: { after } },
          );
          expect(errors).toEqual([]);
          found.push(...data.groups.nodes);
          after = data.groups.pageInfo.endCursor;
        }
      }
      return found;
    };
    const small = await read();
    expect(small).toHaveLength(40);
    for (const members of [5, 100]) {
      const replaced = jest.replaceProperty(LARGE, 'members', members);
      expect(await read()).toEqual(small);
      replaced.restore();
    }
  },
);

test('one statement finds the groups in sight for all lists of groups in a request', async () => {
  const headers = { authorization: `Bearer ${await service.token(upn('site'))}` };
  const list = 'totalCount nodes { id groups(first: 2) { totalCount nodes { id } } }';
  const query = `{ one: groups(first: 5) { ${list} } other: groups(first: 3, search: "a") { ${list} } }`;
  const statements = await service.statements(() => service.ask(query, { headers }));

  expect(statements.filter((text) => text.includes('SELECT va.ancestor_id FROM group_ancestors va'))).toHaveLength(1);
});

test.each([
  ['the counts', 'totalCount'],
  ['the pages', 'nodes { id }'],
  ['both the pages and the counts', 'totalCount nodes { id }'],
])('one statement reads %s of all large groups from the scope', async (_, fields) => {
  const headers = { authorization: `Bearer ${await service.token(upn('site'))}` };
  const replaced = jest.replaceProperty(LARGE, 'members', 300);
  for (const [list, kind] of [
    ['users', 'USER'],
    ['devices', 'DEVICE'],
  ] as const) {
    const largest = service.database.primary('group_members').where({ kind }).groupBy('group_id');
    const groups: string[] = await largest.orderByRaw('COUNT(*) DESC').limit(5).pluck('group_id');
    const ids = groups.map((id) => toNodeId('Group', id));
    const query = `query ($ids: [ID!]!) {
      nodes(ids: $ids) { ... on Group { ${list}(transitive: true, first: 3) { ${fields} } } }
    }`;
    const statements = await service.statements(() => service.ask(query, { headers, variables: { ids } }));
    const fromScope = statements.filter((text) => text.includes('SELECT DISTINCT a.ancestor_id AS parent'));
    expect([list, fromScope.length]).toEqual([list, 1]);
  }
  replaced.restore();
});

test.each([...VIEWERS, 'split', 'helpdesk'])(
  'the users and devices that a group and other filters leave are the same for %s, whether the group counts as large or not',
  async (viewer) => {
    const { data } = await service.ask('{ groups(first: 8) { nodes { id } } }', { as: upn(viewer) });
    const read = async () => {
      const found: unknown[] = [];
      for (const { id } of data.groups.nodes) {
        for (const [list, more] of [
          ['users', ''],
          ['users', 'hasNoncompliantDevice: true'],
          ['devices', ''],
          ['devices', 'platform: [IOS]'],
        ]) {
          const answer = await service.ask(
            `query ($id: ID!) { ${list}(first: 40, filter: { groupId: $id ${more} }) { totalCount nodes { id } } }`,
            { as: upn(viewer), variables: { id } },
          );
          expect(answer.errors).toEqual([]);
          found.push(answer.data[list as string]);
        }
      }
      return found;
    };
    const small = await read();
    const replaced = [jest.replaceProperty(LARGE_GROUP, 'users', 5), jest.replaceProperty(LARGE_GROUP, 'devices', 5)];
    const large = await read();
    for (const each of replaced) each.restore();

    expect(large).toEqual(small);
  },
);

type Fields = Readonly<Record<string, string | null>> & { readonly id: string };
let read: Promise<readonly Fields[]> | null = null;

/** The fields of every device, read once and as objects, not by a list. */
function everyDevice(): Promise<readonly Fields[]> {
  read ??= (async () => {
    const ids: string[] = await service.database.primary('devices').pluck('id');
    const found: Fields[] = [];
    for (let i = 0; i < ids.length; i += 100) {
      const { data } = await service.ask(
        `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Device {
          id platform ownership intuneCompliance entraCompliance lastCheckInAt
        } } }`,
        { as: upn('helpdesk'), variables: { ids: ids.slice(i, i + 100).map((id) => toNodeId('Device', id)) } },
      );
      found.push(...data.nodes);
    }
    return found;
  })();
  return read;
}

test.each([
  ['intuneCompliance: [COMPLIANT] entraCompliance: [NONCOMPLIANT]'],
  ['intuneCompliance: [NONCOMPLIANT] entraCompliance: [NOT_APPLICABLE, NONCOMPLIANT]'],
  ['platform: [IOS] ownership: [PERSONAL] entraCompliance: [COMPLIANT]'],
  ['intuneCompliance: [IN_GRACE_PERIOD] lastCheckInBefore: "2026-11-19T00:00:00.000Z"'],
])('devices with { %s } are, page by page and in each order, those whose fields say so', async (filter) => {
  const wanted = new Map(
    [...filter.matchAll(/(\w+): \[([^\]]+)\]/g)].map(([, name, values]) => [name, values?.split(', ')]),
  );
  const before = /Before: "([^"]+)"/.exec(filter)?.[1];
  const expected = (await everyDevice())
    .filter((device) => [...wanted].every(([name, values]) => values?.includes(device[name as string] ?? '')))
    .filter(({ lastCheckInAt }) => before === undefined || (lastCheckInAt ?? '') < before)
    .map(({ id }) => id);
  for (const order of ['DEVICE_NAME', 'LAST_CHECK_IN_AT', 'ENROLLED_AT']) {
    const found = await pages('devices', `{ field: ${order}, direction: DESC }, filter: { ${filter} }`, 'helpdesk');
    expect({ ids: [...found.ids].sort(), totals: found.totals }).toEqual({
      ids: [...expected].sort(),
      totals: [expected.length],
    });
  }
});

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

test('a search that finds many counts its words once, and fills a page and a total with a statement each', async () => {
  const [word] = await wordsOf('user_search', [1_000]);
  const query = `{ users(search: "${word}") { totalCount nodes { id } } }`;
  const headers = { authorization: `Bearer ${await service.token(upn('helpdesk'))}` };
  expect(await service.statements(() => service.ask(query, { headers }))).toHaveLength(3);
});
