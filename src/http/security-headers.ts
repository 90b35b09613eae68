import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/** The directives of a content security policy. */
export type ContentPolicy = Record<string, readonly string[]>;

/** The content security policy of every response other than a page. */
const DEFAULT_POLICY = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** The content security policy of the portal. */
export const PORTAL_POLICY = {
  ...DEFAULT_POLICY,
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
};

/** The content security policy of GraphiQL. Its editor, Monaco, positions its lines with style attributes. */
export const GRAPHIQL_POLICY = {
  ...PORTAL_POLICY,
  workerSrc: ["'self'"],
  styleSrcAttr: ["'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
};

/** The security headers of every response. A page replaces the policy with its own. */
export function securityHeaders(): OutgoingHttpHeaders {
  // They are the same for every request, so helmet writes them once, into a response that is not sent.
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const write = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: DEFAULT_POLICY },
    referrerPolicy: { policy: 'no-referrer' },
    // The proxy in front of the service encrypts, so it decides on HSTS.
    hsts: false,
  });
  write(response.req, response, () => {});
  return response.getHeaders();
}

/** @returns the value of the `content-security-policy` header */
export function policyHeader(policy: ContentPolicy): string {
  return Object.entries(policy)
    .map(([name, values]) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${values.join(' ')}`)
    .join(';');
}
