import type { Database } from '../../src/database/database';
import { toNodeId } from '../../src/resolving/node-id';
import { oneIn } from '../support/amount';
import { ENGINE } from '../support/engines';
import { open } from '../support/opened';
import { DIRECTORY, type Loose, objectIn, RIGHTS, sync, synced } from '../support/sync';
import { assignment, E3, group, INTUNE_PLAN, member, user } from '../support/tenant-folder';

// The set-up takes most of the time.
const test = oneIn(6, 'file');

const [ADA, BEN] = ['ada@fabrikam.example', 'ben@fabrikam.example'] as const;
const MEMBERS = 1_000;
const CHANGED = 150;

const people = (name: string, length: number) => Array.from({ length }, (_, i) => `${name}-${i}`);

/** All data of a user that a sync changes, as search words. */
function asOf(time: 'before' | 'after', name: string) {
  const isEnabled = time === 'before';
  return {
    displayName: `${time} ${name}`,
    jobTitle: time,
    department: `${time} all`,
    mail: `${time}.${name}@fabrikam.example`,
    usageLocation: isEnabled ? 'FR' : 'DE',
    assignedLicenses: [{ skuId: E3, disabledPlans: isEnabled ? [] : [INTUNE_PLAN] }],
    assignedPlans: isEnabled ? [{ servicePlanId: INTUNE_PLAN, capabilityStatus: 'Enabled' }] : [],
  };
}

/** The same, as the graph returns it. */
function answered(time: 'before' | 'after', { userPrincipalName }: Loose) {
  const name = userPrincipalName.replace('@fabrikam.example', '');
  const { displayName, jobTitle, department, mail, usageLocation } = asOf(time, name);
  const isEnabled = time === 'before';
  return {
    ...{ userPrincipalName, displayName, jobTitle, department, mail, usageLocation },
    licenses: [{ skuPartNumber: 'SPE_E3', state: isEnabled ? 'ENABLED' : 'DISABLED' }],
    status: { intuneLicensed: isEnabled },
  };
}

const OF_USERS = `{
    before: users(search: "before", first: 100) { totalCount nodes { ...All } }
    after: users(search: "after", first: 100) { totalCount nodes { ...All } }
  }
  fragment All on User {
    userPrincipalName displayName jobTitle department mail usageLocation
    licenses { skuPartNumber state } status { intuneLicensed }
  }`;

const OF_MEMBERS = `query ($group: ID!) {
    group(id: $group) { users(first: 100) { totalCount nodes { displayName } } }
    users(first: 100) { totalCount nodes { displayName } }
    gone: users(search: "old") { totalCount }
    come: users(search: "new") { totalCount }
  }`;

test('who asks while a sync writes sees each user as before or as after, and of a group all who were in it or all who are', async () => {
  const changed = people('worker', CHANGED);
  const { tenant, service, graph } = await synced(
    ({ collections, parts }) => {
      for (const name of changed) collections.users.push(user(name, asOf('before', name)));
      for (const name of [...people('old', MEMBERS), ...people('new', MEMBERS)]) collections.users.push(user(name));
      collections.groups.push(group('Many'));
      parts.groupMembers.set(
        'group-Many',
        people('old', MEMBERS).map((name) => member('user', name)),
      );
      collections.roleAssignments.push(assignment('many', 'Helper', ['Site'], { resourceScopes: ['group-Many'] }));
    },
    { kinds: RIGHTS, pageSize: 500 },
  );
  for (const name of changed) Object.assign(objectIn(tenant, 'users', `user-${name}`), asOf('after', name));
  tenant.parts.groupMembers.set(
    'group-Many',
    people('new', MEMBERS).map((name) => member('user', name)),
  );

  const users: [before: number, after: number][] = [];
  const members: string[] = [];
  async function look(): Promise<void> {
    const [ofUsers, ofMembers] = await Promise.all([
      service.ask(OF_USERS, { as: ADA }),
      service.ask(OF_MEMBERS, { as: BEN, variables: { group: toNodeId('Group', 'group-many') } }),
    ]);
    expect([ofUsers.errors, ofMembers.errors]).toEqual([[], []]);
    for (const time of ['before', 'after'] as const) {
      for (const node of ofUsers.data[time].nodes) expect(node).toEqual(answered(time, node));
    }
    users.push([ofUsers.data.before.totalCount, ofUsers.data.after.totalCount]);
    const { group: many, users: reached, gone, come } = ofMembers.data;
    const kinds = ({ totalCount, nodes }: Loose) =>
      `${totalCount} ${[...new Set(nodes.map(({ displayName }: Loose) => displayName.replace(/-.*/, '')))]}`;
    members.push(`${kinds(many.users)}, ${kinds(reached)}, ${gone.totalCount} and ${come.totalCount}`);
  }

  // The sync has its own connections, as in its own process.
  const own = await open(service.databaseUrl);
  if (ENGINE === 'sqlite') await own.writer.raw('PRAGMA synchronous = OFF');
  const database: Database = {
    ...own,
    async write(work) {
      const answer = await own.write(async (trx) => {
        const done = await work(trx);
        await look();
        return done;
      });
      await look();
      return answer;
    },
  };
  await look();
  expect((await sync(service, graph, { kinds: DIRECTORY, database })).failed).toEqual([]);

  expect([users.at(0), users.at(-1)]).toEqual([
    [CHANGED, 0],
    [0, CHANGED],
  ]);
  expect(users.filter(([before, after]) => before + after !== CHANGED)).toEqual([]);
  expect(users.some(([before, after]) => before > 0 && after > 0)).toBe(true);
  const [wasMany, isMany] = ['1000 old, 1000 old, 1000 and 0', '1000 new, 1000 new, 0 and 1000'];
  expect([...new Set(members)]).toEqual([wasMany, isMany]);
  expect(members.lastIndexOf(wasMany)).toBeLessThan(members.indexOf(isMany));
});
