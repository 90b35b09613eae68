import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** The average lengths of introspection lists, such as fields per type and arguments per field. */
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

/** The average length of an introspection list, such as `fields` of a type. Other fields count as one. */
export function introspectionSize(schema: GraphQLSchema, field: string): number {
  const known = sizesOf.get(schema) ?? introspectionSizes(schema);
  sizesOf.set(schema, known);
  return known.get(field) ?? 1;
}
