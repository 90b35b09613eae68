/** The part of an issuer's discovery document that is used here. */
interface IssuerDescription {
  readonly issuer: string;
  readonly jwks_uri: string;
  readonly token_endpoint?: string;
}

// A discovery document or a key set takes some kilobytes.
const LONGEST_ANSWER = 1_000_000;

/**
 * Fetches a JSON object.
 * @throws without a response within five seconds, or if it is not a JSON object of up to 1 MB
 */
export async function fetchJson(address: string): Promise<Record<string, unknown>> {
  const response = await fetch(address, { signal: AbortSignal.timeout(5_000), redirect: 'error' });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) throw new Error(`${address} answered with more than ${LONGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`${address} answered with no JSON object`);
  return parsed as Record<string, unknown>;
}

/**
 * Reads the discovery document of an issuer.
 * @throws if it cannot be read, or describes another issuer
 */
export async function describeIssuer(issuer: string): Promise<IssuerDescription> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const description = await fetchJson(address);
  if (description['issuer'] !== issuer || typeof description['jwks_uri'] !== 'string') {
    throw new Error(`${address} does not describe this issuer`);
  }
  return description as unknown as IssuerDescription;
}
