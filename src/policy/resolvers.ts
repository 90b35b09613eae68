import { explainCode } from '../failure/explain-code';
import type {
  CompliancePolicyStateResolvers,
  ConfigurationStateResolvers,
  PolicyResolvers,
  QueryResolvers,
  SettingStateResolvers,
} from '../generated/resolvers';
import { connection, toPage } from '../resolving/connection';
import { lastRead } from '../resolving/last-read';
import { keyOf, toNodeId } from '../resolving/node-id';
import type { Complete } from '../resolving/resolver-types';
import { settingWords } from './setting-words';
import { type PolicyRow, type PolicyStateRow, type SettingStateRow, TENANT_POLICIES_BY_NAME } from './store';

export const Query: Pick<Required<QueryResolvers>, 'policy' | 'policies'> = {
  policy: (_, { id }, { loaders }) => loaders.policyById.load(keyOf('Policy', id)),
  policies: (_, args, { loaders }) => {
    const page = toPage(TENANT_POLICIES_BY_NAME, args);
    const kinds = args.filter?.kind ?? null;
    return connection(
      TENANT_POLICIES_BY_NAME,
      page,
      () => loaders.policyPage.load({ kinds, page }),
      () => loaders.policyCount.load({ kinds }),
    );
  },
};

const Policy: Complete<PolicyResolvers, PolicyRow> = {
  id: (policy) => toNodeId('Policy', policy.id),
  assignments: (policy, args, { loaders, viewer }) =>
    loaders.assignmentsByPolicy(policy.id, args, viewer.scopeOf('ORGANIZATION_READ').everything),
};

const CompliancePolicyState: Complete<CompliancePolicyStateResolvers, PolicyStateRow> = {
  id: (state) => toNodeId('CompliancePolicyState', state.id),
  policy: ({ policyId }, _, { loaders }) => (policyId === null ? null : loaders.policyById.load(policyId)),
  settings: (state, args, { loaders }) => loaders.settingsByPolicyState.load({ of: state.id, by: args.states ?? null }),
  settingsRead: (state) => state.settingsRead === 1,
  syncedAt: lastRead,
};

const ConfigurationState: Complete<ConfigurationStateResolvers, PolicyStateRow> = {
  id: (state) => toNodeId('ConfigurationState', state.id),
  policy: ({ policyId }, _, { loaders }) => (policyId === null ? null : loaders.policyById.load(policyId)),
  settings: (state, args, { loaders }) => loaders.settingsByPolicyState.load({ of: state.id, by: args.states ?? null }),
  settingsRead: (state) => state.settingsRead === 1,
  syncedAt: lastRead,
  error: (state, _, { language }) => explainCode(state.errorCode, state.errorDescription, language),
};

const SettingState: Complete<SettingStateResolvers, SettingStateRow> = {
  displayName: ({ name }, _, { language }) => settingWords(name, language),
  sources: (setting) => JSON.parse(setting.sourceNames) as string[],
  error: (setting, _, { language }) => explainCode(setting.errorCode, setting.errorDescription, language),
};

export const types = { Policy, CompliancePolicyState, ConfigurationState, SettingState };
