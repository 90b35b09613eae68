import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { toInstant } from '../database/instants';

function parsedInstant(value: unknown, node?: ValueNode): string {
  const instant = typeof value === 'string' ? toInstant(value) : null;
  if (instant !== null) return instant;
  throw new GraphQLError('A DateTime is written like 2026-11-22T07:55:00Z.', {
    ...(node && { nodes: node }),
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/**
 * The functions of the scalar. Its description and specification are in the schema. Instants stay text from the
 * database to the client, in one form that sorts like time.
 */
export const DateTime = {
  serialize: (value: unknown): string => value as string,
  parseValue: (value: unknown): string => parsedInstant(value),
  parseLiteral: (node: ValueNode): string => parsedInstant(node.kind === Kind.STRING ? node.value : null, node),
};
