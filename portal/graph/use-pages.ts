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

interface ReadOn<Node> {
  readonly first: Page<Node>;
  readonly following: readonly Page<Node>[];
  /** Why there was no further page, when it was asked for last. */
  readonly error?: CombinedError | undefined;
}

/** A list that grows: the page that came with the rest of the answer, and those that were asked for since. */
export function usePages<Node, Data, Variables extends AnyVariables>(
  first: Page<Node>,
  { query, variables, pageIn }: Following<Node, Data, Variables>,
) {
  const client = useClient();
  const [last, setLast] = useState<ReadOn<Node>>({ first, following: [] });
  const [fetching, setFetching] = useState(false);
  // An answer that was asked for anew begins the list anew.
  const { following, error }: ReadOn<Node> = last.first === first ? last : { first, following: [] };
  const pages = [first, ...following];
  const { pageInfo } = pages.at(-1) ?? first;

  async function readOn() {
    setFetching(true);
    const answer = await client.query(query, variables(pageInfo.endCursor)).toPromise();
    setFetching(false);
    const next = answer.data === undefined ? null : pageIn(answer.data);
    setLast(next ? { first, following: [...following, next] } : { first, following, error: answer.error });
  }

  return {
    nodes: pages.flatMap(({ nodes }) => nodes),
    hasMore: pageInfo.hasNextPage,
    isReadOn: following.length > 0,
    fetching,
    error,
    readOn,
  };
}
