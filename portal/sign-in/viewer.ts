import { ViewerDocument, type ViewerQuery } from '../generated/graphql';
import { graphClient } from '../graph/client';
import { fetchWith } from './access';
import type { Problem } from './problem';

export type Viewer = ViewerQuery['viewer'];

/** Asks the graph for the operator of a token. Never throws. */
export async function askViewer(token: string): Promise<{ viewer: Viewer } | { problem: Problem }> {
  const { data, error } = await graphClient(fetchWith(token)).query(ViewerDocument, {}).toPromise();
  if (data) return { viewer: data.viewer };
  const status = (error?.response as Response | undefined)?.status;
  if (status === undefined) return { problem: { kind: 'unreachable' } };
  return { problem: status === 401 ? { kind: 'tokenRefused' } : { kind: 'unavailable', status } };
}
