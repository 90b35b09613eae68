import { GraphQLError, Kind, type ValueNode } from 'graphql';

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** An RFC 3339 instant in UTC with milliseconds, whatever its offset and digits; null when the text is none. */
export function toInstant(text: string): string | null {
  const parts = RFC_3339.exec(text);
  if (parts === null) return null;
  // Date takes the 31st of February for the 3rd of March.
  const [year, month, day] = parts.slice(1, 4).map(Number) as [number, number, number];
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return null;
  // Seven digits come from Microsoft; only three count.
  const instant = new Date(text.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

function parsed(value: unknown, node?: ValueNode): string {
  const instant = typeof value === 'string' ? toInstant(value) : null;
  if (instant !== null) return instant;
  throw new GraphQLError('A DateTime is written like 2026-11-22T07:55:00Z.', {
    ...(node && { nodes: node }),
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/**
 * The functions of the scalar; its description and specification stand in the schema. Instants are text from the
 * database to the client, in one form that orders as time does.
 */
export const DateTime = {
  serialize: (value: unknown): string => value as string,
  parseValue: (value: unknown): string => parsed(value),
  parseLiteral: (node: ValueNode): string => parsed(node.kind === Kind.STRING ? node.value : null, node),
};
