import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Comparison, Difference } from '../administration/difference';
import type { AuditHead } from '../audit/trail';
import type { Viewer } from '../authorization/viewer';
import type { Database } from '../database/database';
import type { Snapshot } from '../database/snapshot';
import type { FindingSettings } from '../findings/settings';
import type { Loaders } from '../graph/loaders';
import type { Deadline } from './deadline';
import type { Language } from './language';
import { type NodeType, toNodeId } from './node-id';
import type { Trail } from './request-trail';
import type { Trace } from './trace';
import type { Turn } from './turn';

/** Facts about one HTTP request, fixed before execution: who, when, language, id. */
export interface RequestContext {
  readonly viewer: Viewer;
  /** When the request started. */
  readonly now: string;
  /** The language of this service's own texts. */
  readonly language: Language;
  readonly requestId: string;
  readonly trail: Trail;
  /** Whether the viewer is simulated by the signed-in operator. Such a request cannot change anything. */
  readonly isSimulated: boolean;
  /** Read from the primary, not from a standby, because the operation selects rights, which always come from there. */
  readsPrimary: boolean;
  /** The rows that the service may look at for the operation. */
  reads: number;
  /** The result of the operation, if it was executed before Apollo got it. */
  executed?: Promise<ExecutionResult>;
  /** When the operation must end. */
  readonly deadline: Deadline;
  readonly turn: Turn;
  readonly administration: Administration;
  /** The settings of findings. */
  readonly findings: FindingSettings;
  /** The schema with the rule of every field, even those that this request does not need. */
  readonly schema: GraphQLSchema;
}

/** The GraphQL context of one execution: a viewer, a read snapshot, a set of loaders. */
export interface Context extends Omit<RequestContext, 'viewer'> {
  viewer: Viewer;
  loaders: Loaders;
  /** The snapshot that the loaders read. */
  snapshot: Snapshot;
  /**
   * Reads the viewer's rights again and creates new loaders. Each root field of a mutation starts with it.
   * @throws the reason of the deadline
   */
  renew(): Promise<void>;
  /** Creates new loaders for the payload of a change that was done. They can be used for a moment even after the deadline. */
  noteChange(): Promise<void>;
}

/** Reads single users from Microsoft Graph. */
export interface Refreshes {
  /** The most refreshes of an operator in an hour. */
  readonly perHour: number;
  /** Starts a refresh that is queued in the database. */
  start(refresh: { readonly id: string; readonly userId: string; readonly trace: Trace | null }): void;
}

/** The dependencies of mutations. */
export interface Administration {
  readonly database: Database;
  /** The key that seals the audit trail. */
  readonly auditKey: string;
  /** Whether to refuse operators without an Intune plan. */
  readonly licenseNeeded: boolean;
  /** Writes the head of the audit trail to the log. */
  logHead(head: AuditHead, ids: Trail['ids']): void;
  /** Compares what a dry run changes outside of this process; null if it is done here. */
  readonly compareAside: ((comparison: Comparison, context: RequestContext) => Promise<Difference[]>) | null;
  /** Null if the service is not connected with Microsoft Graph. */
  readonly refreshes: Refreshes | null;
}

/** Records the id of a requested object for the log, if it was found. */
export async function noted<Row extends { readonly id: string }>(
  context: Context,
  type: NodeType,
  found: Promise<Row | null>,
): Promise<Row | null> {
  const row = await found;
  if (row !== null) context.trail.subjects.add(toNodeId(type, row.id));
  return row;
}
