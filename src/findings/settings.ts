import type { FindingRule } from '../generated/graphql';
import { DEFAULT_THRESHOLDS, type Thresholds } from './constants';

/** The configuration of findings. */
export interface FindingSettings {
  readonly thresholds: Thresholds;
  /** Rules that say nothing here. */
  readonly silenced: ReadonlySet<FindingRule>;
  /** The address of Intune's admin centre, which differs in national clouds. */
  readonly adminCentreUrl: string;
  /** The interval between full syncs in minutes; 0 for never. */
  readonly syncMinutes: number;
  /** Hears of a rule that failed. */
  onFault(rule: FindingRule, error: unknown): void;
}

/** The settings without any configuration. */
export const DEFAULT_FINDING_SETTINGS: Omit<FindingSettings, 'onFault'> = {
  thresholds: DEFAULT_THRESHOLDS,
  silenced: new Set(),
  adminCentreUrl: 'https://intune.microsoft.com',
  syncMinutes: 60,
};
