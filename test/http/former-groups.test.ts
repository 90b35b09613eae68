import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { toNodeId } from '../../src/resolving/node-id';
import { oneIn } from '../support/amount';
import type { GraphTenant } from '../support/graph';
import { refreshable, refreshed } from '../support/refresh';
import { NOW, type Service } from '../support/service';
import {
  dyingBefore,
  emptyService,
  fabrikam,
  killedAt,
  type Loose,
  objectIn,
  remove,
  standIn,
  sync,
  synced,
} from '../support/sync';
import { assignment, batch, group, member, tenantFolder, user } from '../support/tenant-folder';

const test = oneIn(6);

const [ADA, BEN, DAN] = ['ada@fabrikam.example', 'ben@fabrikam.example', 'dan@fabrikam.example'] as const;

const day = (n: number): Date => new Date(NOW.getTime() + n * 86_400_000);
const at = (n: number) => ({ now: () => day(n) });
const on = (n: number): string => day(n).toISOString();

/** The groups that a user has left: name, beginning, end. */
async function former(service: Service, name = 'ben', as: string = ADA): Promise<Loose[]> {
  const { data, errors } = await service.ask(
    `query ($id: ID!) { user(id: $id) { formerGroups { totalCount nodes { since until group { displayName } } } } }`,
    { as, variables: { id: toNodeId('User', `user-${name}`) } },
  );
  expect(errors).toEqual([]);
  const { nodes, totalCount } = data.user.formerGroups;
  expect(nodes).toHaveLength(totalCount);
  return nodes.map(({ group: { displayName }, since, until }: Loose) => [displayName, since, until]);
}

const leave = ({ parts }: GraphTenant, name: string, from: string) =>
  parts.groupMembers.set(
    from,
    (parts.groupMembers.get(from) ?? []).filter((each) => (each as Loose).id !== `user-${name}`),
  );
const join = ({ parts }: GraphTenant, name: string, to: string) =>
  parts.groupMembers.set(to, [...(parts.groupMembers.get(to) ?? []), member('user', name)]);

describe('a user who leaves a group', () => {
  test.each([
    ['a delta', () => {}],
    ['a full read', (graph: Loose) => graph.expireDeltaTokens()],
  ])('has left it when %s says so; who joins again has two periods', async (_, expire) => {
    const { tenant, service, graph } = await synced();
    expect(await former(service)).toEqual([]);
    leave(tenant, 'ben', 'group-Site');
    expire(graph);
    await sync(service, graph, at(1));
    expect(await former(service)).toEqual([['Site', null, on(1)]]);

    join(tenant, 'ben', 'group-Site');
    expire(graph);
    await sync(service, graph, at(2));
    expect(await former(service)).toEqual([['Site', null, on(1)]]);
    await sync(service, graph, at(3));
    leave(tenant, 'ben', 'group-Site');
    expire(graph);
    await sync(service, graph, at(4));

    expect(await former(service)).toEqual([
      ['Site', on(2), on(4)],
      ['Site', null, on(1)],
    ]);
    expect(await former(service, 'ada')).toEqual([]);
  });

  test('has left it when an import says so', async () => {
    const service = await emptyService();
    const bring = async (n: number, members: readonly Loose[]) => {
      const groupMembers = batch({ 'group-Operators': [member('user', 'ada')], 'group-Site': members });
      const source = await folderSource(tenantFolder({ groupMembers }).path);
      await importTenant(service.database.writer, { source, now: day(n) });
    };
    await bring(0, [member('user', 'ben')]);
    await bring(1, [member('user', 'ben'), member('user', 'cyd')]);
    await bring(2, []);
    expect(await former(service)).toEqual([['Site', null, on(2)]]);
    expect(await former(service, 'cyd')).toEqual([['Site', on(1), on(2)]]);
  });

  test('has left it when a refresh says so', async () => {
    const { tenant, service } = await refreshable();
    leave(tenant, 'ben', 'group-Site');
    expect((await refreshed(service, 'ben', ADA)).state).toBe('COMPLETED');
    expect(await former(service)).toEqual([['Site', null, on(0)]]);
  });

  test('has no rights of the group any more', async () => {
    const { tenant, service, graph } = await synced((change) => join(change, 'ben', 'group-Operators'));
    const seen = async () =>
      (await service.ask('{ users { totalCount } }', { as: BEN })).data.users?.totalCount ?? null;
    expect(await seen()).toBe(3);
    leave(tenant, 'ben', 'group-Operators');
    await sync(service, graph, at(1));
    expect(await seen()).toBeNull();
    expect(await former(service)).toEqual([['Operators', null, on(1)]]);
  });
});

