import { Source } from 'graphql';
import { InvalidOperations } from '../../src/codegen/operation-files';
import { permissionsManifest } from '../../src/codegen/permissions-manifest';
import { toNodeId } from '../../src/resolving/node-id';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { GRAPH, type Service, startService } from '../support/service';

const { schema, permissions } = GRAPH;
const manifestOf = (files: Readonly<Record<string, string>>) =>
  permissionsManifest(
    Object.entries(files).map(([name, text]) => new Source(text, name)),
    permissions,
    schema,
  );
/** The requirements of one operation, in the manifest of this project. */
const needsOf = (text: string) => {
  const { permissions: all, opens, whenGiven } = manifestOf({ 'one.graphql': text })['One'] ?? {};
  return { permissions: all, opens, whenGiven };
};
const DEVICES = { MANAGED_DEVICES_READ: ['devices'] };

describe('an input field that needs a permission', () => {
  test('counts where its field stands, when the document gives it', () => {
    expect(needsOf('query One { devices(filter: { groupId: "x" }) { totalCount } }')).toEqual({
      permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'],
      opens: { ORGANIZATION_READ: ['devices'], ...DEVICES },
      whenGiven: {},
    });
  });

  test('stands under the name that the answer has, and opens what stands in it', () => {
    const text = `query One { mine: devices(filter: { primaryUserId: "x" }) { nodes { primaryUser { displayName } } }
      yours: devices { nodes { primaryUser { displayName } } } }`;

    expect(needsOf(text).opens).toEqual({
      ORGANIZATION_READ: ['mine', 'yours.nodes.primaryUser'],
      MANAGED_DEVICES_READ: ['mine', 'yours'],
    });
  });

  test('counts when it is given, where a variable can give it', () => {
    expect(needsOf('query One($which: DeviceFilter) { devices(filter: $which) { totalCount } }')).toEqual({
      permissions: ['MANAGED_DEVICES_READ'],
      opens: DEVICES,
      whenGiven: {
        'which.primaryUserId': { ORGANIZATION_READ: ['devices'] },
        'which.groupId': { ORGANIZATION_READ: ['devices'] },
      },
    });
  });

  test('counts when it is given, where the variable is the field alone', () => {
    const text = 'query One($group: ID) { devices(filter: { groupId: $group }) { totalCount } }';

    expect(needsOf(text).whenGiven).toEqual({ group: { ORGANIZATION_READ: ['devices'] } });
    expect(needsOf(text).permissions).toEqual(['MANAGED_DEVICES_READ']);
  });

  test.each([
    ['cannot be null', 'query One($group: ID!) { devices(filter: { groupId: $group }) { totalCount } }'],
    [
      'is given unless another is',
      'query One($group: ID = "x") { devices(filter: { groupId: $group }) { totalCount } }',
    ],
    [
      'is an object that holds it unless another is given',
      'query One($which: DeviceFilter = { groupId: "x" }) { devices(filter: $which) { totalCount } }',
    ],
  ])('counts in any case, where the variable %s', (_, text) => {
    expect(needsOf(text).opens).toEqual({ ORGANIZATION_READ: ['devices'], ...DEVICES });
  });

  test.each([
    ['null', 'query One { devices(filter: { groupId: null }) { totalCount } }'],
    ['left out', 'query One { devices(filter: { ownership: [COMPANY] }) { totalCount } }'],
    ['in no filter', 'query One { devices(filter: null) { totalCount } }'],
    ['of a variable that is another argument', 'query One($a: String) { devices(search: $a) { totalCount } }'],
  ])('does not count when it is %s', (_, text) => {
    expect(needsOf(text)).toEqual({ permissions: ['MANAGED_DEVICES_READ'], opens: DEVICES, whenGiven: {} });
  });

  test('is told by each place that its variable reaches, and where the permission is not needed anyway', () => {
    const text = `query One($which: DeviceFilter) { first: devices(filter: $which) { totalCount } ...More }
      fragment More on Query { second: devices(filter: $which) { nodes { primaryUser { id } } } }`;

    expect(needsOf(text).whenGiven?.['which.groupId']).toEqual({ ORGANIZATION_READ: ['first', 'second'] });
    expect(needsOf(text).opens).toMatchObject({ ORGANIZATION_READ: ['second.nodes.primaryUser'] });
  });
});

