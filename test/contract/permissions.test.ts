import { readFileSync } from 'node:fs';
import path from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { getDirective } from '@graphql-tools/utils';
import {
  buildSchema,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
} from 'graphql';
import { actionOf } from '../../src/audit/refusal';
import { PERMISSIONS } from '../../src/authorization/permission-list';
import { compilePermissions, needsOfType, objectTypes, type Requirement } from '../../src/authorization/permissions';
import { reachOf } from '../../src/authorization/reach';
import { permissionsPage } from '../../src/codegen/permissions-page';
import type { Permission } from '../../src/generated/graphql';
import { NODE_TYPES } from '../../src/resolving/node-id';
import { ROOT } from '../support/place';
import { GRAPH, type Service, startService } from '../support/service';

interface Place {
  readonly coordinate: string;
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}

const { schema, permissions } = GRAPH;
const TYPES = objectTypes(schema);
const ROOTS = new Set([schema.getQueryType(), schema.getMutationType()]);
const PLACES: readonly Place[] = TYPES.flatMap((type) =>
  Object.values(type.getFields()).map((field) => ({ coordinate: `${type.name}.${field.name}`, type, field })),
);
const requirementOf = ({ coordinate }: Place) => permissions.get(coordinate) as Requirement;
const coordinatesOf = (places: readonly Place[]) => places.map(({ coordinate }) => coordinate);

/** The requirements in the field's own directives, without those of its type. */
const ownNeeds = ({ field }: Place): Permission[] =>
  (getDirective(schema, field, 'needs') ?? []).map((directive) => directive['permission'] as Permission);
const isOpen = (node: Parameters<typeof getDirective>[1]) => getDirective(schema, node, 'open') !== undefined;

