// Written from the schema by `npm run codegen`. Copy this file, and give both to the cache:
// new InMemoryCache({ possibleTypes, typePolicies })
import type { FieldPolicy, StoreObject, StoreValue, TypePolicies } from '@apollo/client';

/** The types of each interface. */
export const possibleTypes = {
  Node: [
    'App',
    'AppInstallState',
    'AppProtectionPolicy',
    'AppProtectionState',
    'AuditEvent',
    'CompliancePolicyState',
    'ConfigurationState',
    'Device',
    'EnrollmentFailure',
    'Group',
    'KnownIssue',
    'Policy',
    'Role',
    'RoleAssignment',
    'Tenant',
    'User',
    'Viewer',
  ],
  UserError: [
    'CreateKnownIssueError',
    'CreateRoleAssignmentError',
    'CreateRoleError',
    'DeleteRoleAssignmentError',
    'DeleteRoleError',
    'DuplicateRoleError',
    'EndKnownIssueError',
    'RefreshUserError',
    'ReportFindingError',
    'UpdateKnownIssueError',
    'UpdateRoleAssignmentError',
    'UpdateRoleError',
  ],
};

interface Page extends StoreObject {
  readonly edges?: readonly StoreValue[];
  readonly nodes?: readonly StoreValue[];
  readonly pageInfo?: StoreObject;
}
const PARTS = ['edges', 'nodes', 'pageInfo'] as const;

/**
 * A list in pages. Each page has its own entry: the first by its size, the others by their `after` cursor, and all by
 * the other arguments of the list. So neither lists nor pages mix. A query for the first page also gets the pages
 * loaded after it: `fetchMore({ variables: { after: endCursor } })` extends its list.
 */
function pages(...others: string[]): FieldPolicy<Page | null> {
  return {
    keyArgs: (args) => [...others, args?.['after'] == null ? 'first' : 'after'],
    read(first, { args, fieldName, readField }) {
      if (first == null || args?.['after'] != null) return first;
      const found = [first];
      let last = first.pageInfo;
      while (last?.['endCursor'] != null && last['hasNextPage'] !== false) {
        const next = readField<Page>({ fieldName, args: { ...args, after: last['endCursor'] } });
        if (next == null || found.includes(next)) break;
        // A page with fewer selected fields cannot follow one with more.
        if (PARTS.some((part) => first[part] !== undefined && next[part] === undefined)) break;
        found.push(next);
        last = next.pageInfo;
      }
      if (found.length === 1) return first;
      return {
        ...first,
        ...(first.edges && { edges: found.flatMap(({ edges = [] }) => edges) }),
        ...(first.nodes && { nodes: found.flatMap(({ nodes = [] }) => nodes) }),
        pageInfo: {
          ...last,
          startCursor: first.pageInfo?.['startCursor'],
          hasPreviousPage: first.pageInfo?.['hasPreviousPage'],
        },
      };
    },
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Whether two values agree in the fields that both have. */
function agree(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, i) => agree(item, other[i]));
  }
  if (isObject(one) && isObject(other)) {
    return Object.keys(one).every((key) => !(key in other) || agree(one[key], other[key]));
  }
  return one === other;
}

/** The fields of both values together. */
function together(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) return other.map((item, i) => together(one[i], item));
  if (isObject(one) && isObject(other)) {
    return { ...one, ...Object.fromEntries(Object.keys(other).map((key) => [key, together(one[key], other[key])])) };
  }
  return other;
}

/** A list of values without ids. Each item keeps its earlier fields, unless the list has changed. */
const values: FieldPolicy<unknown> = {
  merge: (existing, incoming) => (agree(existing, incoming) ? together(existing, incoming) : incoming),
};

/** A list of objects with ids, which have their own entries. The newer list replaces the older one. */
const replaced: FieldPolicy = { merge: false };

