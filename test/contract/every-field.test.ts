import {
  astFromValue,
  defaultFieldResolver,
  execute,
  type GraphQLArgument,
  type GraphQLError,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLObjectType,
  GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
  parse,
  parseValue,
  print,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { PERMISSIONS } from '../../src/authorization/permission-list';
import { needsOfType, objectTypes, type Requirement } from '../../src/authorization/permissions';
import type { Permission } from '../../src/generated/graphql';
import { inContext } from '../../src/graph/request';
import type { Context } from '../../src/resolving/context';
import { NODE_TYPES, type NodeType, toNodeId } from '../../src/resolving/node-id';
import { simulate } from '../../src/sign-in/simulation';
import { ADMIN, AUDIT_ACTION, EVERY_PERMISSION, idOfAdministered, RIGHTS_TABLES } from '../support/administration';
import { drawn } from '../support/amount';
import { type Answer, executed, GRAPH, NOW, requestOf, type Service, startService } from '../support/service';

const allBut = (...permissions: Permission[]) => EVERY_PERMISSION.filter((other) => !permissions.includes(other));

interface Step {
  readonly coordinate: string;
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, Context>;
}

const TYPES = objectTypes(GRAPH.schema);
const stepsOf = (type: GraphQLObjectType): Step[] =>
  Object.values(type.getFields()).map((field) => ({ coordinate: `${type.name}.${field.name}`, type, field }));
const PLACES = TYPES.flatMap(stepsOf);
const requirementOf = ({ coordinate }: Step) => GRAPH.permissions.get(coordinate) as Requirement;

const QUERY = GRAPH.schema.getQueryType() as GraphQLObjectType;
const MUTATION = GRAPH.schema.getMutationType() as GraphQLObjectType;
const MUTATIONS = stepsOf(MUTATION);
const placeAt = (coordinate: string) => PLACES.find((step) => step.coordinate === coordinate) as Step;

/** Types that the shortest path leaves empty. A change of an unassigned role, for example, changes nobody's access. */
const DETOURS: Readonly<Record<string, readonly Step[]>> = {
  AccessDifference: ['Mutation.deleteRoleAssignment', 'DeleteRoleAssignmentPayload.difference'].map(placeAt),
  // Findings on the page of a device are about no user.
  FindingReport: ['Query.users', 'UserConnection.nodes', 'User.findings'].map(placeAt),
  // What a list did not check has no link.
  NotChecked: ['Query.users', 'UserConnection.nodes', 'User.findings', 'FindingReport.notChecked'].map(placeAt),
  // Most findings are about nothing of these.
  AppInstallState: [
    ...['Query.apps', 'AppConnection.nodes', 'App.installStates', 'AppInstallStateConnection.nodes'].map(placeAt),
  ],
  EnrollmentFailure: [
    ...['Query.users', 'UserConnection.nodes', 'User.enrollmentFailures', 'EnrollmentFailureConnection.nodes'],
  ].map(placeAt),
};

/** For each type, the shortest path of fields from a root, through lists and without ids. */
const WAYS: ReadonlyMap<string, readonly Step[]> = (() => {
  const ways = new Map<string, readonly Step[]>([QUERY, MUTATION].map(({ name }) => [name, []]));
  const queue = [QUERY, MUTATION];
  for (const type of queue) {
    // What a text finds is found by lists, too.
    if (type.name === 'SearchResult') continue;
    for (const step of stepsOf(type)) {
      const target = getNamedType(step.field.type);
      const byId = step.field.args.some(({ name }) => name === 'id');
      if (!isObjectType(target) || ways.has(target.name) || byId) continue;
      ways.set(target.name, DETOURS[target.name] ?? [...(ways.get(type.name) ?? []), step]);
      queue.push(target);
    }
  }
  return ways;
})();
const wayTo = (step: Step): readonly Step[] => [...(WAYS.get(step.type.name) ?? []), step];

/** An id of each type in the demo tenant. */
type Samples = Readonly<Record<string, string>>;

/** The values of arguments and input fields, by coordinate or name; some depend on the type. */
type Given = Readonly<Record<string, unknown>>;

/** The arguments for the fields. */
interface Asked {
  readonly samples: Samples;
  readonly given: Given;
  /** The same values, with one that every mutation refuses. */
  readonly wrong: Given;
}

/** The value of an argument or input field of `of`: the given one, or an input object if it is required. */
function inputFor({ name, type }: GraphQLArgument | GraphQLInputField, of: string, given: Given): unknown {
  const input = getNullableType(type);
  if (isInputObjectType(input) && isNonNullType(type)) {
    return Object.fromEntries(
      Object.values(input.getFields()).map((field) => [field.name, inputFor(field, input.name, given)]),
    );
  }
  const found = given[`${of}.${name}`] ?? given[name];
  return typeof found === 'function' ? found(of) : found;
}

/** The arguments of a field: samples from the demo tenant, and the page size. */
function argumentsOf({ coordinate, field }: Step, { samples, given }: Asked, first: number | null): string {
  const target = getNamedType(field.type);
  const ids = NODE_TYPES.map((type) => samples[type]);
  const own = { id: samples[isAbstractType(target) ? 'Viewer' : target.name], ids, first: first ?? undefined };
  const values = field.args.flatMap((argument) => {
    const value = inputFor(argument, coordinate, { ...given, ...own });
    const literal = value === undefined ? null : astFromValue(value, argument.type);
    return literal == null ? [] : [`${argument.name}: ${print(literal)}`];
  });
  return values.length === 0 ? '' : `(${values.join(', ')})`;
}

const asOperation = (root: GraphQLObjectType | undefined, selection: string): string =>
  root === MUTATION ? `mutation ${selection}` : selection;

/** An operation that follows the steps and selects something at the end. */
function along(steps: readonly Step[], selection: string, asked: Asked, first: number | null = null): string {
  const selections = steps.reduceRight((inner, step, i) => {
    const given = steps[i + 1]?.field.name === 'userErrors' ? asked.wrong : asked.given;
    return `{ ${step.field.name}${argumentsOf(step, { ...asked, given }, first)} ${inner} }`;
  }, selection);
  return asOperation(steps[0]?.type, selections);
}

const something = ({ field }: Step): string => (isLeafType(getNamedType(field.type)) ? '' : '{ __typename }');

/** The selection of all fields of a type. */
const everything = (
  type: GraphQLObjectType,
  asked: Asked,
  first: number | null,
  below: (step: Step) => string = something,
  fields: readonly Step[] = stepsOf(type),
): string =>
  `{ ${fields.map((step) => `${step.field.name}${argumentsOf(step, asked, first)} ${below(step)}`).join(' ')} }`;

// The lists of these types look at many rows, so an operation takes so many of their fields.
const FIELDS_AT_ONCE: Readonly<Record<string, number>> = {
  // A dry run of rights, or a report of a finding, nearly fills the limit of rows.
  Mutation: 1,
  Query: 6,
  Group: 6,
};

/** Operations that read all fields of a type: pages of so many on the way, and of so many at the end. */
function readingsOf(type: GraphQLObjectType, asked: Asked, onTheWay: number, atTheEnd: number): string[] {
  const fields = stepsOf(type);
  const size = FIELDS_AT_ONCE[type.name] ?? fields.length;
  const parts = Array.from({ length: Math.ceil(fields.length / size) }, (_, i) =>
    fields.slice(i * size, (i + 1) * size),
  );
  return parts.map((some) => {
    const selection = everything(type, asked, atTheEnd, something, some);
    return type === MUTATION
      ? asOperation(type, selection)
      : along(WAYS.get(type.name) ?? [], selection, asked, onTheWay);
  });
}

/** An operation that runs every mutation and reads its payload with the open fields below. */
function everyMutation(asked: Asked): string {
  const below = ({ field }: Step): string => {
    const target = getNamedType(field.type);
    const isOpen = isObjectType(target) && needsOfType(GRAPH.schema, target).length === 0;
    if (!isOpen) return isLeafType(target) ? '' : '{ __typename }';
    return everything(target, asked, null, below);
  };
  return asOperation(MUTATION, everything(MUTATION, asked, null, below));
}

/** The values below these names in an answer, through all lists. */
function valuesAt(value: unknown, names: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, names));
  const [name, ...rest] = names;
  if (name === undefined) return [value];
  return typeof value === 'object' && value !== null ? valuesAt((value as Record<string, unknown>)[name], rest) : [];
}

