import type { QueryResolvers, ViewerPermissionResolvers, ViewerResolvers } from '../generated/graphql';
import { toNodeId } from '../node-id';
import type { Complete } from '../resolver-types';
import { type HeldPermission, missingFor, type Viewer } from './viewer';

export const Query: Pick<Required<QueryResolvers>, 'viewer'> = {
  viewer: (_, __, { viewer }) => viewer,
};

const ViewerType: Complete<ViewerResolvers, Viewer> = {
  id: (viewer) => toNodeId('Viewer', viewer.id),
  permissions: (viewer) => [...viewer.granted],
  canTroubleshoot: (viewer) => viewer.state === 'ACTIVE' && missingFor(viewer).length === 0,
  missingPermissions: missingFor,
  user: (viewer, _, { loaders }) => loaders.userById.load(viewer.id),
};

const ViewerPermission: Complete<ViewerPermissionResolvers, HeldPermission> = {
  allUsers: ({ scope }) => scope.allUsers,
  allDevices: ({ scope }) => scope.allDevices,
  groups: async ({ scope }, _, { loaders }) =>
    (await Promise.all(scope.groups.map((id) => loaders.groupNameById.load(id)))).map((group) => ({
      displayName: group?.displayName ?? '',
    })),
};

export const types = { Viewer: ViewerType, ViewerPermission };
