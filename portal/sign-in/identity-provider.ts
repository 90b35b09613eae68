import * as oauth from 'oauth4webapi';
import { PATIENCE_MS } from './access';
import type { Provider } from './configuration';
import { redirectUri, startTrip, type TripAnswer } from './handshake';
import type { Problem } from './problem';

/** The tokens of a sign-in. They stay in memory. */
export interface Tokens {
  readonly access: string;
  readonly refresh: string | null;
  /** Only tells the provider whom to sign out. */
  readonly id: string | null;
}

/** The provider asks for something although it was told not to: nobody is signed in there. */
const NEEDS_OPERATOR = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required'];

/** The provider does not know this client, which Entra calls `unauthorized_client`. */
const CLIENT_UNKNOWN = ['invalid_client', 'unauthorized_client'];

const optionsFor = ({ issuer }: Provider) => ({
  // In development the provider may run on this machine over HTTP.
  [oauth.allowInsecureRequests]: issuer.startsWith('http:'),
  signal: () => AbortSignal.timeout(PATIENCE_MS),
});

// Operators' clocks are off by minutes. The service checks the access token by its own clock.
const clientOf = ({ clientId }: Provider): oauth.Client => ({ client_id: clientId, [oauth.clockTolerance]: 600 });

async function discover(provider: Provider): Promise<oauth.AuthorizationServer> {
  const at = new URL(provider.issuer);
  return oauth.processDiscoveryResponse(at, await oauth.discoveryRequest(at, optionsFor(provider)));
}

/** The parameters that some providers need in a request for a token of this service. */
const targetOf = ({ resource }: Provider): Record<string, string> => (resource === null ? {} : { resource });

/** Leaves for an address. The page reloads if the browser's back button brings it back as it was. */
function leaveFor(address: URL): Promise<never> {
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  location.assign(address.href);
  return new Promise(() => {});
}

/** A failure as a problem to show. */
export function problemOf(error: unknown, { issuer }: Provider): Problem {
  const { host } = new URL(issuer);
  if (error instanceof DOMException && error.name === 'SecurityError') return { kind: 'storageBlocked' };
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return { kind: 'storageBlocked' };
  // No network, or a timeout.
  if (error instanceof TypeError || error instanceof DOMException) return { kind: 'providerUnreachable', host };
  const isRefusal = error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError;
  const text = error instanceof Error ? error.message : String(error);
  if (!isRefusal) return { kind: 'providerRefused', host, reason: text };
  const kind = CLIENT_UNKNOWN.includes(error.error) ? 'clientUnknown' : 'providerRefused';
  return { kind, host, reason: error.error_description ?? error.error };
}

/**
 * Leaves for the provider's sign-in page with the authorization-code flow and PKCE.
 * @param prompt `none` if the provider may not ask anything, `login` if it shall ask for another account
 * @returns never: the browser comes back to `/signed-in`
 * @throws if the provider cannot be reached, or the browser keeps nothing for this page
 */
export async function leaveToSignIn(provider: Provider, prompt: 'none' | 'login' | null): Promise<never> {
  const server = await discover(provider);
  const [verifier, state, nonce] = [
    oauth.generateRandomCodeVerifier(),
    oauth.generateRandomState(),
    oauth.generateRandomNonce(),
  ];
  const address = new URL(server.authorization_endpoint ?? '');
  address.search = new URLSearchParams({
    ...Object.fromEntries(address.searchParams),
    client_id: provider.clientId,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope: provider.scope,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...targetOf(provider),
    ...(provider.audience !== null && { audience: provider.audience }),
    ...(prompt !== null && { prompt }),
  }).toString();
  startTrip({ kind: 'signIn', state, nonce, verifier, isSilent: prompt === 'none' });
  return leaveFor(address);
}

/** Redeems the code that the provider gave; null if the provider needs the operator first. */
export async function redeem(provider: Provider, { trip, search }: TripAnswer): Promise<Tokens | null> {
  const client = clientOf(provider);
  const server = await discover(provider);
  let answer: URLSearchParams;
  try {
    answer = oauth.validateAuthResponse(server, client, new URLSearchParams(search), trip.state);
  } catch (error) {
    const needed = error instanceof oauth.AuthorizationResponseError && NEEDS_OPERATOR.includes(error.error);
    if (trip.isSilent && needed) return null;
    throw error;
  }
  const granted = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    answer,
    redirectUri(),
    trip.verifier,
    { ...optionsFor(provider), additionalParameters: targetOf(provider) },
  );
  // A provider that gives no ID token has nothing to hold the nonce.
  const read = await granted.clone().json();
  const expected = read.id_token === undefined ? {} : { expectedNonce: trip.nonce };
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, granted, expected);
  return { access: tokens.access_token, refresh: tokens.refresh_token ?? null, id: tokens.id_token ?? null };
}

/** Gets new tokens by the refresh token; null if the provider no longer takes it. */
export async function refresh(provider: Provider, old: Tokens): Promise<Tokens | null> {
  if (old.refresh === null) return null;
  const client = clientOf(provider);
  const server = await discover(provider);
  try {
    const granted = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), old.refresh, {
      ...optionsFor(provider),
      additionalParameters: targetOf(provider),
    });
    const tokens = await oauth.processRefreshTokenResponse(server, client, granted);
    return {
      access: tokens.access_token,
      refresh: tokens.refresh_token ?? old.refresh,
      id: tokens.id_token ?? old.id,
    };
  } catch (error) {
    // A client that the provider does not know would end a trip there on an error page of the provider.
    if (error instanceof oauth.ResponseBodyError && !CLIENT_UNKNOWN.includes(error.error)) return null;
    throw error;
  }
}

/** Leaves to sign out at the provider. @returns false if the provider has no sign-out */
export async function leaveToSignOut(provider: Provider, { id }: Tokens): Promise<false> {
  const { end_session_endpoint: endpoint } = await discover(provider);
  if (endpoint === undefined) return false;
  const state = oauth.generateRandomState();
  const address = new URL(endpoint);
  address.search = new URLSearchParams({
    ...Object.fromEntries(address.searchParams),
    client_id: provider.clientId,
    post_logout_redirect_uri: redirectUri(),
    state,
    ...(id !== null && { id_token_hint: id }),
  }).toString();
  startTrip({ kind: 'signOut', state, nonce: '', verifier: '', isSilent: true });
  return leaveFor(address);
}
