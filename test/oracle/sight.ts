import {
  type App,
  type Assignment,
  type Device,
  type EnrollmentFailure,
  type EntraDevice,
  type Filter,
  type Group,
  type IneffectiveReason,
  PERMISSIONS,
  type Permission,
  type Policy,
  type PolicyState,
  type Profile,
  type Protection,
  type Role,
  type User,
  type World,
} from './world';

/*
 * Computes an operator's scopes with sets. It shares no code with the service, so a mistake must be made twice to stay
 * unnoticed.
 */

export type Ids = ReadonlySet<string>;
export const NONE: Ids = new Set();

const union = (sets: Iterable<Ids>): Ids => new Set([...sets].flatMap((set) => [...set]));

export class Facts {
  readonly users: ReadonlyMap<string, User>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly devices: ReadonlyMap<string, Device>;
  readonly apps: ReadonlyMap<string, App>;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly filters: ReadonlyMap<string, Filter>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly protections: ReadonlyMap<string, Protection>;
  readonly failures: ReadonlyMap<string, EnrollmentFailure>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly assignments: ReadonlyMap<string, Assignment>;
  readonly states: ReadonlyMap<string, { readonly device: Device; readonly state: PolicyState }>;
  /** The groups nested in each group, including itself. */
  private readonly nested = new Map<string, Ids>();
  private readonly usersIn = new Map<string, Ids>();
  private readonly devicesIn = new Map<string, Ids>();

  readonly world: World;

  constructor(world: World) {
    this.world = world;

    const byId = <Item extends { readonly id: string }>(items: readonly Item[]) =>
      new Map(items.map((item) => [item.id, item]));
    this.users = byId(world.users);
    this.groups = byId(world.groups);
    this.devices = byId(world.devices);
    this.apps = byId(world.apps);
    this.profiles = byId(world.profiles);
    this.filters = byId(world.filters);
    this.policies = byId(world.policies);
    this.protections = byId(world.protections);
    this.failures = byId(world.enrollmentFailures);
    this.roles = byId(world.roles);
    this.assignments = byId(world.assignments);
    this.states = new Map(
      world.devices.flatMap((device) => device.policyStates.map((state) => [state.id, { device, state }] as const)),
    );
    for (const group of world.groups) {
      const members = (kind: string) => group.members.filter((each) => each.kind === kind).map(({ id }) => id);
      this.usersIn.set(group.id, new Set(members('USER').filter((id) => this.users.has(id))));
      const entra = new Set(members('DEVICE'));
      const named = new Set(world.entraDevices.filter(({ id }) => entra.has(id)).map(({ deviceId }) => deviceId));
      this.devicesIn.set(
        group.id,
        new Set(world.devices.filter((each) => named.has(each.azureADDeviceId ?? '')).map(({ id }) => id)),
      );
      this.nested.set(group.id, this.reckonNested(group.id));
    }
  }

  private reckonNested(id: string): Ids {
    const found = new Set([id]);
    for (const each of found) for (const inner of this.nestedDirectly(each)) found.add(inner);
    return found;
  }

  nestedDirectly(id: string): string[] {
    const members = this.groups.get(id)?.members ?? [];
    return members.filter((each) => each.kind === 'GROUP' && this.groups.has(each.id)).map((each) => each.id);
  }

  nestedIn(id: string): Ids {
    return this.nested.get(id) ?? NONE;
  }

  /** The users in a group; with `transitive` also those in nested groups. */
  usersOf(id: string, transitive: boolean): Ids {
    const of = (group: string) => this.usersIn.get(group) ?? NONE;
    return transitive ? union([...this.nestedIn(id)].map(of)) : of(id);
  }

  devicesOf(id: string, transitive: boolean): Ids {
    const of = (group: string) => this.devicesIn.get(group) ?? NONE;
    return transitive ? union([...this.nestedIn(id)].map(of)) : of(id);
  }

