import { type DirectableObject, getDirective } from '@graphql-tools/utils';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  visit,
} from 'graphql';
import { type Cost, NOTHING, plus, rowsIn, times } from './cost';
import { fragmentsOf } from './document-shape';
import { checkInput, checkNulls, DEEPEST, isPlain } from './input-checks';
import { introspectionSize } from './introspection-size';
import { LIMITS, refusedInput, tooComplex } from './limits';
import { variablesOf } from './variables';

// The arguments that determine how many objects an answer can contain.
const SIZING = new Set(['first', 'ids']);

/** The variables that determine how many objects an answer can contain. */
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

/** The reading of an operation that passed, by the sizes with which it passed. */
interface Passed {
  readonly sizing: ReadonlySet<string>;
  readonly sizes: Map<string, number>;
}

const passed = new WeakMap<OperationDefinitionNode, Passed>();
const SIZES_KEPT = 32;

/** Which parts of a variable are given, and which are null, because a null can be refused. */
function shapeOf(value: unknown, depth = 0): string {
  if (value === null || value === false) return String(value);
  if (typeof value === 'string') return value.trim() === '' ? 'blank' : 'text';
  if (typeof value !== 'object') return typeof value;
  if (Array.isArray(value)) return 'list';
  // Such a value is never plain, so its shape does not matter.
  if (depth === DEEPEST) return 'deep';
  return `{${Object.entries(value).map(([name, part]) => `${name}:${shapeOf(part, depth + 1)}`)}}`;
}

/**
 * Memoised {@link reckonReads}, keyed by the operation, the values of its sizing variables and the shapes of the others.
 * Whether all variables are plain is checked each time.
 * @returns the rows that the operation may look at
 * @throws QUERY_TOO_COMPLEX, BAD_USER_INPUT
 */
export function checkCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  const { sizing, sizes } = passed.get(operation) ?? {
    sizing: sizingVariables(document),
    sizes: new Map<string, number>(),
  };
  const sizeOf = (name: string, value: unknown) => {
    if (value === null) return 'null';
    // Which parts of an input are given decides what is read.
    if (!sizing.has(name)) return shapeOf(value);
    return Array.isArray(value) ? `${value.length} items` : typeof value === 'number' ? value : typeof value;
  };
  const given = (operation.variableDefinitions ?? []).map(({ variable: { name } }) => name.value);
  const key = given.map((name) => sizeOf(name, variables[name])).join();
  const known = sizes.get(key);
  if (known !== undefined && given.every((name) => isPlain(variables[name]))) return known;
  const reads = reckonReads(schema, document, operation, variables);
  if (reads === null) return 0;
  if (sizes.size < SIZES_KEPT) {
    sizes.set(key, reads);
    passed.set(operation, { sizing, sizes });
  }
  return reads;
}

// Schema objects are in memory, so this many cost as much as one object of the tenant.
const SCHEMA_OBJECTS = 10;

const META_FIELDS: Readonly<Record<string, GraphQLField<unknown, unknown>>> = {
  __schema: SchemaMetaFieldDef,
  __type: TypeMetaFieldDef,
};

/** The state of a cost calculation. */
interface Reckoning {
  readonly schema: GraphQLSchema;
  /** The operation's variables, coerced. */
  readonly variables: Record<string, unknown>;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The cost of a fragment, by its name and the page size around it. */
  readonly spreads: Map<string, Cost>;
}

/** The items that a number asks for. A negative one, which is refused later, would make room for other fields. */
const itemsOf = (value: number): number => Math.max(0, value);

/** The rows of `@reads` on a field, an argument or an input field. */
function costOf(schema: GraphQLSchema, place: DirectableObject, coordinate: string): Cost {
  const found = getDirective(schema, place, 'reads')?.[0] as
    | { rows?: number; once?: number; aside?: number }
    | undefined;
  if (found === undefined) return NOTHING;
  const part = { reads: found.rows ?? 0, once: found.once ?? 0, aside: found.aside ?? 0 };
  return { ...NOTHING, ...part, dearest: { ...part, coordinate } };
}

/** The rows of the arguments or input fields that are given. @param coordinateOf the coordinate of the one with this name */
function costOfInput(
  schema: GraphQLSchema,
  places: readonly (GraphQLArgument | GraphQLInputField)[],
  coordinateOf: (name: string) => string,
  given: object,
): Cost {
  return places.reduce((sum, place) => {
    const value = (given as Record<string, unknown>)[place.name];
    if (value == null || value === false || (typeof value === 'string' && value.trim() === '')) return sum;
    const type = getNullableType(place.type);
    const inner = isInputObjectType(type)
      ? costOfInput(schema, Object.values(type.getFields()), (name) => `${type.name}.${name}`, value)
      : NOTHING;
    const own = times(typeof value === 'number' ? itemsOf(value) : 1, costOf(schema, place, coordinateOf(place.name)));
    return plus(sum, plus(own, inner));
  }, NOTHING);
}

/** Connections, edges and open types do not count as objects of the tenant. */
const isStructure = (schema: GraphQLSchema, type: GraphQLCompositeType): boolean =>
  type.name.endsWith('Connection') || type.name.endsWith('Edge') || getDirective(schema, type, 'open') !== undefined;

function argumentsOf({ variables }: Reckoning, field: GraphQLField<unknown, unknown>, node: FieldNode) {
  try {
    return getArgumentValues(field, node, variables);
  } catch (error) {
    throw error instanceof GraphQLError ? refusedInput(error.message) : error;
  }
}

/** The type condition of a fragment, or the surrounding type without one. */
function typeOf({ schema }: Reckoning, name: string | undefined, around: GraphQLCompositeType): GraphQLCompositeType {
  const type = name === undefined ? undefined : schema.getType(name);
  return isCompositeType(type) ? type : around;
}

