import { useState } from 'react';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useClient } from 'urql';

/** A page of a list of the graph. */
export interface Page<Node> {
  readonly totalCount: number;
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** How a list is read on. */
export interface Following<Node, Data, Variables extends AnyVariables> {
  readonly query: TypedDocumentNode<Data, Variables>;
  variables(after: string | null): Variables;
  pageIn(data: Data): Page<Node> | null | undefined;
}

/** A list that grows: the page that came with the rest of the answer, and those that were asked for since. */
export function usePages<Node, Data, Variables extends AnyVariables>(
  first: Page<Node>,
  { query, variables, pageIn }: Following<Node, Data, Variables>,
) {
  const client = useClient();
  const [read, setRead] = useState<{ first: Page<Node>; pages: readonly Page<Node>[] }>({ first, pages: [] });
  const [fetching, setFetching] = useState(false);
  const [error, setError] = useState<CombinedError>();
  // An answer that was asked for anew begins the list anew.
  const pages = read.first === first ? [first, ...read.pages] : [first];
  const { pageInfo } = pages.at(-1) ?? first;

  async function readOn() {
    setFetching(true);
    const answer = await client.query(query, variables(pageInfo.endCursor)).toPromise();
    setFetching(false);
    const next = answer.data === undefined ? null : pageIn(answer.data);
    setError(next ? undefined : answer.error);
    if (next) setRead({ first, pages: [...pages.slice(1), next] });
  }

  return { nodes: pages.flatMap(({ nodes }) => nodes), hasMore: pageInfo.hasNextPage, fetching, error, readOn };
}