// The rules of docs/architecture.md.
describe('every type and field of the served schema', () => {
  test('Rule 1: a type belongs to one permission, or is open', () => {
    const undecided = TYPES.filter(
      (type) => !ROOTS.has(type) && needsOfType(schema, type).length + (isOpen(type) ? 1 : 0) !== 1,
    );

    expect(undecided.map(({ name }) => name)).toEqual([]);
  });

  test('Rule 1: all fields of a type need its permission, and at most one more', () => {
    const astray = PLACES.filter((place) => {
      const { permissions: needed } = requirementOf(place);
      const target = getNamedType(place.field.type);
      // Root types need no permission: an operation always starts with one.
      const type = ROOTS.has(place.type) && isObjectType(target) ? target : place.type;
      const ofType = needsOfType(schema, type);
      // A refresh reads a user and devices, so it needs the permissions of both.
      const most = place.coordinate === 'Mutation.refreshUser' ? 2 : ofType.length + 1;
      return !ofType.every((permission) => needed.includes(permission)) || needed.length > most;
    });

    expect(coordinatesOf(astray)).toEqual([]);
  });

  test('Rule 2: a link asks at least what its target asks', () => {
    const generous = PLACES.filter((place) => {
      const target = getNamedType(place.field.type);
      const asked = isObjectType(target) ? needsOfType(schema, target) : [];
      return !asked.every((permission) => requirementOf(place).permissions.includes(permission));
    });

    expect(coordinatesOf(generous)).toEqual([]);
  });

  test('Rule 2: a connection, its edges and its counts ask at least what its nodes ask', () => {
    const connections = TYPES.filter(({ name }) => name.endsWith('Connection'));
    const generous = connections.filter((connection) => {
      const nodes = getNamedType(connection.getFields()['nodes']?.type);
      const edge = getNamedType(connection.getFields()['edges']?.type);
      const asked = isObjectType(nodes) ? needsOfType(schema, nodes) : [];
      const given = [connection, edge].map((type) => (isObjectType(type) ? needsOfType(schema, type) : []));
      // Findings are open: each rule asks for what it reads.
      const isOpenList = connection.name === 'FindingConnection' && isOpen(connection);
      return (
        (asked.length === 0 && !isOpenList) ||
        !asked.every((permission) => given.every((each) => each.includes(permission)))
      );
    });

    expect(connections).toHaveLength(23);
    expect(generous.map(({ name }) => name)).toEqual([]);
  });

  test('Rule 2: only `node` and `nodes`, which ask by the type of the id, return an interface, and nothing a union', () => {
    const abstract = PLACES.filter(({ field }) => isAbstractType(getNamedType(field.type)));

    expect(coordinatesOf(abstract)).toEqual(['Query.node', 'Query.nodes']);
    expect(Object.values(schema.getTypeMap()).filter(isUnionType)).toEqual([]);
  });

  test('a field that needs more than its type says how it answers where its subject is out of scope', () => {
    // Roles and assignments belong to the tenant. Lists of members contain only members in the scope.
    const others = ['User.access', 'Group.devices'];
    const found = [
      'User',
      'UserStatus',
      'Device',
      'Group',
      'AppInstallState',
      'AppProtectionState',
      'EnrollmentFailure',
    ];
    const silent = PLACES.filter(
      (place) => found.includes(place.type.name) && ownNeeds(place).length > 0 && reachOf(place.field) === null,
    );

    expect(coordinatesOf(silent).sort()).toEqual([...others].sort());
  });

  test('a field that leads to the rights of operators is read from the primary', () => {
    const definitions = ['access', 'viewer'].flatMap(
      (name) => parse(readFileSync(path.join(ROOT, 'schema', `${name}.graphql`), 'utf8')).definitions,
    );
    const ofRights = new Set(
      definitions.flatMap((node) => ('name' in node && node.name !== undefined ? [node.name.value] : [])),
    );
    for (const name of ['Query', 'User', 'Viewer', 'OperatorState']) ofRights.delete(name);
    const entries = PLACES.filter(
      ({ type, field }) => !ofRights.has(type.name) && ofRights.has(getNamedType(field.type).name),
    );

    expect(coordinatesOf(entries)).toEqual(
      expect.arrayContaining(['Query.explainAccess', 'Query.permission', 'User.access', 'Viewer.permissions']),
    );
    expect(coordinatesOf(entries.filter(({ field }) => getDirective(schema, field, 'primary') === undefined))).toEqual(
      [],
    );
  });

  test('Rule 3: what needs more than its type can be null', () => {
    const extra = PLACES.filter((place) => ownNeeds(place).length > 0);

    expect(extra.length).toBeGreaterThan(20);
    expect(coordinatesOf(extra.filter(({ field }) => isNonNullType(field.type)))).toEqual([]);
  });

  test('Rule 3: where a page of things needs more than its owner, the page can be null, not what stands in it', () => {
    const inside = PLACES.filter(({ type }) => /(Connection|Edge)$/.test(type.name));

    expect(coordinatesOf(inside.filter(({ field }) => !isNonNullType(field.type)))).toEqual([]);
  });

  test('Rule 4: every coordinate says what it needs, or is open, and not both', () => {
    const unsaid = PLACES.filter(({ type, field }) => {
      const needing = needsOfType(schema, type).length > 0 || (getDirective(schema, field, 'needs') ?? []).length > 0;
      return !needing && !isOpen(type) && !isOpen(field);
    });
    const contradicting = PLACES.filter((place) => isOpen(place.field) && requirementOf(place).permissions.length > 0);

    expect(coordinatesOf(unsaid)).toEqual([]);
    expect(coordinatesOf(contradicting)).toEqual([]);
    expect([...permissions.keys()].sort()).toEqual(coordinatesOf(PLACES).sort());
  });

  test('Rule 4: only object types carry a need, since nothing enforces one on an interface', () => {
    const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
    const carrying = interfaces.filter((type) =>
      [type, ...Object.values(type.getFields())].some((node) => getDirective(schema, node, 'needs') !== undefined),
    );

    expect(interfaces.map(({ name }) => name).sort()).toEqual(['Node', 'UserError']);
    expect(carrying).toEqual([]);
  });

  test('a type has an `id` exactly when it is a Node, and each can be asked for by it', () => {
    const withId = TYPES.filter((type) => 'id' in type.getFields()).map(({ name }) => name);
    const nodes = TYPES.filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'));

    expect(withId.sort()).toEqual([...NODE_TYPES].sort());
    expect(nodes.map(({ name }) => name).sort()).toEqual([...NODE_TYPES].sort());
  });

  test('a plain list says how many items it is taken to hold', () => {
    const silent = PLACES.filter(
      ({ type, field }) =>
        isListType(getNullableType(field.type)) &&
        !type.name.endsWith('Connection') &&
        getDirective(schema, field, 'listSize') === undefined,
    );

    // The length of `nodes` is in its own argument.
    expect(coordinatesOf(silent)).toEqual(['Query.nodes']);
  });

  test('a connection has edges, nodes, pageInfo and totalCount, and its field the arguments of a page', () => {
    const shapes = TYPES.filter(({ name }) => name.endsWith('Connection')).map((connection) => {
      const thing = connection.name.replace(/Connection$/, '');
      const shape = Object.values(connection.getFields()).map(({ name, type }) => `${name}: ${type}`);
      const edge = schema.getType(`${thing}Edge`) as GraphQLObjectType;
      const edgeShape = Object.values(edge.getFields()).map(({ name, type }) => `${name}: ${type}`);
      return { thing, shape: shape.filter((line) => !/^(complete|hiddenCount|notChecked)/.test(line)), edgeShape };
    });

    expect(shapes).toEqual(
      shapes.map(({ thing }) => ({
        thing,
        shape: [
          ...[`edges: [${thing}Edge!]!`, `nodes: [${thing}!]!`, 'pageInfo: PageInfo!'],
          // Counting findings would mean to look at everybody.
          ...(thing === 'Finding' ? [] : ['totalCount: Int!', 'totalCountIsLowerBound: Boolean!']),
        ],
        edgeShape: ['cursor: String!', `node: ${thing}!`],
      })),
    );

    const pages = PLACES.filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'));
    const first = pages.map(({ field }) => {
      const argument = field.args.find(({ name }) => name === 'first');
      const after = field.args.find(({ name }) => name === 'after');
      return `${argument?.type} = ${argument?.defaultValue}, ${after?.type}`;
    });
    expect(new Set(first)).toEqual(new Set(['Int = 25, String']));
  });

  test('Rule 10: a list about one subject says whether it is complete', () => {
    const about = PLACES.filter(
      ({ type, field }) =>
        ['User', 'Device', 'App'].includes(type.name) && getNamedType(field.type).name.endsWith('Connection'),
    );
    const silent = about.filter(({ field }) => {
      const connection = getNamedType(field.type);
      return !isObjectType(connection) || `${connection.getFields()['complete']?.type}` !== 'Boolean!';
    });

    expect(about).toHaveLength(14);
    expect(coordinatesOf(silent)).toEqual([]);
  });
});

