import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { Permission } from '../generated/graphql';
import type { Connection } from '../resolving/connection';
import type { Context } from '../resolving/context';
import { forbidden } from '../resolving/errors';
import { objectTypes } from './permissions';
import { isSameScope } from './scope';

/*
 * Resolvers of fields whose permission can have another scope than the permission that found their row. A user is found
 * with ORGANIZATION_READ, a device with MANAGED_DEVICES_READ. Hidden is not the same as empty: a field out of scope is
 * refused with OUT_OF_SCOPE, unless part of its list is in scope by itself.
 */

/** Checks whether a permission applies to a row that this request found. */
type Reaches<Row> = (context: Context, permission: Permission, row: Row) => Promise<boolean>;

type Resolve<Row, Args, Answer> = (row: Row, args: Args, context: Context, info: GraphQLResolveInfo) => Promise<Answer>;

interface Subject {
  readonly id: string;
}

/**
 * The behaviour of a field whose subject is out of scope. `WHOLE` is refused. `PART` lists the rows that are in scope
 * by themselves. `LINK` leads to one row that is in scope by itself.
 */
export type Reach = 'WHOLE' | 'PART' | 'LINK';

const reaches = new WeakMap<object, Reach>();

function registered<Resolver extends object>(reach: Reach, resolve: Resolver): Resolver {
  reaches.set(resolve, reach);
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
export const reachOf = ({ extensions }: { readonly extensions: Readonly<Record<string, unknown>> }): Reach | null =>
  (extensions['reach'] as Reach | undefined) ?? null;

function refuse(info: GraphQLResolveInfo, permission: Permission) {
  return forbidden({
    reason: 'OUT_OF_SCOPE',
    missing: [permission],
    coordinate: `${info.parentType.name}.${info.fieldName}`,
  });
}

/** Whether the permission applies to a user. */
export async function reachesUser({ viewer, loaders }: Context, permission: Permission, user: Subject) {
  const scope = viewer.scopeOf(permission);
  if (scope.allUsers || isSameScope(scope, viewer.scopeOf('ORGANIZATION_READ'))) return true;
  return (await loaders.userInScope.load({ of: user.id, by: permission })).length > 0;
}

/** Whether the permission applies to a device. */
export async function reachesDevice({ viewer, loaders }: Context, permission: Permission, device: Subject) {
  const scope = viewer.scopeOf(permission);
  if (scope.allDevices || isSameScope(scope, viewer.scopeOf('MANAGED_DEVICES_READ'))) return true;
  return (await loaders.deviceInScope.load({ of: device.id, by: permission })).length > 0;
}

/** Whether the permission applies to all devices of a user. */
export async function reachesDevicesOf(context: Context, permission: Permission, user: Subject) {
  return context.viewer.scopeOf(permission).allDevices || (await reachesUser(context, permission, user));
}

/** Whether the permission applies to all present and future devices of a group. */
export async function reachesDevicesIn({ viewer, loaders }: Context, permission: Permission, group: Subject) {
  if (viewer.scopeOf(permission).allDevices) return true;
  return (await loaders.groupContained.load({ of: group.id, by: permission })).length > 0;
}

/** Whether one assignment gives the permission over all users and all devices. */
export async function overEverything({ viewer }: Context, permission: Permission) {
  return viewer.scopeOf(permission).everything;
}

/** Resolves a field that is answered as a whole or refused, such as a count or a list that belongs to its subject. */
export function whole<Row, Args, Answer>(
  permission: Permission,
  isReached: Reaches<Row>,
  read: (row: Row, args: Args, context: Context) => Answer | Promise<Answer>,
): Resolve<Row, Args, Answer> {
  return registered('WHOLE', async (row: Row, args: Args, context: Context, info: GraphQLResolveInfo) => {
    if (!(await isReached(context, permission, row))) throw refuse(info, permission);
    return read(row, args, context);
  });
}

/** Resolves a list whose rows can be in scope by themselves: the whole list, else the part in scope, else a refusal. */
export function wholeOrPart<Row, Args, Item>(
  permission: Permission,
  isReached: Reaches<Row>,
  list: (row: Row, args: Args, context: Context, complete: boolean) => Connection<Item>,
): Resolve<Row, Args, Connection<Item>> {
  return registered('PART', async (row: Row, args: Args, context: Context, info: GraphQLResolveInfo) => {
    if (await isReached(context, permission, row)) return list(row, args, context, true);
    const part = list(row, args, context, false);
    if ((await part.totalCount()) === 0) throw refuse(info, permission);
    return part;
  });
}

/** Resolves a link to one row: null without a target, refused if the target is out of scope. */
export function linked<Row, Target>(
  permission: Permission,
  keyOf: (row: Row) => string | null,
  load: (key: string, context: Context) => Promise<Target | null>,
): Resolve<Row, unknown, Target | null> {
  return registered('LINK', async (row: Row, _: unknown, context: Context, info: GraphQLResolveInfo) => {
    const key = keyOf(row);
    if (key === null) return null;
    const found = await load(key, context);
    if (found === null) throw refuse(info, permission);
    return found;
  });
}
