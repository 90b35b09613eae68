import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';

/** The languages of responses. The first one is the default. */
const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of a response: the best match for the request's `Accept-Language`, else the default. */
export const languageOf = (request: IncomingMessage): Language =>
  (new Negotiator(request).language([...LANGUAGES]) ?? LANGUAGES[0]) as Language;
