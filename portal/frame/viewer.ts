import { createContext, use } from 'react';
import type { Permission } from '../generated/graphql';
import type { Viewer } from '../sign-in/viewer';

export const ViewerContext = createContext<Viewer | null>(null);

/** The operator who is signed in. */
export function useViewer(): Viewer {
  const viewer = use(ViewerContext);
  if (viewer === null) throw new Error('Nobody is signed in.');
  return viewer;
}

/** Whether the operator who is signed in holds a permission, over whatever it may be. */
export function useHolds(permission: Permission): boolean {
  return useViewer().permissions.some((held) => held.permission === permission);
}
