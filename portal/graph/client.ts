import i18next from 'i18next';
import { Client, fetchExchange } from 'urql';

/**
 * The graph, without a cache: what a help desk looks at may have changed a minute ago.
 * @param fetch adds the operator's token
 */
export function graphClient(fetch: typeof globalThis.fetch): Client {
  return new Client({
    url: '/graphql',
    fetch,
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetchOptions: () => ({ headers: { 'accept-language': i18next.language } }),
    exchanges: [fetchExchange],
  });
}