describe('what is no leaving', () => {
  test('a membership that cannot be read goes on once it can', async () => {
    const { tenant, service, graph } = await synced();
    const before = await service.database.primary('group_members').orderBy(['group_id', 'member_id']);
    join(tenant, 'cyd', 'group-Site');
    await sync(service, graph, at(1));
    leave(tenant, 'cyd', 'group-Site');
    join(tenant, 'cyd', 'group-Site');
    const site = objectIn(tenant, 'groups', 'group-Site');
    site['id'] = '';
    graph.expireDeltaTokens();
    await sync(service, graph, at(2));
    expect(await service.database.primary('group_members').where({ group_id: 'group-site' })).toEqual([]);
    expect([await former(service), await former(service, 'cyd')]).toEqual([[], []]);

    site['id'] = 'group-Site';
    leave(tenant, 'cyd', 'group-Site');
    await sync(service, graph, at(3));
    expect(await service.database.primary('group_members').orderBy(['group_id', 'member_id'])).toEqual(before);
    expect(await former(service)).toEqual([]);
    // Whether cyd left while nobody could read it or just now cannot be told.
    expect(await former(service, 'cyd')).toEqual([['Site', on(1), on(3)]]);
    leave(tenant, 'ben', 'group-Site');
    await sync(service, graph, at(4));
    expect(await former(service)).toEqual([['Site', null, on(4)]]);
  });

  test('the members of a group that is new here did not join today', async () => {
    const { tenant, service, graph } = await synced();
    tenant.collections.groups.push(group('New'));
    join(tenant, 'ben', 'group-New');
    await sync(service, graph, at(1));
    join(tenant, 'cyd', 'group-New');
    await sync(service, graph, at(2));
    leave(tenant, 'ben', 'group-New');
    leave(tenant, 'cyd', 'group-New');
    await sync(service, graph, at(3));
    expect(await former(service)).toEqual([['New', null, on(3)]]);
    expect(await former(service, 'cyd')).toEqual([['New', on(2), on(3)]]);
  });

  test('a first sync that is killed begins no period', async () => {
    const service = await emptyService();
    const graph = await standIn(await fabrikam());
    await expect(sync(service, graph, killedAt('groups'))).rejects.toThrow('killed');
    await expect(sync(service, graph, dyingBefore('ROLES', service))).rejects.toThrow('killed');
    await sync(service, graph, at(1));
    expect(await service.database.primary('group_membership_periods')).toEqual([]);
  });
});

describe('a former group', () => {
  /** Dan helps the group Site. */
  function helper(tenant: GraphTenant): void {
    tenant.collections.users.push(user('dan'));
    tenant.collections.groups.push(group('Helpdesk'), group('Secret'));
    tenant.parts.groupMembers.set('group-Helpdesk', [member('user', 'dan')]);
    tenant.parts.groupMembers.set('group-Secret', [member('user', 'ben'), member('user', 'cyd')]);
    tenant.collections.roleAssignments.push(
      assignment('site', 'Helper', ['Helpdesk'], { resourceScopes: ['group-Site'] }),
    );
  }

  test('that the viewer cannot see is counted, not named, and brings nobody into the scope', async () => {
    const { tenant, service, graph } = await synced((change) => {
      helper(change);
      join(change, 'cyd', 'group-Site');
    });
    leave(tenant, 'ben', 'group-Secret');
    leave(tenant, 'cyd', 'group-Site');
    await sync(service, graph, at(1));
    const ask = async (as: string) => {
      const { data } = await service.ask(
        `query ($ben: ID!, $cyd: ID!) {
          ben: user(id: $ben) { formerGroups { totalCount hiddenCount complete nodes { group { displayName } } } }
          cyd: user(id: $cyd) { formerGroups { totalCount } } }`,
        { as, variables: { ben: toNodeId('User', 'user-ben'), cyd: toNodeId('User', 'user-cyd') } },
      );
      return data;
    };
    expect(await ask(DAN)).toEqual({
      ben: { formerGroups: { totalCount: 0, hiddenCount: 1, complete: false, nodes: [] } },
      cyd: null,
    });
    expect(await ask(ADA)).toEqual({
      ben: {
        formerGroups: { totalCount: 1, hiddenCount: 0, complete: true, nodes: [{ group: { displayName: 'Secret' } }] },
      },
      cyd: { formerGroups: { totalCount: 1 } },
    });
  });

  test('is told for 90 days, though no sync has forgotten it yet', async () => {
    const { service } = await synced(helper);
    await service.database.writer('group_membership_periods').insert([
      { group_id: 'group-secret', member_id: 'user-ben', since: '', until: on(-91), unread: 0 },
      { group_id: 'group-secret', member_id: 'user-cyd', since: '', until: on(-91), unread: 0 },
      { group_id: 'group-site', member_id: 'user-ben', since: on(-100), until: on(-89), unread: 0 },
    ]);

    expect(await former(service)).toEqual([['Site', on(-100), on(-89)]]);
    expect(await former(service, 'cyd')).toEqual([]);
    const { data } = await service.ask(
      'query ($id: ID!) { user(id: $id) { formerGroups { totalCount hiddenCount complete } } }',
      { as: DAN, variables: { id: toNodeId('User', 'user-ben') } },
    );
    expect(data.user.formerGroups).toEqual({ totalCount: 1, hiddenCount: 0, complete: false });
    expect(await service.database.primary('group_membership_periods')).toHaveLength(3);
  });

  test('is forgotten after 90 days, with its user, and with the group', async () => {
    const { tenant, service, graph } = await synced((change) => {
      helper(change);
      join(change, 'dan', 'group-Site');
    });
    const rows = () => service.database.primary('group_membership_periods').orderBy(['group_id', 'member_id']);
    for (const name of ['ben', 'cyd']) leave(tenant, name, 'group-Secret');
    for (const name of ['ben', 'dan']) leave(tenant, name, 'group-Site');
    await sync(service, graph, at(1));
    expect(await rows()).toHaveLength(4);
    remove(tenant, 'users', 'user-dan');
    leave(tenant, 'dan', 'group-Helpdesk');
    await sync(service, graph, at(2));
    expect((await rows()).map(({ member_id }) => member_id)).toEqual(['user-ben', 'user-cyd', 'user-ben']);
    remove(tenant, 'groups', 'group-Secret');
    await sync(service, graph, at(90));
    expect((await rows()).map(({ group_id }) => group_id)).toEqual(['group-site']);
    await sync(service, graph, at(92));
    expect(await rows()).toEqual([]);
  });
});
