import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';
import { DEFAULT_POLICY } from './web-pages';

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
