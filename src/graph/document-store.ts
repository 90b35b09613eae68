import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

type ApolloDocumentStore = NonNullable<ApolloServerOptionsWithGateway<BaseContext>['documentStore']>;

/**
 * The budget of each cache of documents, this one and that of kept operations, in characters of source. A parsed character
 * takes about 100 bytes, so each holds about 50 MB. A document that is in both takes its memory once, so together they hold
 * up to 100 MB. Apollo's default store alone grew to 150 MB.
 */
export const KEPT_CHARACTERS = 500_000;

/** A cache of parsed and valid documents, shared by all viewers. It keeps the most recently used ones. */
export function documentStore(): ApolloDocumentStore {
  const kept = new LRUCache<string, DocumentNode>({
    maxSize: KEPT_CHARACTERS,
    sizeCalculation: ({ loc }) => loc?.source.body.length ?? KEPT_CHARACTERS,
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