describe('every mutation of the served schema', () => {
  const MUTATIONS = PLACES.filter(({ type }) => type === schema.getMutationType());
  const typed = (fields: Readonly<Record<string, { readonly type: unknown }>>) =>
    Object.entries(fields).map(([name, { type }]) => `${name}: ${type}`);
  const capitalized = ({ field }: Place) => `${field.name[0]?.toUpperCase()}${field.name.slice(1)}`;
  const payloadOf = ({ field }: Place) => getNamedType(field.type) as GraphQLObjectType;
  const inputOf = ({ field }: Place) => getNamedType(field.args[0]?.type) as GraphQLInputObjectType;
  const CASES = MUTATIONS.map((place) => [place.field.name, place] as const);
  const OF_ISSUES = CASES.filter(([name]) => name.endsWith('KnownIssue'));
  const OF_ROLES = CASES.filter(
    ([name]) => !['refreshUser', 'reportFinding'].includes(name) && !name.endsWith('KnownIssue'),
  );
  const refresh = MUTATIONS.find(({ field }) => field.name === 'refreshUser') as Place;

  test('is about roles, their assignments or known issues, refreshes a user, or reports a finding', () => {
    expect(CASES.map(([name]) => name)).toEqual([
      ...['createRole', 'duplicateRole', 'updateRole', 'deleteRole'],
      ...['createRoleAssignment', 'updateRoleAssignment', 'deleteRoleAssignment'],
      ...['createKnownIssue', 'updateKnownIssue', 'endKnownIssue'],
      'refreshUser',
      'reportFinding',
    ]);
  });

  test('refreshUser needs the permissions of what it reads, and answers with the user', () => {
    expect(requirementOf(refresh).permissions).toEqual(['ORGANIZATION_READ', 'MANAGED_DEVICES_READ']);
    expect(`${refresh.field.type}`).toBe('RefreshUserPayload');
    expect(isOpen(payloadOf(refresh))).toBe(true);
    expect(typed(payloadOf(refresh).getFields())).toEqual([
      'user: User',
      'userErrors: [RefreshUserError!]!',
      'clientMutationId: String',
    ]);
  });

  test('reportFinding is open to every active operator, and answers nothing of the tenant', () => {
    const place = MUTATIONS.find(({ field }) => field.name === 'reportFinding') as Place;
    expect(requirementOf(place)).toMatchObject({ permissions: [] });
    expect(isOpen(payloadOf(place))).toBe(true);
    expect(typed(payloadOf(place).getFields())).toEqual([
      'reported: Boolean!',
      'userErrors: [ReportFindingError!]!',
      'clientMutationId: String',
    ]);
  });

  test.each(OF_ISSUES)('%s needs ROLES_UPDATE, and answers with the issue', (_, place) => {
    expect(requirementOf(place).permissions).toEqual(['ROLES_UPDATE']);
    expect(`${place.field.type}`).toBe(`${capitalized(place)}Payload`);
    expect(isOpen(payloadOf(place))).toBe(true);
    expect(typed(payloadOf(place).getFields())).toEqual([
      'knownIssue: KnownIssue',
      `userErrors: [${capitalized(place)}Error!]!`,
      'clientMutationId: String',
    ]);
  });

  test.each(OF_ROLES)('%s needs one permission, and what it answers can be null', (name, place) => {
    const needed = /Assignment$/.test(name)
      ? 'ROLES_ASSIGN'
      : ({ createRole: 'ROLES_CREATE', duplicateRole: 'ROLES_CREATE', updateRole: 'ROLES_UPDATE' }[name] ??
        'ROLES_DELETE');

    expect(requirementOf(place).permissions).toEqual([needed]);
    expect(`${place.field.type}`).toBe(`${capitalized(place)}Payload`);
  });

  test.each(CASES)(
    '%s takes one input, with dryRun and clientMutationId, and a version where it changes',
    (name, place) => {
      expect(typed(Object.fromEntries(place.field.args.map((each) => [each.name, each])))).toEqual([
        `input: ${capitalized(place)}Input!`,
      ]);
      const fields = inputOf(place).getFields();
      expect(typed(fields)).toEqual(expect.arrayContaining(['dryRun: Boolean', 'clientMutationId: String']));
      expect(fields['dryRun']?.defaultValue).toBe(false);
      expect(fields['expectedVersion']?.type.toString()).toBe(/^(update|delete|end)/.test(name) ? 'Int' : undefined);
    },
  );

  test.each(OF_ROLES)('%s answers an open payload: the object, the difference, and its user errors', (name, place) => {
    const payload = payloadOf(place);
    const object = name.endsWith('Assignment') ? 'RoleAssignment' : 'Role';
    const answered = name.startsWith('delete')
      ? `deleted${object}Id: ID`
      : `${object[0]?.toLowerCase()}${object.slice(1)}: ${object}`;

    expect(isOpen(payload)).toBe(true);
    expect(typed(payload.getFields())).toEqual([
      answered,
      'difference: [AccessDifference!]',
      `userErrors: [${capitalized(place)}Error!]!`,
      'clientMutationId: String',
    ]);
  });

  test.each(CASES)('%s has errors of its own that implement UserError, with an enum of codes', (_, place) => {
    const type = schema.getType(`${capitalized(place)}Error`) as GraphQLObjectType;
    const codes = schema.getType(`${capitalized(place)}ErrorCode`) as GraphQLEnumType;

    expect(type.getInterfaces().map(({ name }) => name)).toEqual(['UserError']);
    expect(isOpen(type)).toBe(true);
    expect(typed(type.getFields())).toEqual([
      `code: ${codes.name}!`,
      'field: [String!]',
      'message: String!',
      'missing: [Permission!]!',
      'retryAfter: Int',
    ]);
    const values = codes.getValues().map(({ name }) => name);
    expect(values).toEqual(expect.arrayContaining(['CLIENT_MUTATION_ID_REUSED', 'TRY_AGAIN']));
    expect(values.includes('CONFLICT')).toBe('expectedVersion' in inputOf(place).getFields());
  });
});

