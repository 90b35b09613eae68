import type { Resource } from '../microsoft-graph/resources';
import { ForeseenError } from '../resolving/foreseen';

/** An object of Microsoft Graph, and its place in the source. */
export interface Item {
  readonly value: unknown;
  /** The id of the object that it belongs to, in a batch; else null. */
  readonly parent: string | null;
  /** The place, for messages: `users.2.json, record 17`. */
  readonly where: string;
}

/** A source of Microsoft Graph's objects. A resource that is read again begins anew. */
export interface Source {
  read(resource: Resource): AsyncIterable<Item>;
  /** The resources that it has no answer for, not even an empty one. A source without this has all answers. */
  lacking?(): Promise<ReadonlySet<Resource>>;
}

/** Invalid input that stops an import. The message names the place and the problem. */
export class ImportError extends ForeseenError {
  readonly code = 'IMPORT';
}

/**
 * The error of an object that comes again with other content.
 * @param id its id, or the values that identify it
 * @param first where it came first; null if that is not known
 */
export const cameTwice = (where: string, id: string, first: string | null): ImportError =>
  new ImportError(
    `${where} (${id}): was already read with other content${first === null ? '' : ` (${first})`}. Save this file again.`,
  );
