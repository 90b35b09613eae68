import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SignJWT } from 'jose';
import { type Judge, MicrosoftGraphError, members } from './errors';
import { judgeIdentity, judgeSignIn } from './sign-in-errors';
import { type Bearer, pathOf, type Transport } from './transport';

/** The credential of the application. */
export type Credential =
  | { readonly kind: 'SECRET'; readonly secret: string }
  /** A certificate with its private key, as PEM. */
  | { readonly kind: 'CERTIFICATE'; readonly pem: string }
  /** A file with a workload token. The platform replaces it before it expires, so it is read for each sign-in. */
  | { readonly kind: 'FEDERATED'; readonly tokenFile: string }
  /** A managed identity of Azure: the endpoint of a machine (no header), or of App Service (with its header). */
  | { readonly kind: 'MANAGED_IDENTITY'; readonly endpoint: string; readonly header: string | null };

/** How the application signs in. */
export interface Credentials {
  /** The address of the sign-in, without a slash at the end: `https://login.microsoftonline.com`. */
  readonly authority: string;
  readonly tenantId: string;
  /** For a managed identity: the one to use if the machine has several; empty for the default one. */
  readonly clientId: string;
  readonly credential: Credential;
}

/** A request for a token. */
interface TokenRequest {
  readonly url: string;
  readonly init: RequestInit;
  readonly judge: Judge;
}

// Replace a token this long before it expires, so that it does not expire during a request.
const MARGIN_SECONDS = 300;
/** For an answer that does not say how long its token lasts, or says zero or less. */
const UNSTATED_SECONDS = 300;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const unreadable = (what: string, failure: unknown): MicrosoftGraphError => {
  const code = (failure as NodeJS.ErrnoException).code ?? (failure as Error).name;
  return new MicrosoftGraphError('CREDENTIALS', `${what} (${code}).`);
};

/** A client assertion (JWT) signed with the certificate's key. @throws MicrosoftGraphError if the PEM is invalid */
async function signedAssertion(pem: string, clientId: string, audience: string): Promise<string> {
  try {
    const { raw } = new X509Certificate(pem);
    const thumbprint = createHash('sha256').update(raw).digest('base64url');
    return await new SignJWT({})
      .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime('10m')
      .sign(createPrivateKey(pem));
  } catch (error) {
    throw unreadable('GRAPH_CLIENT_CERTIFICATE is no certificate with its RSA key, as PEM', error);
  }
}

async function workloadToken(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw unreadable(`AZURE_FEDERATED_TOKEN_FILE names ${file}, which cannot be read`, error);
  }
}

/** The form fields that authenticate the application at Microsoft Entra. */
async function proof({ credential, clientId }: Credentials, url: string): Promise<Record<string, string>> {
  switch (credential.kind) {
    case 'SECRET':
      return { client_secret: credential.secret };
    case 'CERTIFICATE':
      return {
        client_assertion_type: ASSERTION_TYPE,
        client_assertion: await signedAssertion(credential.pem, clientId, url),
      };
    case 'FEDERATED':
      return { client_assertion_type: ASSERTION_TYPE, client_assertion: await workloadToken(credential.tokenFile) };
    case 'MANAGED_IDENTITY':
      return {};
  }
}

async function tokenRequest(credentials: Credentials, audience: string): Promise<TokenRequest> {
  const { authority, tenantId, clientId, credential } = credentials;
  if (credential.kind === 'MANAGED_IDENTITY') {
    const { endpoint, header } = credential;
    const query = new URLSearchParams({
      'api-version': header === null ? '2018-02-01' : '2019-08-01',
      resource: audience,
      ...(clientId !== '' && { client_id: clientId }),
    });
    const headers: Record<string, string> = header === null ? { metadata: 'true' } : { 'x-identity-header': header };
    return { url: `${endpoint}?${query}`, init: { headers }, judge: judgeIdentity };
  }
  const url = `${authority}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    scope: `${audience}/.default`,
    ...(await proof(credentials, url)),
  });
  return { url, init: { method: 'POST', body }, judge: judgeSignIn(credential.kind) };
}

interface Token {
  readonly value: string;
  /** When to replace it, in the time of `performance.now()`. */
  readonly until: number;
}

/**
 * Signs the application in, and caches the token until shortly before it expires. Concurrent callers share one sign-in.
 * @param audience the service for which the token is valid: `https://graph.microsoft.com`
 */
export function createBearer(credentials: Credentials, audience: string, transport: Transport): Bearer {
  const { credential } = credentials;
  if (credential.kind === 'SECRET') transport.keepSecret(credential.secret);
  let token: Token | undefined;
  let signingIn: Promise<string> | undefined;

  async function signIn(): Promise<string> {
    const { url, init, judge } = await tokenRequest(credentials, audience);
    const answer = await transport.exchange(url, init, judge);
    const { access_token: value, expires_in: seconds } = members(answer.json);
    // A token with any other character cannot be sent in a header.
    if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
      throw new MicrosoftGraphError('BROKEN', `The answer to ${pathOf(url)} has no token.`);
    }
    const given = Number(seconds);
    const lasts = Number.isFinite(given) && given > 0 ? given : UNSTATED_SECONDS;
    const lifetime = Math.max(lasts - MARGIN_SECONDS, lasts / 2);
    token = { value, until: performance.now() + lifetime * 1000 };
    transport.keepSecret(value);
    return value;
  }

  return {
    async token() {
      if (token !== undefined && performance.now() < token.until) return token.value;
      signingIn ??= signIn().finally(() => {
        signingIn = undefined;
      });
      return signingIn;
    },
    reject(rejected) {
      // Another caller may have replaced the rejected token already.
      if (token?.value === rejected) token = undefined;
    },
  };
}
