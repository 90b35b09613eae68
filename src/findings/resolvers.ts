import type { AppInstallStateRow } from '../app/store';
import type { AppProtectionStateRow } from '../app-protection/store';
import { ofEverything } from '../authorization/reach';
import type {
  DeviceResolvers,
  FindingConnectionResolvers,
  FindingResolvers,
  FindingRuleInfoResolvers,
  QueryResolvers,
  RemoteTaskResolvers,
  StepResolvers,
  UserResolvers,
} from '../generated/resolvers';
import type { Complete } from '../resolving/resolver-types';
import type { ConnectorRow } from '../tenant/store';
import type { EnrollmentFailureRow } from '../user/store';
import { severityFrom } from './engine';
import type { FindingSource, StepSource } from './finding';
import { type FindingList, listFindings } from './findings-list';
import { type CheckedRule, checkedRules } from './needs';
import { permissionForTask, type RemoteTaskSource, remoteTasksOf, viewerMayStart } from './remote-tasks';
import { actionsOf, adminCentreUrlOf, findingsOfDevice, findingsOfUser, viewerMayDo } from './report';

export const Query: Pick<Required<QueryResolvers>, 'findingRules' | 'findings'> = {
  findings: (_, args, context) => listFindings(args, context),
  findingRules: (_, __, { schema }) => [...checkedRules(schema)],
};

/** The findings of users and devices, and the remote tasks of devices. */
export const ofUser: Pick<Required<UserResolvers>, 'findings'> = {
  findings: (user, { topic }, context) => findingsOfUser(user, topic ?? null, context),
};
export const ofDevice: Pick<Required<DeviceResolvers>, 'findings' | 'remoteTasks'> = {
  remoteTasks: (device) => remoteTasksOf(device),
  findings: (device, { topic }, context) => findingsOfDevice(device, topic ?? null, context),
};

/** The row of the subject, if it is of this type. */
const subjectRow = <Row>({ subject }: FindingSource, type: string): Row | null =>
  subject.type === type ? (subject.row as Row) : null;

const Finding: Complete<FindingResolvers, FindingSource> = {
  app: (finding, _, { loaders }) => {
    const state = subjectRow<AppInstallStateRow>(finding, 'AppInstallState');
    return state === null ? null : loaders.appById.load(state.appId);
  },
  appInstallState: (finding) => subjectRow<AppInstallStateRow>(finding, 'AppInstallState'),
  appProtectionState: (finding) => subjectRow<AppProtectionStateRow>(finding, 'AppProtectionState'),
  enrollmentFailure: (finding) => subjectRow<EnrollmentFailureRow>(finding, 'EnrollmentFailure'),
  connector: (finding) => subjectRow<ConnectorRow>(finding, 'Connector'),
};

const Step: Complete<StepResolvers, StepSource> = {
  needs: (source, _, context) => actionsOf(source, context),
  viewerMay: (source, _, context) => viewerMayDo(source, context),
  adminCentreUrl: (source, _, context) => adminCentreUrlOf(source, context),
};

// Unlike other connections it has no total.
const FindingConnection: Complete<FindingConnectionResolvers, FindingList> = {
  nodes: (found) => found.nodes(),
  edges: (found) => found.edges(),
  pageInfo: (found) => found.pageInfo(),
  notChecked: (found) => found.notChecked(),
};

const FindingRuleInfo: Complete<FindingRuleInfoResolvers, CheckedRule> = {
  rule: ({ rule }) => rule.id,
  severity: ({ rule }) => severityFrom(rule, rule.severity),
  topics: ({ rule }) => [...rule.topics],
  reads: ({ coordinates }) => [...coordinates],
  explains: ({ rule }, _, { schema }) => explainedBy(rule, checkedRules(schema)),
  proven: ({ rule }) => rule.unproven !== true,
  remark: ({ rule }) => rule.isRemark === true,
  silenced: ({ rule }, _, { findings }) => findings.silenced.has(rule.id),
  reported: ofEverything('ROLES_READ', ({ rule }: CheckedRule, _, { loaders }) => loaders.reportedCountByRule(rule.id)),
  shadow: ({ rule }, _, { findings }) => findings.shadow.has(rule.id),
  shadowFirings: ofEverything('AUDIT_DATA_READ', ({ rule }: CheckedRule, _, { findings }) =>
    findings.shadow.pagesOf(rule.id),
  ),
};

function explainedBy({ id, explains = [], explainsAll }: CheckedRule['rule'], all: readonly CheckedRule[]) {
  const named = new Set(explains.map((entry) => entry.split(':')[0]));
  return all.flatMap(({ rule }) =>
    rule.id !== id && (named.has(rule.id) || (explainsAll !== undefined && !rule.standsAlone)) ? [rule.id] : [],
  );
}

const RemoteTask: Complete<RemoteTaskResolvers, RemoteTaskSource> = {
  displayName: (task, _, context) => permissionForTask(task, context),
  viewerMay: (task, _, context) => viewerMayStart(task, context),
};

export const types = { Finding, FindingConnection, Step, FindingRuleInfo, RemoteTask };
