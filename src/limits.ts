import { getDirective } from '@graphql-tools/utils';
import {
  astFromValue,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  getVariableValues,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  visit,
} from 'graphql';

/** What one operation may ask for. */
export const LIMITS = {
  /** Bytes of a request's body. */
  body: 100_000,
  /** Lexical tokens of a document. */
  tokens: 2_000,
  /** Fields within fields; fragments neither hide nor add any. */
  depth: 10,
  /** The same below `__schema` and `__type`: GraphiQL asks for 15. */
  introspectionDepth: 20,
  /** Aliases in an operation, those in fragments counted where they are spread. */
  aliases: 15,
  rootFields: 20,
  directivesPerField: 5,
  /** Fields in an operation, fragments spread. */
  fields: 2_000,
  /** `__schema` and `__type` in an operation. */
  introspections: 1,
  /** Aliases below them: no tool needs any. */
  introspectionAliases: 2,
  validationErrors: 5,
  /** Objects of the tenant that the answer could hold. */
  nodes: 10_000,
  /** Items of a list in the input. */
  items: 250,
  /** Characters of a text in the input, and of a cursor. */
  text: 256,
  /** The same in what a mutation writes, which has limits of its own for each field. */
  written: 4_096,
  cursor: 2_048,
} as const;

function tooComplex(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX', http: { status: 400 } } });
}

function refusedInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}

interface Shape {
  /** Fields on this level. */
  width: number;
  /** Fields on this level and below. */
  fields: number;
  aliases: number;
  depth: number;
  introspectionDepth: number;
  introspections: number;
  introspectionAliases: number;
}
const EMPTY: Shape = {
  width: 0,
  fields: 0,
  aliases: 0,
  depth: 0,
  introspectionDepth: 0,
  introspections: 0,
  introspectionAliases: 0,
};

const isIntrospection = (name: string): boolean => name === '__schema' || name === '__type';

/** Whether a document asks for the schema itself. */
export function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      found ||= isIntrospection(name.value);
    },
  });
  return found;
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
}

/**
 * Refuses a document by its form alone, before it is validated: some rules of validation take longer than the parser by
 * far. The verdict holds for every viewer and all variables.
 * @throws QUERY_TOO_COMPLEX
 */
export function checkShape(document: DocumentNode): void {
  const fragments = fragmentsOf(document);
  // Each fragment is measured once, whatever the number of its spreads; one that is being measured spreads itself,
  // which validation refuses.
  const measured = new Map<string, Shape>();

  function measureField(node: FieldNode): Shape {
    if ((node.directives?.length ?? 0) > LIMITS.directivesPerField) {
      throw tooComplex(`A field takes at most ${LIMITS.directivesPerField} directives.`);
    }
    const inner = node.selectionSet === undefined ? EMPTY : measure(node.selectionSet);
    const isOfSchema = isIntrospection(node.name.value);
    return {
      width: 1,
      fields: inner.fields + 1,
      aliases: inner.aliases + (node.alias === undefined ? 0 : 1),
      depth: isOfSchema ? 1 : inner.depth + 1,
      introspectionDepth: isOfSchema ? inner.depth : inner.introspectionDepth,
      introspections: inner.introspections + (isOfSchema ? 1 : 0),
      introspectionAliases: isOfSchema ? inner.aliases : inner.introspectionAliases,
    };
  }

  function measureFragment(name: string): Shape {
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, EMPTY);
    const definition = fragments.get(name);
    const shape = definition === undefined ? EMPTY : measure(definition.selectionSet);
    measured.set(name, shape);
    return shape;
  }

  function measure(set: SelectionSetNode): Shape {
    const sum = { ...EMPTY };
    for (const selection of set.selections) {
      const shape =
        selection.kind === Kind.FIELD
          ? measureField(selection)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? measure(selection.selectionSet)
            : measureFragment(selection.name.value);
      sum.width += shape.width;
      sum.fields += shape.fields;
      sum.aliases += shape.aliases;
      sum.introspections += shape.introspections;
      sum.introspectionAliases += shape.introspectionAliases;
      sum.depth = Math.max(sum.depth, shape.depth);
      sum.introspectionDepth = Math.max(sum.introspectionDepth, shape.introspectionDepth);
    }
    if (sum.fields > LIMITS.fields) throw tooComplex(`An operation takes at most ${LIMITS.fields} fields.`);
    return sum;
  }

  const allow = (what: string, found: number, most: number) => {
    if (found > most) throw tooComplex(`An operation takes at most ${most} ${what}.`);
  };
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const shape = measure(node.selectionSet);
    allow('levels of fields', shape.depth, LIMITS.depth);
    allow('levels of introspection', shape.introspectionDepth, LIMITS.introspectionDepth);
    allow('aliases', shape.aliases, LIMITS.aliases);
    allow('introspections', shape.introspections, LIMITS.introspections);
    allow('aliases of introspection', shape.introspectionAliases, LIMITS.introspectionAliases);
    allow('root fields', shape.width, LIMITS.rootFields);
  }
}

