import type { Facts, Sight } from './sight';
import { type Device, type Filter, folded, type Target, type User } from './world';

/*
 * Whom policies and apps are assigned to, and what that comes to for one user or device.
 */

/** Something that is assigned: a policy, or an app. */
export interface Assignable {
  readonly id: string;
  readonly displayName: string | null;
  readonly platform: string;
  readonly targets: readonly Target[];
}

/** What is assigned to somebody or something, with the assignments that reach it. */
export interface Reached<Item extends Assignable = Assignable> {
  readonly item: Item;
  readonly targets: readonly Target[];
  readonly outcome: string;
  readonly intent: string | null;
}

/** Whether the operator can see an assignment: those to groups only with the group; who sees everything, in any case. */
export const isSeen = ({ groupId }: Target, sight: Sight): boolean =>
  groupId === null || sight.everything('ORGANIZATION_READ') || sight.groups.has(groupId);

const reachesUser = ({ target, groupId }: Target, user: User, facts: Facts): boolean =>
  target === 'ALL_USERS' ? user.intuneLicensed : groupId !== null && facts.usersOf(groupId, true).has(user.id);

function reachesDevice(target: Target, device: Device, facts: Facts): boolean {
  if (target.target === 'ALL_DEVICES') return true;
  const user = facts.users.get(device.userId ?? '');
  if (user !== undefined && reachesUser(target, user, facts)) return true;
  return target.groupId !== null && facts.devicesOf(target.groupId, true).has(device.id);
}

const equals = (one: string | null, other: string) => (one === null ? null : one === other);

function verdict(filter: Filter | undefined, { manufacturer, ownership }: Device): boolean | null {
  const isDell = equals(manufacturer, 'Dell');
  const isCompanys = ownership === 'COMPANY';
  switch (filter?.asks) {
    case 'DELL':
      return isDell;
    case 'COMPANY':
      return isCompanys;
    case 'DELL_OR_COMPANY':
      return isCompanys ? true : isDell;
    default:
      return null;
  }
}

function passes({ filterMode, filterId }: Target, device: Device | null, facts: Facts): boolean | null {
  if (filterMode === 'NONE') return true;
  const found = device === null ? null : verdict(facts.filters.get(filterId ?? ''), device);
  return found === null ? null : found === (filterMode === 'INCLUDE');
}

function together(intents: readonly (string | null)[]): string | null {
  if (intents.includes('REQUIRED')) return intents.includes('AVAILABLE') ? 'REQUIRED_AND_AVAILABLE' : 'REQUIRED';
  return ['UNINSTALL', 'AVAILABLE'].find((intent) => intents.includes(intent)) ?? null;
}

function result(targets: readonly Target[], device: Device | null, facts: Facts) {
  const excluded = targets.filter((each) => each.excluded).map(({ intent }) => intent);
  const open = targets.filter((each) => !each.excluded && !excluded.includes(each.intent));
  const [yes, unknown] = [true, null].map((wanted) => open.filter((each) => passes(each, device, facts) === wanted));
  const intents = (of: readonly Target[] = []) => together(of.map(({ intent }) => intent));
  if (yes?.length) return { outcome: 'ASSIGNED', intent: intents(yes) };
  if (unknown?.length) return { outcome: 'DEPENDS_ON_FILTER', intent: intents(unknown) };
  return { outcome: open.length > 0 ? 'FILTERED_OUT' : 'EXCLUDED', intent: null };
}

const reached = <Item extends Assignable>(
  items: readonly Item[],
  facts: Facts,
  device: Device | null,
  reaches: (target: Target, item: Item) => boolean,
): Reached<Item>[] =>
  items.flatMap((item) => {
    const targets = item.targets.filter((target) => reaches(target, item));
    // What is only taken away was never assigned.
    return targets.every(({ excluded }) => excluded) ? [] : [{ item, targets, ...result(targets, device, facts) }];
  });

export const assignedToUser = <Item extends Assignable>(items: readonly Item[], user: User, facts: Facts) =>
  reached(items, facts, null, (target) => reachesUser(target, user, facts));

export const assignedToDevice = <Item extends Assignable>(items: readonly Item[], device: Device, facts: Facts) =>
  reached(
    items,
    facts,
    device,
    (target, { platform }) =>
      [device.platform, 'UNKNOWN', 'WEB'].some((each) => each === platform || device.platform === 'UNKNOWN') &&
      reachesDevice(target, device, facts),
  );

/** How many devices a user may enrol. */
export function deviceLimit(user: User, facts: Facts): number | null {
  const limits = facts.world.profiles.filter(({ kind }) => kind === 'ENROLLMENT_LIMIT');
  const own = assignedToUser(limits, user, facts)
    .filter(({ item, targets }) => item.priority !== 0 && targets.every(({ excluded }) => !excluded))
    .map(({ item }) => item);
  const order = [...(own.length > 0 ? own : limits.filter(({ priority }) => priority === 0))].sort(
    (one, other) => (one.priority ?? 0) - (other.priority ?? 0) || (one.id < other.id ? -1 : 1),
  );
  return order[0]?.deviceLimit ?? null;
}

export const byItsName = ({ item }: Reached): [string, string] => [folded(item.displayName), item.id];
