import { PATIENCE_MS } from './access';

/** The identity provider. The page is its public client. */
export interface Provider {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  /** The resource to request a token for (RFC 8707); null for none. */
  readonly resource: string | null;
  /** Auth0's `audience`; null for none. */
  readonly audience: string | null;
}

/**
 * Reads how operators sign in: with an identity provider, or with a token if the result is null.
 * @throws if the service does not answer, or not in time
 */
export async function readSignIn(): Promise<Provider | null> {
  const answer = await fetch('/portal.json', { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`/portal.json answered ${answer.status}`);
  const { signIn }: { signIn: Provider | null } = await answer.json();
  return signIn;
}
