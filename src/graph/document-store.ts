import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

type ApolloDocumentStore = NonNullable<ApolloServerOptionsWithGateway<BaseContext>['documentStore']>;

// The cache budget in characters of source. A parsed character takes about 100 bytes, so about 50 MB. Apollo's default
// store grew to 150 MB.
const KEPT = 500_000;

/** A cache of parsed and valid documents, shared by all viewers. It keeps the most recently used ones. */
export function documentStore(): ApolloDocumentStore {
  const kept = new LRUCache<string, DocumentNode>({
    maxSize: KEPT,
    sizeCalculation: ({ loc }) => loc?.source.body.length ?? KEPT,
  });
  return {
    get: async (key) => kept.get(key),
    async set(key, document) {
      kept.set(key, document);
    },
    async delete(key) {
      kept.delete(key);
    },
  };
}
