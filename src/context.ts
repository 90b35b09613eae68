import type { Language } from './failure/explain';
import type { Loaders } from './loaders';
import { type NodeType, toNodeId } from './node-id';
import type { Viewer } from './viewer/viewer';

/** What a request carries: one viewer, one set of loaders, one instant. */
export interface Context {
  readonly viewer: Viewer;
  readonly loaders: Loaders;
  /** When the request started. */
  readonly now: string;
  /** The language of the texts that this service writes. */
  readonly language: Language;
  readonly trail: Trail;
}

/** What the log says of a request. */
export interface Trail {
  /** The operation's name. */
  operation: string | null;
  /** The ids of what was asked for and found. */
  readonly subjects: Set<string>;
}

/** Keeps the id of what a request asked for and found, for the log. */
export async function noted<Row extends { readonly id: string }>(
  context: Context,
  type: NodeType,
  found: Promise<Row | null>,
): Promise<Row | null> {
  const row = await found;
  if (row !== null) context.trail.subjects.add(toNodeId(type, row.id));
  return row;
}
