import type { FindingRule } from '../generated/graphql';
import { DEFAULT_THRESHOLDS, type Thresholds } from './constants';
import type { Shadow } from './shadow';

/** The configuration of findings. */
export interface FindingConfig {
  readonly thresholds: Thresholds;
  /** Rules that do not run. */
  readonly silenced: ReadonlySet<FindingRule>;
  /** Rules that run and are counted, but whose findings are not shown. */
  readonly shadowed: ReadonlySet<FindingRule>;
  /** The address of Intune's admin centre, which differs in national clouds. */
  readonly adminCentreUrl: string;
  /** The interval between full syncs in minutes; 0 for never. */
  readonly syncMinutes: number;
}

/** The configuration, and the parts that a running service adds. */
export interface FindingSettings extends Omit<FindingConfig, 'shadowed'> {
  /** The rules in shadow with their counts. */
  readonly shadow: Shadow;
  /** Called for each rule that failed. */
  onFault(rule: FindingRule, error: unknown): void;
}

/** The settings without any configuration. */
export const DEFAULT_FINDING_SETTINGS: FindingConfig = {
  thresholds: DEFAULT_THRESHOLDS,
  silenced: new Set(),
  shadowed: new Set(),
  adminCentreUrl: 'https://intune.microsoft.com',
  syncMinutes: 60,
};
