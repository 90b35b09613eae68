import {
  defaultFieldResolver,
  execute,
  type GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  parse,
} from 'graphql';
import type { Context } from '../../src/context';
import type { Permission } from '../../src/generated/graphql';
import { NODE_TYPES, type NodeType, toNodeId } from '../../src/node-id';
import { needsOfType, objectTypes, type Requirement } from '../../src/permissions';
import { createGraph } from '../../src/schema';
import { PERMISSIONS } from '../../src/sdl';
import { type Answer, contextOf, type Service, startService } from '../support/service';

const ADMIN = 'admin@contoso.example';
const EVERYTHING: readonly Permission[] = PERMISSIONS.map(({ permission }) => permission);
const allBut = (permission: Permission) => EVERYTHING.filter((other) => other !== permission);

interface Step {
  readonly coordinate: string;
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, Context>;
}

const graph = createGraph();
const TYPES = objectTypes(graph.schema);
const stepsOf = (type: GraphQLObjectType): Step[] =>
  Object.values(type.getFields()).map((field) => ({ coordinate: `${type.name}.${field.name}`, type, field }));
const PLACES = TYPES.flatMap(stepsOf);
const requirementOf = ({ coordinate }: Step) => graph.permissions.get(coordinate) as Requirement;

/** For each type, the fewest fields that lead from the root to it through lists, which need no argument. */
const WAYS: ReadonlyMap<string, readonly Step[]> = (() => {
  const root = graph.schema.getQueryType() as GraphQLObjectType;
  const ways = new Map<string, readonly Step[]>([[root.name, []]]);
  const queue = [root];
  for (const type of queue) {
    for (const step of stepsOf(type)) {
      const target = getNamedType(step.field.type);
      const byId = step.field.args.some(({ name }) => name === 'id');
      if (!isObjectType(target) || ways.has(target.name) || byId) continue;
      ways.set(target.name, [...(ways.get(type.name) ?? []), step]);
      queue.push(target);
    }
  }
  return ways;
})();
const wayTo = (step: Step): readonly Step[] => [...(WAYS.get(step.type.name) ?? []), step];

/** An id of each type, from the demo tenant. */
type Samples = Readonly<Record<string, string>>;

/** What a field is asked with: an id from the demo tenant where it takes one, and as many things as are wanted. */
function argumentsOf({ field }: Step, samples: Samples, first: number | null): string {
  const target = getNamedType(field.type);
  const given = field.args.flatMap(({ name }) => {
    if (name === 'id') return [`id: "${samples[isAbstractType(target) ? 'Viewer' : target.name]}"`];
    if (name === 'ids') return [`ids: ${JSON.stringify(NODE_TYPES.map((type) => samples[type]))}`];
    return name === 'first' && first !== null ? [`first: ${first}`] : [];
  });
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

/** An operation that goes along the steps and selects something at the end. */
function along(steps: readonly Step[], selection: string, samples: Samples, first: number | null = null): string {
  return steps.reduceRight(
    (inner, step) => `{ ${step.field.name}${argumentsOf(step, samples, first)} ${inner} }`,
    selection,
  );
}

const something = ({ field }: Step): string => (isLeafType(getNamedType(field.type)) ? '' : '{ __typename }');

/** All fields of a type, as a selection. */
const everything = (type: GraphQLObjectType, samples: Samples, first: number | null): string =>
  `{ ${stepsOf(type)
    .map((step) => `${step.field.name}${argumentsOf(step, samples, first)} ${something(step)}`)
    .join(' ')} }`;

/** The values below the names in an answer, whatever lists stand in between. */
function valuesAt(value: unknown, names: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, names));
  const [name, ...rest] = names;
  if (name === undefined) return [value];
  return typeof value === 'object' && value !== null ? valuesAt((value as Record<string, unknown>)[name], rest) : [];
}

const names = (steps: readonly Step[]): string[] => steps.map(({ field }) => field.name);

let service: Service;
let samples: Samples;
beforeAll(async () => {
  service = await startService();
  const found = NODE_TYPES.map(async (name) => {
    const way = WAYS.get(name) ?? [];
    const { data } = await service.ask(along(way, '{ id }', {}), { as: ADMIN });
    return [name, valuesAt(data, [...names(way), 'id'])[0] as string] as const;
  });
  samples = Object.fromEntries(await Promise.all(found));
});
afterAll(() => service.stop());

const operators = new Map<string, Promise<string>>();

/** An operator with exactly these permissions, over everything, from a role and an assignment of its own. */
function operatorWith(held: readonly Permission[]): Promise<string> {
  const sorted = EVERYTHING.filter((permission) => held.includes(permission));
  const key = sorted.join();
  let made = operators.get(key);
  if (made === undefined) {
    made = makeOperator(`operator-${operators.size}`, sorted);
    operators.set(key, made);
  }
  return made;
}

async function makeOperator(id: string, held: readonly Permission[]): Promise<string> {
  const name = `${id}@contoso.example`;
  const named = { display_name: id, name_key: id };
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
    await trx('role_assignments').insert({ id, role_id: id, ...named, all_users: 1, all_devices: 1, origin: 'LOCAL' });
    await trx('assignment_members').insert({ assignment_id: id, group_id: id });
    await trx('tenants').increment('rights_version', 1);
  });
  return name;
}

/** That something was refused, all of it for this one reason, and that nothing stands where it would have been. */
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

