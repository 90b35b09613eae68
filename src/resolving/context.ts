import type { GraphQLSchema } from 'graphql';
import type { AuditHead } from '../audit/trail';
import type { Viewer } from '../authorization/viewer';
import type { Database } from '../database/database';
import type { Snapshot } from '../database/snapshot';
import type { Loaders } from '../graph/loaders';
import type { Language } from '../resolving/language';
import { type NodeType, toNodeId } from './node-id';

/** What a request carries. */
export interface RequestContext {
  readonly viewer: Viewer;
  /** When the request started. */
  readonly now: string;
  /** The language of the texts that this service writes. */
  readonly language: Language;
  readonly requestId: string;
  readonly trail: Trail;
  /** Whether the viewer is not who signed in: such a request changes nothing. */
  readonly isSimulated: boolean;
  /** Whether what it reads has to be of this instant, as its viewer's rights are. */
  readsPrimary: boolean;
  readonly administration: Administration;
  /** The graph with the rule of every field, whichever of them this request needs. */
  readonly schema: GraphQLSchema;
}

/** What executes a request: one viewer, one instant that it reads, one set of loaders. */
export interface Context extends Omit<RequestContext, 'viewer'> {
  viewer: Viewer;
  loaders: Loaders;
  /** What the loaders read. */
  snapshot: Snapshot;
  /** Reads the viewer's rights again, with new loaders: each root field of a mutation starts so. */
  renew(): Promise<void>;
}

/** What changes of roles and assignments need. */
export interface Administration {
  readonly database: Database;
  /** Seals the audit trail. */
  readonly auditKey: string;
  /** Whether an operator without an Intune plan is refused. */
  readonly licenseNeeded: boolean;
  /** Tells the log where the audit trail ends. */
  logHead(head: AuditHead): void;
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
