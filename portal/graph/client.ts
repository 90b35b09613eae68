import i18next from 'i18next';
import { Client, fetchExchange, mapExchange } from 'urql';
import { noteFailedParts } from './failed-parts';

/**
 * The client of the graph. It has no cache, because help-desk data may have changed a minute ago.
 * @param fetch a `fetch` that adds the operator's token
 */
export function graphClient(fetch: typeof globalThis.fetch): Client {
  return new Client({
    url: '/graphql',
    fetch,
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetchOptions: () => ({ headers: { 'accept-language': i18next.language } }),
    exchanges: [mapExchange({ onResult: noteFailedParts }), fetchExchange],
  });
}