const names = (steps: readonly Step[]): string[] => steps.map(({ field }) => field.name);

let service: Service;
let samples: Samples;
let asked: Asked;
let paris: string;

/** Local roles and assignments for the mutations to change, and audit events of their creation. */
async function madeHere(groups: readonly string[]) {
  const roles: string[] = [];
  for (const displayName of ['Made here', 'Made here, and not assigned']) {
    const input = { displayName, permissions: ['AUDIT_DATA_READ'] };
    roles.push(await idOfAdministered(service, 'createRole', input));
  }
  await idOfAdministered(service, 'updateRole', { roleId: roles[0], description: 'To be read in the audit trail.' });
  const assignments: string[] = [];
  for (const group of groups) {
    const input = {
      displayName: `Made here, for ${group}`,
      roleId: roles[0],
      memberGroupIds: [group],
      scope: { groupIds: [group] },
    };
    assignments.push(await idOfAdministered(service, 'createRoleAssignment', input));
  }
  return { roles, assignments };
}

/** Microsoft's id of the object with this name in the demo tenant. */
async function keyFor(table: string, column: string, name: string): Promise<string> {
  const [id] = await service.database.primary(table).where(column, name).pluck('id');
  return id;
}

beforeAll(async () => {
  service = await startService({ server: { refreshes: { perHour: 1_000, start() {} } } });
  // The demo tenant was imported, so no sync has a state to show.
  const kind = { kind: 'USERS', state: 'FAILED', problem: 'It was cut off.', last_completed_at: NOW.toISOString() };
  await service.database.writer('sync_kinds').insert(kind);
  const record = { kind: 'USERS', resource: 'users', record: 'users, item 1', object_id: 'x1', reason: 'lacks `id`' };
  await service.database.writer('quarantine').insert(record);
  paris = await keyFor('groups', 'display_name', 'Paris');
  const lyon = toNodeId('Group', await keyFor('groups', 'display_name', 'Lyon'));
  const madrid = toNodeId('Group', await keyFor('groups', 'display_name', 'Madrid'));
  const split = await keyFor('users', 'user_principal_name', 'split@contoso.example');
  const marc = await keyFor('users', 'user_principal_name', 'marc.dubois@contoso.example');
  const { roles, assignments } = await madeHere([lyon, madrid]);

  const left = {
    group_id: paris,
    member_id: split,
    since: '2026-11-01T08:00:00.000Z',
    until: '2026-11-02T08:00:00.000Z',
  };
  await service.database.writer('group_membership_periods').insert(left);
  // An import alone does not know since when states have been there.
  const since = NOW.toISOString();
  await service.database.writer('users').update({ account_since: since, licensed_since: since });
  await service.database.writer('devices').update({ management_since: since });
  await service.database.writer('policy_states').update({ state_since: since });
  await service.database.writer('app_install_states').update({ state_since: since });
  await service.database.writer('app_protections').update({ flagged_since: since });
  // The database's clock decides how long a refresh is told.
  const lately = new Date().toISOString();
  await service.database.writer('user_refreshes').insert({
    ...{ id: 'r1', user_id: marc, operator_id: split, state: 'FAILED', failure: 'TIMED_OUT', problem: 'It took long.' },
    ...{ requested_at: lately, alive_until: lately, finished_at: lately },
    kinds: JSON.stringify([{ kind: 'USERS', problem: 'It was cut off.' }]),
  });

  const endsAt = new Date(NOW.getTime() + 60_000).toISOString();
  const issue = { rule: 'DEVICE_SILENT', recorded_at: NOW.toISOString(), ends_at: endsAt, text: 'It is known.' };
  const about = {
    app_id: await keyFor('apps', 'display_name', '7-Zip 24.08 (x64)'),
    ticket: 'INC-1',
    connector_kind: 'MOBILE_THREAT_DEFENSE',
  };
  const policy_id = (await service.database.primary('policies').first('id'))?.id ?? null;
  await service.database.writer('known_issues').insert([
    { ...issue, ...about, id: 'k1', policy_id, ended_at: NOW.toISOString() },
    { ...issue, id: 'k2' },
    { ...issue, id: 'k3' },
    { ...issue, id: 'k4' },
  ]);

  await service.database.writer('reported_findings').insert({
    ...{
      id: 'f1',
      rule: 'TENANT_INACTIVE',
      severity: 'BLOCKER',
      user_id: marc,
      operator_id: split,
      reason: 'It is wrong.',
    },
    device_id: (await service.database.primary('devices').first('id'))?.id ?? null,
    reported_at: NOW.toISOString(),
  });

  const given: Given = {
    'CreateKnownIssueInput.rule': 'DEVICE_SILENT',
    'CreateKnownIssueInput.text': 'It is known.',
    'UpdateKnownIssueInput.text': 'It is known.',
    endsAt,
    'UpdateKnownIssueInput.knownIssueId': toNodeId('KnownIssue', 'k2'),
    'EndKnownIssueInput.knownIssueId': toNodeId('KnownIssue', 'k3'),
    'ReportFindingInput.subjectId': toNodeId('User', marc),
    'ReportFindingInput.key': 'NO_SUCH_RULE:x',
    'ReportFindingInput.reason': 'It is wrong.',
    'RefreshUserInput.userId': toNodeId('User', split),
    // A role with permissions that few operators may give.
    permissions: ['AUDIT_DATA_READ'],
    roleId: roles[0],
    'DeleteRoleInput.roleId': roles[1],
    roleAssignmentId: assignments[0],
    'DeleteRoleAssignmentInput.roleAssignmentId': assignments[1],
    memberGroupIds: [toNodeId('Group', paris)],
    groupIds: [lyon],
    displayName: (of: string) => `A name that no other has, for ${of}`,
    description: 'Asked by a test.',
    clientMutationId: (of: string) => of,
    dryRun: true,
    permission: 'ORGANIZATION_READ',
    // Holds one of the field's two permissions, but not over the subject.
    operatorId: toNodeId('User', split),
    coordinate: 'User.appProtectionStates',
    subjectId: toNodeId('User', marc),
    // Finds people and devices.
    text: 'pa',
  };
  const wrong: Given = {
    ...given,
    'CreateKnownIssueInput.text': '',
    'UpdateKnownIssueInput.text': '',
    'EndKnownIssueInput.knownIssueId': lyon,
    'ReportFindingInput.subjectId': lyon,
    'RefreshUserInput.userId': lyon,
    displayName: '',
    roleId: lyon,
    'DeleteRoleInput.roleId': lyon,
    roleAssignmentId: lyon,
    'DeleteRoleAssignmentInput.roleAssignmentId': lyon,
  };
  const found = NODE_TYPES.map(async (name) => {
    const way = WAYS.get(name) ?? [];
    const { data } = await service.ask(along(way, '{ id }', { samples: {}, given, wrong }), { as: ADMIN });
    return [name, valuesAt(data, [...names(way), 'id'])[0] as string] as const;
  });
  samples = Object.fromEntries(await Promise.all(found));
  asked = { samples, given, wrong };
});
afterAll(() => service.stop());

