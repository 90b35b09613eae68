import type { Resource } from '../microsoft-graph/resources';
import { ForeseenError } from '../resolving/foreseen';

/** One of Microsoft Graph's objects, and where it was found. */
export interface Item {
  readonly value: unknown;
  /** The id of what it hangs on, in a batch; null elsewhere. */
  readonly parent: string | null;
  /** For messages: `users.2.json, record 17`. */
  readonly where: string;
}

/** Where Microsoft Graph's objects come from. Each resource is read once, from its first item to its last. */
export interface Source {
  read(resource: Resource): AsyncIterable<Item>;
}

/** Something in the input that stops an import; its message says where and what. */
export class ImportError extends ForeseenError {
  readonly code = 'IMPORT';
}
