import type { GraphQLSchema } from 'graphql';
import type { AuditHead } from './audit/trail';
import { readViewer } from './auth';
import type { Database } from './database/database';
import type { Language } from './failure/explain';
import { createLoaders, type Loaders } from './loaders';
import { type NodeType, toNodeId } from './node-id';
import { noRights, type Viewer } from './viewer/viewer';

/** What a request carries: one viewer, one set of loaders, one instant. */
export interface Context {
  viewer: Viewer;
  loaders: Loaders;
  /** When the request started. */
  readonly now: string;
  /** The language of the texts that this service writes. */
  readonly language: Language;
  readonly requestId: string;
  readonly trail: Trail;
  /** Whether the viewer is not who signed in: such a request changes nothing. */
  readonly isSimulated: boolean;
  /** Reads the viewer's rights again, with new loaders: each root field of a mutation starts so. */
  renew(): Promise<void>;
  /** Reads from the primary from now on. */
  readPresent(): void;
  readonly administration: Administration;
  /** The graph with the rule of every field, whichever of them this request needs. */
  readonly schema: GraphQLSchema;
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

/** A new context, with the viewer's rights as they are now. */
export function createContext(
  given: Pick<
    Context,
    'viewer' | 'now' | 'language' | 'requestId' | 'trail' | 'isSimulated' | 'administration' | 'schema'
  >,
): Context {
  const { viewer, now, administration } = given;
  const { database, licenseNeeded } = administration;
  return {
    ...given,
    loaders: createLoaders(database.reader, viewer, now),
    readPresent(this: Context) {
      this.loaders = createLoaders(database.primary, this.viewer, now);
    },
    // Apollo hands a copy of this object to the resolvers, so what is renewed is the one that renews.
    async renew(this: Context) {
      this.viewer = (await readViewer(database.primary, { id: viewer.id }, licenseNeeded)) ?? noRights(viewer);
      // What a mutation has just written is read, so a standby would not do.
      this.loaders = createLoaders(database.primary, this.viewer, now);
    },
  };
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
