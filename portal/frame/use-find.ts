import { FindDocument, type FindQuery } from '../generated/first';
import { type Refusal, refusalAt } from '../graph/refusal';
import { type Answer, useAnswer } from '../graph/use-answer';
import { useTypedText } from '../graph/use-search';

type Matches = NonNullable<FindQuery['search']>;
export type Person = NonNullable<Matches['people']>[number];
export type FoundDevice = NonNullable<Matches['devices']>[number];

interface Find extends Pick<Answer<unknown>, 'trouble' | 'again'> {
  readonly text: string;
  setText(text: string): void;
  /** The results for the typed text. Empty during a search, so that a result of an earlier text cannot be opened. */
  readonly people: readonly Person[];
  readonly devices: readonly FoundDevice[];
  readonly isSearching: boolean;
  /** Why people or devices are missing. */
  readonly refusal: Refusal | null;
  /** Whether the text is from before a renewal of the sign-in. */
  readonly isRestored: boolean;
}

/** Searches people and devices when the typing pauses. */
export function useFind(): Find {
  // The field is on every page, so its text belongs to none.
  const { text, setText, search, isRestored } = useTypedText('find', 'frame');
  const { data, error, trouble, fetching, again } = useAnswer(FindDocument, { text: search }, search === '');
  const isSearching = fetching || search !== text.trim();
  const found = isSearching || search === '' ? null : data?.search;
  const reasons = [
    // A device whose user is out of scope is no reason to say that devices are missing.
    ...(found?.people === null ? (refusalAt(error, 'search', 'people') ?? []) : []),
    ...(found?.devices === null ? (refusalAt(error, 'search', 'devices') ?? []) : []),
  ];
  return {
    ...{ text, setText, isSearching, isRestored, trouble, again },
    people: found?.people ?? [],
    devices: found?.devices ?? [],
    refusal: reasons.length === 0 ? null : reasons,
  };
}
