import { assignedToDevice, assignedToUser, deviceLimit, isSeen, type Reached } from './assigned';
import { withMembers, without } from './cutting';
import { former, reported } from './rules';
import type { Facts, Sight } from './sight';
import {
  type Device,
  type Draw,
  drawAppState,
  drawAssignment,
  drawDevice,
  drawFailure,
  drawGroup,
  drawPeriod,
  drawPolicyState,
  drawProfile,
  drawProtection,
  drawRefresh,
  drawRelations,
  drawRole,
  drawTarget,
  drawUser,
  isFirstPeriod,
  type Member,
  type Target,
  type World,
} from './world';

/*
 * The facts of a world that are inside an operator's scopes, and changes that leave them as they are.
 */

/** Every fact that the operator's permissions and scopes reveal, as text. */
export function inside(sight: Sight): string {
  const { facts } = sight;
  const { world } = facts;
  const sees = (permission: Parameters<Sight['holds']>[0]) => sight.holds(permission);
  const people = sight.users('ORGANIZATION_READ');
  const machines = sight.devices('MANAGED_DEVICES_READ');
  const groupsOf = (id: string, of: 'usersOf' | 'devicesOf') =>
    world.groups
      .filter((group) => sight.groups.has(group.id) && facts[of](group.id, true).has(id))
      .map((group) => [group.id, facts[of](group.id, false).has(id)]);
  const known = (id: string) => (people.has(id) ? id : null);
  const visibleGroups = (ids: readonly string[]) => ids.filter((id) => sight.groups.has(id));
  // Of a link out of scope, only its existence.
  const linked = (id: string | null, seen: ReadonlySet<string>) =>
    id === null ? null : seen.has(id) ? id : 'something';

  const viewer = {
    id: sight.user.id,
    name: [sight.user.displayName, sight.user.userPrincipalName, sight.user.preferredLanguage],
    state: sight.state,
    granted: sight.granted.map(({ permission, scope, assignments }) => ({
      permission,
      over: [
        scope.allUsers,
        scope.allDevices,
        scope.everything,
        [...scope.groups].map((id) => [id, facts.groups.get(id)?.displayName]),
      ],
      by: assignments.map((each) => [each.id, each.displayName, facts.role(each).displayName]),
    })),
  };
  const formerOf = (userId: string) => {
    const found = former(userId, sight);
    const seen = found.filter(({ groupId }) => sight.groups.has(groupId));
    return [seen.map(({ id: _, ...period }) => period), found.length - seen.length];
  };
  const organization = sees('ORGANIZATION_READ') && {
    tenant: world.tenant,
    connectors: world.connectors,
    users: world.users
      .filter(({ id }) => people.has(id))
      .map((user) => ({
        ...user,
        groups: groupsOf(user.id, 'usersOf'),
        former: formerOf(user.id),
        lacks: sight.missingOver(user),
        failed: sight.reachesDevicesOf('MOBILE_APPS_READ', user.id) ? failedApps(user.id, facts) : null,
      })),
    groups: world.groups
      .filter(({ id }) => sight.groups.has(id))
      .map(({ members: _, ...group }) => ({
        ...group,
        nested: visibleGroups(facts.nestedDirectly(group.id)),
        isContained: sight.containsGroup('MANAGED_DEVICES_READ', group.id),
      })),
  };
  const seenTargets = (targets: readonly Target[]) => [
    targets.filter((target) => isSeen(target, sight)),
    targets.filter((target) => !isSeen(target, sight)).length,
  ];
  const seenAssigned = (found: readonly Reached[]) =>
    found.map(({ item, targets, ...rest }) => [item.id, rest, seenTargets(targets)]);
  const devices = sees('MANAGED_DEVICES_READ') && {
    profiles: world.profiles.map(({ targets, ...profile }) => [profile, seenTargets(targets)]),
    filters: world.filters,
    assigned: [
      ...among(world.users, sight.users('MANAGED_DEVICES_READ')).map((user) => [
        user.id,
        people.has(user.id) && [seenAssigned(assignedToUser(world.profiles, user, facts)), deviceLimit(user, facts)],
      ]),
      ...among(world.devices, machines).map((device) => [
        device.id,
        seenAssigned(assignedToDevice(world.profiles, device, facts)),
      ]),
    ],
    devices: world.devices
      .filter(({ id }) => machines.has(id))
      .map(({ userId, azureADDeviceId: _, appStates: __, logons, ...device }) => ({
        ...device,
        logons: logons.map((logon) => [sees('ORGANIZATION_READ') && linked(logon.userId, people), logon.loggedOnAt]),
        entra: entra(facts, device.id),
        primaryUser: sees('ORGANIZATION_READ') && linked(userId, people),
        groups: sees('ORGANIZATION_READ') && groupsOf(device.id, 'devicesOf'),
        isReached: [
          sight.devices('ORGANIZATION_READ').has(device.id),
          sight.devices('MOBILE_APPS_READ').has(device.id),
        ],
      })),
    failures: world.enrollmentFailures
      .filter(({ userId }) => sight.users('MANAGED_DEVICES_READ').has(userId))
      .map((failure) => ({ ...failure, userId: known(failure.userId) })),
    // A refresh is found through its user alone.
    refreshes: world.refreshes.filter(
      ({ userId }) => people.has(userId) && sight.users('MANAGED_DEVICES_READ').has(userId),
    ),
  };
  const apps = sees('MOBILE_APPS_READ') && {
    apps: world.apps.map(({ targets, ...app }) => [app, seenTargets(targets)]),
    filters: world.filters,
    assigned: [
      ...among(world.users, sight.users('MOBILE_APPS_READ')).map((user) => [
        user.id,
        people.has(user.id) && seenAssigned(assignedToUser(world.apps, user, facts)),
      ]),
      ...among(world.devices, sight.devices('MOBILE_APPS_READ')).map((device) => [
        device.id,
        machines.has(device.id) && seenAssigned(assignedToDevice(world.apps, device, facts)),
      ]),
    ],
    states: world.devices
      .filter(({ id }) => sight.devices('MOBILE_APPS_READ').has(id))
      .map(({ id, appStates }) => [id, appStates]),
  };
  const protection = sees('MANAGED_APPS_READ') && {
    filters: world.filters,
    policies: world.policies.map(({ userIds, targets, ...policy }) => ({
      ...policy,
      targets: seenTargets(targets),
      userIds: userIds.filter((id) => people.has(id) && sight.users('MANAGED_APPS_READ').has(id)),
    })),
    states: world.protections
      .filter(({ userId }) => sight.users('MANAGED_APPS_READ').has(userId))
      .map(({ userId, deviceId, ...state }) => ({
        ...state,
        userId: known(userId),
        device: sees('MANAGED_DEVICES_READ') && linked(deviceId, machines),
      })),
  };
  const roles = sees('ROLES_READ') && {
    roles: world.roles,
    knownIssues: world.knownIssues,
    reported: sight.everything('ROLES_READ') && reported(sight),
    assignments: world.assignments.map((each) => ({
      ...each,
      memberGroupIds: visibleGroups(each.memberGroupIds),
      // The grants reveal whether there is a scope at all.
      scopeGroupIds: [visibleGroups(each.scopeGroupIds), each.scopeGroupIds.length > 0],
    })),
  };
  return JSON.stringify({ viewer, organization, devices, apps, protection, roles });
}

