import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

type ApolloDocumentStore = NonNullable<ApolloServerOptionsWithGateway<BaseContext>['documentStore']>;

// In characters of source, of which each takes some hundred bytes as a document: Apollo's own store holds 150 MB.
const KEPT = 500_000;

/** Documents that were parsed and found valid, for whoever asks: those that were asked last. */
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