test('each mutation has a name in the audit trail', () => {
  const actions = (schema.getType('AuditAction') as GraphQLEnumType).getValues().map(({ name }) => name);
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});

  expect(mutations.length).toBeGreaterThan(6);
  expect(mutations.map(actionOf).filter((action) => !actions.includes(action))).toEqual([]);
});

describe('a schema that leaves something out does not start', () => {
  const DIRECTIVES = `
    enum Permission { A B }
    directive @needs(permission: Permission!) repeatable on OBJECT | FIELD_DEFINITION | INPUT_FIELD_DEFINITION
    directive @open(inactive: Boolean! = false) on OBJECT | FIELD_DEFINITION
  `;
  const compile = (sdl: string) => compilePermissions(makeExecutableSchema({ typeDefs: `${DIRECTIVES}${sdl}` }));
  const needsOf = (sdl: string) =>
    Object.fromEntries([...compile(sdl)].map(([coordinate, { permissions: needed }]) => [coordinate, needed]));

  test('a field needs what its type and what it itself says, once each', () => {
    const sdl = `
      type Query { thing: Thing @needs(permission: A)  free: Int @open }
      type Thing @needs(permission: A) { plain: Int  more: Int @needs(permission: B)  same: Int @needs(permission: A) }
    `;

    expect(needsOf(sdl)).toEqual({
      'Query.thing': ['A'],
      'Query.free': [],
      'Thing.plain': ['A'],
      'Thing.more': ['A', 'B'],
      'Thing.same': ['A'],
    });
  });

  test('when a field of a type says nothing', () => {
    expect(() => compile('type Query { thing: Thing @open }  type Thing { silent: Int }')).toThrow(
      'Thing.silent does not say what it needs',
    );
  });

  test('when a field of Query, which belongs to no permission, says nothing', () => {
    expect(() => compile('type Query { spoken: Int @open  silent: Int }')).toThrow(
      'Query.silent does not say what it needs',
    );
  });

  test('when a mutation says nothing', () => {
    expect(() => compile('type Query { a: Int @open }  type Mutation { silent: Int }')).toThrow(
      'Mutation.silent does not say what it needs',
    );
  });

  test('when only an extension of a type adds the silent field', () => {
    expect(() => compile('type Query { a: Int @open }  extend type Query { silent: Int }')).toThrow(
      'Query.silent does not say what it needs',
    );
  });

  test('when an input inside a list needs something, because nothing would look there', () => {
    const sdl = `
      type Query { things(where: [Where!]): Int @open }
      input Where { all: Inner }
      input Inner { secret: Int @needs(permission: A) }
    `;

    expect(() => compile(sdl)).toThrow('@needs inside a list of inputs is not enforced: where.');
  });

  test('when there are subscriptions, whose open fields the rules would take for what was reached through others', () => {
    expect(() => compile('type Query { a: Int @open }  type Subscription { changes: Int @open }')).toThrow(
      'Subscriptions are not enforced',
    );
  });

  test('when an interface or a union is said to need something, because nothing would enforce it', () => {
    const onInterface = 'type Query { a: Int @open }  interface Named @needs(permission: A) { name: String }';
    const onUnion = 'type Query { a: Int @open }  type T @open { a: Int }  union U @needs(permission: A) = T';

    expect(() => buildSchema(`${DIRECTIVES}${onInterface}`)).toThrow('"@needs" may not be used on INTERFACE');
    expect(() => buildSchema(`${DIRECTIVES}${onUnion}`)).toThrow('"@needs" may not be used on UNION');
  });

  test('when a field of an interface is said to need something, because nothing would enforce it', () => {
    expect(() =>
      compile('type Query { a: Int @open }  interface Named { name: String @needs(permission: A) }'),
    ).toThrow('Named.name');
  });

  test('while an input field deep in an argument is found, with its path', () => {
    const sdl = `
      type Query { things(where: Where): Int @open }
      input Where { inner: Inner }
      input Inner { secret: Int @needs(permission: B)  plain: Int }
    `;

    expect(compile(sdl).get('Query.things')?.inputs).toEqual([
      { path: ['where', 'inner', 'secret'], coordinate: 'Inner.secret', permissions: ['B'] },
    ]);
  });
});