describe('what the manifest says of input fields is what the service asks', () => {
  let service: Service;
  let group: string;
  beforeAll(async () => {
    service = await startService();
    const paris = await needed(service.database.primary('groups').where('display_name', 'Paris').pluck('id'));
    group = toNodeId('Group', paris);
  });
  afterAll(() => service.stop());

  test.each([
    ['DeviceFilter', 'devices', 'groupId', () => group],
    ['UserFilter', 'users', 'hasNoncompliantDevice', () => true],
    ['RoleAssignmentFilter', 'roleAssignments', 'scopeGroupId', () => group],
  ])('of a %s', async (type, field, name, value) => {
    const text = `query One($which: ${type}) { ${field}(filter: $which) { totalCount } }`;
    const { permissions: held = [], whenGiven } = needsOf(text);
    const { as } = await operatorWith(service, { permissions: held, scope: { allUsers: true, allDevices: true } });
    const given = { as, variables: { which: { [name]: value() } } };

    expect((await service.ask(text, { as })).errors).toEqual([]);
    const { errors } = await service.ask(text, given);
    const refused = errors.map(({ path, extensions }) => [extensions?.['missing'], path]);
    const said = Object.entries(whenGiven?.[`which.${name}`] ?? {}).map(([permission, at]) => [[permission], at]);
    expect(refused).toEqual(said);
    expect(said).toHaveLength(1);
  });
});

describe('the files of a manifest', () => {
  test('share their fragments', () => {
    const files = {
      'pages/user.graphql': 'query One { user(userPrincipalName: "x") { ...Card } }',
      'parts/card.graphql': 'fragment Card on User { displayName devices { ...Count } }',
      'parts/count.graphql': 'fragment Count on DeviceConnection { totalCount }',
    };

    expect(manifestOf(files)).toEqual({
      One: {
        file: 'pages/user.graphql',
        type: 'query',
        permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'],
        opens: { ORGANIZATION_READ: ['user'], MANAGED_DEVICES_READ: ['user.devices'] },
        whenGiven: {},
      },
    });
  });

  test('may hold fragments that no operation spreads, and directives that only a client knows', () => {
    const files = {
      'one.graphql':
        'query One { viewer { ...Name @unmask } }\nfragment Name on Viewer @argumentDefinitions { displayName }',
      'two.graphql': 'fragment Unused on User { id }',
    };

    expect(Object.keys(manifestOf(files))).toEqual(['One']);
  });

  test('may spread a fragment on an interface', () => {
    const text = `query One($id: ID!) { node(id: $id) { ...Id ... on Device { ...Id } } }
      fragment Id on Node { id }`;

    expect(needsOf(text).opens).toEqual({ MANAGED_DEVICES_READ: ['node.id'] });
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'a field that does not exist',
      { 'a.graphql': 'query One { viewer { id } }', 'b.graphql': 'query Two {\n  viewer {\n    displayNmae\n  }\n}' },
      'b.graphql:3:5: Cannot query field "displayNmae" on type "Viewer". Did you mean "displayName"?',
    ],
    [
      'several mistakes',
      { 'a.graphql': 'query One { nobody }', 'b.graphql': 'query Two { users(first: "x") { totalCount } }' },
      'a.graphql:1:13: Cannot query field "nobody" on type "Query". Did you mean "node"?\n' +
        'b.graphql:1:26: Int cannot represent non-integer value: "x"',
    ],
    [
      'a text that is no GraphQL',
      { 'a.graphql': 'query One { viewer { id } }', 'b.graphql': '\n  query Two {' },
      'b.graphql:2:14: Syntax Error: Expected Name, found <EOF>.',
    ],
    [
      'an operation without a name',
      { 'a.graphql': '{ viewer { id } }' },
      'a.graphql:1:1: An operation needs a name here.',
    ],
    [
      'two operations of one name',
      { 'a.graphql': 'query One { viewer { id } }', 'b.graphql': 'query One { viewer { id } }' },
      'a.graphql:1:7: There can be only one operation named "One". (b.graphql:1:7)',
    ],
    [
      'a fragment that is in no file',
      { 'a.graphql': 'query One { viewer { ...Name } }' },
      'a.graphql:1:25: Unknown fragment "Name".',
    ],
    [
      'an operation that the graph does not have',
      { 'a.graphql': 'subscription One { devices }' },
      'a.graphql:1:1: This graph has no subscriptions.',
    ],
  ])('are refused with the place of %s', (_, files, message) => {
    expect(() => manifestOf(files)).toThrow(new InvalidOperations(message));
  });
});
