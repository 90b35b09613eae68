import { createContext, use } from 'react';
import type { CombinedError } from 'urql';
import type { Permission } from '../generated/graphql';
import type { Viewer } from '../sign-in/viewer';

interface SignedIn {
  readonly viewer: Viewer;
  /** Reads the operator and the permissions again. Resolves to the error if that fails. */
  askAgain(): Promise<CombinedError | undefined>;
  /** Whether the service can read a user from Microsoft Graph at once. */
  readonly refreshes: boolean;
  /** Days without contact after which a device is silent. */
  readonly silentDays: number;
}

export const ViewerContext = createContext<SignedIn | null>(null);

export function useSignedIn(): SignedIn {
  const signedIn = use(ViewerContext);
  if (signedIn === null) throw new Error('Nobody is signed in.');
  return signedIn;
}

/** The operator who is signed in. */
export function useViewer(): Viewer {
  return useSignedIn().viewer;
}

/** Whether the signed-in operator holds a permission, over any scope. */
export function useHolds(permission: Permission): boolean {
  return useViewer().permissions.some((held) => held.permission === permission);
}

/** Whether one assignment gives the signed-in operator a permission over everything. */
export function useHoldsOverEverything(permission: Permission): boolean {
  return useViewer().permissions.some((held) => held.permission === permission && held.everything);
}

/** Whether the signed-in operator may search for people or for devices. */
export function useMaySearch(): boolean {
  return [useHolds('ORGANIZATION_READ'), useHolds('MANAGED_DEVICES_READ')].includes(true);
}
