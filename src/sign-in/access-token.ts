import type { JWTPayload } from 'jose';
import type { MachineKey } from '../authorization/grants';
import type { Oidc } from '../config';
import { TokenRefused } from './tokens';

// Every sign-in gives these scopes, so they do not show that a token is for this service.
const SIGN_IN_SCOPES = new Set(['openid', 'profile', 'email', 'address', 'phone', 'offline_access']);

// Only an ID token has these claims.
const ID_TOKEN_CLAIMS = ['nonce', 'at_hash', 'c_hash', 's_hash'];

// Keycloak's names of tokens that give no access.
const NOT_ACCESS = new Set(['ID', 'Refresh', 'Offline', 'Logout']);

const words = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((each) =>
    typeof each === 'string' ? each.split(/\s+/).filter((word) => word !== '') : [],
  );

/** The scopes of a token: Entra and Okta write `scp`, others `scope`. */
const scopesOf = (payload: JWTPayload): string[] => [...words(payload['scp']), ...words(payload['scope'])];

/** Whether an application got the token for itself, so that nobody signed in. */
export function isOfApplication(payload: JWTPayload): boolean {
  const { sub } = payload;
  const clients = ['azp', 'appid', 'client_id', 'cid'].map((claim) => payload[claim]);
  return (
    payload['idtyp'] === 'app' ||
    payload['gty'] === 'client-credentials' ||
    clients.includes(sub) ||
    // Entra gives a service principal the same id in both claims, and no scope.
    (payload['oid'] === sub && scopesOf(payload).length === 0) ||
    String(payload['preferred_username'] ?? '').startsWith('service-account-')
  );
}

/** Refuses an ID token. Providers sign both kinds with the same keys, and some give both the same type. */
export function refuseIdToken(payload: JWTPayload): void {
  const found = ID_TOKEN_CLAIMS.find((claim) => payload[claim] !== undefined);
  if (found !== undefined) throw new TokenRefused(`it is an ID token: it has ${found}`);
  // Keycloak names the kind in a claim.
  const kind = String(payload['typ'] ?? '');
  if (NOT_ACCESS.has(kind)) throw new TokenRefused(`it is no access token: its claim typ is ${kind}`);
}

/** Checks that an operator's token has the demanded scope, or, where its type says little, any scope of a service. */
export function checkScopes(payload: JWTPayload, { tokenType, requiredScope }: Oidc): void {
  const scopes = scopesOf(payload);
  if (requiredScope !== null) {
    if (!scopes.includes(requiredScope)) throw new TokenRefused(`it lacks the scope ${requiredScope}`);
  } else if (tokenType !== 'at+jwt' && scopes.every((scope) => SIGN_IN_SCOPES.has(scope))) {
    throw new TokenRefused(
      'it has no scope of this service in scp or scope: an ID token looks like this, and so does a token that was ' +
        'requested without one (see OIDC_SCOPE)',
    );
  }
}

/** The application that a token names. @throws TokenRefused if applications are not let in, or it lacks the app role */
export function machineOf(payload: JWTPayload, { machineRole }: Oidc): MachineKey {
  const refuse = (why: string) => new TokenRefused(`an application got it for itself: ${why}`, 'APPLICATION_TOKEN');
  if (machineRole === null) throw refuse('no operator signed in');
  if (!words(payload['roles']).includes(machineRole)) throw refuse(`it lacks the app role ${machineRole}`);
  const id = payload['oid'] ?? payload.sub;
  if (typeof id !== 'string' || !/^[\w.@|-]{1,128}$/.test(id)) throw refuse('it has no usable id');
  return { machineId: id.toLowerCase() };
}
