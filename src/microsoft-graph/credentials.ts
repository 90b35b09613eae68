import { judgeSignIn, MicrosoftGraphError, members } from './errors';
import { type Bearer, pathOf, type Transport } from './transport';

/** What an application signs in with. */
export interface Credentials {
  /** Where to sign in, without a slash at the end: `https://login.microsoftonline.com`. */
  readonly authority: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

// How long before its expiry a token is replaced, so that none expires on its way.
const MARGIN_SECONDS = 300;

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
  const { authority, tenantId, clientId, clientSecret } = credentials;
  transport.keepSecret(clientSecret);
  let token: Token | undefined;
  let signingIn: Promise<string> | undefined;

  async function signIn(): Promise<string> {
    const url = `${authority}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${audience}/.default`,
    });
    const answer = await transport.exchange(url, { method: 'POST', body }, judgeSignIn);
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
