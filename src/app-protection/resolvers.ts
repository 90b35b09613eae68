import { linked } from '../authorization/reach';
import type { FlaggedReason } from '../generated/graphql';
import type { AppProtectionPolicyResolvers, AppProtectionStateResolvers } from '../generated/resolvers';
import { toNodeId } from '../resolving/node-id';
import type { Complete } from '../resolving/resolver-types';
import type { AppProtectionPolicyRow, AppProtectionStateRow } from './store';

const AppProtectionState: Complete<AppProtectionStateResolvers, AppProtectionStateRow> = {
  id: (state) => toNodeId('AppProtectionState', state.id),
  policies: (state, _, { loaders }) => loaders.appProtectionPoliciesByState.load(state.id),
  flaggedReasons: (state) => JSON.parse(state.flags) as FlaggedReason[],
  device: linked(
    'MANAGED_DEVICES_READ',
    (state) => state.deviceId,
    (id, { loaders }) => loaders.deviceById.load(id),
  ),
};

const AppProtectionPolicy: Complete<AppProtectionPolicyResolvers, AppProtectionPolicyRow> = {
  id: (policy) => toNodeId('AppProtectionPolicy', policy.id),
};

export const types = { AppProtectionState, AppProtectionPolicy };