const isReadable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

function checkText(text: string, most: number): void {
  if (text.length > most) throw refusedInput(`A text takes at most ${most} characters here.`);
  if (!isReadable(text)) throw refusedInput('A text holds a character that is none.');
}

function checkInput(value: unknown, most: number): void {
  if (typeof value === 'string') checkText(value, most);
  else if (Array.isArray(value)) {
    if (value.length > LIMITS.items) throw refusedInput(`A list takes at most ${LIMITS.items} items.`);
    for (const item of value) checkInput(item, most);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) checkInput(item, most);
  }
}

/** Refuses null where a default stands. Such inputs are nullable in type for clients alone: resolvers get a value. */
function checkNulls(input: GraphQLArgument | GraphQLInputField, value: unknown, path = input.name): void {
  if (value === null && input.defaultValue !== undefined) {
    const written = astFromValue(input.defaultValue, input.type);
    throw refusedInput(`\`${path}\` takes no null; leave it out for ${written && print(written)}.`);
  }
  const type = getNamedType(input.type);
  if (!isInputObjectType(type)) return;
  for (const item of [value].flat(Number.POSITIVE_INFINITY)) {
    if (item == null) continue;
    for (const field of Object.values(type.getFields())) {
      checkNulls(field, (item as Record<string, unknown>)[field.name], `${path}.${field.name}`);
    }
  }
}

// No input of the graph is deeper, and whoever nests deeper is not followed.
const DEEPEST = 8;

/** Whether nothing in a variable could be refused: its texts and lists are short, and no null is nested in it. */
function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.length <= LIMITS.text && isReadable(value);
  if (value === null) return depth === 0;
  if (typeof value !== 'object') return true;
  const items = Object.values(value);
  return depth < DEEPEST && items.length <= LIMITS.items && items.every((item) => isPlain(item, depth + 1));
}

// The arguments that say how many objects there could be.
const SIZING = new Set(['first', 'ids']);

/** The variables that say how many objects there could be. */
function sizingVariables(document: DocumentNode): ReadonlySet<string> {
  const found = new Set<string>();
  visit(document, {
    Argument(argument) {
      if (!SIZING.has(argument.name.value)) return;
      visit(argument, {
        Variable({ name }) {
          found.add(name.value);
        },
      });
    },
  });
  return found;
}

/** What is known of an operation that passed: with which sizes. */
interface Passed {
  readonly sizing: ReadonlySet<string>;
  readonly sizes: Set<string>;
}

const passed = new WeakMap<OperationDefinitionNode, Passed>();
const SIZES_KEPT = 32;

/**
 * Refuses an operation as {@link reckonCost} does, which is asked once for an operation and the sizes in its variables:
 * whatever else they hold makes no difference while it is plain.
 * @throws QUERY_TOO_COMPLEX, BAD_USER_INPUT
 */
export function checkCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): void {
  const { sizing, sizes } = passed.get(operation) ?? { sizing: sizingVariables(document), sizes: new Set<string>() };
  const sizeOf = (name: string, value: unknown) => {
    if (value === null) return 'null';
    if (!sizing.has(name)) return typeof value;
    return Array.isArray(value) ? `${value.length} items` : typeof value === 'number' ? value : typeof value;
  };
  const given = (operation.variableDefinitions ?? []).map(({ variable: { name } }) => name.value);
  const key = given.map((name) => sizeOf(name, variables[name])).join();
  if (sizes.has(key) && given.every((name) => isPlain(variables[name]))) return;
  if (!reckonCost(schema, document, operation, variables) || sizes.size === SIZES_KEPT) return;
  sizes.add(key);
  passed.set(operation, { sizing, sizes });
}

// Objects of the schema are in memory: so many of them take as long as one of the tenant.
const SCHEMA_OBJECTS = 10;

