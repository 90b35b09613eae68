import { useEffect, useState } from 'react';
import type { TypedDocumentNode } from 'urql';
import { useDraft } from '../sign-in/drafts';
import { type Refusal, refusalAt } from './refusal';
import { type Answer, useAnswer } from './use-answer';
import type { Counted } from './use-pages';

interface Matches<Item> extends Counted {
  readonly nodes: readonly Item[];
}

export interface Search<Item> extends Pick<Answer<unknown>, 'trouble' | 'again'> {
  readonly text: string;
  setText(text: string): void;
  /** The results for the typed text. Empty during a search, so that a result of an earlier text cannot be selected. */
  readonly found: readonly Item[];
  /** How many there are; null during a search. */
  readonly total: Counted | null;
  readonly isSearching: boolean;
  readonly refusal: Refusal | null;
  /** Whether the text is from before a renewal of the sign-in. */
  readonly isRestored: boolean;
}

const PAUSE_MS = 150;

/**
 * A typed text, and the text to search for, which follows when the typing pauses. `name` is unique on its page.
 * @param page the page that keeps the text through a renewal of the sign-in; by default the current address
 */
export function useTypedText(name: string, page?: string) {
  const [text, setText] = useDraft(name, '', page);
  const [isRestored] = useState(text !== '');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const pause = setTimeout(() => setSearch(text.trim()), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [text]);
  return { text, setText, search, isRestored };
}

/**
 * Searches when the typing pauses. `field` is the field of the answer that holds the list, `name` a name of
 * the search that is unique on its page.
 */
export function useSearch<Field extends string, Item>(
  query: TypedDocumentNode<{ [field in Field]: Matches<Item> | null }, { search: string }>,
  field: Field,
  name: string,
): Search<Item> {
  const { text, setText, search, isRestored } = useTypedText(name);
  const { data, error, trouble, fetching, again } = useAnswer(query, { search }, search === '');
  const isSearching = fetching || search !== text.trim();
  const matches = isSearching || search === '' ? null : data?.[field];
  const found = matches?.nodes ?? [];
  return {
    text,
    setText,
    found,
    total: matches ?? null,
    isSearching,
    refusal: refusalAt(error, field),
    isRestored,
    trouble,
    again,
  };
}