/** The scope of an operator's permissions. */
interface Over {
  readonly allUsers: boolean;
  readonly allDevices: boolean;
  /** Microsoft's ids of the scope groups. */
  readonly groups: readonly string[];
}
const OVER_EVERYTHING: Over = { allUsers: true, allDevices: true, groups: [] };

const operators = new Map<string, Promise<string>>();

/** An operator with exactly these permissions, from its own role and assignment. */
function operatorWith(held: readonly Permission[], over = OVER_EVERYTHING): Promise<string> {
  const sorted = EVERY_PERMISSION.filter((permission) => held.includes(permission));
  const key = JSON.stringify([sorted, over]);
  let made = operators.get(key);
  if (made === undefined) {
    made = makeOperator(`operator-${operators.size}`, sorted, over);
    operators.set(key, made);
  }
  return made;
}

async function makeOperator(id: string, held: readonly Permission[], over: Over): Promise<string> {
  const name = `${id}@contoso.example`;
  // After everybody in the demo tenant, so that its people stay on the first page.
  const named = { display_name: id, name_key: `\u{1f464} ${id}` };
  await service.database.writer.transaction(async (trx) => {
    await trx('users').insert({
      id,
      user_principal_name: name,
      upn_key: name,
      ...named,
      account_enabled: 1,
      intune_licensed: 1,
    });
    await trx('groups').insert({ id, ...named, membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' });
    await trx('group_members').insert({ group_id: id, kind: 'USER', member_id: id });
    await trx('group_ancestors').insert({ group_id: id, ancestor_id: id });
    await trx('roles').insert({ id, ...named, origin: 'LOCAL' });
    for (const { permission, microsoftAction } of PERMISSIONS.filter((info) => held.includes(info.permission))) {
      await trx('role_permissions').insert({ role_id: id, action: microsoftAction, permission });
    }
    const scope = { all_users: Number(over.allUsers), all_devices: Number(over.allDevices) };
    await trx('role_assignments').insert({ id, role_id: id, ...named, ...scope, origin: 'LOCAL' });
    for (const group of over.groups) await trx('assignment_scopes').insert({ assignment_id: id, group_id: group });
    await trx('assignment_members').insert({ assignment_id: id, group_id: id });
  });
  return name;
}

/** All tables that mutations write, except the audit trail. */
async function administered(): Promise<unknown> {
  const { primary } = service.database;
  const tables = [...RIGHTS_TABLES, 'known_issues', 'reported_findings', 'client_mutations'];
  return Promise.all(tables.map(async (table) => [table, await primary(table).select('*')]));
}

const trail = (): Promise<Record<string, unknown>[]> => service.database.primary('audit_events').orderBy('seq');

/** Expects one or more refusals at this path, each for this permission, and null in each refused place. */
function expectRefusal(answer: Answer, at: readonly string[], coordinate: string, missing: Permission): void {
  expect(answer.status).toBe(200);
  expect(answer.errors.length).toBeGreaterThan(0);
  for (const error of answer.errors) {
    expect(error.extensions).toEqual({ code: 'FORBIDDEN', reason: 'PERMISSION', missing: [missing], coordinate });
    expect(error.path?.filter((part) => typeof part === 'string')).toEqual(at);
  }
  expect(valuesAt(answer.data, at)).toEqual(answer.errors.map(() => null));
}

describe('every type', () => {
  test('can be reached, and the demo tenant has one of each that has an id', () => {
    expect([...WAYS.keys()].sort()).toEqual(TYPES.map(({ name }) => name).sort());
    expect(Object.entries(samples).filter(([, id]) => typeof id !== 'string')).toEqual([]);
  });
});

// The rules of docs/architecture.md.
describe('Rule 5: every permission bites', () => {
  const NEEDED = PLACES.flatMap((step) =>
    requirementOf(step).permissions.map((permission) => [step.coordinate, permission, step] as const),
  );

  /** All of them, or in `npm test` one in so many. */
  const oneOf = (chances: number) =>
    drawn(NEEDED, Math.ceil(NEEDED.length / chances), ([coordinate, permission]) => `${coordinate} ${permission}`);

  test.each(oneOf(24))('over HTTP, %s is refused to an operator with all but %s', async (_, permission, step) => {
    const way = wayTo(step);
    // The first field on the path that needs the permission is refused, with everything below it.
    const until = way.findIndex((each) => requirementOf(each).permissions.includes(permission)) + 1;
    const operation = along(way, something(step), asked);
    // `Viewer.missing` is empty for a viewer who lacks nothing.
    const isAboutMissing = way.some(({ coordinate }) => coordinate === 'Viewer.missing');
    const held = isAboutMissing ? allBut(permission, 'MANAGED_APPS_READ') : allBut(permission);

    const answer = await service.ask(operation, { as: await operatorWith(held) });

    const refusing = way[until - 1] as Step;
    expectRefusal(answer, names(way.slice(0, until)), refusing.coordinate, permission);
  });

  test.each(oneOf(8))('%s itself asks for %s, even where its parent was already given', async (_, permission, step) => {
    // The same field under the same rule as a root field, so that no field before it can refuse.
    const alone = new GraphQLSchema({ query: step.type });
    const document = parse(`{ ${step.field.name}${argumentsOf(step, asked, null)} ${something(step)} }`);
    const rootValue = { [step.field.name]: () => 'leaked' };

    const { data, errors } = await executed(service, await operatorWith(allBut(permission)), (contextValue) =>
      execute({ schema: alone, document, rootValue, contextValue }),
    );

    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.path).toEqual([step.field.name]);
    expect(errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      reason: 'PERMISSION',
      missing: [permission],
      coordinate: step.coordinate,
    });
    expect(JSON.stringify(data)).not.toContain('leaked');
  });

  const READ = PLACES.filter(({ field }) => !isAbstractType(getNamedType(field.type))).map(
    (step) => [step.coordinate, step] as const,
  );

  test.each(drawn(READ, Math.ceil(READ.length / 3), ([coordinate]) => coordinate))(
    'over HTTP, %s asks for nothing that the map does not name',
    async (_, step) => {
      const way = wayTo(step);
      const needed = way.flatMap((each) => requirementOf(each).permissions);

      const { errors, data } = await service.ask(along(way, something(step), asked), {
        as: await operatorWith(needed),
      });

      expect(errors).toEqual([]);
      expect(valuesAt(data, names(way))).not.toContain(undefined);
      // A mutation's payload is read here: its errors, or the difference of a dry run.
      if (way[0]?.type === MUTATION) expect(valuesAt(data, names(way.slice(0, -1)))).not.toEqual([]);
    },
  );
});

