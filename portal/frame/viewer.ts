import { createContext, use } from 'react';
import type { CombinedError } from 'urql';
import type { Permission } from '../generated/graphql';
import type { Viewer } from '../sign-in/viewer';

interface SignedIn {
  readonly viewer: Viewer;
  /** Asks anew who that is and what they hold; why that failed, if it did. */
  askAgain(): Promise<CombinedError | undefined>;
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

/** Whether the operator who is signed in holds a permission, over whatever it may be. */
export function useHolds(permission: Permission): boolean {
  return useViewer().permissions.some((held) => held.permission === permission);
}
