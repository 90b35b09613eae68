import { type HeldPermission, type MissingRead, missingFor, type Viewer } from '../authorization/viewer';
import type {
  MissingReadResolvers,
  QueryResolvers,
  ViewerPermissionResolvers,
  ViewerResolvers,
} from '../generated/resolvers';
import { toNodeId } from '../resolving/node-id';
import type { Complete } from '../resolving/resolver-types';

export const Query: Pick<Required<QueryResolvers>, 'viewer'> = {
  viewer: (_, __, { viewer }) => viewer,
};

const ViewerType: Complete<ViewerResolvers, Viewer> = {
  id: (viewer) => toNodeId('Viewer', viewer.id),
  permissions: (viewer) => [...viewer.granted],
  canTroubleshoot: (viewer) => viewer.state === 'ACTIVE' && missingFor(viewer).length === 0,
  missingPermissions: missingFor,
  missing: (viewer) => missingFor(viewer).map((permission) => ({ permission })),
  simulated: (_viewer, _, { isSimulated }) => isSimulated,
  withheldPermissions: ({ withheld }) => [...withheld],
  user: (viewer, _, { loaders }) => loaders.userById.load(viewer.id),
};

const MissingReadType: Complete<MissingReadResolvers, MissingRead> = {
  roles: async ({ permission }, _, { loaders }) => {
    const ids = await loaders.roleIdsByPermission.load(permission);
    return (await Promise.all(ids.map((id) => loaders.roleById.load(id)))).filter((role) => role !== null);
  },
};

const ViewerPermission: Complete<ViewerPermissionResolvers, HeldPermission> = {
  // Operators may know their own assignments, so these two names need no permission.
  assignments: async ({ assignmentIds }, _, { loaders }) => {
    const found = await Promise.all(assignmentIds.map((id) => loaders.assignmentNamesById.load(id)));
    return found.filter((names) => names !== null);
  },
  allUsers: ({ scope }) => scope.allUsers,
  allDevices: ({ scope }) => scope.allDevices,
  everything: ({ scope }) => scope.everything,
  groups: async ({ scope }, _, { loaders }) =>
    (await Promise.all(scope.groups.map((id) => loaders.groupNameById.load(id)))).map((group) => ({
      displayName: group?.displayName ?? '',
    })),
};

export const types = { Viewer: ViewerType, ViewerPermission, MissingRead: MissingReadType };
