import type { AppRow } from '../app/store';
import type {
  AppAssignmentResolvers,
  AppProtectionAssignmentResolvers,
  AssignedAppResolvers,
  AssignedPolicyResolvers,
  PolicyAssignmentResolvers,
} from '../generated/resolvers';
import type { PolicyRow } from '../policy/store';
import type { Context } from '../resolving/context';
import type { Complete } from '../resolving/resolver-types';
import type { AssignedRow } from './assigned';
import { propertiesOf } from './filter-rule';
import { resultOf } from './outcome';
import type { AssignmentRow } from './store';

const assignment: Complete<PolicyAssignmentResolvers, AssignmentRow> = {
  // The row is there only if the viewer can see its group.
  group: ({ groupId }, _, { loaders }) => (groupId === null ? null : loaders.groupById.load(groupId)),
  excluded: ({ excluded }) => excluded === 1,
};

const PolicyAssignment = assignment;
const AppAssignment: Complete<AppAssignmentResolvers, AssignmentRow> = {
  ...(assignment as Complete<AppAssignmentResolvers, AssignmentRow>),
  intent: ({ intent }) => intent ?? 'UNKNOWN',
};
const AppProtectionAssignment = assignment as Complete<AppProtectionAssignmentResolvers, AssignmentRow>;

async function result({ rows, kind, subjectId }: AssignedRow, { loaders }: Context) {
  const asks = kind === 'DEVICE' && rows.some(({ filterMode }) => filterMode !== 'NONE');
  const device = asks ? await loaders.deviceById.load(subjectId) : null;
  return resultOf(rows, device === null ? null : propertiesOf(device));
}

const visible = ({ rows }: AssignedRow) => rows.filter(({ isVisible }) => isVisible === 1);

const AssignedPolicy: Complete<AssignedPolicyResolvers, AssignedRow> = {
  policy: ({ objectId }, _, { loaders }) => loaders.policyById.load(objectId) as Promise<PolicyRow>,
  outcome: async (row, _, context) => (await result(row, context)).outcome,
  through: (row) => visible(row),
  hiddenCount: (row) => row.rows.length - visible(row).length,
};

const AssignedApp: Complete<AssignedAppResolvers, AssignedRow> = {
  app: ({ objectId }, _, { loaders }) => loaders.appById.load(objectId) as Promise<AppRow>,
  outcome: async (row, _, context) => (await result(row, context)).outcome,
  intent: async (row, _, context) => (await result(row, context)).intent,
  through: (row) => visible(row),
  hiddenCount: (row) => row.rows.length - visible(row).length,
};

export const types = { PolicyAssignment, AppAssignment, AppProtectionAssignment, AssignedPolicy, AssignedApp };
