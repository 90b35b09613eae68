import { createGraphiQLFetcher, type Fetcher, type FetcherParams } from '@graphiql/toolkit';
import { Kind, parse } from 'graphql';
import type { Access } from '../portal/sign-in/access';
import { problemOfToken } from '../portal/sign-in/problem';
import { sentence } from './sentences';
import { sentenceWithoutJson, sentInTurn } from './waiting';

const ENDPOINT = '/graphql';
const PATIENCE_MS = 30_000;

export interface Viewer {
  userPrincipalName: string;
  displayName: string | null;
  state: string;
  canTroubleshoot: boolean;
  missingPermissions: string[];
}

interface Refusal {
  message: string;
  extensions?: { reason?: unknown };
}

export type SignInAnswer = { viewer: Viewer } | { problem: string };

const VIEWER = `query SignIn {
  viewer { userPrincipalName displayName state canTroubleshoot missingPermissions }
}`;

/** A simulated operator. */
export interface Operator {
  id: string;
  name: string;
  /**
   * Permissions of the simulated operator that are hidden, because the signed-in operator lacks them over everything.
   */
  withheldPermissions: string[];
}

const OPERATOR = `query Operator($userPrincipalName: String!) {
  user(userPrincipalName: $userPrincipalName) { id displayName userPrincipalName }
}`;
const TRY_ON = '{ viewer { withheldPermissions } }';

/** Finds the operator to simulate, and checks that the token allows it. Never throws. */
export async function findOperator(
  access: Access,
  userPrincipalName: string,
): Promise<{ operator: Operator } | { problem: string }> {
  const ask = async (simulated: string | null, query: string, variables: Record<string, string>) => {
    const send = () =>
      access.fetch(ENDPOINT, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(simulated !== null && { 'X-Simulate-Operator': simulated }),
        },
        body: JSON.stringify({ query, variables }),
      });
    const answer = await sentInTurn(send);
    return isJson(answer) ? answer.json() : { errors: [{ message: sentenceWithoutJson(answer) }] };
  };
  try {
    const { data, errors } = await ask(null, OPERATOR, { userPrincipalName });
    const found = data?.user;
    if (!found) return { problem: errors?.[0]?.message ?? `User ${userPrincipalName} was not found.` };
    const tried = await ask(found.id, TRY_ON, {});
    if (tried.errors !== undefined) return { problem: tried.errors[0].message };
    const { withheldPermissions } = tried.data.viewer;
    return { operator: { id: found.id, name: found.displayName ?? found.userPrincipalName, withheldPermissions } };
  } catch {
    return { problem: UNREACHABLE };
  }
}

/** Cleans a pasted token: removes "Bearer" and line breaks. */
export function tokenIn(text: string): string {
  return text.replace(/^\s*bearer\s/i, '').replaceAll(/\s+/g, '');
}

/**
 * Asks the graph for the operator of the token. Never throws: a problem is returned as a sentence to show.
 * @param issuer the provider that gave the token; null if it was pasted
 */
export async function signIn(token: string, issuer: string | null): Promise<SignInAnswer> {
  if (token === '') return { problem: sentence({ kind: 'tokenNeeded' }) };
  // fetch throws on invalid header characters, and the error looks like a lost network. So check them first.
  if (!/^[\w.~+/-]+=*$/.test(token)) return { problem: sentence({ kind: 'tokenMalformed' }) };
  let answer: Response;
  try {
    const send = () =>
      fetch(ENDPOINT, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query: VIEWER, operationName: 'SignIn' }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    answer = await sentInTurn(send);
  } catch {
    return { problem: UNREACHABLE };
  }
  if (!isJson(answer)) return { problem: sentenceWithoutJson(answer) };
  try {
    const body: { data?: { viewer?: Viewer } | null; errors?: Refusal[] } = await answer.json();
    if (answer.status === 401) {
      return { problem: sentence(problemOfToken(token, body.errors?.[0]?.extensions?.reason, issuer)) };
    }
    const viewer = body.data?.viewer;
    if (viewer) return { viewer };
    const reason = body.errors?.[0]?.message;
    return { problem: `The service could not identify you (${reason ?? `status ${answer.status}`}).` };
  } catch {
    return { problem: `The service sent an unexpected answer (status ${answer.status}). Try again in a moment.` };
  }
}

/** GraphiQL's fetcher. A request whose token has expired waits for a new one. */
export function fetcherFor(access: Access, simulated: string | undefined): Fetcher {
  const fetcher = createGraphiQLFetcher({
    url: ENDPOINT,
    headers: { 'apollo-require-preflight': '1', ...(simulated !== undefined && { 'X-Simulate-Operator': simulated }) },
    enableIncrementalDelivery: false,
    fetch: async (input, init) => {
      let headers: Headers;
      try {
        headers = lastOfEachName(init?.headers);
      } catch (error) {
        return failure((error as Error).message);
      }
      let answer: Response;
      try {
        // A token typed in GraphiQL's headers is used as it is.
        const send = headers.has('authorization') ? fetch : access.fetch;
        answer = await sentInTurn(() => send(input, { ...init, headers }), init?.signal);
      } catch {
        return failure(UNREACHABLE);
      }
      return isJson(answer) ? answer : failure(sentenceWithoutJson(answer));
    },
  });
  // With the document, the fetcher would open a web socket for a subscription. The service says that it has none.
  return (params, options) => fetcher(withNameOfItsOwn(params), options?.headers && { headers: options.headers });
}

/** Just after a change of tabs, GraphiQL still sends the name of the operation in the tab before. */
function withNameOfItsOwn(params: FetcherParams): FetcherParams {
  return definesOperation(params.query, params.operationName) ? params : { ...params, operationName: null };
}

function definesOperation(query: string, name: string | null | undefined): boolean {
  try {
    return parse(query).definitions.some((one) => one.kind === Kind.OPERATION_DEFINITION && one.name?.value === name);
  } catch {
    return false;
  }
}

const UNREACHABLE = sentence({ kind: 'unreachable' });

const isJson = ({ headers }: Response): boolean => /\bjson\b/.test(headers.get('content-type') ?? '');

function failure(message: string): Response {
  return Response.json({ errors: [{ message }] });
}

/**
 * A header typed in GraphiQL replaces ours, ignoring case. fetch would join "authorization" and "Authorization".
 * @throws TypeError with a sentence for a header that HTTP does not allow
 */
function lastOfEachName(given: HeadersInit | undefined): Headers {
  const headers = new Headers();
  const entries = given instanceof Headers || Array.isArray(given) ? [...given] : Object.entries(given ?? {});
  for (const [name, value] of entries) {
    if (name === undefined || value === undefined) continue;
    try {
      headers.set(name, value);
    } catch {
      throw new TypeError(`Request not sent. HTTP does not allow the name or the value of the header ${name}.`);
    }
  }
  return headers;
}
