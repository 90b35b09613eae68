import type { Tone } from '../design/mark';
import type {
  AppInstallStateKind,
  AppInstallSummary,
  AppProtectionStateKind,
  ComplianceState,
  ConfigurationSummary,
  ConnectorHealth,
  DeviceActionState,
  EntraCompliance,
  FindingSeverity,
  PolicyState,
} from '../generated/graphql';

export const COMPLIANCE: Record<ComplianceState, Tone> = {
  COMPLIANT: 'good',
  NONCOMPLIANT: 'bad',
  IN_GRACE_PERIOD: 'caution',
  CONFLICT: 'bad',
  ERROR: 'bad',
  CONFIG_MANAGER: 'neutral',
  UNKNOWN: 'neutral',
};
export const ENTRA_COMPLIANCE: Record<EntraCompliance, Tone> = {
  COMPLIANT: 'good',
  NONCOMPLIANT: 'bad',
  NOT_APPLICABLE: 'neutral',
};
export const APP_INSTALL: Record<AppInstallSummary, Tone> = {
  FAILED: 'bad',
  PENDING: 'caution',
  INSTALLED: 'good',
  NONE: 'neutral',
};
export const CONFIGURATION_SUMMARY: Record<ConfigurationSummary, Tone> = {
  FAILED: 'bad',
  PENDING: 'caution',
  APPLIED: 'good',
  NONE: 'neutral',
};
export const SEVERITY: Record<FindingSeverity, Tone> = {
  BLOCKER: 'bad',
  PROBLEM: 'bad',
  WARNING: 'caution',
  INFO: 'neutral',
};
export const POLICY_STATE: Record<PolicyState, Tone> = {
  ERROR: 'bad',
  CONFLICT: 'bad',
  NONCOMPLIANT: 'bad',
  IN_GRACE_PERIOD: 'caution',
  NOT_APPLICABLE: 'neutral',
  NOT_ASSIGNED: 'neutral',
  REMEDIATED: 'good',
  COMPLIANT: 'good',
  UNKNOWN: 'neutral',
};
export const DEVICE_ACTION_STATE: Record<DeviceActionState, Tone> = {
  NONE: 'neutral',
  PENDING: 'caution',
  CANCELED: 'neutral',
  ACTIVE: 'caution',
  DONE: 'good',
  FAILED: 'bad',
  NOT_SUPPORTED: 'bad',
  UNKNOWN: 'neutral',
};
export const APP_INSTALL_STATE: Record<AppInstallStateKind, Tone> = {
  FAILED: 'bad',
  UNINSTALL_FAILED: 'bad',
  PENDING_INSTALL: 'caution',
  NOT_INSTALLED: 'neutral',
  NOT_APPLICABLE: 'neutral',
  INSTALLED: 'good',
  UNKNOWN: 'neutral',
};
export const APP_PROTECTION_STATE: Record<AppProtectionStateKind, Tone> = {
  NOT_CHECKED_IN: 'neutral',
  CHECKED_IN: 'good',
  UNKNOWN: 'neutral',
};
export const CONNECTOR_HEALTH: Record<ConnectorHealth, Tone> = {
  UNHEALTHY: 'bad',
  WARNING: 'caution',
  HEALTHY: 'good',
  NOT_ENABLED: 'neutral',
};
