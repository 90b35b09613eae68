import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';

const ENDPOINT = '/graphql';
const PATIENCE_MS = 30_000;

/** What every request carries. Held in memory alone: nothing of it is ever written to the browser's storage. */
export interface Credentials {
  token: string;
  /** The id of the operator whose rights requests run under, for who may simulate. */
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

/** An operator whose rights are tried on. */
export interface Operator {
  id: string;
  name: string;
  /** What the operator holds and the token's own operator does not hold over everything, so that it is not shown. */
  withheldPermissions: string[];
}

const OPERATOR = `query Operator($userPrincipalName: String!) {
  user(userPrincipalName: $userPrincipalName) { id displayName userPrincipalName }
}`;
const TRY_ON = '{ viewer { withheldPermissions } }';

/** Looks for the operator to simulate, and asks whether the token may. Never throws. */
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
    if (!found) return { problem: errors?.[0]?.message ?? `There is no user ${userPrincipalName}.` };
    const tried = await ask({ token, simulated: found.id }, TRY_ON, {});
    if (tried.errors !== undefined) return { problem: tried.errors[0].message };
    const { withheldPermissions } = tried.data.viewer;
    return { operator: { id: found.id, name: found.displayName ?? found.userPrincipalName, withheldPermissions } };
  } catch {
    return { problem: UNREACHABLE };
  }
}

/** A token as people paste it: with "Bearer" before it, or broken over lines. */
export function tokenIn(text: string): string {
  return text.replace(/^\s*bearer\s/i, '').replaceAll(/\s+/g, '');
}

/** Asks the graph who the token's operator is. Never throws: whatever goes wrong comes back as a sentence to show. */
export async function signIn(credentials: Credentials): Promise<SignInAnswer> {
  if (credentials.token === '') return { problem: 'Paste a token first.' };
  // fetch refuses to send what no header can hold, with an error that looks like a lost network.
  if (!/^[\w.~+/-]+=*$/.test(credentials.token)) {
    return { problem: 'That token is not accepted: it holds characters that no token has.' };
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
  if (answer.status === 401) return { problem: 'That token is not accepted. It may have expired, or be incomplete.' };
  try {
    const body: { data?: { viewer?: Viewer } | null; errors?: { message: string }[] } = await answer.json();
    const viewer = body.data?.viewer;
    if (viewer) return { viewer };
    const reason = body.errors?.[0]?.message;
    return { problem: `The service did not say who you are (${reason ?? `status ${answer.status}`}).` };
  } catch {
    return { problem: `The service gave no usable answer (status ${answer.status}). Try again in a moment.` };
  }
}

/** GraphiQL's way to the graph. `onRefused` hears of the token when the service stops accepting it. */
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
      return failure(`The service answered with status ${answer.status} and no JSON.`);
    },
  });
}

const UNREACHABLE = 'The service cannot be reached. Check the connection and try again.';

function failure(message: string): Response {
  return Response.json({ errors: [{ message }] });
}

/** A header typed in GraphiQL replaces ours whatever its case; fetch would join "authorization" and "Authorization". */
function lastOfEachName(given: HeadersInit | undefined): Headers {
  const headers = new Headers();
  const entries = given instanceof Headers || Array.isArray(given) ? [...given] : Object.entries(given ?? {});
  for (const [name, value] of entries) {
    if (name !== undefined && value !== undefined) headers.set(name, value);
  }
  return headers;
}