describe('every input field that needs a permission bites', () => {
  const INPUTS = PLACES.flatMap((step) =>
    requirementOf(step).inputs.flatMap((input) =>
      input.permissions.map((permission) => [input.coordinate, permission, step, input] as const),
    ),
  );
  type Input = (typeof INPUTS)[number][3];

  /** The argument with only this input field: an id from the demo tenant, or a flag. */
  function given(input: Input): string {
    const name = input.path.at(-1) as string;
    const type = /group/i.test(name) ? 'Group' : 'User';
    const value = name.endsWith('Id') ? `"${samples[type]}"` : 'false';
    const [argument, ...inner] = input.path;
    return `${argument}: ${inner.reduceRight((text, field) => `{ ${field}: ${text} }`, value)}`;
  }
  const ask = async (step: Step, input: Input, held: readonly Permission[]) => {
    const operation = along(
      [...(WAYS.get(step.type.name) ?? [])],
      `{ ${step.field.name}(${given(input)}) { totalCount } }`,
      asked,
    );
    return service.ask(operation, { as: await operatorWith(held) });
  };

  test.each(INPUTS)('%s is refused to an operator with all but %s', async (coordinate, permission, step, input) => {
    const answer = await ask(step, input, allBut(permission));

    // If the field itself needs the permission, it is refused before its input is read.
    const fieldNeedsIt = requirementOf(step).permissions.includes(permission);
    expectRefusal(answer, names(wayTo(step)), fieldNeedsIt ? step.coordinate : coordinate, permission);
  });

  test.each(INPUTS)(
    '%s and the field with it need %s and no other permission than the map names',
    async (_, permission, step, input) => {
      const { errors, data } = await ask(step, input, [...requirementOf(step).permissions, permission]);

      expect(errors).toEqual([]);
      expect(valuesAt(data, [...names(wayTo(step)), 'totalCount'])).toEqual([expect.any(Number)]);
    },
  );

  test('while the same field without it answers', async () => {
    const held = await operatorWith(['ORGANIZATION_READ']);
    const { errors, data } = await service.ask('{ users(filter: { accountEnabled: true }) { totalCount } }', {
      as: held,
    });

    expect(errors).toEqual([]);
    expect(data.users.totalCount).toBeGreaterThan(50);
  });
});

