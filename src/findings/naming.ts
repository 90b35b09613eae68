import type { DeviceFacts, TwinFacts, UserFacts } from './facts';
import type { TextValue } from './rule';

const fallback = (name: string): TextValue => ({ name, of: 'FALLBACK' });

/** How a text calls a device. */
export const calledDevice = ({ deviceName }: Pick<DeviceFacts | TwinFacts, 'deviceName'>): TextValue =>
  deviceName ?? fallback('DEVICE');

/** How a text calls a user. */
export const calledUser = (user: Pick<UserFacts, 'displayName' | 'userPrincipalName'>): TextValue =>
  user.displayName ?? user.userPrincipalName;

/** How a text calls an app, a policy or a connector. */
export const calledThing = (name: string | null, kind: 'APP' | 'PROFILE' | 'POLICY' | 'CONNECTOR'): TextValue =>
  name ?? fallback(kind);
