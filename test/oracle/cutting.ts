import { responseName, type Selection } from './answer';
import { type Operation, print } from './operations';
import type { Group, Member, World } from './world';

/*
 * Shrinks a failing case to a small one that still fails.
 */

/** Every selection with one part removed. */
function* fewer(selections: readonly Selection[]): Generator<Selection[]> {
  for (let i = 0; i < selections.length; i++) {
    const selection = selections[i] as Selection;
    const instead = (...others: Selection[]) => [...selections.slice(0, i), ...others, ...selections.slice(i + 1)];
    if (selections.length > 1) yield instead();
    if (selection.kind === 'fragment') yield instead(...selection.selections);
    else {
      for (const argument of selection.args) {
        if (argument.type.endsWith('!')) continue;
        yield instead({ ...selection, args: selection.args.filter((other) => other !== argument) });
      }
      if (
        selection.alias !== null &&
        !selections.some(
          (other) => other !== selection && other.kind === 'field' && responseName(other) === selection.name,
        )
      ) {
        yield instead({ ...selection, alias: null });
      }
    }
    for (const inner of fewer(selection.selections)) yield instead({ ...selection, selections: inner });
  }
}

function* smallerOperations(operation: Operation): Generator<Operation> {
  if (operation.hasVariables) yield { ...operation, hasVariables: false };
  for (const roots of fewer(operation.roots)) yield { ...operation, roots };
}

/** The world without references to removed objects. */
function repaired(world: World): World {
  const ids = (items: readonly { readonly id: string }[]) => new Set(items.map(({ id }) => id));
  const [users, apps, policies] = [ids(world.users), ids(world.apps), ids(world.policies)];
  const [devices, groups, roles] = [ids(world.devices), ids(world.groups), ids(world.roles)];
  const within = (known: Set<string>) => (id: string) => known.has(id);
  const members = { USER: users, GROUP: groups, DEVICE: ids(world.entraDevices) };
  return {
    ...world,
    groups: world.groups.map((group) => ({
      ...group,
      members: group.members.filter(({ kind, id }) => members[kind].has(id)),
    })),
    devices: world.devices.map((device) => ({
      ...device,
      userId: device.userId !== null && users.has(device.userId) ? device.userId : null,
      appStates: device.appStates.filter(({ appId }) => apps.has(appId)),
    })),
    policies: world.policies.map((policy) => ({ ...policy, userIds: policy.userIds.filter(within(users)) })),
    protections: world.protections
      .filter(({ userId }) => users.has(userId))
      .map((each) => ({
        ...each,
        deviceId: each.deviceId !== null && devices.has(each.deviceId) ? each.deviceId : null,
        policyIds: each.policyIds.filter(within(policies)),
      })),
    enrollmentFailures: world.enrollmentFailures.filter(({ userId }) => users.has(userId)),
    periods: world.periods.filter(({ userId, groupId }) => users.has(userId) && groups.has(groupId)),
    refreshes: world.refreshes.filter(({ userId }) => users.has(userId)),
    assignments: world.assignments
      .filter(({ roleId }) => roles.has(roleId))
      .map((each) => ({
        ...each,
        memberGroupIds: each.memberGroupIds.filter(within(groups)),
        scopeGroupIds: each.scopeGroupIds.filter(within(groups)),
      })),
  };
}

/** Every world with one object removed. */
export function without(world: World, list: keyof Omit<World, 'tenant'>, id: string): World {
  return repaired({ ...world, [list]: world[list].filter((item) => item.id !== id) });
}

export function withMembers(world: World, id: string, members: (group: Group) => readonly Member[]): World {
  return {
    ...world,
    groups: world.groups.map((each) => (each.id === id ? { ...each, members: members(each) } : each)),
  };
}

function* smallerWorlds(world: World): Generator<World> {
  const lists = Object.keys(world).filter((name) => name !== 'tenant') as (keyof Omit<World, 'tenant'>)[];
  for (const list of lists) for (const { id } of world[list]) yield without(world, list, id);
  for (const { id, members } of world.groups) {
    for (const member of members) yield withMembers(world, id, () => members.filter((other) => other !== member));
  }
  for (const device of world.devices) {
    const instead = (change: Partial<typeof device>) => ({
      ...world,
      devices: world.devices.map((each) => (each.id === device.id ? { ...each, ...change } : each)),
    });
    if (device.appStates.length > 0) yield instead({ appStates: device.appStates.slice(1) });
    if (device.policyStates.length > 0) yield instead({ policyStates: device.policyStates.slice(1) });
    if (device.userId !== null) yield instead({ userId: null });
  }
}

/** A failing case: an operator's operation on a world. */
export interface Case {
  readonly world: World;
  readonly viewerId: string;
  readonly operation: Operation;
}

/**
 * Shrinks a failing case.
 * @param fails the error of a case; null if it passes
 * @param tries the maximum number of cases to try
 */
export async function cutDown(
  start: Case,
  fails: (smaller: Case) => Promise<string | null>,
  tries = 1_500,
): Promise<Case> {
  let smallest = start;
  const steps = function* (from: Case): Generator<Case> {
    for (const operation of smallerOperations(from.operation)) yield { ...from, operation };
    for (const world of smallerWorlds(from.world)) {
      if (world.users.some(({ id }) => id === from.viewerId)) yield { ...from, world };
    }
  };
  for (let tried = 0, isSmaller = true; isSmaller && tried < tries; ) {
    isSmaller = false;
    for (const next of steps(smallest)) {
      tried += 1;
      if (tried >= tries) break;
      if ((await fails(next)) === null) continue;
      smallest = next;
      isSmaller = true;
      break;
    }
  }
  return smallest;
}

/** A case as text, to read and run by hand. */
export function describeCase({ world, viewerId, operation }: Case): string {
  const { query, variables } = print(operation);
  return [
    `operator: ${viewerId}`,
    query,
    `variables: ${JSON.stringify(variables)}`,
    ...Object.entries(world).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
  ].join('\n');
}
