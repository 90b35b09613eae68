import { reachesDevicesIn } from '../authorization/reach';
import { searchOf } from '../database/search';
import type {
  FormerMembershipResolvers,
  GroupMembershipResolvers,
  GroupResolvers,
  QueryResolvers,
} from '../generated/resolvers';
import { connection, toPage } from '../resolving/connection';
import { noted } from '../resolving/context';
import { keyOf, toNodeId } from '../resolving/node-id';
import type { Complete } from '../resolving/resolver-types';
import { type FormerMembershipRow, GROUPS_BY_NAME, type GroupMembershipRow, type GroupRow } from './store';

export const Query: Pick<Required<QueryResolvers>, 'group' | 'groups'> = {
  group: async (_, { id }, context) => noted(context, 'Group', context.loaders.groupById.load(keyOf('Group', id))),
  groups: (_, args, { loaders }) => {
    const page = toPage(GROUPS_BY_NAME, args);
    const search = searchOf(args.search);
    return connection(
      GROUPS_BY_NAME,
      page,
      () => loaders.groupPage.load({ search, page }),
      () => loaders.groupCount.load({ search }),
    );
  },
};

const Group: Complete<GroupResolvers, GroupRow> = {
  id: (group) => toNodeId('Group', group.id),
  users: (group, args, { loaders }) => loaders.usersByGroup(group.id, args, { transitive: args.transitive }),
  groups: (group, args, { loaders }) => loaders.groupsByGroup(group.id, args),
  devices: async (group, args, context) =>
    context.loaders.devicesByGroup(
      group.id,
      args,
      { transitive: args.transitive },
      await reachesDevicesIn(context, 'MANAGED_DEVICES_READ', group),
    ),
};

const GroupMembership: Complete<GroupMembershipResolvers, GroupMembershipRow> = {
  group: (membership) => membership,
};

const FormerMembership: Complete<FormerMembershipResolvers, FormerMembershipRow> = {
  group: (membership) => membership,
};

export const types = { Group, GroupMembership, FormerMembership };
