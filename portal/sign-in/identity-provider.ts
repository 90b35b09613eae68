import * as oauth from 'oauth4webapi';
import { SIGNED_IN } from '../signed-in/channel';
import { PATIENCE_MS } from './access';
import type { Provider } from './configuration';
import type { Problem } from './problem';

/**
 * Signs an operator in with the authorization-code flow and PKCE, in a separate window. The page stays as it is.
 * Verifier, state and token stay in its memory. Never throws.
 * @param popup the window of this attempt, closed if the attempt fails
 * @param abandoned aborted when another attempt replaces this one
 */
export async function signInWith(
  { issuer, clientId, scope }: Provider,
  popup: Window,
  abandoned: AbortSignal,
): Promise<{ token: string } | { problem: Problem }> {
  const at = new URL(issuer);
  const options = {
    // In development the provider may run on this machine over HTTP.
    [oauth.allowInsecureRequests]: at.protocol === 'http:',
    signal: () => AbortSignal.any([abandoned, AbortSignal.timeout(PATIENCE_MS)]),
  };
  const client: oauth.Client = { client_id: clientId };
  try {
    const server = await oauth.processDiscoveryResponse(at, await oauth.discoveryRequest(at, options));
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const redirectUri = `${location.origin}/signed-in`;
    const address = new URL(server.authorization_endpoint ?? '');
    address.search = new URLSearchParams({
      ...Object.fromEntries(address.searchParams),
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString();
    abandoned.throwIfAborted();
    const returned = answerTo(state, abandoned);
    popup.location.href = address.href;
    const answer = oauth.validateAuthResponse(server, client, await returned, state);
    const granted = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      answer,
      redirectUri,
      verifier,
      options,
    );
    const { access_token: token } = await oauth.processAuthorizationCodeResponse(server, client, granted);
    return { token };
  } catch (error) {
    popup.close();
    // No network, or a timeout.
    if (error instanceof TypeError || error instanceof DOMException)
      return { problem: { kind: 'providerUnreachable', host: at.host } };
    return { problem: { kind: 'providerRefused', host: at.host, reason: reasonOf(error) } };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError) {
    return error.error_description ?? error.error;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Waits for the provider's answer with this state. The sign-in window forwards it. */
function answerTo(state: string, abandoned: AbortSignal): Promise<URLSearchParams> {
  const channel = new BroadcastChannel(SIGNED_IN);
  const answer = new Promise<URLSearchParams>((resolve, reject) => {
    channel.onmessage = ({ data }: MessageEvent<string>) => {
      const parameters = new URLSearchParams(data);
      if (parameters.get('state') === state) resolve(parameters);
    };
    abandoned.addEventListener('abort', () => reject(new Error('abandoned')));
  });
  return answer.finally(() => channel.close());
}
