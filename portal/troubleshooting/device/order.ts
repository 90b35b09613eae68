import type { AppInstallStateKind, DeviceActionState, PolicyState } from '../../generated/graphql';
import { APP_INSTALL_STATE, DEVICE_ACTION_STATE, POLICY_STATE } from '../tones';

/** Whether a state needs attention; the others are in order. */
const needsAttention = (tone: string): boolean => tone === 'bad' || tone === 'caution';

export const isPolicyOpen = ({ state }: { readonly state: PolicyState }): boolean =>
  needsAttention(POLICY_STATE[state]);
export const isAppOpen = ({ state }: { readonly state: AppInstallStateKind }): boolean =>
  needsAttention(APP_INSTALL_STATE[state]);
export const isActionOpen = ({ state }: { readonly state: DeviceActionState }): boolean =>
  needsAttention(DEVICE_ACTION_STATE[state]);

/** The items that need attention, and those in order. */
export function sorted<Item>(items: readonly Item[], isOpen: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(isOpen), items.filter((item) => !isOpen(item))];
}