/** How many items the lists of introspection have on average: fields a type, arguments a field, and so on. */
function introspectionSizes(schema: GraphQLSchema): ReadonlyMap<string, number> {
  const types = Object.values(schema.getTypeMap());
  const fieldsOf = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
  );
  const total = (sizeOf: (type: GraphQLNamedType) => number) => types.reduce((sum, type) => sum + sizeOf(type), 0);
  const each = (count: number) => count / types.length;
  return new Map([
    ['types', types.length],
    ['directives', schema.getDirectives().length],
    ['fields', each(fieldsOf.length)],
    ['args', fieldsOf.reduce((sum, { args }) => sum + args.length, 0) / fieldsOf.length],
    ['inputFields', each(total((type) => (isInputObjectType(type) ? Object.keys(type.getFields()).length : 0)))],
    ['enumValues', each(total((type) => (isEnumType(type) ? type.getValues().length : 0)))],
    ['interfaces', each(total((type) => (isObjectType(type) ? type.getInterfaces().length : 0)))],
    ['possibleTypes', each(total((type) => (isAbstractType(type) ? schema.getPossibleTypes(type).length : 0)))],
  ]);
}

const sizesOf = new WeakMap<GraphQLSchema, ReadonlyMap<string, number>>();

/** The average size of a list of introspection. */
function introspectionSize(schema: GraphQLSchema, field: string): number {
  const known = sizesOf.get(schema) ?? introspectionSizes(schema);
  sizesOf.set(schema, known);
  return known.get(field) ?? 1;
}

const META_FIELDS: Readonly<Record<string, GraphQLField<unknown, unknown>>> = {
  __schema: SchemaMetaFieldDef,
  __type: TypeMetaFieldDef,
};

/**
 * Refuses an operation by the number of objects that its answer could hold, and by its input. A page counts what it
 * asks for, a list without pages what its `@listSize` says, and a list of introspection what the schema has on average;
 * what is `@open` and counts of things cost nothing.
 * @returns false where the variables do not fit, so that nothing could be reckoned
 * @throws QUERY_TOO_COMPLEX, BAD_USER_INPUT
 */
function reckonCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): boolean {
  const root = schema.getRootType(operation.operation);
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  // Execution refuses these variables, with a better message.
  if (root == null || coerced.coerced === undefined) return false;
  const values = coerced.coerced;
  const fragments = fragmentsOf(document);
  const spreads = new Map<string, number>();

  const isStructure = (type: GraphQLCompositeType): boolean =>
    type.name.endsWith('Connection') || type.name.endsWith('Edge') || getDirective(schema, type, 'open') !== undefined;

  function argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): Record<string, unknown> {
    try {
      return getArgumentValues(field, node, values);
    } catch (error) {
      throw error instanceof GraphQLError ? refusedInput(error.message) : error;
    }
  }

  function costOfField(
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
    parent: GraphQLCompositeType,
    pageSize: number,
  ): number {
    const args = argumentsOf(field, node);
    const longest = parent === schema.getMutationType() ? LIMITS.written : LIMITS.text;
    for (const [name, value] of Object.entries(args)) {
      checkInput(value, name === 'after' ? LIMITS.cursor : longest);
    }
    for (const argument of field.args) checkNulls(argument, args[argument.name]);
    const type = getNamedType(field.type);
    if (!isCompositeType(type) || node.selectionSet === undefined) return 0;
    const first = typeof args['first'] === 'number' ? args['first'] : 0;
    const isOfSchema = isIntrospectionType(type);
    const own = isOfSchema ? 1 / SCHEMA_OBJECTS : isStructure(type) ? 0 : 1;
    const each = own + cost(node.selectionSet, type, first);
    if (!isListType(getNullableType(field.type))) return each;
    if (isOfSchema) return introspectionSize(schema, field.name) * each;
    const listSize = getDirective(schema, field, 'listSize')?.[0]?.['assumedSize'] as number | undefined;
    const size = Array.isArray(args['ids']) ? args['ids'].length : (listSize ?? pageSize);
    return size * each;
  }

  function cost(set: SelectionSetNode, parent: GraphQLCompositeType, pageSize: number): number {
    let sum = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const field =
          META_FIELDS[selection.name.value] ??
          (isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[selection.name.value] : undefined);
        if (field !== undefined) sum += costOfField(field, selection, parent, pageSize);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        sum += cost(selection.selectionSet, typeNamed(selection.typeCondition?.name.value) ?? parent, pageSize);
      } else {
        const key = `${selection.name.value} ${pageSize}`;
        let known = spreads.get(key);
        if (known === undefined) {
          const definition = fragments.get(selection.name.value) as FragmentDefinitionNode;
          known = cost(definition.selectionSet, typeNamed(definition.typeCondition.name.value) ?? parent, pageSize);
          spreads.set(key, known);
        }
        sum += known;
      }
    }
    return sum;
  }

  function typeNamed(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }

  const nodes = Math.ceil(cost(operation.selectionSet, root, 0));
  if (nodes > LIMITS.nodes) {
    throw tooComplex(`The answer could hold ${nodes} objects; an operation takes at most ${LIMITS.nodes}.`);
  }
  return true;
}
