import { choiceBy } from './header-choice';

/** The languages of responses. The first one is the default. */
const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of a response: the best match for an `Accept-Language` header, else the default. */
export const languageOf = choiceBy(
  'accept-language',
  (negotiator) => (negotiator.language([...LANGUAGES]) ?? LANGUAGES[0]) as Language,
);
