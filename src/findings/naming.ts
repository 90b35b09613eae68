import type { ConnectorFacts, DeviceFacts, TwinFacts, UserFacts } from './facts';
import type { TextValue } from './rule';

const fallback = (name: string): TextValue => ({ name, of: 'FALLBACK' });

/** The name of a device in a text. */
export const calledDevice = ({ deviceName }: Pick<DeviceFacts | TwinFacts, 'deviceName'>): TextValue =>
  deviceName ?? fallback('DEVICE');

/** The name of a user in a text. */
export const calledUser = (user: Pick<UserFacts, 'displayName' | 'userPrincipalName'>): TextValue =>
  user.displayName ?? user.userPrincipalName;

/** The name of an app, a policy, a connector or a group in a text. */
export const calledThing = (
  name: string | null,
  kind: 'APP' | 'PROFILE' | 'POLICY' | 'CONNECTOR' | 'GROUP',
): TextValue => name ?? fallback(kind);

/** The name of a connector, beside its kind; null if it has none but its id. */
export const ownNameOf = ({ connectorId, name }: Pick<ConnectorFacts, 'connectorId' | 'name'>): string | null =>
  name !== null && connectorId.toLowerCase().endsWith(`/${name.toLowerCase()}`) ? null : name;

/** Each name once. Intune lists a profile for each user of a device. */
export const namesOnce = (names: readonly TextValue[]): TextValue[] => [
  ...new Map(names.map((name) => [JSON.stringify(name), name])).values(),
];

/** The names of profiles in a text. */
export const calledProfiles = (profiles: readonly { readonly displayName: string | null }[]): TextValue[] =>
  namesOnce(profiles.map(({ displayName }) => calledThing(displayName, 'PROFILE')));
