import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useQuery } from 'urql';

export interface Answer<Data> {
  readonly data: Data | undefined;
  /** What failed; parts of the answer may stand beside it. */
  readonly error: CombinedError | undefined;
  readonly fetching: boolean;
  again(): void;
}

/** Asks the graph, and again when the page changes its language: the graph's own texts follow it. */
export function useAnswer<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  pause = false,
): Answer<Data> {
  const { language } = useTranslation().i18n;
  const context = useMemo(() => ({ fetchOptions: { headers: { 'accept-language': language } } }), [language]);
  const [{ data, error, fetching, stale }, execute] = useQuery({
    query,
    variables,
    context,
    pause,
  } as Parameters<typeof useQuery<Data, Variables>>[0]);
  return { data, error, fetching: fetching || stale, again: () => execute() };
}
