import { type NodeType, toNodeId } from '../../src/resolving/node-id';
import { ADMIN, type Input } from './administration';
import { needed } from './needed';
import { NOW, type Service } from './service';

/** An instant after that of the service. */
export const LATER = new Date(NOW.getTime() + 24 * 60 * 60 * 1_000).toISOString();

type IssueMutation = 'createKnownIssue' | 'updateKnownIssue' | 'endKnownIssue';

/** Runs a mutation of known issues, by default as the administrator of the demo tenant. */
export const changeIssue = (service: Service, mutation: IssueMutation, input: Input, as = ADMIN) =>
  service.ask(
    `mutation ($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) {
      knownIssue { id version open text ticket endsAt endedAt } userErrors { code field missing } clientMutationId } }`,
    { as, variables: { input } },
  );

/** Records an issue, and returns its id. */
export async function recordedIssue(service: Service, input: Input): Promise<string> {
  const complete = { text: 'It is known.', endsAt: LATER, ...input };
  const { data, errors } = await changeIssue(service, 'createKnownIssue', complete);
  expect(errors).toEqual([]);
  expect(data.createKnownIssue.userErrors).toEqual([]);
  return data.createKnownIssue.knownIssue.id;
}

/** The codes and fields of the problems of a mutation. */
export async function problemsOf(...asked: Parameters<typeof changeIssue>): Promise<string[]> {
  const { data, errors } = await changeIssue(...asked);
  expect(errors).toEqual([]);
  const { knownIssue, userErrors } = data[asked[1]];
  expect(knownIssue).toBeNull();
  return userErrors.map(({ code, field, missing }: { code: string; field: string[] | null; missing: string[] }) =>
    [code, ...(field === null ? [] : [field.join('.')]), ...missing].join(' '),
  );
}

/** The node id of an object of the demo tenant, by its name. */
export async function idNamed({ database }: Service, type: NodeType, table: string, name: string): Promise<string> {
  return toNodeId(type, await needed(database.primary(table).where('display_name', name).pluck('id')));
}
