import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';

/** A person or a device that can be opened. */
export interface Place {
  readonly kind: 'person' | 'device';
  readonly id: string;
  readonly name: string;
  readonly detail: string | null;
  readonly href: string;
}

interface Recent {
  /** The people and devices opened last, newest first. */
  readonly places: readonly Place[];
  remember(place: Place): void;
}

const KEPT = 10;
const RecentContext = createContext<Recent>({ places: [], remember: () => {} });

/** Remembers the people and devices that were opened, in this page's memory only: nothing stays in the browser. */
export function RecentPlaces({ children }: { readonly children: ReactNode }) {
  const [places, setPlaces] = useState<readonly Place[]>([]);
  const remember = useCallback((place: Place) => {
    setPlaces((before) => [place, ...before.filter(({ id }) => id !== place.id)].slice(0, KEPT));
  }, []);
  const recent = useMemo(() => ({ places, remember }), [places, remember]);
  return <RecentContext value={recent}>{children}</RecentContext>;
}

export function useRecentPlaces(): readonly Place[] {
  return use(RecentContext).places;
}

/** Remembers the place that is shown; null while there is none. */
export function useRemember(place: Place | null): void {
  const { remember } = use(RecentContext);
  const written = place === null ? null : JSON.stringify(place);
  useEffect(() => {
    if (written !== null) remember(JSON.parse(written));
  }, [written, remember]);
}

export const userPath = (id: string): string => `/troubleshooting/${encodeURIComponent(id)}`;

/** The state of a panel's entry in the history that follows the entry of the page below the panel. */
export const OVER_PAGE = { isOverPage: true };

/** The address of a device: on the page of its user, else a page of its own. */
export const devicePath = (id: string, userId: string | null): string =>
  userId === null ? `/devices/${encodeURIComponent(id)}` : `${userPath(userId)}?${new URLSearchParams({ device: id })}`;
