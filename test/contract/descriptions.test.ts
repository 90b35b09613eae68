import { getIntrospectionQuery, type IntrospectionQuery, specifiedScalarTypes } from 'graphql';
import { needsOfType, objectTypes } from '../../src/authorization/permissions';
import { GRAPH, type Service, startService } from '../support/service';

const { schema, permissions } = GRAPH;

let service: Service;
let types: IntrospectionQuery['__schema']['types'];
let directives: IntrospectionQuery['__schema']['directives'];
beforeAll(async () => {
  service = await startService();
  // Introspect as GraphiQL does, with the fewest rights: the schema is not secret.
  const { data, errors } = await service.ask(
    getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }),
    {
      as: 'nobody@contoso.example',
    },
  );
  expect(errors).toEqual([]);
  types = (data as IntrospectionQuery).__schema.types.filter(({ name }) => !name.startsWith('__'));
  directives = (data as IntrospectionQuery).__schema.directives;
});
afterAll(() => service.stop());

const isSpecifiedScalar = (named: string) => specifiedScalarTypes.some(({ name }) => name === named);
const isSilent = ({ description }: { description?: string | null | undefined }) => (description ?? '').trim() === '';
const fields = () =>
  types.flatMap((type) =>
    type.kind === 'OBJECT' || type.kind === 'INTERFACE'
      ? type.fields.map((field) => ({ ...field, coordinate: `${type.name}.${field.name}` }))
      : [],
  );
const inputFields = () =>
  types.flatMap((type) =>
    type.kind === 'INPUT_OBJECT'
      ? type.inputFields.map((field) => ({ ...field, coordinate: `${type.name}.${field.name}` }))
      : [],
  );

describe('what GraphiQL shows', () => {
  test('describes every type, enums and inputs among them', () => {
    expect(types.length).toBeGreaterThan(80);
    expect(types.filter(isSilent).map(({ name }) => name)).toEqual([]);
  });

  test('describes every field', () => {
    expect(
      fields()
        .filter(isSilent)
        .map(({ coordinate }) => coordinate),
    ).toEqual([]);
  });

  test('describes every argument', () => {
    const silent = fields().flatMap(({ coordinate, args }) =>
      args.filter(isSilent).map(({ name }) => `${coordinate}(${name}:)`),
    );

    expect(silent).toEqual([]);
  });

  test('describes every input field', () => {
    expect(
      inputFields()
        .filter(isSilent)
        .map(({ coordinate }) => coordinate),
    ).toEqual([]);
  });

  test('describes every code of an error and every reason', () => {
    const silent = types.flatMap((type) =>
      type.kind === 'ENUM' && /(ErrorCode|ReasonKind|RefusalReason)$/.test(type.name)
        ? type.enumValues.filter(isSilent).map(({ name }) => `${type.name}.${name}`)
        : [],
    );

    expect(silent).toEqual([]);
  });

  test('names the specification of each scalar that is not GraphQL’s own', () => {
    const own = types.filter(({ kind, name }) => kind === 'SCALAR' && !isSpecifiedScalar(name));

    expect(own).toMatchObject([
      { name: 'DateTime', specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html' },
    ]);
  });

  test('describes every directive', () => {
    expect(directives.filter(isSilent).map(({ name }) => name)).toEqual([]);
  });

  test('says in the description of each field what it needs, and nothing where it needs nothing', () => {
    const said = fields().map(({ coordinate, description }) => [
      coordinate,
      /^Needs (.*)\.$/m.exec(description ?? '')?.[1]?.split(' and ') ?? [],
    ]);
    const needed = [...permissions].map(([coordinate, required]) => [
      coordinate,
      required.permissions.map((permission) => `\`${permission}\``),
    ]);

    const ofInterfaces = [
      'Node.id',
      'UserError.field',
      'UserError.message',
      'UserError.missing',
      'UserError.retryAfter',
    ];
    expect(Object.fromEntries(said)).toEqual({
      ...Object.fromEntries(needed),
      ...Object.fromEntries(ofInterfaces.map((coordinate) => [coordinate, []])),
    });
  });

  test('says in the description of each type what all of its fields need', () => {
    const said = types.flatMap(({ kind, name, description }) =>
      kind === 'OBJECT' ? [[name, /^Needs `(\w+)`\.$/m.exec(description ?? '')?.[1]]] : [],
    );
    const needed = objectTypes(schema).map((type) => [type.name, needsOfType(schema, type)[0]]);

    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(needed));
  });

  test('says in the description of each input field that needs a permission which one', () => {
    const needed = new Map(
      [...permissions.values()].flatMap((required) =>
        required.inputs.map((input) => [input.coordinate, `Needs \`${input.permissions.join('` and `')}\`.`] as const),
      ),
    );
    const silent = inputFields().filter(
      ({ coordinate, description }) => !(description ?? '').includes(needed.get(coordinate) ?? ''),
    );

    expect(needed.size).toBe(6);
    expect(silent.map(({ coordinate }) => coordinate)).toEqual([]);
  });
});
