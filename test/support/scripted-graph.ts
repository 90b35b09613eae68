import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import {
  createMicrosoftGraph,
  type MicrosoftGraph,
  MicrosoftGraphError,
  type MicrosoftGraphOptions,
} from '../../src/microsoft-graph/client';

/* A server in the place of Microsoft Graph whose every answer the test writes, and a client of it. */

export const SECRET = 'the~client~secret';
export const TOKEN = 'a-bearer-token';

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The time of arrival, in milliseconds. */
  readonly at: number;
  /** The number of calls to this URL, including this one. */
  readonly nth: number;
}

/** The server's response: a JSON value, a text, or a function of the response. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly take?: (response: ServerResponse) => void;
}

interface Started {
  readonly graph: MicrosoftGraph;
  /** The requests to Graph and to the sign-in. */
  readonly calls: Call[];
  readonly signIns: Call[];
  readonly baseUrl: string;
}

export const scriptedServers: Server[] = [];
afterEach(async () => {
  for (const server of scriptedServers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const signedIn = ({ nth }: Call): Reply => ({ body: { access_token: `${TOKEN}-${nth}`, expires_in: 3600 } });

/** A server with these responses, and a client of it. */
export async function startScripted(
  answer: (call: Call, baseUrl: string) => Reply | Promise<Reply>,
  options: Partial<MicrosoftGraphOptions> = {},
  signIn: (call: Call) => Reply = signedIn,
): Promise<Started> {
  const calls: Call[] = [];
  const signIns: Call[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    let body = '';
    for await (const chunk of request) body += chunk;
    const isSignIn = url.includes('/oauth2/');
    const list = isSignIn ? signIns : calls;
    const nth = list.filter((call) => call.url === url).length + 1;
    const call = { method, url, headers, body, at: performance.now(), nth };
    list.push(call);
    const reply = isSignIn ? signIn(call) : await answer(call, baseUrl);
    if (reply.take) return reply.take(response);
    response.writeHead(reply.status ?? 200, reply.headers);
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? { value: [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scriptedServers.push(server);
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const graph = createMicrosoftGraph({
    baseUrl,
    authority: baseUrl,
    tenantId: 'the-tenant',
    clientId: 'the-client',
    credential: { kind: 'SECRET', secret: SECRET },
    backoffMs: 5,
    ...options,
  });
  return { graph, calls, signIns, baseUrl };
}

/** The error of a promise, which must not reveal a secret. */
export async function failure(promise: Promise<unknown>): Promise<MicrosoftGraphError> {
  const error = await promise.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof MicrosoftGraphError)) throw error;
  const all = inspect(error, { showHidden: true, depth: 10 });
  expect(all).not.toContain(SECRET);
  expect(all).not.toContain(TOKEN);
  expect(error.message).not.toMatch(/\n|\$(select|filter|top)|\$skiptoken/);
  return error;
}

/** Why a part of a batch could not be read. */
export async function partFailure(parts: ReturnType<MicrosoftGraph['batch']>, i = 0): Promise<MicrosoftGraphError> {
  const part = (await parts)[i];
  if (part === undefined || 'items' in part) throw new Error('The part was read.');
  return failure(Promise.reject(part.error));
}

export const refusal = (status: number, code: string, message = 'No.'): Reply => ({
  status,
  body: { error: { code, message, innerError: { date: '2026-01-01', 'request-id': 'r' } } },
});

/** Responds with these in turn, then with empty pages. */
export const firstly =
  (...replies: Reply[]) =>
  ({ nth }: Call): Reply =>
    replies[nth - 1] ?? {};

export const page = (...items: unknown[]): Reply => ({ body: { value: items } });

interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}
export const partsOf = (call: Call): Part[] => JSON.parse(call.body).requests;

/** Responds to a batch part by part in reverse order; parts without a response are left out. */
export const inParts =
  (answer: (url: string, call: Call) => (Reply & { readonly status: number }) | null) =>
  (call: Call): Reply => {
    const responses = partsOf(call).flatMap(({ id, url }) => {
      const reply = answer(url, call);
      return reply === null ? [] : [{ id, ...reply }];
    });
    return { body: { responses: responses.toReversed() } };
  };
