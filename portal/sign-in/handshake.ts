/*
 * A trip to the identity provider and back. Only what the trip needs is in the tab's storage, and only until the page is
 * back: never a token.
 */
const TRIP = 'sign-in:trip';
const ANSWER = 'sign-in:answer';

/** A trip under way. */
export interface Trip {
  readonly kind: 'signIn' | 'signOut';
  readonly state: string;
  readonly nonce: string;
  /** The PKCE code verifier. */
  readonly verifier: string;
  /** Whether the provider may not ask the operator anything. */
  readonly isSilent: boolean;
  /** The page to come back to, as path, query and fragment. */
  readonly returnTo: string;
}

/** The provider's answer, with the trip that it belongs to. */
export interface TripAnswer {
  readonly trip: Trip;
  /** The query of the provider's answer. */
  readonly search: string;
}

/** The page that the provider sends the browser back to. */
export const redirectUri = (): string => `${location.origin}/signed-in`;

/** Remembers a trip. @throws if the browser keeps nothing for this page */
export function startTrip(trip: Omit<Trip, 'returnTo'>): void {
  sessionStorage.removeItem(ANSWER);
  sessionStorage.setItem(TRIP, JSON.stringify({ ...trip, returnTo: location.href.slice(location.origin.length) }));
}

function take<Value>(key: string): Value | null {
  try {
    const text = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Keeps the provider's answer for the page that asked. @returns that page; null if no trip started here */
export function receiveAnswer(search: string): string | null {
  const trip = take<Trip>(TRIP);
  const isOurs = trip !== null && (trip.kind === 'signOut' || new URLSearchParams(search).get('state') === trip.state);
  if (!isOurs) return null;
  sessionStorage.setItem(ANSWER, JSON.stringify({ trip, search } satisfies TripAnswer));
  return new URL(trip.returnTo, location.origin).origin === location.origin ? trip.returnTo : '/';
}

/** Takes the answer that brought this page back; null if the page was opened otherwise. */
export const takeAnswer = (): TripAnswer | null => take(ANSWER);