describe('`node` and `nodes`', () => {
  const BY_TYPE = NODE_TYPES.flatMap((name) =>
    needsOfType(GRAPH.schema, GRAPH.schema.getType(name) as GraphQLObjectType).map(
      (permission) => [name, permission] as const,
    ),
  );

  test('find one of each type by its id', async () => {
    const ids = NODE_TYPES.map((name) => samples[name]);
    const { data, errors } = await service.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
      as: ADMIN,
      variables: { ids },
    });

    expect(errors).toEqual([]);
    expect(data.nodes).toEqual(NODE_TYPES.map((name) => ({ __typename: name, id: samples[name] })));
  });

  test.each(BY_TYPE)(
    'refuse a %s to an operator with all but %s, and an id that never was alike',
    async (name, permission) => {
      const as = await operatorWith(allBut(permission));
      const never = toNodeId(name as NodeType, 'never');
      const operation =
        'query ($id: ID!, $ids: [ID!]!) { node(id: $id) { __typename id } nodes(ids: $ids) { __typename id } }';
      const ask = (id: string | undefined) => service.ask(operation, { as, variables: { id, ids: [id] } });

      const refused = (await ask(samples[name])).text;

      expect(JSON.parse(refused)).toEqual({
        data: { node: null, nodes: [null] },
        errors: [[['node'], 'Query.node'] as const, [['nodes', 0], 'Query.nodes'] as const].map(([at, coordinate]) => ({
          message: `${coordinate} needs ${permission}.`,
          locations: expect.any(Array),
          path: at,
          extensions: { code: 'FORBIDDEN', reason: 'PERMISSION', missing: [permission], coordinate },
        })),
      });
      expect((await ask(never)).text).toBe(refused);
    },
  );

  test('ask a field behind them for what it needs beside its type', async () => {
    const as = await operatorWith(allBut('MANAGED_DEVICES_READ'));
    const answer = await service.ask(
      'query ($id: ID!) { node(id: $id) { id ... on User { devices { totalCount } } } }',
      {
        as,
        variables: { id: samples['User'] },
      },
    );

    expectRefusal(answer, ['node', 'devices'], 'User.devices', 'MANAGED_DEVICES_READ');
    expect(answer.data.node.id).toBe(samples['User']);
  });
});

describe('an operator who may not use the graph', () => {
  const REASONS = [
    ['disabled@contoso.example', 'DISABLED'],
    ['unlicensed@contoso.example', 'LICENSE'],
  ] as const;
  const CASES = stepsOf(QUERY)
    .filter(({ field }) => field.name !== 'viewer')
    .flatMap((step) => REASONS.map(([as, reason]) => [step.coordinate, as, reason, step] as const));

  test.each(CASES)('is refused %s as %s with %s, and still gets `viewer`', async (coordinate, as, reason, step) => {
    const other = along([step], something(step), asked).slice(1, -1);
    const { data, errors } = await service.ask(`{ viewer { userPrincipalName } ${other} }`, { as });

    expect(data?.viewer).toEqual({ userPrincipalName: as });
    expect(errors.length).toBeGreaterThan(0);
    for (const { extensions } of errors) {
      expect(extensions).toEqual({ code: 'FORBIDDEN', reason, missing: [], coordinate });
    }
    expect(valuesAt(data, [step.field.name]).every((value) => value === null)).toBe(true);
  });
});

/** The audit action of every mutation. */
const ACTIONS: Readonly<Record<string, string>> = {
  ...AUDIT_ACTION,
  refreshUser: 'REFRESH_USER',
  createKnownIssue: 'CREATE_KNOWN_ISSUE',
  updateKnownIssue: 'UPDATE_KNOWN_ISSUE',
  endKnownIssue: 'END_KNOWN_ISSUE',
  reportFinding: 'REPORT_FINDING',
};