  /** The Entra objects of a device. */
  entraObjectsOf(device: Device): EntraDevice[] {
    return this.world.entraDevices.filter(({ deviceId }) => deviceId === device.azureADDeviceId);
  }

  /** The Entra object with the join type: the one registered last. */
  entraOf(device: Device): EntraDevice | null {
    const order = ({ registeredAt, id }: EntraDevice) => `${registeredAt} ${id}`;
    return this.entraObjectsOf(device).reduce<EntraDevice | null>(
      (newest, each) => (newest === null || order(each) > order(newest) ? each : newest),
      null,
    );
  }

  /** Whether a user gets an assignment, directly or through nested groups. */
  gets(user: string, { memberGroupIds }: Assignment): boolean {
    return memberGroupIds.some((group) => this.usersOf(group, true).has(user));
  }

  /** Why an assignment is ineffective, by its own reason or its role's. */
  ineffective(assignment: Assignment): IneffectiveReason | null {
    const { allUsers, allDevices, scopeGroupIds } = assignment;
    const isOverNothing = !allUsers && !allDevices && scopeGroupIds.length === 0;
    return (
      assignment.ineffectiveReason ?? this.role(assignment).ineffectiveReason ?? (isOverNothing ? 'EMPTY_SCOPE' : null)
    );
  }

  role({ roleId }: Assignment): Role {
    return this.roles.get(roleId) as Role;
  }
}

export interface Scope {
  readonly allUsers: boolean;
  readonly allDevices: boolean;
  /** Whether one assignment covers all users and all devices. */
  readonly everything: boolean;
  readonly groups: Ids;
}

const READS: readonly Permission[] = [
  'ORGANIZATION_READ',
  'MANAGED_DEVICES_READ',
  'MOBILE_APPS_READ',
  'MANAGED_APPS_READ',
];

/** The users and devices in a scope. */
export interface Reach {
  readonly users: Ids;
  readonly devices: Ids;
}

export function reachOf(facts: Facts, scope: Scope): Reach {
  const groups = [...scope.groups];
  const users = scope.allUsers ? new Set(facts.users.keys()) : union(groups.map((id) => facts.usersOf(id, true)));
  const byGroup = union(groups.map((id) => facts.devicesOf(id, true)));
  const isIn = ({ id, userId }: Device) =>
    scope.allDevices || byGroup.has(id) || (userId !== null && users.has(userId));
  return { users, devices: new Set(facts.world.devices.filter(isIn).map(({ id }) => id)) };
}

/** The groups of a scope, those nested in them, and those with a visible member: a user, a device, or such a group. */
export function groupsSeen(facts: Facts, scope: Scope, { users, devices }: Reach): Ids {
  if (scope.everything) return new Set(facts.groups.keys());
  const seen = new Set([...scope.groups].flatMap((id) => [...facts.nestedIn(id)]));
  const has = (members: Iterable<string>, of: Ids) => [...members].some((member) => of.has(member));
  for (let size = -1; size !== seen.size; ) {
    size = seen.size;
    for (const { id } of facts.world.groups) {
      if (
        has(facts.usersOf(id, false), users) ||
        has(facts.devicesOf(id, false), devices) ||
        has(facts.nestedDirectly(id), seen)
      ) {
        seen.add(id);
      }
    }
  }
  return seen;
}

export interface Held {
  readonly permission: Permission;
  readonly scope: Scope;
  readonly assignments: readonly Assignment[];
}

/** An operator's sight of a world. */
export class Sight {
  readonly user: User;
  readonly state: 'ACTIVE' | 'DISABLED' | 'UNLICENSED';
  /** The operator's assignments, effective or not. */
  readonly granted: readonly Held[];
  /** The scope of each effective permission. */
  readonly reach: ReadonlyMap<Permission, Reach>;
  /** The groups that the operator sees. */
  readonly groups: Ids;
  private readonly scopes: ReadonlyMap<Permission, Scope>;