export const typePolicies: TypePolicies = {
  AccessExplanation: { merge: true, fields: { reasons: values } },
  App: {
    fields: {
      installStates: pages('filter'),
      assignments: pages(),
      dependencies: values,
      supersedes: values,
      supersededBy: values,
    },
  },
  AppAssignmentConnection: { merge: true, fields: { edges: values, nodes: values } },
  AppConnection: { merge: true, fields: { edges: values } },
  AppInstallStateConnection: { merge: true, fields: { edges: values } },
  AppProtectionAssignmentConnection: { merge: true, fields: { edges: values, nodes: values } },
  AppProtectionPolicy: { fields: { assignments: pages() } },
  AppProtectionPolicyConnection: { merge: true, fields: { edges: values } },
  AppProtectionState: { fields: { policies: replaced } },
  AppProtectionStateConnection: { merge: true, fields: { edges: values } },
  AssignedAppConnection: { merge: true, fields: { edges: values, nodes: values } },
  AssignedPolicyConnection: { merge: true, fields: { edges: values, nodes: values } },
  AuditEventConnection: { merge: true, fields: { edges: values } },
  AutopilotDevice: { merge: true },
  CompliancePolicyState: { fields: { settings: values } },
  ConfigurationState: { fields: { settings: values } },
  Connector: { merge: true },
  Device: {
    fields: {
      groupMemberships: pages(),
      actions: values,
      compliancePolicyStates: replaced,
      configurationStates: replaced,
      assignedPolicies: pages(),
      assignedApps: pages(),
      appInstallStates: pages('appId'),
      setupEvents: values,
      logons: values,
      remoteTasks: values,
    },
  },
  DeviceConnection: { merge: true, fields: { edges: values } },
  EnrollmentFailureConnection: { merge: true, fields: { edges: values } },
  Failure: { merge: true },
  FindingConnection: { merge: true, fields: { edges: values, nodes: values, notChecked: values } },
  FindingReport: { merge: true, fields: { nodes: values, normal: values, notChecked: values } },
  FormerMembershipConnection: { merge: true, fields: { edges: values, nodes: values } },
  Group: { fields: { users: pages('transitive'), groups: pages(), devices: pages('transitive') } },
  GroupConnection: { merge: true, fields: { edges: values } },
  GroupMembershipConnection: { merge: true, fields: { edges: values, nodes: values } },
  KnownIssueConnection: { merge: true, fields: { edges: values } },
  OperatorAccess: { merge: true, fields: { grants: values } },
  PageInfo: { merge: true },
  PermissionHolders: { merge: true, fields: { roles: pages(), assignments: pages(), operators: pages() } },
  Policy: { fields: { assignments: pages() } },
  PolicyAssignmentConnection: { merge: true, fields: { edges: values, nodes: values } },
  PolicyConnection: { merge: true, fields: { edges: values } },
  QuarantinedRecordConnection: { merge: true, fields: { edges: values, nodes: values } },
  Query: {
    fields: {
      appProtectionPolicies: pages(),
      apps: pages('search'),
      auditEvents: pages('filter'),
      nodes: replaced,
      permissions: values,
      devices: pages('search', 'filter', 'orderBy'),
      findingRules: values,
      findings: pages('rule', 'severity', 'topic'),
      groups: pages('search'),
      knownIssues: pages('open'),
      policies: pages('filter'),
      reportedFindings: pages('rule'),
      roles: pages(),
      roleAssignments: pages('filter'),
      users: pages('search', 'filter', 'orderBy'),
    },
  },
  ReportedFindingConnection: { merge: true, fields: { edges: values, nodes: values } },
  Role: { fields: { assignments: pages() } },
  RoleAssignment: { fields: { members: replaced, scopeGroups: replaced, operators: pages() } },
  RoleAssignmentConnection: { merge: true, fields: { edges: values } },
  RoleConnection: { merge: true, fields: { edges: values } },
  SearchResult: { merge: true },
  Tenant: { keyFields: [], fields: { connectors: values, sync: values, quarantine: pages() } },
  User: {
    fields: {
      licenses: values,
      groupMemberships: pages(),
      formerGroups: pages(),
      devices: pages(),
      appProtectionStates: pages(),
      appProtectionPolicies: pages(),
      enrollmentFailures: pages(),
      assignedPolicies: pages(),
      assignedApps: pages(),
      viewerMissingPermissions: values,
    },
  },
  UserConnection: { merge: true, fields: { edges: values } },
  UserRefresh: { merge: true, fields: { kinds: values } },
  UserStatus: { merge: true },
  Viewer: { keyFields: [], fields: { permissions: values, missing: values } },
};