describe('who may not run a mutation changes nothing, and leaves one row of the audit trail', () => {
  const CASES = MUTATIONS.flatMap((step) => {
    const { permissions } = requirementOf(step);
    return [
      ['disabled@contoso.example', 'DISABLED', []],
      ['unlicensed@contoso.example', 'LICENSE', []],
      // Who may report a finding is decided by what the operator sees.
      ...(permissions.length === 0
        ? []
        : [
            ['nobody@contoso.example', 'PERMISSION', permissions],
            [`an operator with all but ${permissions}`, 'PERMISSION', permissions],
          ]),
    ].map(([as, reason, missing]) => [step.coordinate, as as string, reason, missing, step] as const);
  });

  test.each(CASES)('%s is refused to %s with %s %j', async (coordinate, who, reason, missing, step) => {
    const as = who.includes('@') ? who : await operatorWith(allBut(...requirementOf(step).permissions));
    const inEarnest = { ...asked, given: { ...asked.given, dryRun: false } };
    const before = await administered();
    const audited = await trail();

    const { status, data, errors } = await service.ask(along([step], something(step), inEarnest), { as });

    expect(status).toBe(200);
    expect(data).toEqual({ [step.field.name]: null });
    expect(errors.map(({ path, extensions }) => ({ path, extensions }))).toEqual([
      { path: [step.field.name], extensions: { code: 'FORBIDDEN', reason, missing, coordinate } },
    ]);
    expect(await administered()).toEqual(before);
    const [event, ...others] = (await trail()).slice(audited.length);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      action: ACTIONS[step.field.name],
      outcome: 'REFUSED',
      before: null,
      after: JSON.stringify({ reason, missing }),
    });
  });
});

describe('a mutation whose payload the viewer may not read', () => {
  const CASES = MUTATIONS.flatMap((mutation) => {
    const payload = getNamedType(mutation.field.type) as GraphQLObjectType;
    // Dry runs are tested above; here the mutation is executed.
    const answered = stepsOf(payload).filter(({ field }) => field.name !== 'difference');
    return answered.flatMap((step) =>
      requirementOf(step)
        // Who lacks what the mutation needs cannot run it.
        .permissions.filter((needed) => !requirementOf(mutation).permissions.includes(needed))
        .map((needed) => [mutation.coordinate, needed, mutation, step] as const),
    );
  });

  test('is one that answers with a role, an assignment or a known issue', () => {
    expect(CASES.map(([coordinate, needed]) => `${coordinate} ${needed}`)).toEqual(
      [
        'createRole',
        'duplicateRole',
        'updateRole',
        'createRoleAssignment',
        'updateRoleAssignment',
        'createKnownIssue',
        'updateKnownIssue',
        'endKnownIssue',
      ].map((name) => `Mutation.${name} ROLES_READ`),
    );
  });

  test.each(CASES)('%s is done and recorded, without %s', async (_, needed, mutation, step) => {
    const as = await operatorWith(allBut(needed));
    const displayName = (of: string) => `Done by ${of}`;
    // Assign another group than Paris, because the next dry runs assign Paris.
    const given = {
      ...asked.given,
      dryRun: false,
      displayName,
      memberGroupIds: asked.given['groupIds'],
      // An issue ends once, and the other one ends below.
      'EndKnownIssueInput.knownIssueId': toNodeId('KnownIssue', 'k4'),
    };
    const [name, object] = [mutation.field.name, step.field.name];
    const operation = along([mutation], `{ ${object} { __typename } userErrors { code } }`, { ...asked, given });

    const answer = await service.ask(operation, { as });

    expectRefusal(answer, [name, object], step.coordinate, needed);
    expect(answer.data).toEqual({ [name]: { [object]: null, userErrors: [] } });
    const { data } = await service.ask('{ auditEvents(first: 1) { nodes { action outcome actorId } } }', { as: ADMIN });
    const action = ACTIONS[name];
    const actorId = toNodeId('User', await keyFor('users', 'user_principal_name', as));
    expect(data.auditEvents.nodes).toEqual([{ action, outcome: 'DONE', actorId }]);
  });
});

describe('the audit trail', () => {
  const PARTIAL = [
    ['a group', { allUsers: false, allDevices: false, groups: ['Paris'] }],
    ['all users without all devices', { allUsers: true, allDevices: false, groups: [] }],
    ['all devices without all users', { allUsers: false, allDevices: true, groups: [] }],
  ] as const;
  const operatorOver = (over: Over) =>
    operatorWith(EVERY_PERMISSION, { ...over, groups: over.groups.map(() => paris) });

  test.each(PARTIAL)('is out of scope for who holds its permission over %s', async (_, over) => {
    const { data, errors } = await service.ask('{ auditEvents { totalCount } }', { as: await operatorOver(over) });

    expect(data).toEqual({ auditEvents: null });
    expect(errors.map(({ path, extensions }) => ({ path, extensions }))).toEqual([
      {
        path: ['auditEvents'],
        extensions: {
          code: 'FORBIDDEN',
          reason: 'OUT_OF_SCOPE',
          missing: ['AUDIT_DATA_READ'],
          coordinate: 'Query.auditEvents',
        },
      },
    ]);
  });

  test.each(PARTIAL)(
    'has no event by its id, as none that never was, for who holds its permission over %s',
    async (_, over) => {
      const as = await operatorOver(over);
      const query = 'query ($id: ID!, $ids: [ID!]!) { node(id: $id) { id } nodes(ids: $ids) { id } }';
      const ask = (id: string | undefined) => service.ask(query, { as, variables: { id, ids: [id] } });

      const { text } = await ask(samples['AuditEvent']);

      expect(JSON.parse(text)).toEqual({ data: { node: null, nodes: [null] } });
      expect((await ask(toNodeId('AuditEvent', '1000000'))).text).toBe(text);
      expect((await ask(toNodeId('AuditEvent', 'never'))).text).toBe(text);
    },
  );

  test('has an event by its id, as in the list, for who holds its permission over everything', async () => {
    const fields = 'id occurredAt action outcome actorId subjectId before after requestId';
    const { data, errors } = await service.ask(
      `query ($id: ID!) { node(id: $id) { ... on AuditEvent { ${fields} } } auditEvents(first: 100) { nodes { ${fields} } } }`,
      { as: await operatorWith(['AUDIT_DATA_READ']), variables: { id: samples['AuditEvent'] } },
    );

    expect(errors).toEqual([]);
    expect(data.auditEvents.nodes.filter(({ id }: { id: string }) => id === samples['AuditEvent'])).toEqual([
      data.node,
    ]);
    expect(data.node.id).toBe(samples['AuditEvent']);
  });
});

