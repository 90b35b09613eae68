/** What an identity provider says of itself, as far as it is used here. */
export interface IssuerDescription {
  readonly issuer: string;
  readonly jwks_uri: string;
  readonly token_endpoint?: string;
}

/** @throws when the answer is none, or no JSON */
export async function fetchJson(address: string): Promise<Record<string, unknown>> {
  const response = await fetch(address, { signal: AbortSignal.timeout(5_000), redirect: 'error' });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
}

/**
 * Reads the discovery document of an issuer.
 * @throws when it cannot be read, or describes another one
 */
export async function describeIssuer(issuer: string): Promise<IssuerDescription> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const description = await fetchJson(address);
  if (description['issuer'] !== issuer || typeof description['jwks_uri'] !== 'string') {
    throw new Error(`${address} does not describe this issuer`);
  }
  return description as unknown as IssuerDescription;
}
