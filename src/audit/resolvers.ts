import { ofEverything } from '../authorization/reach';
import type { AuditEventResolvers, QueryResolvers } from '../generated/resolvers';
import { connection, toPage } from '../resolving/connection';
import { toNodeId } from '../resolving/node-id';
import type { Complete } from '../resolving/resolver-types';
import { type AuditEventRow, EVENTS_NEWEST_FIRST } from './store';

export const Query: Pick<Required<QueryResolvers>, 'auditEvents'> = {
  auditEvents: ofEverything('AUDIT_DATA_READ', (_, args, { loaders }) => {
    const page = toPage(EVENTS_NEWEST_FIRST, args);
    const query = {
      actorId: args.filter?.actorId ?? null,
      subjectId: args.filter?.subjectId ?? null,
      actions: args.filter?.actions ?? null,
      since: args.filter?.since ?? null,
      before: args.filter?.before ?? null,
    };
    return connection(
      EVENTS_NEWEST_FIRST,
      page,
      () => loaders.auditPage.load({ query, page }),
      () => loaders.auditCount.load(query),
    );
  }),
};

const AuditEvent: Complete<AuditEventResolvers, AuditEventRow> = {
  id: (event) => toNodeId('AuditEvent', String(event.seq)),
  // Both are stored as ids of the graph.
  actorId: (event) => event.actor,
  subjectId: (event) => event.subject,
};

export const types = { AuditEvent };