const isNothing = (value: unknown): boolean =>
  value === null || value instanceof Error || (Array.isArray(value) && value.length === 0);

describe('a complete read', () => {
  test.each(TYPES.map((type) => [type.name, type] as const))(
    'over HTTP, of every field of %s gives no error',
    async (_, type) => {
      const way = WAYS.get(type.name) ?? [];

      // With the default `first`, three nested pages would exceed the cost limit of an operation.
      const answers = await Promise.all(
        readingsOf(type, asked, 20, 5).map((operation) => service.ask(operation, { as: ADMIN })),
      );

      expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      const found = answers.map(({ data }) => valuesAt(data, names(way)) as (object | null)[]);
      for (const [i, first] of (found[0] ?? []).entries()) {
        if (first === null) continue;
        const keys = found.flatMap((values) => Object.keys(values[i] ?? {}));
        expect(keys).toEqual(Object.keys(type.getFields()));
      }
    },
  );

  describe('of all that the demo tenant holds', () => {
    const resolved = new Set<string>();
    const undefinedAt = new Set<string>();
    const filled = new Set<string>();
    let errors: GraphQLError[];
    let errorsOfSplit: GraphQLError[];

    beforeAll(async () => {
      const { schema } = GRAPH;
      for (const step of objectTypes(schema).flatMap(stepsOf)) {
        const resolve = step.field.resolve ?? defaultFieldResolver;
        step.field.resolve = async (...args) => {
          const value = await resolve(...args);
          resolved.add(step.coordinate);
          if (value === undefined) undefinedAt.add(step.coordinate);
          else if (!isNothing(value)) filled.add(step.coordinate);
          return value;
        };
      }
      const execution = async (as: string, operation: string) => {
        const run = (contextValue: Context) => execute({ schema, document: parse(operation), contextValue });
        return (await executed(service, as, run)).errors ?? [];
      };
      // In turn: at once they would wait for the connections of the pool longer than the pool lets them.
      const readAll = async (as: string) => {
        const found: GraphQLError[] = [];
        for (const operation of TYPES.flatMap((type) => readingsOf(type, asked, 100, 100)))
          found.push(...(await execution(as, operation)));
        return found;
      };
      errors = await readAll(ADMIN);
      // An administrator misses no permission and has no scope groups, so another operator fills those types.
      errorsOfSplit = await readAll('split@contoso.example');
      errors.push(...(await execution(await operatorWith(['ROLES_READ']), '{ viewer { missing { roles { id } } } }')));
      // An operator sees less of operators with more rights.
      const request = await requestOf(service, await operatorWith(allBut('AUDIT_DATA_READ')));
      const admin = toNodeId('User', await keyFor('users', 'user_principal_name', ADMIN));
      const viewer = await simulate(request.viewer, admin, request.administration, {
        ids: { requestId: 'a test' },
        now: request.now,
        deadline: request.deadline,
      });
      const document = parse('{ viewer { withheldPermissions } }');
      const simulated = await inContext({ ...request, viewer, isSimulated: true }, (contextValue) =>
        execute({ schema, document, contextValue }),
      );
      errors.push(...(simulated.errors ?? []));

      // In order: dry runs, errors for every viewer, more rights than an operator of Paris holds, and the real
      // mutation.
      const beyond = { ...asked.given, groupIds: asked.given['memberGroupIds'] };
      const parisian = await operatorWith(allBut('AUDIT_DATA_READ'), {
        allUsers: false,
        allDevices: false,
        groups: [paris],
      });
      errors.push(
        ...(await execution(ADMIN, everyMutation(asked))),
        ...(await execution(ADMIN, everyMutation({ ...asked, given: asked.wrong }))),
        ...(await execution(parisian, everyMutation({ ...asked, given: beyond }))),
        ...(await execution(ADMIN, everyMutation({ ...asked, given: { ...asked.given, dryRun: false } }))),
      );
    });

    test('gives an administrator no error, and others nothing but refusals', () => {
      expect(errors).toEqual([]);
      expect(new Set(errorsOfSplit.map(({ extensions }) => extensions['code']))).toEqual(new Set(['FORBIDDEN']));
    });

    test('resolves every field, and none to undefined', () => {
      expect(PLACES.map(({ coordinate }) => coordinate).filter((coordinate) => !resolved.has(coordinate))).toEqual([]);
      expect([...undefinedAt]).toEqual([]);
    });

    test('finds something in every field, but those that a kind of change never fills', () => {
      const errors = objectTypes(GRAPH.schema).filter((type) =>
        type.getInterfaces().some(({ name }) => name === 'UserError'),
      );
      const expected = [
        // The path to a difference is a dry run of a deletion, which gives no rights and takes whole permissions.
        'AccessDifference.permissionsGained',
        'AccessDifference.permissionsNarrowed',
        'AccessDifference.permissionsWidened',
        // A new role has no operators yet, and a role that can be deleted has none any more.
        'CreateRolePayload.difference',
        // An unassigned role has no scope that could be exceeded.
        'DeleteRoleError.missing',
        'DeleteRolePayload.difference',
        'DuplicateRolePayload.difference',
        // There are no known issues, and no rule is on trial.
        'Finding.knownIssue',
        'FindingRuleInfo.shadowFirings',
        // Both permissions of these operators have the same scope.
        'RefreshUserError.missing',
        // No permission is missing: what an operator does not see is not there.
        'ReportFindingError.missing',
        // None of these errors ends by itself.
        ...errors.map(({ name }) => `${name}.retryAfter`),
      ];
      expect([...resolved].filter((coordinate) => !filled.has(coordinate)).sort()).toEqual(expected.sort());
    });
  });
});