const among = <Item extends { readonly id: string }>(items: readonly Item[], ids: ReadonlySet<string>): Item[] =>
  items.filter(({ id }) => ids.has(id));

const entra = (facts: Facts, id: string) => {
  const found = facts.entraOf(facts.devices.get(id) as Device);
  return found === null ? null : [found.joinType, found.compliance];
};

function failedApps(userId: string, { world }: Facts): number {
  const states = world.devices.filter((device) => device.userId === userId).flatMap(({ appStates }) => appStates);
  return new Set(
    states.filter(({ state }) => state === 'FAILED' || state === 'UNINSTALL_FAILED').map(({ appId }) => appId),
  ).size;
}

type Edit = (draw: Draw, world: World, fresh: string) => World;

const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);
const instead = <Item extends { readonly id: string }>(items: readonly Item[], changed: Item): Item[] =>
  items.map((item) => (item.id === changed.id ? changed : item));
const toggled = (members: readonly Member[], member: Member): Member[] => {
  const others = members.filter((each) => each.kind !== member.kind || each.id !== member.id);
  return others.length === members.length ? [...others, member] : others;
};
const linksOf = (draw: Draw, world: World) => ({
  userId: draw.chance(25) ? null : draw.one(world.users).id,
  azureADDeviceId: draw.chance(30) ? null : draw.one(world.entraDevices).deviceId,
  appIds: ids(world.apps),
  userIds: ids(world.users),
});
const assignLinks = (world: World) => ({ groupIds: ids(world.groups), filterIds: ids(world.filters) });
const member = (draw: Draw, world: World): Member =>
  draw.one([
    () => ({ kind: 'USER' as const, id: draw.one(world.users).id }),
    () => ({ kind: 'GROUP' as const, id: draw.one(world.groups).id }),
    () => ({ kind: 'DEVICE' as const, id: draw.one(world.entraDevices).id }),
  ])();