  readonly facts: Facts;
  readonly now: string;

  /** @param always true to treat the account as enabled and licensed */
  constructor(facts: Facts, id: string, now: string, always = false) {
    this.facts = facts;
    this.now = now;

    this.user = facts.users.get(id) as User;
    this.state =
      always || (this.user.accountEnabled === true && this.user.intuneLicensed)
        ? 'ACTIVE'
        : this.user.accountEnabled === true
          ? 'UNLICENSED'
          : 'DISABLED';
    const given = facts.world.assignments.filter((each) => facts.gets(id, each) && facts.ineffective(each) === null);
    this.granted = PERMISSIONS.flatMap((permission) => {
      const assignments = given.filter((each) => facts.role(each).permissions.includes(permission));
      if (assignments.length === 0) return [];
      const scope = {
        allUsers: assignments.some((each) => each.allUsers),
        allDevices: assignments.some((each) => each.allDevices),
        everything: assignments.some((each) => each.allUsers && each.allDevices),
        groups: new Set(assignments.flatMap((each) => each.scopeGroupIds)),
      };
      return [{ permission, scope, assignments }];
    });
    const inForce = this.state === 'ACTIVE' ? this.granted : [];
    this.scopes = new Map(inForce.map(({ permission, scope }) => [permission, scope]));
    this.reach = new Map(inForce.map(({ permission, scope }) => [permission, reachOf(facts, scope)]));
    const scope = this.scopes.get('ORGANIZATION_READ');
    this.groups = scope === undefined ? NONE : groupsSeen(facts, scope, reachOf(facts, scope));
  }

  holds(permission: Permission): boolean {
    return this.scopes.has(permission);
  }

  scope(permission: Permission): Scope {
    return this.scopes.get(permission) ?? { allUsers: false, allDevices: false, everything: false, groups: NONE };
  }

  users(permission: Permission): Ids {
    return this.reach.get(permission)?.users ?? NONE;
  }

  devices(permission: Permission): Ids {
    return this.reach.get(permission)?.devices ?? NONE;
  }

  /** Whether a list of this user's devices is complete. */
  reachesDevicesOf(permission: Permission, userId: string): boolean {
    return this.scope(permission).allDevices || this.users(permission).has(userId);
  }

  /** Whether a list of this group's devices is complete, for any devices. */
  containsGroup(permission: Permission, id: string): boolean {
    const { allDevices, groups } = this.scope(permission);
    return allDevices || [...groups].some((outer) => this.facts.nestedIn(outer).has(id));
  }

  everything(permission: Permission): boolean {
    return this.scope(permission).everything;
  }

  /** The reason for refusing these permissions; null if they are held. */
  refusal(needs: readonly Permission[]): { reason: string; missing: readonly Permission[] } | null {
    if (this.state !== 'ACTIVE') return { reason: this.state === 'DISABLED' ? 'DISABLED' : 'LICENSE', missing: [] };
    const missing = needs.filter((permission) => !this.holds(permission));
    return missing.length === 0 ? null : { reason: 'PERMISSION', missing };
  }

  /** The read permissions over a user that this operator lacks. */
  missingOver(user: User) {
    return READS.flatMap((permission) => {
      if (!this.holds(permission)) return [{ permission, reason: 'PERMISSION' }];
      return this.users(permission).has(user.id) ? [] : [{ permission, reason: 'OUT_OF_SCOPE' }];
    });
  }

  missingReads(): Permission[] {
    return READS.filter((permission) => !this.granted.some((held) => held.permission === permission));
  }
}

const sights = new WeakMap<Facts, Map<string, Sight>>();

/** An operator's sight of a world, from a cache. */
export function sightOf(facts: Facts, id: string, now: string): Sight {
  const known = sights.get(facts) ?? new Map<string, Sight>();
  sights.set(facts, known);
  const sight = known.get(id) ?? new Sight(facts, id, now);
  known.set(id, sight);
  return sight;
}