describe('/schema.graphql', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ demo: false });
  });
  afterAll(() => service.stop());

  test('needs no token, and keeps the directives: whoever reads it can tell what each field needs', async () => {
    const response = await fetch(`${service.url}/schema.graphql`);
    const text = await response.text();

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(Object.fromEntries(compilePermissions(buildSchema(text)))).toEqual(Object.fromEntries(permissions));
    expect(parse(text).definitions.length).toBeGreaterThan(80);
    expect(text).toContain('@listSize(assumedSize: 6)');
    expect(text).toContain('scalar DateTime @specifiedBy(url: "https://scalars.graphql.org/andimarek/date-time.html")');
    expect(text).toContain(
      '@intune(name: "Organization: Read", action: "Microsoft.Intune_Organization_Read", troubleshooting: true)',
    );
  });
});

describe('schema/PERMISSIONS.md', () => {
  const committed = readFileSync(path.join(__dirname, '../../schema/PERMISSIONS.md'), 'utf8');

  test('is what `npm run codegen` writes', () => {
    expect(committed).toBe(permissionsPage(permissions, schema));
  });

  test('names every field with exactly what it needs', () => {
    const found = new Map<string, string[]>();
    let type = '';
    for (const line of committed.split('\n')) {
      type = /^### (\w+)$/.exec(line)?.[1] ?? type;
      const [, field, needed] = /^\| `(\w+)` \| (.*) \|$/.exec(line) ?? [];
      if (field !== undefined && needed !== undefined) {
        found.set(`${type}.${field}`, needed.match(/\b[A-Z]+_[A-Z_]+\b/g) ?? []);
      }
    }

    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries([...permissions].map(([coordinate, { permissions: needed }]) => [coordinate, needed])),
    );
  });

  test("has a section for each permission, with Intune's name and Microsoft's action", () => {
    const sections = committed.split(/^## /m).slice(1);

    for (const { permission, displayName, microsoftAction } of PERMISSIONS) {
      const section = sections.filter((text) => text.startsWith(`${displayName}\n`));
      expect(section).toHaveLength(1);
      expect(section[0]).toContain(`\`${permission}\``);
      expect(section[0]).toContain(`\`${microsoftAction}\``);
    }
    expect(PERMISSIONS).toHaveLength(10);
  });

  test('names every input field that needs something', () => {
    const inputs = new Set(
      [...permissions.values()].flatMap((required) => required.inputs.map(({ coordinate }) => coordinate)),
    );

    expect(inputs.size).toBe(6);
    for (const coordinate of inputs) expect(committed).toContain(`| \`${coordinate}\` | `);
  });

  test('has one table for each type', () => {
    const headings = committed.split('\n').filter((line) => line.startsWith('### '));

    expect(headings.length).toBe(new Set(headings).size);
    expect(headings.map((line) => line.slice(4)).sort()).toEqual(TYPES.map(({ name }) => name).sort());
  });
});
