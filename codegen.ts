import { readdirSync, readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { type InputValueDefinitionNode, Kind, print, visit } from 'graphql';
import { typeDefs } from './src/resolving/sdl';

// One text, because with several files the output would depend on the order in which they are read.
const sdl = print(typeDefs);

const OPERATIONS = 'portal/operations';
const entries = readdirSync(OPERATIONS, { withFileTypes: true });
const FOLDERS = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);

/** The portal's operations in these files, as one text. */
const operationsIn = (files: readonly string[]): string =>
  files
    .filter((file) => /\.(?:graphql|gql)$/.test(file))
    .sort()
    .map((file) => readFileSync(`${OPERATIONS}/${file}`, 'utf8'))
    .join('\n');

const filesBelow = (folder: string): string[] =>
  readdirSync(`${OPERATIONS}/${folder}`, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`);

/** The schema for resolvers, where an argument or input field with a default is never null. */
const asResolved = print(
  visit(typeDefs, {
    InputValueDefinition(node): InputValueDefinitionNode | undefined {
      if (node.defaultValue === undefined || node.type.kind === Kind.NON_NULL_TYPE) return undefined;
      return { ...node, type: { kind: Kind.NON_NULL_TYPE, type: node.type } };
    },
  }),
);

const types = {
  enumsAsConst: true,
  namingConvention: { enumValues: 'keep' },
  useTypeImports: true,
  scalars: { DateTime: 'string', ID: { input: 'string', output: 'string' } },
  strictScalars: true,
  avoidOptionals: { field: true, inputValue: false, defaultValue: true },
  maybeValue: 'T | null',
};

const portalTypes = {
  schema: sdl,
  plugins: ['typescript-operations', 'typed-document-node'],
  config: {
    enumsAsTypes: true,
    namingConvention: { enumValues: 'keep' },
    useTypeImports: true,
    scalars: { DateTime: 'string' },
    strictScalars: true,
  },
};

const config: CodegenConfig = {
  generates: {
    'src/generated/graphql.ts': { schema: asResolved, plugins: ['typescript'], config: types },
    // The row types import generated types, so the resolver types are in a separate file to avoid an import cycle.
    'src/generated/resolvers.ts': {
      schema: asResolved,
      plugins: [{ add: { content: "import type * as Types from './graphql';" } }, 'typescript-resolvers'],
      config: {
        ...types,
        namespacedImportName: 'Types',
        contextType: '../resolving/context#Context',
        mappers: {
          App: '../app/store#AppRow',
          AppConnection: '../graph/connection-types#AppConnection as AppConnectionSource',
          AppDependency: '../app/store#AppDependencyRow',
          AppSupersedence: '../app/store#AppSupersedenceRow',
          AppInstallState: '../app/store#AppInstallStateRow',
          AppInstallStateConnection:
            '../graph/connection-types#AppInstallStateConnection as AppInstallStateConnectionSource',
          AppProtectionPolicy: '../app-protection/store#AppProtectionPolicyRow',
          AppProtectionPolicyConnection:
            '../graph/connection-types#AppProtectionPolicyConnection as AppProtectionPolicyConnectionSource',
          AppProtectionState: '../app-protection/store#AppProtectionStateRow',
          AppProtectionStateConnection:
            '../graph/connection-types#AppProtectionStateConnection as AppProtectionStateConnectionSource',
          AccessExplanation: '../access/explanation#Explanation',
          AccessReason: '../access/explanation#Reason',
          OperatorAccess: '../access/store#OperatorAccess as OperatorAccessSource',
          OperatorGrant: '../access/store#Grant',
          PermissionHolders: '../access/store#Holders',
          MissingRead: '../authorization/viewer#MissingRead as MissingReadSource',
          ViewerAssignment: '../authorization/viewer#ViewerAssignment as ViewerAssignmentSource',
          AccessDifference: '../administration/difference#Difference',
          AppAssignment: '../assignment/store#AssignmentRow',
          AppAssignmentConnection: '../graph/connection-types#AppAssignmentConnection as AppAssignmentConnectionSource',
          AppProtectionAssignment: '../assignment/store#AssignmentRow',
          AppProtectionAssignmentConnection:
            '../graph/connection-types#AppProtectionAssignmentConnection as AppProtectionAssignmentConnectionSource',
          PolicyAssignment: '../assignment/store#AssignmentRow',
          PolicyAssignmentConnection:
            '../graph/connection-types#PolicyAssignmentConnection as PolicyAssignmentConnectionSource',
          AssignedApp: '../assignment/assigned#AssignedRow',
          AssignedAppConnection: '../graph/connection-types#AssignedAppConnection as AssignedAppConnectionSource',
          AssignedPolicy: '../assignment/assigned#AssignedRow',
          AssignedPolicyConnection:
            '../graph/connection-types#AssignedPolicyConnection as AssignedPolicyConnectionSource',
          KnownIssue: '../known-issue/store#KnownIssueRow',
          KnownIssueConnection: '../graph/connection-types#KnownIssueConnection as KnownIssueConnectionSource',
          ReportedFinding: '../reported-finding/store#ReportedFindingRow',
          ReportedFindingConnection:
            '../graph/connection-types#ReportedFindingConnection as ReportedFindingConnectionSource',
          Policy: '../policy/store#PolicyRow',
          PolicyConnection: '../graph/connection-types#PolicyConnection as PolicyConnectionSource',
          AuditEvent: '../audit/store#AuditEventRow',
          AuditEventConnection: '../graph/connection-types#AuditEventConnection as AuditEventConnectionSource',
          CompliancePolicyState: '../policy/store#PolicyStateRow',
          ConfigurationState: '../policy/store#PolicyStateRow',
          Connector: '../tenant/store#ConnectorRow',
          Device: '../device/store#DeviceRow',
          DeviceAction: '../device/activity#DeviceActionRow',
          AutopilotDevice: '../device/autopilot-store#AutopilotDeviceRow',
          SetupEvent: '../device/autopilot-store#SetupEventRow',
          DeviceLogon: '../device/activity#DeviceLogonRow',
          DeviceConnection: '../graph/connection-types#DeviceConnection as DeviceConnectionSource',
          EnrollmentFailure: '../user/store#EnrollmentFailureRow',
          EnrollmentFailureConnection:
            '../graph/connection-types#EnrollmentFailureConnection as EnrollmentFailureConnectionSource',
          Evidence: '../findings/finding#EvidenceSource',
          Finding: '../findings/finding#FindingSource',
          FindingConnection: '../findings/findings-list#FindingList',
          FindingReport: '../findings/report#ReportSource',
          FindingRuleInfo: '../findings/needs#CheckedRule',
          NotChecked: '../findings/report#NotCheckedSource',
          Step: '../findings/finding#StepSource',
          RemoteTask: '../findings/remote-tasks#RemoteTaskSource',
          Failure: '../failure/explain-code#Failure as FailureSource',
          Group: '../group/store#GroupRow',
          GroupConnection: '../graph/connection-types#GroupConnection as GroupConnectionSource',
          FormerMembership: '../group/store#FormerMembershipRow',
          FormerMembershipConnection:
            '../graph/connection-types#FormerMembershipConnection as FormerMembershipConnectionSource',
          GroupMembership: '../group/store#GroupMembershipRow',
          GroupMembershipConnection:
            '../graph/connection-types#GroupMembershipConnection as GroupMembershipConnectionSource',
          License: '../user/store#LicenseRow',
          QuarantinedRecord: '../sync/store#QuarantineRow',
          QuarantinedRecordConnection:
            '../graph/connection-types#QuarantinedRecordConnection as QuarantinedRecordConnectionSource',
          Role: '../role/store#RoleRow',
          RoleAssignment: '../role/store#RoleAssignmentRow',
          RoleAssignmentConnection:
            '../graph/connection-types#RoleAssignmentConnection as RoleAssignmentConnectionSource',
          RoleConnection: '../graph/connection-types#RoleConnection as RoleConnectionSource',
          SearchResult: '../search/store#Sought',
          SettingState: '../policy/store#SettingStateRow',
          SyncStatus: '../sync/store#SyncKindRow',
          UserRefresh: '../refresh/store#UserRefreshRow',
          Tenant: '../tenant/store#TenantRow',
          User: '../user/store#UserRow',
          UserConnection: '../graph/connection-types#UserConnection as UserConnectionSource',
          UserStatus: '../user/store#UserRow',
          Viewer: '../authorization/viewer#Viewer as ViewerSource',
          ViewerPermission: '../authorization/viewer#HeldPermission',
        },
        makeResolverTypeCallable: true,
      },
    },
    'portal/generated/graphql.ts': { ...portalTypes, documents: operationsIn(entries.map(({ name }) => name)) },
    // Each folder is a file of its own, so that the first page, for one, loads nothing else.
    ...Object.fromEntries(
      FOLDERS.map((folder) => [
        `portal/generated/${folder}.ts`,
        { ...portalTypes, documents: operationsIn(filesBelow(folder)) },
      ]),
    ),
  },
  config: { sort: false },
};

export default config;
