import { PATIENCE_MS } from './access';

/** The identity provider that this page signs operators in with, as its public client. */
export interface Provider {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

/**
 * How operators sign in here: with a provider, or, where that is null, with a token.
 * @throws when the service does not say, or not in time
 */
export async function readSignIn(): Promise<Provider | null> {
  const answer = await fetch('/portal.json', { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`/portal.json answered ${answer.status}`);
  const { signIn }: { signIn: Provider | null } = await answer.json();
  return signIn;
}
