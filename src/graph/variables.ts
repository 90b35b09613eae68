import { GraphQLError, type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';
import { LIMITS } from './limits';

/** The values of an operation's variables, or the errors of the values that do not have the declared type. */
type Variables = ReturnType<typeof getVariableValues>;

/** graphql-js ends a list that it cut with an error without a code. */
const coded = (error: GraphQLError): GraphQLError =>
  error.nodes === undefined ? new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } }) : error;

/**
 * Coerces the variables of an operation. Only a few errors are collected, because each one prints the whole value: a body
 * of 100 kB could hold 20,000 of them and stop the service for minutes.
 */
export function variablesOf(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Record<string, unknown>,
): Variables {
  const found = getVariableValues(schema, variableDefinitions, given, { maxErrors: LIMITS.variableErrors });
  return found.errors === undefined ? found : { errors: found.errors.map(coded) };
}
