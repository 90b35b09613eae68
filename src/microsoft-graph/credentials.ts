import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SignJWT } from 'jose';
import { type Judge, judgeIdentity, judgeSignIn, MicrosoftGraphError, members } from './errors';
import { type Bearer, pathOf, type Transport } from './transport';

/** What an application proves with that it is that application. */
export type Credential =
  | { readonly kind: 'SECRET'; readonly secret: string }
  /** A certificate with its private key, as PEM. */
  | { readonly kind: 'CERTIFICATE'; readonly pem: string }
  /** A file with the token of a workload, which its platform replaces before it expires. */
  | { readonly kind: 'FEDERATED'; readonly tokenFile: string }
  /** The identity that Azure gives to a machine: asked of the machine's own address, or of App Service's. */
  | { readonly kind: 'MANAGED_IDENTITY'; readonly endpoint: string; readonly header: string | null };

/** How an application signs in. */
export interface Credentials {
  /** Where to sign in, without a slash at the end: `https://login.microsoftonline.com`. */
  readonly authority: string;
  readonly tenantId: string;
  /** Of a managed identity: the one to use where the machine has several; empty for its own. */
  readonly clientId: string;
  readonly credential: Credential;
}

/** A request for a token. */
interface TokenRequest {
  readonly url: string;
  readonly init: RequestInit;
  readonly judge: Judge;
}

// How long before its expiry a token is replaced, so that none expires on its way.
const MARGIN_SECONDS = 300;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const unreadable = (what: string, failure: unknown): MicrosoftGraphError => {
  const code = (failure as NodeJS.ErrnoException).code ?? (failure as Error).name;
  return new MicrosoftGraphError('CREDENTIALS', `${what} (${code}).`);
};

/** A statement that the application signs with the key of its certificate. */
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

/** What proves the application to Microsoft Entra. */
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
  return { url, init: { method: 'POST', body }, judge: judgeSignIn };
}

interface Token {
  readonly value: string;
  /** When to replace it, on the clock of `performance.now()`. */
  readonly until: number;
}

/**
 * Signs an application in, and keeps its token until shortly before it expires. Callers at the same time share one
 * sign-in.
 * @param audience the service that the token is for: `https://graph.microsoft.com`
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
    if (typeof value !== 'string' || value === '') {
      throw new MicrosoftGraphError('BROKEN', `The answer to ${pathOf(url)} has no token.`);
    }
    const lifetime = Math.max(Number(seconds) - MARGIN_SECONDS, Number(seconds) / 2);
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
      // Another caller with the same token may have replaced it already.
      if (token?.value === rejected) token = undefined;
    },
  };
}
