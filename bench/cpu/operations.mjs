// The measured operations, in the form of the graph's clients and in that of the hand-written endpoint.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const TROUBLESHOOT = readFileSync(
  path.join(import.meta.dirname, '..', '..', 'examples', 'troubleshoot.graphql'),
  'utf8',
);

const SEARCH = `query SearchUsers($search: String!) {
  users(search: $search, first: 25) {
    totalCount
    nodes {
      id displayName userPrincipalName accountEnabled department
      status { intuneLicensed deviceCount noncompliantDeviceCount failedAppCount notCheckedInAppCount }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const DEVICES = `query Devices {
  devices(first: 100) {
    totalCount
    nodes {
      id deviceName serialNumber platform osVersion ownership
      intuneCompliance entraCompliance lastCheckInAt appInstallSummary
      primaryUser { id displayName userPrincipalName }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const LISTS = `query Lists {
  users(first: 25) { totalCount nodes { id displayName } }
  devices(first: 25) { totalCount nodes { id deviceName } }
  groups(first: 25) { totalCount nodes { id displayName } }
}`;

const ASSIGN = `mutation Assign($input: UpdateRoleAssignmentInput!) {
  updateRoleAssignment(input: $input) {
    roleAssignment { id description version }
    userErrors { code message }
  }
}`;

// Every variable is given, because graphql-jit reports one with a default as missing.
const troubleshoot = (upn, devices, apps = 50) => ({
  document: TROUBLESHOOT,
  variables: { upn, devices, apps },
  address: `/troubleshoot?${new URLSearchParams({ upn, devices, apps })}`,
});

const ON_SQLITE = ['handwritten', 'service', 'without-rules', 'mercurius', 'yoga', 'apollo-shield'];
const EVERYONE = [...ON_SQLITE, 'pipelined', 'one-statement', 'postgraphile'];
// The number of statements of the troubleshooting operation, for any answer.
// Two of them tell which version of the file the transaction sees.
const STATEMENTS = 24;

// Only this service distinguishes viewers.
const OWN = ['handwritten', 'service', 'without-rules'];

/**
 * The cases: an operation of a viewer on some servers. `requests` is the length of a round. With `isPartial` the rules
 * leave parts out of the answer. `statements` is the required number of statements of this service on SQLite, if checked.
 * `others` are what later requests ask instead, so that they are not all alike.
 * @param subjects the users and objects of the tenant for the operations
 */
export function casesOf({ small, large, sparse, search, assignmentId, several = [] }) {
  const read = { viewer: 'helpdesk', requests: 200, servers: ON_SQLITE, isPartial: false };
  return [
    {
      name: 'troubleshoot',
      title: '3 to 5 devices, different users',
      ...read,
      servers: EVERYONE,
      statements: STATEMENTS,
      ...troubleshoot(small, 20),
      others: several.map((upn) => troubleshoot(upn, 20)),
    },
    {
      name: 'troubleshoot-large',
      title: '40 devices, 1,000 install states',
      ...read,
      requests: 40,
      servers: EVERYONE,
      statements: STATEMENTS,
      ...troubleshoot(large, 40),
    },
    {
      name: 'search',
      title: 'search page of 25 users with status',
      ...read,
      document: SEARCH,
      variables: { search },
      address: `/users?${new URLSearchParams({ search })}`,
    },
    {
      name: 'devices',
      title: 'page of 100 devices',
      ...read,
      requests: 100,
      document: DEVICES,
      variables: {},
      address: '/devices',
    },
    {
      name: 'one-group',
      title: '4 devices, viewer with one scope group',
      ...read,
      viewer: 'site',
      servers: OWN,
      ...troubleshoot(small, 20),
    },
    {
      name: 'sparse',
      title: '4 devices, viewer with a sparse scope',
      ...read,
      viewer: 'sparse',
      servers: OWN,
      ...troubleshoot(sparse, 20),
    },
    {
      name: 'two-scopes',
      title: '4 devices, viewer with two scopes',
      ...read,
      viewer: 'two.scopes',
      servers: OWN,
      ...troubleshoot(small, 20),
    },
    {
      name: 'partial',
      title: '4 devices, viewer without one permission',
      ...read,
      viewer: 'partial',
      servers: OWN,
      isPartial: true,
      ...troubleshoot(small, 20),
    },
    ...['site', 'sparse'].map((viewer) => ({
      name: `lists-${viewer}`,
      title: `lists of users, devices and groups, viewer with ${viewer === 'site' ? 'one scope group' : 'a sparse scope'}`,
      ...read,
      viewer,
      requests: 20,
      servers: ['service'],
      document: LISTS,
      variables: {},
    })),
    {
      name: 'assign',
      title: 'role assignment written',
      ...read,
      viewer: 'admin',
      requests: 50,
      servers: ['service', 'without-rules'],
      document: ASSIGN,
      variablesOf: (n) => ({ input: { roleAssignmentId: assignmentId, description: `Written ${n}.` } }),
    },
  ];
}
