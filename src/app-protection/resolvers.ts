import { linked } from '../authorization/reach';
import type { FlaggedReason } from '../generated/graphql';
import type { AppProtectionPolicyResolvers, AppProtectionStateResolvers, QueryResolvers } from '../generated/resolvers';
import { connection, toPage } from '../resolving/connection';
import { toNodeId } from '../resolving/node-id';
import type { Complete } from '../resolving/resolver-types';
import { type AppProtectionPolicyRow, type AppProtectionStateRow, POLICIES_BY_NAME } from './store';

export const Query: Pick<Required<QueryResolvers>, 'appProtectionPolicies'> = {
  appProtectionPolicies: (_, args, { loaders }) => {
    const page = toPage(POLICIES_BY_NAME, args);
    return connection(
      POLICIES_BY_NAME,
      page,
      () => loaders.appProtectionPolicyPage.load(page),
      () => loaders.appProtectionPolicyCount.load('policies'),
    );
  },
};

const AppProtectionState: Complete<AppProtectionStateResolvers, AppProtectionStateRow> = {
  id: (state) => toNodeId('AppProtectionState', state.id),
  policies: (state, _, { loaders }) => loaders.appProtectionPoliciesByState.load(state.id),
  flaggedReasons: (state) => JSON.parse(state.flags) as FlaggedReason[],
  device: linked(
    'MANAGED_DEVICES_READ',
    'allDevices',
    (state) => state.deviceId,
    (id, { loaders }) => loaders.deviceById.load(id),
  ),
};

const AppProtectionPolicy: Complete<AppProtectionPolicyResolvers, AppProtectionPolicyRow> = {
  id: (policy) => toNodeId('AppProtectionPolicy', policy.id),
  assignments: (policy, args, { loaders, viewer }) =>
    loaders.assignmentsByAppProtectionPolicy(policy.id, args, viewer.scopeOf('ORGANIZATION_READ').everything),
};

export const types = { AppProtectionState, AppProtectionPolicy };
