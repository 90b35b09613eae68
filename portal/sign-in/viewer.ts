import { ViewerDocument, type ViewerQuery } from '../generated/first';
import { graphClient } from '../graph/client';
import { waitIn } from '../graph/refusal';
import { fetchWith } from './access';
import { type Problem, problemOfToken } from './problem';

export type Viewer = ViewerQuery['viewer'];

/**
 * Asks the graph for the operator of a token. Never throws.
 * @param issuer the provider that gave the token; null if it was pasted
 */
export async function askViewer(
  token: string,
  issuer: string | null,
): Promise<{ viewer: Viewer } | { problem: Problem }> {
  const { data, error } = await graphClient(fetchWith(token)).query(ViewerDocument, {}).toPromise();
  if (data) return { viewer: data.viewer };
  const status = (error?.response as Response | undefined)?.status;
  if (error === undefined || status === undefined) return { problem: { kind: 'unreachable' } };
  if (status !== 401) return { problem: { kind: 'unavailable', status, seconds: waitIn(error)?.seconds ?? 0 } };
  return { problem: problemOfToken(token, error.graphQLErrors[0]?.extensions['reason'], issuer) };
}
