import { useEffect, useRef, useState } from 'react';
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
  /** Whether a new answer is read on to as many pages as are shown, which stay until then. Otherwise it restarts the list. */
  readonly keepsLength?: boolean;
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
  { query, variables, pageIn, told = null, keepsLength = false }: Following<Node, Data, Variables>,
) {
  const client = useClient();
  const [last, setLast] = useState<ReadOn<Node>>(begun(first));
  /** The first page of the list that is being read on. */
  const [reading, setReading] = useState<Page<Node> | null>(null);
  const current = useRef(first);
  const fetching = reading === first;
  const isBehind = keepsLength && last.first !== first && last.following.length > 0;
  const shown = last.first === first || isBehind ? last : begun(first);
  const { pageInfo } = shown.following.at(-1) ?? shown.first;

  /** Adds a number of pages to a list. */
  async function readAfter({ following, left }: ReadOn<Node>, count: number) {
    let now: ReadOn<Node> = { first, following, left, refusal: null };
    setReading(first);
    while (now.following.length < following.length + count) {
      const { endCursor, hasNextPage } = (now.following.at(-1) ?? first).pageInfo;
      if (!hasNextPage) break;
      const answer = await client.query(query, variables(endCursor)).toPromise();
      // Another answer has taken the place of the first page meanwhile.
      if (current.current !== first) return;
      const next = answer.data === undefined ? null : pageIn(answer.data);
      const why = refusalAt(answer.error);
      if (!next) {
        setReading(null);
        setLast({ ...shown, refusal: why ?? [failureOf(answer.error)] });
        return;
      }
      now = { ...now, following: [...now.following, next], left: [...now.left, ...(why ?? [])] };
    }
    setReading(null);
    setLast(now);
  }
  const readOn = () => (isBehind ? readAfter(begun(first), last.following.length) : readAfter(shown, 1));

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new answer is read on by itself.
  useEffect(() => {
    current.current = first;
    if (isBehind) void readOn();
  }, [first]);

  return {
    nodes: [shown.first, ...shown.following].flatMap(({ nodes }) => nodes),
    hasMore: isBehind || pageInfo.hasNextPage,
    isReadOn: shown.following.length > 0,
    fetching,
    left: untold(shown.left, told ?? []),
    refusal: shown.refusal,
    readOn,
  };
}

function begun<Node>(first: Page<Node>): ReadOn<Node> {
  return { first, following: [], left: [], refusal: null };
}
