import type { KnownIssueResolvers, QueryResolvers } from '../generated/resolvers';
import { connection, toPage } from '../resolving/connection';
import { toNodeId } from '../resolving/node-id';
import type { Complete } from '../resolving/resolver-types';
import { ISSUES_NEWEST_FIRST, type KnownIssueRow } from './store';

export const Query: Pick<Required<QueryResolvers>, 'knownIssues'> = {
  knownIssues: (_, args, { loaders }) => {
    const page = toPage(ISSUES_NEWEST_FIRST, args);
    const open = args.open ?? null;
    return connection(
      ISSUES_NEWEST_FIRST,
      page,
      () => loaders.knownIssuePage.load({ open, page }),
      () => loaders.knownIssueCount.load({ open }),
    );
  },
};

const KnownIssue: Complete<KnownIssueResolvers, KnownIssueRow> = {
  id: (issue) => toNodeId('KnownIssue', issue.id),
  app: ({ appId }, _, { loaders }) => (appId === null ? null : loaders.appById.load(appId)),
  policy: ({ policyId }, _, { loaders }) => (policyId === null ? null : loaders.policyById.load(policyId)),
};

export const types = { KnownIssue };
