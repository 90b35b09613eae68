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

export interface Configuration {
  /** Null if operators sign in with a token. */
  readonly signIn: Provider | null;
  /** Whether the service can read a user from Microsoft Graph at once. */
  readonly refreshes: boolean;
  /** Days without contact after which a device is silent. */
  readonly silentDays: number;
}

/**
 * Reads what the page needs to know before it asks the graph.
 * @throws if the service does not answer, or not in time
 */
export async function readConfiguration(): Promise<Configuration> {
  const answer = await fetch('/portal.json', { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`/portal.json answered ${answer.status}`);
  return answer.json();
}
