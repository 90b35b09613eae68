import { choiceBy } from '../resolving/header-choice';

const NEWER = 'application/graphql-response+json';

/** The media types of answers. */
export const MEDIA_TYPES = ['application/json', NEWER];
// The types of Apollo's answers, in its order. The third one is for a router of Apollo.
const APOLLO_TYPES = [
  ...MEDIA_TYPES.map((type) => `${type}; charset=utf-8`),
  'application/json; callbackSpec=1.0; charset=utf-8',
];

/** Whether a client accepts an answer of this service, by its header `accept`. */
export const isAcceptable = choiceBy('accept', (negotiator) => negotiator.mediaType(MEDIA_TYPES) !== undefined);

/** The `content-type` of an answer by the header `accept`; null if Apollo decides. */
export const typeOfAnswer = choiceBy('accept', (negotiator) => negotiator.mediaType(APOLLO_TYPES) ?? null);

/** Whether an answer has the newer media type, with which its status tells of errors too. */
export const isNewer = (accept: string | undefined): boolean => typeOfAnswer(accept)?.startsWith(NEWER) ?? false;
