/** Why a sign-in failed. The kinds are keys of messages under `signIn`. */
export type Problem =
  | { readonly kind: 'tokenNeeded' | 'tokenMalformed' | 'tokenRefused' | 'unreachable' | 'popupBlocked' | 'incomplete' }
  | { readonly kind: 'unavailable'; readonly status: number }
  | { readonly kind: 'providerUnreachable'; readonly host: string }
  | { readonly kind: 'providerRefused'; readonly host: string; readonly reason: string };
