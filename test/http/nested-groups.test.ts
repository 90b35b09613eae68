import fc from 'fast-check';
import { ancestorsOf, NestingTooDeep, rebuildAncestors } from '../../src/group/nesting';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { oneIn } from '../support/amount';
import { NOW, type Service } from '../support/service';
import {
  contentOf,
  DIRECTORY,
  EVERYTHING,
  emptyService,
  type Loose,
  RIGHTS,
  remove,
  sync,
  synced,
} from '../support/sync';
import { batch, collection, group, member, tenantFolder } from '../support/tenant-folder';

const test = oneIn(3);

/* Groups in groups, in circles and long chains. */

const TOO_DEEP =
  /^Groups are nested too deep: those around each group are more than 1000000 in all\. The group \S+ alone/;

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `Ring${String(i).padStart(5, '0')}`);

/** The members of groups in a circle: each group is in the one before it. */
const circle = (of: readonly string[]): [string, ReturnType<typeof member>[]][] =>
  of.map((name, i) => [`group-${name}`, [member('group', of[(i + 1) % of.length] as string)]]);

const stored = async ({ database }: Service): Promise<string[]> =>
  (await database.primary('group_ancestors').select('group_id', 'ancestor_id'))
    .map(({ group_id, ancestor_id }) => `${group_id} in ${ancestor_id}`)
    .toSorted();

const SOME = ['a', 'b', 'c', 'd', 'e', 'f'];
const nestings = fc.uniqueArray(fc.record({ memberId: fc.constantFrom(...SOME), groupId: fc.constantFrom(...SOME) }), {
  selector: ({ memberId, groupId }) => `${memberId} ${groupId}`,
  maxLength: 12,
});

/** The pairs of a group and an ancestor, found by repeating the definition until it adds nothing. */
function closureOf(edges: readonly { memberId: string; groupId: string }[]): string[] {
  const found = new Set(SOME.map((id) => `${id} in ${id}`));
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { memberId, groupId } of edges) {
      for (const id of SOME) if (found.has(`${id} in ${memberId}`)) found.add(`${id} in ${groupId}`);
    }
  }
  return [...found].toSorted();
}

test('what a group is nested in follows every change of the members', async () => {
  const service = await emptyService();
  await service.database.write(async (trx) => {
    for (const id of SOME) {
      const row = { id, name_key: id, membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' };
      await trx('groups').insert(row as Loose);
    }
  });
  await fc.assert(
    fc.asyncProperty(nestings, async (edges) => {
      await service.database.write(async (trx) => {
        await trx('group_members').delete();
        for (const { memberId, groupId } of edges) {
          await trx('group_members').insert({ group_id: groupId, kind: 'GROUP', member_id: memberId });
        }
        // A member that does not exist leads nowhere.
        await trx('group_members').insert({ group_id: 'a', kind: 'GROUP', member_id: 'nowhere' });
        await rebuildAncestors(trx);
      });
      expect(await stored(service)).toEqual(closureOf(edges));
    }),
    { numRuns: 60 },
  );
});

test('a circle of 1,000 groups is the largest', () => {
  const edges = (size: number) =>
    Array.from({ length: size }, (_, i) => ({ memberId: `${i}`, groupId: `${(i + 1) % size}` }));
  expect([...ancestorsOf(edges(1_000)).values()].map(({ size }) => size)).toEqual(Array(1_000).fill(999));
  expect(() => ancestorsOf(edges(1_001))).toThrow(TOO_DEEP);
});

describe('an import', () => {
  const folderOfCircle = (of: readonly string[]) =>
    tenantFolder({
      groups: collection(['Operators', ...of].map((name) => group(name))),
      groupMembers: batch({ 'group-Operators': [member('user', 'ada')], ...Object.fromEntries(circle(of)) }),
    });
  const bring = async ({ database }: Service, of: readonly string[]) =>
    importTenant(database.writer, { source: await folderSource(folderOfCircle(of).path), now: NOW });

  test('reads a circle of 300 groups, each in all others', async () => {
    const service = await emptyService();
    await bring(service, names(300));
    expect(await stored(service)).toHaveLength(300 * 300 + 1);
  });

  test('refuses a circle of 10,000 groups, and writes nothing', async () => {
    const service = await emptyService();
    await bring(service, names(3));
    const before = await contentOf(service);
    const refused = bring(service, names(10_000));
    await expect(refused).rejects.toThrow(NestingTooDeep);
    await expect(refused).rejects.toThrow(
      / alone is nested in 9999 others\. Look for a circle or a long chain of groups\.$/,
    );
    expect(await contentOf(service)).toEqual(before);
  });
});

describe('a sync', () => {
  test.each([
    ['reads changes', () => {}],
    ['reads everything', ({ expireDeltaTokens }: { expireDeltaTokens(): void }) => expireDeltaTokens()],
  ])('that %s writes no groups that are nested too deep, and all the rest', async (_, prepare) => {
    const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
    const { groups, group_members, group_ancestors } = await contentOf(service);
    const of = names(1_001);
    tenant.collections.groups.push(...of.map((name) => group(name)));
    for (const [id, members] of circle(of)) tenant.parts.groupMembers.set(id, members);
    tenant.parts.groupMembers.get('group-Operators')?.push(member('user', 'ben') as never);
    prepare(graph);

    const { failed } = await sync(service, graph, { kinds: EVERYTHING });

    expect(failed).toEqual([{ kind: 'GROUPS', problem: expect.stringMatching(TOO_DEEP) }]);
    const after = await contentOf(service);
    expect([after['groups'], after['group_members'], after['group_ancestors']]).toEqual([
      groups,
      group_members,
      group_ancestors,
    ]);
    expect(after['devices']).toHaveLength(1);

    remove(tenant, 'groups', ...of.map((name) => `group-${name}`));
    expect((await sync(service, graph, { kinds: DIRECTORY })).failed).toEqual([]);
    expect((await contentOf(service))['group_members']).toHaveLength((group_members?.length ?? 0) + 1);
  });
});
