import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useQuery } from 'urql';
import { isWithoutAnswer } from './refusal';

export interface Answer<Data> {
  /** What was read last: it stays when it cannot be read again. */
  readonly data: Data | undefined;
  /** Why parts of the data are left out. */
  readonly error: CombinedError | undefined;
  /** Why the graph gave no answer, when it was asked last. */
  readonly trouble: CombinedError | undefined;
  readonly fetching: boolean;
  again(): void;
}

interface Read<Data> extends Pick<Answer<Data>, 'data' | 'error'> {
  /** The variables that it was read for. */
  readonly of: string;
}

/** Asks the graph, and again when the page changes its language: the graph's own texts follow it. */
export function useAnswer<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  pause = false,
): Answer<Data> {
  const { language } = useTranslation().i18n;
  const context = useMemo(() => ({ fetchOptions: { headers: { 'accept-language': language } } }), [language]);
  const [{ data, error, fetching, stale, operation }, execute] = useQuery({
    query,
    variables,
    context,
    pause,
  } as Parameters<typeof useQuery<Data, Variables>>[0]);
  const [last, setLast] = useState<Read<Data>>();

  const of = JSON.stringify(variables);
  // While other variables are asked for, urql still shows what it has of the former ones; after an error, nothing.
  const isOurs = operation !== undefined && JSON.stringify(operation.variables) === of;
  let read = last?.of === of ? last : undefined;
  const isRead = isOurs && (data !== undefined || error !== undefined) && !isWithoutAnswer(data, error, read?.data);
  if (isRead && (read === undefined || read.data !== data)) {
    read = { of, data, error };
    setLast(read);
  }
  return {
    data: read?.data,
    error: read?.error,
    trouble: isOurs && !isRead ? error : undefined,
    fetching: fetching || stale,
    again: () => execute(),
  };
}
