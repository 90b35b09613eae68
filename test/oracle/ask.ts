import { execute, parse } from 'graphql';
import { executed, GRAPH, type Service } from '../support/service';
import type { Answer } from './comparison';
import type { Case } from './cutting';
import { print } from './operations';
import { folded } from './world';

/** The served schema, with the rule of every field. */
export const { schema } = GRAPH;

/** The answer of the service's schema, without HTTP. */
export async function askDirectly(service: Service, { world, viewerId, operation }: Case): Promise<Answer> {
  const { query, variables } = print(operation);
  const name = world.users.find(({ id }) => id === viewerId)?.userPrincipalName ?? '';
  const { data, errors = [] } = await executed(service, folded(name), (contextValue) =>
    execute({ schema, document: parse(query), contextValue, variableValues: variables }),
  );
  const answer = JSON.parse(JSON.stringify({ data, errors })) as Answer;
  // Compare errors in the order of their paths, because the order in which they happen is undefined.
  const place = ({ path = [] }: Answer['errors'][number]) => JSON.stringify(path);
  return { data: answer.data, errors: answer.errors.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)) };
}
