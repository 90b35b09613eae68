import { useState } from 'react';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import { failureOf, type Reason, type Refusal, refusalAt, untold } from './refusal';

/** How many items a list has. */
export interface Counted {
  readonly totalCount: number;
  /** Whether the list has more: the graph stops counting at 10,000. */
  readonly totalCountIsLowerBound: boolean;
}

/** A page of a connection. */
export interface Page<Node> extends Counted {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** How to load the next page of a list. */
export interface Following<Node, Data, Variables extends AnyVariables> {
  readonly query: TypedDocumentNode<Data, Variables>;
  variables(after: string | null): Variables;
  pageIn(data: Data): Page<Node> | null | undefined;
  /** The refusals already shown for the first page. They are not repeated for later pages. */
  readonly told?: Refusal | null;
}

interface ReadOn<Node> {
  readonly first: Page<Node>;
  readonly following: readonly Page<Node>[];
  /** The refusals in later pages. */
  readonly left: readonly Reason[];
  /** Why the last request for another page failed. */
  readonly refusal: Refusal | null;
}

/** A growing list: the first page from the main request, and the pages loaded since. */
export function usePages<Node, Data, Variables extends AnyVariables>(
  first: Page<Node>,
  { query, variables, pageIn, told = null }: Following<Node, Data, Variables>,
) {
  const client = useClient();
  const [last, setLast] = useState<ReadOn<Node>>(begun(first));
  const [fetching, setFetching] = useState(false);
  // A new answer restarts the list.
  const readSoFar = last.first === first ? last : begun(first);
  const { following, left, refusal } = readSoFar;
  const pages = [first, ...following];
  const { pageInfo } = pages.at(-1) ?? first;

  async function readOn() {
    setFetching(true);
    const answer = await client.query(query, variables(pageInfo.endCursor)).toPromise();
    setFetching(false);
    const next = answer.data === undefined ? null : pageIn(answer.data);
    const why = refusalAt(answer.error);
    setLast(
      next
        ? { first, following: [...following, next], left: [...left, ...(why ?? [])], refusal: null }
        : { ...readSoFar, refusal: why ?? [failureOf(answer.error)] },
    );
  }

  return {
    nodes: pages.flatMap(({ nodes }) => nodes),
    hasMore: pageInfo.hasNextPage,
    isReadOn: following.length > 0,
    fetching,
    left: untold(left, told ?? []),
    refusal,
    readOn,
  };
}

function begun<Node>(first: Page<Node>): ReadOn<Node> {
  return { first, following: [], left: [], refusal: null };
}