type Input = GraphQLArgument | GraphQLInputField;

/** The paths to a default value in the arguments of a field: the argument, then input fields. */
function defaultsBelow(...way: readonly [Input, ...Input[]]): (readonly [Input, ...Input[]])[] {
  const [input] = way.slice(-1) as [Input];
  const type = getNamedType(input.type);
  const inner = isInputObjectType(type) ? Object.values(type.getFields()) : [];
  const below = inner.flatMap((field) => defaultsBelow(...way, field));
  return input.defaultValue === undefined ? below : [way, ...below];
}

describe('every argument and input field with a default', () => {
  const DEFAULTS = PLACES.flatMap((step) =>
    step.field.args
      .flatMap((argument) => defaultsBelow(argument))
      .map((way) => ({ step, way, path: way.map(({ name }) => name).join('.'), input: way.at(-1) as Input })),
  );
  const defaultOf = (input: Input) => print(astFromValue(input.defaultValue, input.type) as ValueNode);

  /** An argument in the text of a document: its required fields, and a value at the end of the path. */
  function written([input, ...inner]: readonly Input[], end: string): string {
    const [next] = inner;
    const type = getNamedType(input?.type);
    if (next === undefined || !isInputObjectType(type)) return `${input?.name}: ${end}`;
    const fields = Object.values(type.getFields()).flatMap((field) => {
      if (field === next) return [written(inner, end)];
      if (!isRequiredInputField(field)) return [];
      const named = getNamedType(field.type);
      const any = isEnumType(named) ? named.getValues()[0]?.value : undefined;
      const value = inputFor(field, type.name, asked.given) ?? any;
      return [`${field.name}: ${print(astFromValue(value, field.type) as ValueNode)}`];
    });
    return `${input?.name}: { ${fields.join(', ')} }`;
  }

  /** An operation with this argument, and the declaration of its variable. */
  function operation({ step }: (typeof DEFAULTS)[number], argument: string, declared = ''): string {
    const way = WAYS.get(step.type.name) ?? [];
    const selections = along(way, `{ ${step.field.name}(${argument}) ${something(step)} }`, asked);
    const kind = (way[0]?.type ?? step.type) === MUTATION ? 'mutation' : 'query';
    return `${kind} ${declared} ${selections.slice(selections.indexOf('{'))}`;
  }

  test('is nullable in its type, and none is missed here', () => {
    const all = Object.values(GRAPH.schema.getTypeMap()).flatMap((type): Input[] => {
      if (type.name.startsWith('__')) return [];
      if (isInputObjectType(type)) return Object.values(type.getFields());
      return isObjectType(type) || isInterfaceType(type)
        ? Object.values(type.getFields()).flatMap(({ args }) => args)
        : [];
    });
    const found = new Set(DEFAULTS.map(({ input }) => input));

    expect(found).toEqual(new Set(all.filter(({ defaultValue }) => defaultValue !== undefined)));
    expect(DEFAULTS.filter(({ input }) => isNonNullType(input.type)).map(({ path }) => path)).toEqual([]);
  });

  const named = DEFAULTS.map((each) => [`${each.step.coordinate}(${each.path})`, each] as const);
  test.each(drawn(named, 40, ([name]) => name))(
    '%s is refused as null, however it is given, and also where the same operation passed before',
    async (_, each) => {
      const { way, path, input } = each;
      const [argument] = way;
      // An operator without permissions, so that no mutation runs: input is checked before rights.
      const as = 'nobody@contoso.example';
      const whole = operation(each, `${argument.name}: $whole`, `($whole: ${argument.type})`);
      const wholeWith = (end: string) => {
        const object = valueFromASTUntyped(parseValue(`{ ${written(way, end)} }`)) as Record<string, unknown>;
        return { whole: object[argument.name] };
      };
      const variable = operation(each, written(way, '$end'), `($end: ${input.type})`);
      for (const [query, variables] of [
        [whole, wholeWith(defaultOf(input))],
        [variable, {}],
      ] as const) {
        const { data, errors } = await service.ask(query, { as, variables });
        expect(data).toBeDefined();
        expect(errors.map(({ extensions }) => extensions?.['code'])).not.toContain('BAD_USER_INPUT');
      }

      const nulls = [
        [operation(each, written(way, 'null')), {}],
        [variable, { end: null }],
        [operation(each, written(way, '$end'), `($end: ${input.type} = null)`), {}],
        [whole, wholeWith('null')],
      ] as const;
      for (const [query, variables] of nulls) {
        const { data, errors } = await service.ask(query, { as, variables });
        expect({ query, data, errors }).toEqual({
          query,
          data: undefined,
          errors: [
            {
              message: `\`${path}\` takes no null; leave it out for ${defaultOf(input)}.`,
              extensions: { code: 'BAD_USER_INPUT' },
            },
          ],
        });
      }
    },
  );
});
