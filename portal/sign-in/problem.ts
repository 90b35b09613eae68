/** Why somebody is not signed in; the kinds are messages below `signIn`. */
export type Problem =
  | { readonly kind: 'tokenNeeded' | 'tokenMalformed' | 'tokenRefused' | 'unreachable' | 'popupBlocked' | 'incomplete' }
  | { readonly kind: 'unavailable'; readonly status: number }
  | { readonly kind: 'providerUnreachable'; readonly host: string }
  | { readonly kind: 'providerRefused'; readonly host: string; readonly reason: string };
