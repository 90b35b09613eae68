import { decodeJwt, decodeProtectedHeader, errors } from 'jose';
import type { Oidc } from '../config';
import { messageOf } from '../resolving/message-of';

const MICROSOFT_GRAPH = ['00000003-0000-0000-c000-000000000000', 'https://graph.microsoft.com'];

const OPAQUE =
  'it is no JWT: an opaque token is given when no audience was requested; set OIDC_SCOPE to a scope of this service, ' +
  'OIDC_RESOURCE, or OIDC_AUDIENCE_PARAMETER (Auth0)';
const ENTRA_V1 =
  'it is a version 1 token of Microsoft Entra: set "requestedAccessTokenVersion": 2 in the manifest of the application';

const isEntra = (issuer: unknown): boolean =>
  typeof issuer === 'string' &&
  /^https:\/\/(login\.microsoftonline\.|login\.partner\.microsoftonline\.|sts\.)/.test(issuer);

function ofIssuer(issuer: unknown): string {
  return isEntra(issuer) ? 'it is from another tenant of Microsoft Entra' : 'it is from another issuer';
}

function ofAudience(audience: unknown, { audience: expected }: Oidc): string {
  const given: unknown[] = [audience].flat();
  if (given.some((each) => MICROSOFT_GRAPH.includes(String(each)))) {
    return 'it is for Microsoft Graph: OIDC_SCOPE names no scope of this service';
  }
  const bare = expected.replace(/^api:\/\//, '');
  return bare !== expected && given.includes(bare)
    ? 'its audience is the application id without api://, as in every version 2 token of Microsoft Entra: set ' +
        'OIDC_AUDIENCE to the application id'
    : 'its audience is not OIDC_AUDIENCE';
}

function ofType(typ: unknown, { tokenType }: Oidc): string {
  const given = typ === undefined ? 'missing' : String(typ).replace(/^application\/(?=at\+jwt$)/, '');
  // Quote no other type.
  const isKnown = typ === undefined || given === 'JWT' || given === 'at+jwt';
  return isKnown ? `its typ is ${given}, and OIDC_TOKEN_TYPE is ${tokenType}` : 'its typ is unknown';
}

/**
 * Why a token was refused, for the log and `sign-in check`, with what to change. It never quotes the token, which may
 * be forged.
 */
export function adviceFor(token: string, error: unknown, oidc: Oidc): string {
  const message = messageOf(error);
  const parts = token.split('.').length;
  if (parts === 5) return 'it is encrypted; this service takes signed tokens';
  try {
    const payload = decodeJwt(token);
    const { typ } = decodeProtectedHeader(token);
    if (payload['ver'] === '1.0' && isEntra(payload.iss)) return ENTRA_V1;
    if (error instanceof errors.JWTExpired) return 'it has expired';
    if (error instanceof errors.JWKSNoMatchingKey) {
      return payload.iss === oidc.issuer ? 'the issuer has no such key' : ofIssuer(payload.iss);
    }
    if (!(error instanceof errors.JWTClaimValidationFailed)) return message;
    if (error.claim === 'iss') return ofIssuer(payload.iss);
    if (error.claim === 'aud') return ofAudience(payload.aud, oidc);
    if (error.claim === 'typ') return ofType(typ, oidc);
    return message;
  } catch {
    return OPAQUE;
  }
}
