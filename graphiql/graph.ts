import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';

const ENDPOINT = '/graphql';
const PATIENCE_MS = 30_000;

/** The credentials of every request. They stay in memory and are never written to the browser's storage. */
export interface Credentials {
  token: string;
  /** The id of the simulated operator. Requests run with that operator's rights. */
  simulated?: string;
}

export interface Viewer {
  userPrincipalName: string;
  displayName: string | null;
  state: string;
  canTroubleshoot: boolean;
  missingPermissions: string[];
}

export type SignInAnswer = { viewer: Viewer } | { problem: string };

const VIEWER = `query SignIn {
  viewer { userPrincipalName displayName state canTroubleshoot missingPermissions }
}`;

/** The headers of every request. */
function headersOf({ token, simulated }: Credentials): Record<string, string> {
  return {
    Authorization: `Bearer ${token}`,
    'apollo-require-preflight': '1',
    ...(simulated !== undefined && { 'X-Simulate-Operator': simulated }),
  };
}

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
  token: string,
  userPrincipalName: string,
): Promise<{ operator: Operator } | { problem: string }> {
  const ask = async (credentials: Credentials, query: string, variables: Record<string, string>) => {
    const answer = await fetch(ENDPOINT, {
      method: 'POST',
      headers: { ...headersOf(credentials), 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return answer.json();
  };
  try {
    const { data, errors } = await ask({ token }, OPERATOR, { userPrincipalName });
    const found = data?.user;
    if (!found) return { problem: errors?.[0]?.message ?? `User ${userPrincipalName} was not found.` };
    const tried = await ask({ token, simulated: found.id }, TRY_ON, {});
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

/** Asks the graph for the operator of the token. Never throws: a problem is returned as a sentence to show. */
export async function signIn(credentials: Credentials): Promise<SignInAnswer> {
  if (credentials.token === '') return { problem: 'Paste a token first.' };
  // fetch throws on invalid header characters, and the error looks like a lost network. So check them first.
  if (!/^[\w.~+/-]+=*$/.test(credentials.token)) {
    return { problem: 'This token is not accepted. It contains invalid characters.' };
  }
  let answer: Response;
  try {
    answer = await fetch(ENDPOINT, {
      method: 'POST',
      headers: { ...headersOf(credentials), 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: VIEWER, operationName: 'SignIn' }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    return { problem: UNREACHABLE };
  }
  if (answer.status === 401) return { problem: 'This token is not accepted. It may have expired or be incomplete.' };
  try {
    const body: { data?: { viewer?: Viewer } | null; errors?: { message: string }[] } = await answer.json();
    const viewer = body.data?.viewer;
    if (viewer) return { viewer };
    const reason = body.errors?.[0]?.message;
    return { problem: `The service could not identify you (${reason ?? `status ${answer.status}`}).` };
  } catch {
    return { problem: `The service sent an unexpected answer (status ${answer.status}). Try again in a moment.` };
  }
}

/** GraphiQL's fetcher. It calls `onRefused` with the token when the service stops accepting it. */
export function fetcherFor(credentials: Credentials, onRefused: (token: string) => void): Fetcher {
  const headers = headersOf(credentials);
  return createGraphiQLFetcher({
    url: ENDPOINT,
    headers,
    enableIncrementalDelivery: false,
    fetch: async (input, init) => {
      const request = new Request(input, { ...init, headers: lastOfEachName(init?.headers) });
      let answer: Response;
      try {
        answer = await fetch(request);
      } catch {
        return failure(UNREACHABLE);
      }
      const isOurs = request.headers.get('authorization') === headers['Authorization'];
      if (answer.status === 401 && isOurs) onRefused(credentials.token);
      if (/\bjson\b/.test(answer.headers.get('content-type') ?? '')) return answer;
      return failure(`The service sent an answer without JSON (status ${answer.status}).`);
    },
  });
}

const UNREACHABLE = 'The service cannot be reached. Check the connection and try again.';

function failure(message: string): Response {
  return Response.json({ errors: [{ message }] });
}

/** A header typed in GraphiQL replaces ours, ignoring case. fetch would join "authorization" and "Authorization". */
function lastOfEachName(given: HeadersInit | undefined): Headers {
  const headers = new Headers();
  const entries = given instanceof Headers || Array.isArray(given) ? [...given] : Object.entries(given ?? {});
  for (const [name, value] of entries) {
    if (name !== undefined && value !== undefined) headers.set(name, value);
  }
  return headers;
}
