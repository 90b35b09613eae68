import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql';
import { objectTypes } from '../authorization/permissions';

type Field = GraphQLField<unknown, unknown>;

const WIDTH = 120;
const PAGE_ARGUMENTS = ['first', 'after'];

const isList = ({ type }: Field): boolean => isListType(getNullableType(type));
const isConnection = ({ name }: GraphQLNamedType): boolean => name.endsWith('Connection');
const hasId = (type: GraphQLNamedType): boolean =>
  isInterfaceType(type) || (isObjectType(type) && 'id' in type.getFields());
const byName = (one: GraphQLNamedType, other: GraphQLNamedType): number => (one.name < other.name ? -1 : 1);

/** Items in brackets: on one line if they fit after `before`, else broken like Biome does it. */
function bracketed([open, close]: readonly [string, string], items: readonly string[], before: string): string {
  const inner = open === '{' ? ' ' : '';
  const line = `${open}${inner}${items.join(', ')}${inner}${close}`;
  if (items.every((item) => !item.includes('\n')) && `${before}${line},`.length <= WIDTH) return line;
  const indent = /^ */.exec(before)?.[0] ?? '';
  return `${open}\n${items.map((item) => `${indent}  ${item},\n`).join('')}${indent}${close}`;
}

const quoted = (text: string): string => `'${text}'`;

/** The facts about the schema that the caches need. */
class Shape {
  readonly types: readonly GraphQLObjectType[];

  private readonly schema: GraphQLSchema;

  constructor(schema: GraphQLSchema) {
    this.schema = schema;

    this.types = objectTypes(schema).sort(byName);
  }

  private isRoot(type: GraphQLObjectType): boolean {
    return type === this.schema.getQueryType() || type === this.schema.getMutationType();
  }

  /** The types that are part of their parent, because they cannot be fetched again. */
  get values(): GraphQLObjectType[] {
    return this.types.filter((type) => !this.isRoot(type) && !hasId(type));
  }

  /**
   * The types with an id and a single object. Only one field without arguments returns that object, so its id need
   * not be selected.
   */
  get singletons(): GraphQLObjectType[] {
    const isGivenBy = (type: GraphQLObjectType) => (field: Field) => getNamedType(field.type) === type;
    const fieldsOf = (type: GraphQLObjectType): Field[] => Object.values(type.getFields());
    return this.types.filter((type) => {
      const givers = this.types.flatMap((each) =>
        fieldsOf(each)
          .filter(isGivenBy(type))
          .map((field) => ({ each, field })),
      );
      return (
        hasId(type) &&
        givers.length === 1 &&
        givers.every(
          ({ each, field }) => each === this.schema.getQueryType() && field.args.length === 0 && !isList(field),
        )
      );
    });
  }

  /**
   * The types that a cache finds again: the query type, types with an id, and their values outside of lists. A list
   * item can only be found through its list.
   */
  get found(): GraphQLObjectType[] {
    const found = new Set(this.types.filter((type) => type === this.schema.getQueryType() || hasId(type)));
    for (const type of found) {
      for (const field of Object.values(type.getFields())) {
        const inner = getNamedType(field.type);
        if (isObjectType(inner) && !isList(field)) found.add(inner);
      }
    }
    return [...found].sort(byName);
  }

  /** `Interface: ['Type', …]` for each interface. */
  get possibleTypes(): string {
    const interfaces = Object.values(this.schema.getTypeMap()).filter(isInterfaceType).sort(byName);
    const entries = interfaces.map((type) => {
      const names = this.schema.getPossibleTypes(type).map(({ name }) => quoted(name));
      return `${type.name}: ${bracketed(['[', ']'], names.sort(), `  ${type.name}: `)}`;
    });
    return entries.map((entry) => `  ${entry},\n`).join('');
  }
}

const APOLLO = `// Written from the schema by \`npm run codegen\`. Copy this file, and give both to the cache:
// new InMemoryCache({ possibleTypes, typePolicies })
import type { FieldPolicy, StoreObject, StoreValue, TypePolicies } from '@apollo/client';

/** The types of each interface. */
export const possibleTypes = {
POSSIBLE_TYPES};

interface Page extends StoreObject {
  readonly edges?: readonly StoreValue[];
  readonly nodes?: readonly StoreValue[];
  readonly pageInfo?: StoreObject;
}
const PARTS = ['edges', 'nodes', 'pageInfo'] as const;

/**
 * A list in pages. Each page has its own entry: the first by its size, the others by their \`after\` cursor, and all by
 * the other arguments of the list. So neither lists nor pages mix. A query for the first page also gets the pages
 * loaded after it: \`fetchMore({ variables: { after: endCursor } })\` extends its list.
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
TYPE_POLICIES};
`;

function fieldPolicy(parent: GraphQLObjectType, field: Field, isValue: boolean): string | null {
  const inner = getNamedType(field.type);
  if (isConnection(inner)) {
    const others = field.args.map(({ name }) => name).filter((name) => !PAGE_ARGUMENTS.includes(name));
    return `pages(${others.map(quoted).join(', ')})`;
  }
  if (!isList(field) || !(isObjectType(inner) || isInterfaceType(inner))) return null;
  if (!hasId(inner)) return 'values';
  // The cache warns about shrinking lists only in objects with their own entries.
  return isValue || isConnection(parent) ? null : 'replaced';
}

/** The configuration of Apollo Client's cache, as a module. */
export function apolloCache(schema: GraphQLSchema): string {
  const shape = new Shape(schema);
  const policies = shape.found.flatMap((type) => {
    const isValue = shape.values.includes(type);
    const fields = Object.values(type.getFields()).flatMap((field) => {
      const policy = fieldPolicy(type, field, isValue);
      return policy === null ? [] : [`${field.name}: ${policy}`];
    });
    const entries = [
      ...(isValue ? ['merge: true'] : []),
      ...(shape.singletons.includes(type) ? ['keyFields: []'] : []),
      ...(fields.length === 0 ? [] : [`fields: ${bracketed(['{', '}'], fields, '    fields: ')}`]),
    ];
    return entries.length === 0 ? [] : [`  ${type.name}: ${bracketed(['{', '}'], entries, `  ${type.name}: `)},\n`];
  });
  return APOLLO.replace('POSSIBLE_TYPES', shape.possibleTypes).replace('TYPE_POLICIES', policies.join(''));
}

/** The configuration of urql's normalised cache, as a module. */
export function urqlCache(schema: GraphQLSchema): string {
  const shape = new Shape(schema);
  const keys = [
    ...shape.values.map((type) => ({ type, key: 'embedded' })),
    ...shape.singletons.map((type) => ({ type, key: 'single' })),
  ].sort((one, other) => byName(one.type, other.type));
  return `// Written from the schema by \`npm run codegen\`. Copy this file, and give both to the cache:
// cacheExchange({ keys, possibleTypes })
import type { KeyingConfig } from '@urql/exchange-graphcache';

/** The types of each interface. */
export const possibleTypes = {
${shape.possibleTypes}};

/** A value without an id is part of its parent. */
const embedded = () => null;

/** Only one object of this type exists, so its id need not be selected. */
const single = () => 'single';

export const keys: KeyingConfig = {
${keys.map(({ type, key }) => `  ${type.name}: ${key},\n`).join('')}};
`;
}
