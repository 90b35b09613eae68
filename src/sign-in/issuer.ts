import { BodyTooLong, readBody } from '../resolving/answer-body';

/** The part of an issuer's discovery document that is used here. */
interface IssuerDescription {
  readonly issuer: string;
  readonly jwks_uri: string;
  readonly token_endpoint?: string;
  readonly authorization_endpoint?: string;
  readonly end_session_endpoint?: string;
}

// A discovery document or a key set takes some kilobytes.
const LONGEST_ANSWER = 1_000_000;

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|UNABLE_TO_GET_ISSUER/,
    'Nobody whom this machine trusts signed its certificate: name the CA in NODE_EXTRA_CA_CERTS',
  ],
  [
    /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/,
    'Its certificate is not valid now: renew it, and check the clock of this machine',
  ],
  [/ALTNAME/, 'Its certificate is for another name'],
  [/EPROTO|ERR_SSL/, 'It does not speak TLS there: check the port and https://'],
  [/ENOTFOUND|EAI_AGAIN/, 'There is no such host: check OIDC_ISSUER and the DNS of this machine'],
  [/ECONNREFUSED/, 'Nothing listens there: check the port and the firewall'],
  [/ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|TimeoutError/, 'It did not answer in time: check the firewall'],
];

/** The cause of a failed request. fetch says only "fetch failed", and hides the code in a chain of causes. */
function causeOf(failure: unknown): string {
  let code = failure instanceof Error ? failure.name : String(failure);
  let message = failure instanceof Error ? failure.message : '';
  for (let error = failure; error instanceof Error; error = error.cause) {
    const own = (error as NodeJS.ErrnoException).code;
    if (typeof own === 'string') code = own;
    message = error.message;
  }
  const advice = ADVICE.find(([pattern]) => pattern.test(code))?.[1];
  return advice === undefined ? `${code}: ${message}` : `${code}. ${advice}.`;
}

const unreachable = (address: string, error: unknown): Error =>
  new Error(`${address} cannot be reached: ${causeOf(error)}`, { cause: error });

async function get(address: string): Promise<Response> {
  try {
    return await fetch(address, { signal: AbortSignal.timeout(5_000), redirect: 'error' });
  } catch (error) {
    throw unreachable(address, error);
  }
}

/**
 * Fetches a JSON object.
 * @throws without a whole response within five seconds, or if it is not a JSON object of up to 1 MB
 */
export async function fetchJson(address: string): Promise<Record<string, unknown>> {
  const response = await get(address);
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${address} answered ${response.status}`);
  }
  const text = await readBody(response, LONGEST_ANSWER).catch((error: unknown) => {
    throw error instanceof BodyTooLong
      ? new Error(`${address} answered with more than ${LONGEST_ANSWER} bytes`)
      : unreachable(address, error);
  });
  const parsed = parsedOf(text);
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`${address} answered with no JSON object`);
  return parsed as Record<string, unknown>;
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Reads the discovery document of an issuer.
 * @throws if it cannot be read, or describes another issuer
 */
export async function describeIssuer(issuer: string): Promise<IssuerDescription> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const description = await fetchJson(address);
  if (description['issuer'] !== issuer) {
    const named = typeof description['issuer'] === 'string' ? description['issuer'].slice(0, 200) : 'nobody';
    throw new Error(`${address} describes ${named}, and OIDC_ISSUER is ${issuer}: they must be equal`);
  }
  const keys = description['jwks_uri'];
  if (typeof keys !== 'string') throw new Error(`${address} names no keys (jwks_uri)`);
  // Without TLS an answer can be changed, and with it the keys that tokens are verified with.
  if (issuer.startsWith('https:') && !keys.startsWith('https:')) {
    throw new Error(`${address} names keys without TLS: ${keys.slice(0, 200)}`);
  }
  return description as unknown as IssuerDescription;
}

/** The seconds by which the issuer's clock is ahead of this machine's; null if it does not say. */
export async function issuerClockSkew(address: string): Promise<number | null> {
  const response = await get(address);
  await response.body?.cancel();
  const at = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(at) ? null : Math.round((at - Date.now()) / 1000);
}

/** Reads the keys of an issuer. @throws if they cannot be read */
export async function tryKeys(issuer: string): Promise<void> {
  await fetchJson((await describeIssuer(issuer)).jwks_uri);
}
