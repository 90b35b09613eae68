import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { Permission } from '../generated/graphql';
import type { Connection } from '../resolving/connection';
import type { Context } from '../resolving/context';
import { forbidden, type Refusal } from '../resolving/errors';
import { objectTypes } from './permissions';
import { isSameScope, type Scope } from './scope';

/*
 * Resolvers of fields whose permission can have another scope than the permission that found their row. A user is found
 * with ORGANIZATION_READ, a device with MANAGED_DEVICES_READ. Hidden is not the same as empty: a field out of scope is
 * refused with OUT_OF_SCOPE, unless part of its list is in scope by itself.
 */

/** Checks whether a permission applies to a row that this request found. */
type Reaches<Row> = (context: Context, permission: Permission, row: Row) => boolean | Promise<boolean>;

type Resolve<Row, Args, Answer> = (
  row: Row,
  args: Args,
  context: Context,
  info: GraphQLResolveInfo,
) => Answer | Promise<Answer>;

interface Subject {
  readonly id: string;
}

/**
 * The behaviour of a field whose subject is out of scope. `WHOLE` is refused. `PART` lists the rows that are in scope
 * by themselves. `LINK` leads to one row that is in scope by itself. `EVERYTHING` has no subject smaller than the tenant:
 * without a single assignment over all users and all devices it is refused.
 */
type Reach = 'WHOLE' | 'PART' | 'LINK' | 'EVERYTHING';

/** The reach of a field, and the permission whose scope decides. */
export interface FieldReach {
  readonly reach: Reach;
  readonly permission: Permission;
}

const reaches = new WeakMap<object, FieldReach>();

function registered<Resolver extends object>(reach: Reach, permission: Permission, resolve: Resolver): Resolver {
  reaches.set(resolve, { reach, permission });
  return resolve;
}

/** Writes the reach of each field into its extensions, which the rules do not change. */
export function describeReach(schema: GraphQLSchema, resolvers: object): void {
  const byType = resolvers as Readonly<Record<string, Readonly<Record<string, object>> | undefined>>;
  for (const type of objectTypes(schema)) {
    for (const [name, field] of Object.entries(type.getFields())) {
      // The schema has copies of the resolvers, so look up the originals.
      const resolver = byType[type.name]?.[name];
      const reach = resolver === undefined ? undefined : reaches.get(resolver);
      if (reach !== undefined) field.extensions = { ...field.extensions, reach };
    }
  }
}

/** The reach of a field; null if the permission of its type suffices. */
export const reachOf = ({ extensions }: { readonly extensions: Readonly<Record<string, unknown>> }) =>
  (extensions['reach'] as FieldReach | undefined) ?? null;

function refuse(info: GraphQLResolveInfo, permission: Permission, over: Refusal['over'] = 'OBJECT') {
  return forbidden({
    reason: 'OUT_OF_SCOPE',
    missing: [permission],
    over,
    coordinate: `${info.parentType.name}.${info.fieldName}`,
  });
}

/** A device, and its primary user. */
interface OwnedSubject extends Subject {
  readonly userId: string | null;
}

/** Whether a scope holds a user. */
export const holdsUser = ({ loaders }: Context, scope: Scope, { id }: Subject): boolean | Promise<boolean> =>
  scope.allUsers || loaders.isUserInScope(scope, id);

/** Whether a scope holds a device. */
export function holdsDevice({ loaders }: Context, scope: Scope, { id, userId }: OwnedSubject) {
  return scope.allDevices || (scope.allUsers && userId !== null) || loaders.isDeviceInScope(scope, id);
}

/** Whether the permission applies to a user. */
export function reachesUser(context: Context, permission: Permission, user: Subject): boolean | Promise<boolean> {
  const { viewer } = context;
  const scope = viewer.scopeOf(permission);
  return isSameScope(scope, viewer.scopeOf('ORGANIZATION_READ')) || holdsUser(context, scope, user);
}

