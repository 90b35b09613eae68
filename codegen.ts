import { readdirSync, readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { type InputValueDefinitionNode, Kind, parse, print, visit } from 'graphql';

// Given as one text: of several files, what is generated first would be what was read first.
const textIn = (folder: string): string =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n');

const sdl = textIn('schema');

/** The schema that resolvers answer: an argument or input field with a default always has a value, and never null. */
const asResolved = print(
  visit(parse(sdl), {
    InputValueDefinition(node): InputValueDefinitionNode | undefined {
      if (node.defaultValue === undefined || node.type.kind === Kind.NON_NULL_TYPE) return undefined;
      return { ...node, type: { kind: Kind.NON_NULL_TYPE, type: node.type } };
    },
  }),
);

const config: CodegenConfig = {
  generates: {
    'src/generated/graphql.ts': {
      schema: asResolved,
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        contextType: '../context#Context',
        mappers: {
          App: '../app/store#AppRow',
          AppConnection: '../connections#AppConnection as AppConnectionSource',
          AppInstallState: '../app/store#AppInstallStateRow',
          AppInstallStateConnection: '../connections#AppInstallStateConnection as AppInstallStateConnectionSource',
          AppProtectionPolicy: '../app-protection/store#AppProtectionPolicyRow',
          AppProtectionPolicyConnection:
            '../connections#AppProtectionPolicyConnection as AppProtectionPolicyConnectionSource',
          AppProtectionState: '../app-protection/store#AppProtectionStateRow',
          AppProtectionStateConnection:
            '../connections#AppProtectionStateConnection as AppProtectionStateConnectionSource',
          AccessExplanation: '../access/explain#Explanation',
          AccessReason: '../access/explain#Reason',
          OperatorAccess: '../access/resolvers#OperatorAccess as OperatorAccessSource',
          OperatorGrant: '../access/store#Grant',
          PermissionHolders: '../access/resolvers#Holders',
          MissingRead: '../viewer/viewer#MissingRead as MissingReadSource',
          ViewerAssignment: '../viewer/viewer#ViewerAssignment as ViewerAssignmentSource',
          AccessDifference: '../administration/difference#Difference',
          AuditEvent: '../audit/store#AuditEventRow',
          AuditEventConnection: '../connections#AuditEventConnection as AuditEventConnectionSource',
          CompliancePolicyState: '../device/store#PolicyStateRow',
          ConfigurationState: '../device/store#PolicyStateRow',
          Connector: '../tenant/store#ConnectorRow',
          Device: '../device/store#DeviceRow',
          DeviceAction: '../device/store#DeviceActionRow',
          DeviceConnection: '../connections#DeviceConnection as DeviceConnectionSource',
          EnrollmentFailure: '../user/store#EnrollmentFailureRow',
          EnrollmentFailureConnection:
            '../connections#EnrollmentFailureConnection as EnrollmentFailureConnectionSource',
          Failure: '../failure/explain#Failure as FailureSource',
          Group: '../group/store#GroupRow',
          GroupConnection: '../connections#GroupConnection as GroupConnectionSource',
          GroupMembership: '../group/store#GroupMembershipRow',
          GroupMembershipConnection: '../connections#GroupMembershipConnection as GroupMembershipConnectionSource',
          License: '../user/store#LicenseRow',
          QuarantinedRecord: '../sync/store#QuarantineRow',
          QuarantinedRecordConnection:
            '../connections#QuarantinedRecordConnection as QuarantinedRecordConnectionSource',
          Role: '../role/store#RoleRow',
          RoleAssignment: '../role/store#RoleAssignmentRow',
          RoleAssignmentConnection: '../connections#RoleAssignmentConnection as RoleAssignmentConnectionSource',
          RoleConnection: '../connections#RoleConnection as RoleConnectionSource',
          SettingState: '../device/store#SettingStateRow',
          SyncStatus: '../sync/store#SyncKindRow',
          Tenant: '../tenant/store#TenantRow',
          User: '../user/store#UserRow',
          UserConnection: '../connections#UserConnection as UserConnectionSource',
          UserStatus: '../user/store#UserRow',
          Viewer: '../viewer/viewer#Viewer as ViewerSource',
          ViewerPermission: '../viewer/viewer#HeldPermission',
        },
        enumsAsConst: true,
        namingConvention: { enumValues: 'keep' },
        useTypeImports: true,
        scalars: { DateTime: 'string', ID: { input: 'string', output: 'string' } },
        strictScalars: true,
        avoidOptionals: { field: true, inputValue: false, defaultValue: true },
        makeResolverTypeCallable: true,
        maybeValue: 'T | null',
      },
    },
    'portal/generated/graphql.ts': {
      schema: sdl,
      plugins: ['typescript-operations', 'typed-document-node'],
      documents: textIn('portal/operations'),
      config: {
        enumsAsTypes: true,
        namingConvention: { enumValues: 'keep' },
        useTypeImports: true,
        scalars: { DateTime: 'string' },
        strictScalars: true,
      },
    },
  },
  config: { sort: false },
};

export default config;
