import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { KEPT_CHARACTERS } from './document-store';

/** A query whose document is valid. */
interface KeptOperation {
  readonly document: DocumentNode;
  readonly queryHash: string;
}

/** The queries that were asked again, by their text. */
export interface KeptOperations {
  find(text: string): KeptOperation | undefined;
  /** Counts a query that has passed all checks, and keeps it from the second time on. */
  pass(text: string, operation: KeptOperation): void;
}

const KEPT = 500;

/** Keeps up to 500 queries. The one that was asked least recently goes first. */
export function createKeptOperations(): KeptOperations {
  const passed = new WeakSet<DocumentNode>();
  const kept = new LRUCache<string, KeptOperation>({
    max: KEPT,
    maxSize: KEPT_CHARACTERS,
    sizeCalculation: (_, text) => text.length,
  });
  return {
    find: (text) => kept.get(text),
    pass(text, operation) {
      if (passed.has(operation.document)) kept.set(text, operation);
      passed.add(operation.document);
    },
  };
}
