import type { GraphQLResolveInfo } from 'graphql';
import type { Permission } from '../generated/graphql';
import type { Connection } from '../resolving/connection';
import type { Context } from '../resolving/context';
import { forbidden } from '../resolving/errors';
import { isSameScope } from './scope';

/*
 * What of a subject the viewer reaches. A user was found under ORGANIZATION_READ and a device under
 * MANAGED_DEVICES_READ; what hangs on them may need another permission, which may hold over other users and devices.
 * Out of reach is not empty: it is refused, unless part of a list is in scope by itself.
 */
function refuse(info: GraphQLResolveInfo, permission: Permission) {
  return forbidden({
    reason: 'OUT_OF_SCOPE',
    missing: [permission],
    coordinate: `${info.parentType.name}.${info.fieldName}`,
  });
}

/** Whether the permission holds over a user that this request found. */
export async function reachesUser({ viewer, loaders }: Context, permission: Permission, id: string): Promise<boolean> {
  const scope = viewer.scopeOf(permission);
  if (scope.allUsers || isSameScope(scope, viewer.scopeOf('ORGANIZATION_READ'))) return true;
  return (await loaders.userInScope.load({ of: id, by: permission })).length > 0;
}

/** Whether the permission holds over a device that this request found. */
export async function reachesDevice(
  { viewer, loaders }: Context,
  permission: Permission,
  id: string,
): Promise<boolean> {
  const scope = viewer.scopeOf(permission);
  if (scope.allDevices || isSameScope(scope, viewer.scopeOf('MANAGED_DEVICES_READ'))) return true;
  return (await loaders.deviceInScope.load({ of: id, by: permission })).length > 0;
}

/** Whether the permission holds over all the devices of a user that this request found. */
export async function reachesDevicesOf(context: Context, permission: Permission, userId: string): Promise<boolean> {
  return context.viewer.scopeOf(permission).allDevices || (await reachesUser(context, permission, userId));
}

/** Whether the permission holds over all the devices that are, or come, into a group. */
export async function reachesDevicesIn({ viewer, loaders }: Context, permission: Permission, groupId: string) {
  if (viewer.scopeOf(permission).allDevices) return true;
  return (await loaders.groupContained.load({ of: groupId, by: permission })).length > 0;
}

/** Something of a subject that is only whole or nothing: a list that follows the subject, a number, a summary. */
export async function whole<Answer>(
  info: GraphQLResolveInfo,
  permission: Permission,
  reached: Promise<boolean>,
  read: () => Answer | Promise<Answer>,
): Promise<Answer> {
  if (!(await reached)) throw refuse(info, permission);
  return read();
}

/** A list about a subject whose things are in scope by themselves too: whole, else that part, else refused. */
export async function wholeOrPart<Row>(
  info: GraphQLResolveInfo,
  permission: Permission,
  reached: Promise<boolean>,
  list: (complete: boolean) => Connection<Row>,
): Promise<Connection<Row>> {
  if (await reached) return list(true);
  const part = list(false);
  if ((await part.totalCount()) === 0) throw refuse(info, permission);
  return part;
}

/** A link to one thing: null where there is none, refused where it is out of scope. */
export async function linked<Row>(
  info: GraphQLResolveInfo,
  permission: Permission,
  key: string | null,
  load: (key: string) => Promise<Row | null>,
): Promise<Row | null> {
  if (key === null) return null;
  const found = await load(key);
  if (found === null) throw refuse(info, permission);
  return found;
}

/** Whether one assignment gives the permission over all users and all devices. */
export async function overEverything({ viewer }: Context, permission: Permission): Promise<boolean> {
  return viewer.scopeOf(permission).everything;
}
