import { randomBytes, randomUUID } from 'node:crypto';
import { type Answer, graphError } from './answer';

/** The credentials of a service. */
export interface Credentials {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The path of the token endpoint, with the tenant's id. */
export const TOKEN_PATH = /^\/([^/]+)\/oauth2\/v2\.0\/token$/;

const refusal = (status: number, error: string, number: number, message: string): Answer => {
  const [traceId, correlationId] = [randomUUID(), randomUUID()];
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${number}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [number],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    },
  };
};

/** Signs in services with client credentials, and checks their tokens. */
export interface SignIn {
  token(tenantId: string, form: URLSearchParams): Answer;
  /** The reason for refusing a request; null if it may pass. */
  refusal(authorization: string | undefined): Answer | null;
}

/** With `isOpen`, any tenant, client and secret is accepted. */
export function createSignIn(credentials: Credentials, tokenSeconds: number, isOpen = false): SignIn {
  const isRight = (given: string | null, right: string) => (isOpen ? Boolean(given) : given === right);
  const expiries = new Map<string, number>();
  const unauthorized = (message: string) =>
    graphError(401, 'InvalidAuthenticationToken', message, { 'WWW-Authenticate': 'Bearer realm=""' });

  return {
    token(tenantId, form) {
      if (!isRight(tenantId, credentials.tenantId)) {
        return refusal(400, 'invalid_request', 90002, `Tenant '${tenantId}' not found.`);
      }
      if (form.get('grant_type') !== 'client_credentials') {
        return refusal(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
      }
      if (!isRight(form.get('client_id'), credentials.clientId)) {
        return refusal(400, 'unauthorized_client', 700016, 'The application was not found in the directory.');
      }
      if (!isRight(form.get('client_secret'), credentials.clientSecret)) {
        return refusal(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
      }
      if (!(form.get('scope') ?? '').endsWith('/.default')) {
        return refusal(400, 'invalid_scope', 1002012, 'The scope has to be a resource with /.default at its end.');
      }
      const token = randomBytes(48).toString('base64url');
      expiries.set(token, Date.now() + tokenSeconds * 1000);
      const expiry = { expires_in: tokenSeconds, ext_expires_in: tokenSeconds };
      return { status: 200, body: { token_type: 'Bearer', ...expiry, access_token: token } };
    },
    refusal(authorization) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) return unauthorized('Access token is empty.');
      const expiry = expiries.get(token);
      if (expiry === undefined) return unauthorized('CompactToken parsing failed.');
      return expiry > Date.now() ? null : unauthorized('Lifetime validation failed, the token is expired.');
    },
  };
}