const changedDevice = (draw: Draw, world: World, change: (device: Device) => Partial<Device>): World => {
  const device = draw.one(world.devices);
  return { ...world, devices: instead(world.devices, { ...device, ...change(device) }) };
};

/** Changes of a world, inside or outside of any scope. */
const EDITS: readonly Edit[] = [
  (draw, world, fresh) => ({ ...world, users: [...world.users, drawUser(draw, `u-${fresh}`, ids(world.groups))] }),
  // A new user with groups.
  (draw, world, fresh) => {
    const user = drawUser(draw, `u-${fresh}`, ids(world.groups));
    const joined = new Set(ids(draw.some(world.groups, 3)));
    const groups = world.groups.map((group) =>
      joined.has(group.id) ? { ...group, members: [...group.members, { kind: 'USER' as const, id: user.id }] } : group,
    );
    return { ...world, users: [...world.users, user], groups };
  },
  (draw, world) => without(world, 'users', draw.one(world.users).id),
  (draw, world) => ({
    ...world,
    users: instead(world.users, drawUser(draw, draw.one(world.users).id, ids(world.groups))),
  }),
  (draw, world, fresh) => ({
    ...world,
    devices: [...world.devices, drawDevice(draw, `d-${fresh}`, linksOf(draw, world))],
  }),
  (draw, world) => (world.devices.length === 0 ? world : without(world, 'devices', draw.one(world.devices).id)),
  (draw, world) => changedDevice(draw, world, ({ id }) => drawDevice(draw, id, linksOf(draw, world))),
  (draw, world) => changedDevice(draw, world, () => ({ userId: draw.one([null, ...ids(world.users)]) })),
  (draw, world) => changedDevice(draw, world, () => ({ azureADDeviceId: draw.one(world.entraDevices).deviceId })),
  // A device joins Entra again: a second object with its device id, in other groups.
  (draw, world, fresh) => {
    const { id: _, ...joined } = draw.one(world.entraDevices);
    const again = {
      ...joined,
      id: `e-${fresh}`,
      registeredAt: draw.one(['', joined.registeredAt, '2026-11-20T00:00:00.000Z']),
    };
    const entered = { kind: 'DEVICE' as const, id: again.id };
    const changed = withMembers(world, draw.one(world.groups).id, ({ members }) => [...members, entered]);
    return { ...changed, entraDevices: [...changed.entraDevices, again] };
  },
  (draw, world) =>
    world.entraDevices.length < 2 ? world : without(world, 'entraDevices', draw.one(world.entraDevices).id),
  (draw, world, fresh) =>
    changedDevice(draw, world, ({ policyStates }) => ({
      policyStates: [...policyStates.slice(draw.upTo(1)), drawPolicyState(draw, `ps-${fresh}`, ids(world.users))],
    })),
  (draw, world) =>
    changedDevice(draw, world, ({ appStates }) => {
      if (world.apps.length === 0) return {};
      const added = drawAppState(draw, draw.one(world.apps).id, '');
      return { appStates: [...appStates.filter(({ appId, userId }) => appId !== added.appId || userId !== ''), added] };
    }),
  (draw, world, fresh) => ({
    ...world,
    groups: [...world.groups, drawGroup(draw, `g-${fresh}`, [member(draw, world)])],
  }),
  (draw, world) => (world.groups.length < 2 ? world : without(world, 'groups', draw.one(world.groups).id)),
  (draw, world) => {
    const group = draw.one(world.groups);
    return { ...world, groups: instead(world.groups, drawGroup(draw, group.id, group.members)) };
  },
  ...Array.from(
    { length: 4 },
    (): Edit => (draw, world) => {
      const changed = member(draw, world);
      return withMembers(world, draw.one(world.groups).id, ({ members }) => toggled(members, changed));
    },
  ),
  (draw, world, fresh) => ({
    ...world,
    protections: [
      ...world.protections,
      drawProtection(draw, `m-${fresh}`, {
        userId: draw.one(world.users).id,
        deviceId: draw.one([null, ...ids(world.devices)]),
        policyIds: draw.some(ids(world.policies), 2),
      }),
    ],
  }),
  (draw, world) => without(world, 'protections', draw.one([...world.protections, { id: '' }]).id),
  (draw, world, fresh) => ({
    ...world,
    enrollmentFailures: [...world.enrollmentFailures, drawFailure(draw, `f-${fresh}`, draw.one(world.users).id)],
  }),
  (draw, world, fresh) => ({
    ...world,
    refreshes: [...world.refreshes, drawRefresh(draw, `r-${fresh}`, draw.one(world.users).id)],
  }),
  (draw, world, fresh) => {
    const links = { userId: draw.one(world.users).id, groupId: draw.one(world.groups).id };
    return { ...world, periods: [...world.periods, drawPeriod(draw, `h-${fresh}`, links)].filter(isFirstPeriod) };
  },
  (draw, world) => without(world, 'periods', draw.one([...world.periods, { id: '' }]).id),
  (draw, world) => without(world, 'refreshes', draw.one([...world.refreshes, { id: '' }]).id),
  (draw, world) => without(world, 'enrollmentFailures', draw.one([...world.enrollmentFailures, { id: '' }]).id),
  (draw, world) => {
    if (world.policies.length === 0) return world;
    const policy = draw.one(world.policies);
    return { ...world, policies: instead(world.policies, { ...policy, userIds: draw.some(ids(world.users), 4) }) };
  },
  (draw, world, fresh) => ({
    ...world,
    profiles: [...world.profiles, drawProfile(draw, `f-${fresh}`, assignLinks(world))],
  }),
  // Something is assigned to one group more.
  ...Array.from(
    { length: 2 },
    (): Edit => (draw, world) => {
      if (world.profiles.length === 0) return world;
      const profile = draw.one(world.profiles);
      const targets = [...profile.targets, drawTarget(draw, assignLinks(world), false)];
      return { ...world, profiles: instead(world.profiles, { ...profile, targets }) };
    },
  ),
  (draw, world) => {
    if (world.apps.length === 0) return world;
    const app = draw.one(world.apps);
    return { ...world, apps: instead(world.apps, { ...app, targets: [drawTarget(draw, assignLinks(world), true)] }) };
  },
  (draw, world) => {
    if (world.apps.length === 0) return world;
    const app = draw.one(world.apps);
    return { ...world, apps: instead(world.apps, { ...app, relations: drawRelations(draw, ids(world.apps)) }) };
  },
  (draw, world) => (world.apps.length === 0 ? world : without(world, 'apps', draw.one(world.apps).id)),
  (draw, world) => ({ ...world, tenant: { ...world.tenant, displayName: draw.one(['Fabrikam', 'Contoso']) } }),
  (draw, world, fresh) => ({ ...world, roles: [...world.roles, drawRole(draw, `r-${fresh}`)] }),
  (draw, world, fresh) =>
    world.roles.length === 0
      ? world
      : {
          ...world,
          assignments: [
            ...world.assignments,
            drawAssignment(draw, `s-${fresh}`, {
              roleIds: ids(world.roles),
              groupIds: ids(world.groups),
              desk: draw.one(world.groups).id,
            }),
          ],
        },
  (draw, world) => without(world, 'assignments', draw.one([...world.assignments, { id: '' }]).id),
];

/**
 * Worlds that differ from each other, but not for this operator.
 * @param makeSight the operator's sight of a world; null if the operator is gone
 * @returns the first world, then one for each change
 */
export function changedOutside(draw: Draw, sight: Sight, makeSight: (world: World) => Sight | null): World[] {
  const seen = inside(sight);
  const worlds = [sight.facts.world];
  for (let tried = 0; tried < 30; tried++) {
    const world = worlds.at(-1) as World;
    const changed = draw.one(EDITS)(draw, world, `x${tried}`);
    if (changed === world || JSON.stringify(changed) === JSON.stringify(world)) continue;
    const after = makeSight(changed);
    if (after !== null && inside(after) === seen) worlds.push(changed);
  }
  return worlds;
}