function costOfField(
  reckoning: Reckoning,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  parent: GraphQLCompositeType,
  pageSize: number,
): Cost {
  const { schema } = reckoning;
  const args = argumentsOf(reckoning, field, node);
  const longest = parent === schema.getMutationType() ? LIMITS.written : LIMITS.text;
  for (const [name, value] of Object.entries(args)) {
    checkInput(value, name === 'after' ? LIMITS.cursor : longest);
  }
  for (const argument of field.args) checkNulls(argument, args[argument.name]);
  const coordinate = `${parent.name}.${field.name}`;
  const ofInput = costOfInput(schema, field.args, (name) => `${coordinate}(${name}:)`, args);
  const looked = plus(costOf(schema, field, coordinate), ofInput);
  return plus(looked, costOfValue(reckoning, field, node, args, pageSize));
}

/** The cost of the objects of a field, and of those below them. */
function costOfValue(
  reckoning: Reckoning,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  args: Record<string, unknown>,
  pageSize: number,
): Cost {
  const { schema } = reckoning;
  const type = getNamedType(field.type);
  if (!isCompositeType(type) || node.selectionSet === undefined) return NOTHING;
  const first = typeof args['first'] === 'number' ? itemsOf(args['first']) : 0;
  const isOfSchema = isIntrospectionType(type);
  const own = isOfSchema ? 1 / SCHEMA_OBJECTS : isStructure(schema, type) ? 0 : 1;
  const each = plus({ ...NOTHING, nodes: own, reads: own }, costOfSet(reckoning, node.selectionSet, type, first));
  const listSize = getDirective(schema, field, 'listSize')?.[0]?.['assumedSize'] as number | undefined;
  // A connection whose items cost nothing says how many objects are looked at for each of them.
  const most = first * (listSize ?? 0);
  if (!isListType(getNullableType(field.type))) return plus(each, { ...NOTHING, nodes: most, reads: most });
  if (isOfSchema) return times(introspectionSize(schema, field.name), each);
  const size = Array.isArray(args['ids']) ? args['ids'].length : (listSize ?? pageSize);
  return times(size, each);
}

function costOfSpread(reckoning: Reckoning, name: string, around: GraphQLCompositeType, pageSize: number): Cost {
  const key = `${name} ${pageSize}`;
  const known = reckoning.spreads.get(key);
  if (known !== undefined) return known;
  const { selectionSet, typeCondition } = reckoning.fragments.get(name) as FragmentDefinitionNode;
  const cost = costOfSet(reckoning, selectionSet, typeOf(reckoning, typeCondition.name.value, around), pageSize);
  reckoning.spreads.set(key, cost);
  return cost;
}

function costOfSet(
  reckoning: Reckoning,
  { selections }: SelectionSetNode,
  parent: GraphQLCompositeType,
  pageSize: number,
): Cost {
  let sum = NOTHING;
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const { value: name } = selection.name;
      const hasFields = isObjectType(parent) || isInterfaceType(parent);
      const field = META_FIELDS[name] ?? (hasFields ? parent.getFields()[name] : undefined);
      if (field !== undefined) sum = plus(sum, costOfField(reckoning, field, selection, parent, pageSize));
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const type = typeOf(reckoning, selection.typeCondition?.name.value, parent);
      sum = plus(sum, costOfSet(reckoning, selection.selectionSet, type, pageSize));
    } else {
      sum = plus(sum, costOfSpread(reckoning, selection.name.value, parent, pageSize));
    }
  }
  return sum;
}

/**
 * Refuses an operation by the number of objects that its answer could contain, by the rows that are looked at for it,
 * and by its input. A page counts its `first`, a list without pages its `@listSize`, and an introspection list the
 * schema's average. `@open` objects cost nothing. Each object is a row, and `@reads` adds those beside them: `rows` for
 * each object that has the field, `once` for all of these objects together, because one statement reads for them all, and
 * `aside` for the part of a mutation that runs outside of the process of the service.
 * @returns the rows; null if the variables do not fit, so that the cost is unknown
 * @throws QUERY_TOO_COMPLEX, BAD_USER_INPUT
 */
function reckonReads(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Record<string, unknown>,
): number | null {
  const root = schema.getRootType(operation.operation);
  const { coerced: variables } = variablesOf(schema, operation, given);
  // Execution refuses these variables with a better message.
  if (root == null || variables === undefined) return null;
  const reckoning = { schema, variables, fragments: fragmentsOf(document), spreads: new Map<string, Cost>() };
  const cost = costOfSet(reckoning, operation.selectionSet, root, 0);
  const nodes = Math.ceil(cost.nodes);
  const inProcess = Math.ceil(cost.reads + cost.once);
  const reads = inProcess + Math.ceil(cost.aside);
  if (nodes > LIMITS.nodes) {
    throw tooComplex(`The answer could contain ${nodes} objects. The limit is ${LIMITS.nodes}.`);
  }
  const { dearest } = cost;
  const refuseMore = (rows: number, most: number, ofDearest: number) => {
    if (rows <= most) return;
    const ofThem = dearest === null ? '' : `, ${ofDearest} of them for ${dearest.coordinate}`;
    throw tooComplex(`The service could look at ${rows} rows for the answer${ofThem}. The limit is ${most}.`);
  };
  refuseMore(reads, LIMITS.reads, rowsIn(dearest));
  // A mutation runs in the process of the service, apart from what it does aside.
  if (operation.operation === 'mutation')
    refuseMore(inProcess, LIMITS.readsInProcess, rowsIn(dearest) - (dearest?.aside ?? 0));
  return reads;
}
