import { GraphQLScalarType, Kind } from 'graphql';
import { badUserInput } from './errors';

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** An RFC 3339 instant in UTC with milliseconds, whatever its offset and digits; null when the text is none. */
export function toInstant(text: string): string | null {
  if (!RFC_3339.test(text)) return null;
  // Seven digits come from Microsoft; only three count.
  const instant = new Date(text.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

function parsed(value: unknown): string {
  const instant = typeof value === 'string' ? toInstant(value) : null;
  if (instant === null) throw badUserInput('A DateTime is written like 2026-11-22T07:55:00Z.');
  return instant;
}

/** Instants are text from the database to the client, in one form that orders as time does. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'An instant in RFC 3339, in UTC, with milliseconds: `2026-11-22T07:55:00.000Z`.',
  serialize: (value) => value as string,
  parseValue: parsed,
  parseLiteral: (node) => parsed(node.kind === Kind.STRING ? node.value : null),
});
