import { explainCode } from '../failure/explain-code';
import type {
  CompliancePolicyStateResolvers,
  ConfigurationStateResolvers,
  SettingStateResolvers,
} from '../generated/resolvers';
import { toNodeId } from '../resolving/node-id';
import type { Complete } from '../resolving/resolver-types';
import type { PolicyStateRow, SettingStateRow } from './store';

const CompliancePolicyState: Complete<CompliancePolicyStateResolvers, PolicyStateRow> = {
  id: (state) => toNodeId('CompliancePolicyState', state.id),
  settings: (state, args, { loaders }) => loaders.settingsByPolicyState.load({ of: state.id, by: args.states ?? null }),
  settingsRead: (state) => state.settingsRead === 1,
};

const ConfigurationState: Complete<ConfigurationStateResolvers, PolicyStateRow> = {
  id: (state) => toNodeId('ConfigurationState', state.id),
  settings: (state, args, { loaders }) => loaders.settingsByPolicyState.load({ of: state.id, by: args.states ?? null }),
  settingsRead: (state) => state.settingsRead === 1,
  error: (state, _, { language }) => explainCode(state.errorCode, state.errorDescription, language),
};

const SettingState: Complete<SettingStateResolvers, SettingStateRow> = {
  sources: (setting) => JSON.parse(setting.sourceNames) as string[],
  error: (setting, _, { language }) => explainCode(setting.errorCode, setting.errorDescription, language),
};

export const types = { CompliancePolicyState, ConfigurationState, SettingState };