/** Whether the permission applies to a device. */
export function reachesDevice(context: Context, permission: Permission, device: OwnedSubject) {
  const { viewer } = context;
  const scope = viewer.scopeOf(permission);
  if (isSameScope(scope, viewer.scopeOf('MANAGED_DEVICES_READ'))) return true;
  const byItself = () => holdsDevice(context, scope, device);
  if (device.userId === null || scope.allDevices) return byItself();
  // A scope holds all devices of its users. The fields of a user and of the user's devices share this answer.
  const byUser = holdsUser(context, scope, { id: device.userId });
  return byUser === true || Promise.resolve(byUser).then((isHeld) => isHeld || byItself());
}

/** Whether the permission applies to all devices of a user. */
export const reachesDevicesOf = (context: Context, permission: Permission, user: Subject) =>
  context.viewer.scopeOf(permission).allDevices || reachesUser(context, permission, user);

/** Whether the permission applies to all present and future devices of a group. */
export function reachesDevicesIn({ viewer, loaders }: Context, permission: Permission, group: Subject) {
  const scope = viewer.scopeOf(permission);
  return scope.allDevices || loaders.isGroupContained(scope, group.id);
}

/** Whether one assignment gives the permission over all users and all devices. */
export const overEverything = ({ viewer }: Context, permission: Permission): boolean =>
  viewer.scopeOf(permission).everything;

/** Resolves a field that is answered as a whole or refused, such as a count or a list that belongs to its subject. */
export function whole<Row, Args, Answer>(
  permission: Permission,
  isReached: Reaches<Row>,
  read: (row: Row, args: Args, context: Context) => Answer | Promise<Answer>,
): Resolve<Row, Args, Answer> {
  return registered('WHOLE', permission, (row: Row, args: Args, context: Context, info: GraphQLResolveInfo) => {
    const answer = (isHeld: boolean) => {
      if (!isHeld) throw refuse(info, permission);
      return read(row, args, context);
    };
    const reached = isReached(context, permission, row);
    return typeof reached === 'boolean' ? answer(reached) : reached.then(answer);
  });
}

/** Resolves a field about the whole tenant: refused unless one assignment gives the permission over everything. */
export function ofEverything<Row, Args, Answer>(
  permission: Permission,
  read: (row: Row, args: Args, context: Context) => Answer | Promise<Answer>,
): Resolve<Row, Args, Answer> {
  return registered('EVERYTHING', permission, (row: Row, args: Args, context: Context, info: GraphQLResolveInfo) => {
    if (!overEverything(context, permission)) throw refuse(info, permission, 'EVERYTHING');
    return read(row, args, context);
  });
}

/** Marks a mutation for which the permission must be held over everything. Its command checks that. */
export const changesEverything = <Resolver extends object>(permission: Permission, resolve: Resolver): Resolver =>
  registered('EVERYTHING', permission, resolve);

/** Resolves a list whose rows can be in scope by themselves: the whole list, else the part in scope, else a refusal. */
export function wholeOrPart<Row, Args, Item>(
  permission: Permission,
  isReached: Reaches<Row>,
  list: (row: Row, args: Args, context: Context, complete: boolean) => Connection<Item>,
): Resolve<Row, Args, Connection<Item>> {
  return registered('PART', permission, (row: Row, args: Args, context: Context, info: GraphQLResolveInfo) => {
    const reached = isReached(context, permission, row);
    const answer = async () => {
      const isWhole = await reached;
      const found = list(row, args, context, isWhole);
      if (!isWhole && (await found.totalCount()) === 0) throw refuse(info, permission);
      return found;
    };
    return reached === true ? list(row, args, context, true) : answer();
  });
}

/**
 * Resolves a link to one row: null without a target, refused if the target is out of scope. A target can be gone. Only a
 * viewer over all targets learns that.
 * @param all the part of a scope that holds every target
 */
export function linked<Row, Target>(
  permission: Permission,
  all: 'allUsers' | 'allDevices',
  keyOf: (row: Row) => string | null,
  load: (key: string, context: Context) => Promise<Target | null>,
): Resolve<Row, unknown, Target | null> {
  return registered('LINK', permission, async (row: Row, _: unknown, context: Context, info: GraphQLResolveInfo) => {
    const key = keyOf(row);
    if (key === null) return null;
    const found = await load(key, context);
    if (found === null && !context.viewer.scopeOf(permission)[all]) throw refuse(info, permission);
    return found;
  });
}