describe('every permission bites', () => {
  const NEEDED = PLACES.flatMap((step) =>
    requirementOf(step).permissions.map((permission) => [step.coordinate, permission, step] as const),
  );

  test.each(NEEDED)('over HTTP, %s is refused to an operator with all but %s', async (_, permission, step) => {
    const way = wayTo(step);
    // The first of the fields on the way that needs it refuses already, and so everything behind it.
    const until = way.findIndex((each) => requirementOf(each).permissions.includes(permission)) + 1;
    const operation = along(way, something(step), samples);

    const answer = await service.ask(operation, { as: await operatorWith(allBut(permission)) });

    const refusing = way[until - 1] as Step;
    expectRefusal(answer, names(way.slice(0, until)), refusing.coordinate, permission);
  });

  test.each(NEEDED)('%s itself asks for %s, even where its parent was already given', async (_, permission, step) => {
    // The same field under the same rule, at the root of an operation, with nothing before it that could refuse.
    const alone = new GraphQLSchema({ query: step.type });
    const document = parse(`{ ${step.field.name}${argumentsOf(step, samples, null)} ${something(step)} }`);
    const { viewer } = await contextOf(service, await operatorWith(allBut(permission)));
    const rootValue = { [step.field.name]: () => 'leaked' };

    const { data, errors } = await execute({ schema: alone, document, rootValue, contextValue: { viewer } });

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

  test.each(
    PLACES.filter(({ field }) => !isAbstractType(getNamedType(field.type))).map(
      (step) => [step.coordinate, step] as const,
    ),
  )('over HTTP, %s asks for nothing that the map does not name', async (_, step) => {
    const way = wayTo(step);
    const needed = way.flatMap((each) => requirementOf(each).permissions);

    const { errors, data } = await service.ask(along(way, something(step), samples), {
      as: await operatorWith(needed),
    });

    expect(errors).toEqual([]);
    expect(valuesAt(data, names(way))).not.toContain(undefined);
  });
});

describe('every input field that needs a permission bites', () => {
  const INPUTS = PLACES.flatMap((step) =>
    requirementOf(step).inputs.flatMap((input) =>
      input.permissions.map((permission) => [input.coordinate, permission, step, input] as const),
    ),
  );
  type Input = (typeof INPUTS)[number][3];

  /** The argument with this one input field in it: an id from the demo tenant, or a flag. */
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
      samples,
    );
    return service.ask(operation, { as: await operatorWith(held) });
  };

  test.each(INPUTS)('%s is refused to an operator with all but %s', async (coordinate, permission, step, input) => {
    const answer = await ask(step, input, allBut(permission));

    // Where the field itself needs the permission, it refuses before its input is looked at.
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
    needsOfType(graph.schema, graph.schema.getType(name) as GraphQLObjectType).map(
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
  const ROOT_FIELDS = PLACES.filter(({ type }) => type === graph.schema.getQueryType()).filter(
    ({ field }) => field.name !== 'viewer',
  );
  const CASES = ROOT_FIELDS.flatMap((step) =>
    [
      ['disabled@contoso.example', 'DISABLED'],
      ['unlicensed@contoso.example', 'LICENSE'],
    ].map(([as, reason]) => [step.coordinate, as as string, reason as string, step] as const),
  );

  test.each(CASES)('is refused %s as %s with %s, and still gets `viewer`', async (coordinate, as, reason, step) => {
    const other = along([step], something(step), samples).slice(1, -1);
    const { data, errors } = await service.ask(`{ viewer { userPrincipalName } ${other} }`, { as });

    expect(data?.viewer).toEqual({ userPrincipalName: as });
    expect(errors.length).toBeGreaterThan(0);
    for (const { extensions } of errors) {
      expect(extensions).toEqual({ code: 'FORBIDDEN', reason, missing: [], coordinate });
    }
    expect(valuesAt(data, [step.field.name]).every((value) => value === null)).toBe(true);
  });
});

const isNothing = (value: unknown): boolean =>
  value === null || value instanceof Error || (Array.isArray(value) && value.length === 0);

describe('a complete read', () => {
  test.each(TYPES.map((type) => [type.name, type] as const))(
    'over HTTP, of every field of %s gives no error',
    async (_, type) => {
      const way = WAYS.get(type.name) ?? [];
      // A page of a page of a page would be too much for one operation, as `first` stands.
      const operation = along(way, everything(type, samples, 5), samples, 20);

      const { status, errors, data } = await service.ask(operation, { as: ADMIN });

      expect(errors).toEqual([]);
      expect(status).toBe(200);
      for (const found of valuesAt(data, names(way))) {
        if (found !== null) expect(Object.keys(found as object)).toEqual(Object.keys(type.getFields()));
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
      const { schema } = createGraph();
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
      const readAll = async (as: string) => {
        const contextValue = await contextOf(service, as);
        const answers = TYPES.map((type) => {
          const operation = along(WAYS.get(type.name) ?? [], everything(type, samples, 100), samples, 100);
          return execute({ schema, document: parse(operation), contextValue });
        });
        return (await Promise.all(answers)).flatMap((answer) => answer.errors ?? []);
      };
      errors = await readAll(ADMIN);
      // An administrator misses nothing and has no scope groups, so somebody else fills those types.
      errorsOfSplit = await readAll('split@contoso.example');
    });

    test('gives an administrator no error, and others nothing but refusals', () => {
      expect(errors).toEqual([]);
      expect(new Set(errorsOfSplit.map(({ extensions }) => extensions['code']))).toEqual(new Set(['FORBIDDEN']));
    });

    test('resolves every field, and none to undefined', () => {
      expect(PLACES.map(({ coordinate }) => coordinate).filter((coordinate) => !resolved.has(coordinate))).toEqual([]);
      expect([...undefinedAt]).toEqual([]);
    });

    test('finds something in every field', () => {
      expect([...resolved].filter((coordinate) => !filled.has(coordinate))).toEqual([]);
    });
  });
});
