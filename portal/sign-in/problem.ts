/** Why a sign-in failed. The kinds are keys of messages under `signIn`. */
export type Problem =
  | { readonly kind: 'tokenNeeded' | 'tokenMalformed' | 'tokenRefused' | 'applicationToken' }
  | { readonly kind: 'unreachable' | 'incomplete' | 'storageBlocked' | 'operatorUnknown' | 'entraV1' }
  /** `seconds`: after how many the service may answer again; 0 if nobody says. */
  | { readonly kind: 'unavailable'; readonly status: number; readonly seconds: number }
  | { readonly kind: 'providerUnreachable' | 'opaque' | 'providerToken'; readonly host: string }
  | { readonly kind: 'providerRefused' | 'clientUnknown'; readonly host: string; readonly reason: string };

/** The seconds to wait before another attempt. */
export const waitAfter = (problem: Problem | null): number => (problem?.kind === 'unavailable' ? problem.seconds : 0);

/** The claims of a token, without a check; null if it is no JWT. */
function claimsOf(token: string): { iss?: unknown; ver?: unknown } | null {
  try {
    const part = token.split('.')[1] ?? '';
    return JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return null;
  }
}

/**
 * Why the service refuses a token.
 * @param reason the `reason` of the service's answer
 * @param issuer the provider that gave the token; null if it was pasted
 */
export function problemOfToken(token: string, reason: unknown, issuer: string | null): Problem {
  if (reason === 'OPERATOR_UNKNOWN') return { kind: 'operatorUnknown' };
  if (reason === 'APPLICATION_TOKEN') return { kind: 'applicationToken' };
  const claims = claimsOf(token);
  if (claims?.ver === '1.0' && String(claims.iss).startsWith('https://sts.')) return { kind: 'entraV1' };
  if (issuer === null) return { kind: 'tokenRefused' };
  return { kind: claims === null ? 'opaque' : 'providerToken', host: new URL(issuer).host };
}
