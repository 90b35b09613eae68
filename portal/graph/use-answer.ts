import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useQuery } from 'urql';
import { isWithoutAnswer } from './refusal';

export interface Answer<Data> {
  /** The last data. It stays when a later read fails. */
  readonly data: Data | undefined;
  /** Why parts of the data are missing. */
  readonly error: CombinedError | undefined;
  /** Why the last request got no answer. */
  readonly trouble: CombinedError | undefined;
  readonly fetching: boolean;
  /** Reads again. The promise settles with the answer, or with its failure. */
  again(): Promise<void>;
}

interface Read<Data> extends Pick<Answer<Data>, 'data' | 'error'> {
  /** The variables of the request, as JSON. */
  readonly of: string;
}

/** Queries the graph, and again when the language changes, because the graph's texts follow the language. */
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
  // While new variables load, urql still returns the data of the old ones; after an error, it returns nothing.
  const isOurs = operation !== undefined && JSON.stringify(operation.variables) === of;
  let read = last?.of === of ? last : undefined;
  const isRead = isOurs && (data !== undefined || error !== undefined) && !isWithoutAnswer(data, error, read?.data);
  if (isRead && (read === undefined || read.data !== data)) {
    read = { of, data, error };
    setLast(read);
  }
  const isFetching = fetching || stale;
  const [failed, setFailed] = useState<Pick<Read<Data>, 'of' | 'error'>>({ of, error: undefined });
  // During a retry urql forgets why the request before failed. It stays on the page until there is an answer.
  const before = failed.of === of ? failed.error : undefined;
  const trouble = isFetching ? before : isOurs && !isRead ? error : undefined;
  if (failed.of !== of || failed.error !== trouble) setFailed({ of, error: trouble });
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    if (!isFetching) for (const settle of waiting.current.splice(0)) settle();
  }, [isFetching]);
  return {
    data: read?.data,
    error: read?.error,
    trouble,
    fetching: isFetching,
    again() {
      execute();
      return new Promise((settle) => waiting.current.push(settle));
    },
  };
}
