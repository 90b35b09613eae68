import { existsSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DAY_MS } from '../resolving/days';
import { describeIssuer } from '../sign-in/issuer';
import { PORTAL_ADDRESSES } from './portal-addresses';
import { type ContentPolicy, GRAPHIQL_POLICY, PORTAL_POLICY, policyHeader } from './security-headers';

/** The portal's sign-in as a public client of the identity provider. It has no secret. */
export interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
  /** The requested scopes, separated by spaces. */
  readonly scope: string;
  /** The resource to request a token for (RFC 8707); null for none. */
  readonly resource: string | null;
  /** The `audience` parameter of Auth0; null for none. */
  readonly audience: string | null;
}

const PAGES = path.join(__dirname, '..', '..', 'dist-web');
const YEAR_MS = 365 * DAY_MS;

// An unchanged version would answer a reload without a body, and the status 404 would make a blank page of it.
const WITHOUT_VERSION = { etag: false, lastModified: false };

/** The settings that the portal reads before its first query. */
interface PortalConfiguration {
  readonly signIn: SignIn | null;
  /** Whether `refreshUser` can read from Microsoft Graph. */
  readonly refreshes: boolean;
  /** Days without contact after which a device is silent. */
  readonly silentDays: number;
}

/** Serves the pages built by Vite, each with its own policy. Serves nothing if no page was built. */
export async function servePages(app: FastifyInstance, configuration: PortalConfiguration): Promise<void> {
  if (!existsSync(PAGES)) return;
  // A range beyond the end of a file would be refused, and no file here is worth reading in pieces.
  await app.register(fastifyStatic, { root: PAGES, serve: false, preCompressed: true, acceptRanges: false });
  const send = (reply: FastifyReply, page: string, policy: ContentPolicy, options = {}) =>
    reply
      .header('content-security-policy', policyHeader(policy))
      .sendFile(`${page}/index.html`, { maxAge: 0, ...options });

  const { signIn } = configuration;
  const issuerOrigins = signIn === null ? async () => [] : originsOf(signIn.issuer);
  const withIssuer = async (policy: ContentPolicy): Promise<ContentPolicy> => ({
    ...policy,
    connectSrc: ["'self'", ...(await issuerOrigins())],
  });
  for (const route of Object.values(PORTAL_ADDRESSES).flatMap(routesOf)) {
    app.get(route, async (request, reply) => {
      const [, shorter, query = ''] = STROKE_AT_END.exec(request.url) ?? [];
      if (shorter !== undefined) return reply.redirect(`${shorter}${query}`, 308);
      return send(reply, 'portal', await withIssuer(PORTAL_POLICY));
    });
  }
  app.get('/signed-in', (_, reply) => send(reply, 'portal/signed-in', PORTAL_POLICY));
  app.get('/portal.json', (_, reply) => reply.header('cache-control', 'no-store').send(configuration));
  app.get('/notices.txt', (_, reply) => reply.sendFile('notices.txt', { maxAge: 0 }));
  app.get('/graphiql', async (_, reply) => send(reply, 'graphiql', await withIssuer(GRAPHIQL_POLICY)));
  app.get<{ Params: { '*': string } }>('/assets/*', { errorHandler: refuseAsset }, (request, reply) =>
    reply.sendFile(`assets/${request.params['*']}`, { maxAge: YEAR_MS, immutable: true }),
  );
  app.get('/graphiql/', (_, reply) => reply.redirect('/graphiql', 308));
  app.get('/*', async (request, reply) => {
    // A program reads an error. A person who mistyped an address gets the portal, which leads on.
    if (!wantsPage(request.headers)) return reply.callNotFound();
    return send(reply.code(404), 'portal', await withIssuer(PORTAL_POLICY), WITHOUT_VERSION);
  });
}

/** An address with a stroke behind its path: the path without it, and the query. */
const STROKE_AT_END = /^(\/[^?]+)\/(\?.*)?$/;

/** The routes of an address of the portal. One with a stroke behind it gets an answer too. */
function routesOf(address: string): readonly string[] {
  const [, own = address, rest] = /^(.*)\/(:\w+|\*\?)$/.exec(address) ?? [];
  if (rest !== undefined) return rest === '*?' ? [own, `${own}/*`] : [`${own}/*`];
  return own === '/' ? [own] : [own, `${own}/`];
}

const NO_ASSET = [400, 403];

/** Answers a path that leads out of the folder, or is none, like one where no file is: nothing may be learnt from it. */
function refuseAsset(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  if (!NO_ASSET.includes(error.statusCode ?? 500)) throw error;
  reply.callNotFound();
}

const wantsPage = ({ accept }: IncomingHttpHeaders): boolean => accept?.includes('text/html') === true;

/**
 * The address of a request for the router, which refuses a broken percent sequence. For a person each percent sign of such
 * an address stands for itself, so that they get the page that its beginning names, or the portal.
 */
export function addressForRouter({ method, url = '/', headers }: IncomingMessage): string {
  if (method !== 'GET' || !wantsPage(headers)) return url;
  const [path = '', ...rest] = url.split(/(?=\?)/);
  try {
    decodeURI(path);
    return url;
  } catch {
    return [path.replaceAll('%', '%25'), ...rest].join('');
  }
}

const PAUSE_MS = 30_000;

/**
 * The origins from which the page gets its token: the issuer's and that of its token endpoint, which can differ. If the
 * issuer is unreachable, a later page retries, with one request for all waiting pages.
 */
function originsOf(issuer: string): () => Promise<string[]> {
  let asked: Promise<string[]> | null = null;
  const ask = async (): Promise<string[]> => {
    try {
      const { token_endpoint: tokenEndpoint = issuer } = await describeIssuer(issuer);
      return [...new Set([issuer, tokenEndpoint].map((address) => new URL(address).origin))];
    } catch {
      setTimeout(() => {
        asked = null;
      }, PAUSE_MS).unref();
      return [new URL(issuer).origin];
    }
  };
  return () => {
    asked ??= ask();
    return asked;
  };
}
