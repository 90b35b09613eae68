import type { SyncKind } from '../generated/graphql';
import { RESOURCES } from '../microsoft-graph/resources';

/** The kinds by their names on the command line, in the order in which a sync reads them: `managed-devices`. */
export const KIND_NAMES: ReadonlyMap<string, SyncKind> = new Map(
  Object.values(RESOURCES).map(({ kind }) => [kind.toLowerCase().replaceAll('_', '-'), kind]),
);
