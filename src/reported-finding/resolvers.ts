import { ofEverything } from '../authorization/reach';
import type { QueryResolvers, ReportedFindingResolvers } from '../generated/resolvers';
import { connection, toPage } from '../resolving/connection';
import type { Complete } from '../resolving/resolver-types';
import { REPORTED_NEWEST_FIRST, type ReportedFindingRow } from './store';

export const Query: Pick<Required<QueryResolvers>, 'reportedFindings'> = {
  // A reason can name anybody, so it is for those who see everybody.
  reportedFindings: ofEverything('ROLES_READ', (_, args, { loaders }) => {
    const page = toPage(REPORTED_NEWEST_FIRST, args);
    const rule = args.rule ?? null;
    return connection(
      REPORTED_NEWEST_FIRST,
      page,
      () => loaders.reportedFindingPage.load({ rule, page }),
      () => loaders.reportedFindingCount.load({ rule }),
    );
  }),
};

const ReportedFinding: Complete<ReportedFindingResolvers, ReportedFindingRow> = {
  ofTenant: ({ userId, deviceId }) => userId === null && deviceId === null,
  user: ({ userId }, _, { loaders }) => (userId === null ? null : loaders.userById.load(userId)),
  device: ({ deviceId }, _, { loaders }) => (deviceId === null ? null : loaders.deviceById.load(deviceId)),
  reportedBy: ({ operatorId }, _, { loaders }) => loaders.userById.load(operatorId),
};

export const types = { ReportedFinding };
