import {
  execute,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import type { Permission } from '../generated/graphql';
import type { Context } from '../resolving/context';
import { badUserInput } from '../resolving/errors';

/** Finds the field of a coordinate. @throws BAD_USER_INPUT if there is none */
export function fieldOf(
  schema: GraphQLSchema,
  coordinate: string,
): { type: GraphQLObjectType; field: GraphQLField<unknown, unknown> } {
  const [typeName, fieldName, ...rest] = coordinate.split('.');
  const type = schema.getType(typeName ?? '');
  const field = isObjectType(type) && !type.name.startsWith('__') ? type.getFields()[fieldName ?? ''] : undefined;
  if (!isObjectType(type) || field === undefined || rest.length > 0) {
    throw badUserInput('`coordinate` takes a field of this graph, as Type.field.');
  }
  return { type, field };
}

/** The graph's own answer. */
export interface Probe {
  /** Whether the subject exists for the viewer. */
  readonly isFound: boolean;
  /** The permissions that were missing or out of scope. */
  readonly refused: ReadonlySet<Permission>;
}

/**
 * Queries the graph itself for the field, so that an explanation cannot differ from the enforced rules.
 * @returns null for a root field with required arguments
 */
export async function probe(coordinate: string, subjectId: string | null, context: Context): Promise<Probe | null> {
  const { schema } = context;
  const { type, field } = fieldOf(schema, coordinate);
  if (subjectId === null && (type !== schema.getQueryType() || field.args.some(isRequiredArgument))) return null;
  const asked = `${field.name} ${isCompositeType(getNamedType(field.type)) ? '{ __typename }' : ''}`;
  const document = parse(
    subjectId === null
      ? `{ ${asked} }`
      : `query ($id: ID!) { node(id: $id) { __typename ... on ${type.name} { asked: ${asked} } } }`,
  );
  const { data, errors } = await execute({
    schema,
    document,
    contextValue: context,
    variableValues: { id: subjectId },
  });
  const unforeseen = errors?.find(({ extensions }) => extensions['code'] !== 'FORBIDDEN');
  if (subjectId === null && unforeseen?.extensions['code'] === 'BAD_USER_INPUT') return null;
  if (unforeseen !== undefined) throw unforeseen;
  const refused = errors?.flatMap(({ extensions }) => (extensions['missing'] as Permission[] | undefined) ?? []) ?? [];
  return { isFound: subjectId === null || data?.['node'] != null, refused: new Set(refused) };
}
