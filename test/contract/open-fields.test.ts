import { makeExecutableSchema } from '@graphql-tools/schema';
import { graphql } from 'graphql';
import { compilePermissions, protect } from '../../src/authorization/permissions';
import { viewerOf } from '../../src/authorization/viewer';
import type { Permission } from '../../src/generated/graphql';

// No open field of the served schema takes an input that needs a permission, so this schema has some.
const schema = makeExecutableSchema({
  typeDefs: `
    enum Permission { ROLES_READ }
    directive @needs(permission: Permission!) repeatable on OBJECT | FIELD_DEFINITION | INPUT_FIELD_DEFINITION
    directive @open(inactive: Boolean! = false) on OBJECT | FIELD_DEFINITION
    input Filter { free: Int  role: ID @needs(permission: ROLES_READ) }
    type Query { own: Own @open(inactive: true)  count(filter: Filter): Int @open(inactive: true) }
    type Own { count(filter: Filter): Int @open }
  `,
  resolvers: { Query: { own: () => ({}), count: () => 1 }, Own: { count: () => 1 } },
});
const { schema: whole, ruledFor } = protect(schema, compilePermissions(schema));

const EVERYTHING = { everything: true } as never;

/** The codes of the errors of a query, with the schema of every rule and with the one for the viewer. */
async function codesFor(source: string, held: readonly Permission[], state: 'ACTIVE' | 'DISABLED' = 'ACTIVE') {
  const granted = held.map((permission) => ({ permission, scope: EVERYTHING }));
  const viewer = viewerOf({ state, granted } as unknown as Parameters<typeof viewerOf>[0]);
  const answers = await Promise.all(
    [whole, ruledFor(viewer).schema].map((ruled) => graphql({ schema: ruled, source, contextValue: { viewer } })),
  );
  const [one, other] = answers.map(({ errors = [] }) => errors.map(({ extensions }) => extensions['code']));
  expect(other).toEqual(one);
  return one;
}

describe.each([
  ['below a root', (args: string) => `{ own { count${args} } }`],
  ['of a root that also answers inactive operators', (args: string) => `{ count${args} }`],
])('an open field %s', (_, query) => {
  test('refuses an input that needs a permission which the viewer lacks', async () => {
    expect(await codesFor(query('(filter: { role: "1" })'), [])).toEqual(['FORBIDDEN']);
  });

  test('takes the input from who holds the permission', async () => {
    expect(await codesFor(query('(filter: { role: "1" })'), ['ROLES_READ'])).toEqual([]);
  });

  test('refuses the input of a disabled operator', async () => {
    expect(await codesFor(query('(filter: { role: "1" })'), ['ROLES_READ'], 'DISABLED')).toEqual(['FORBIDDEN']);
  });

  test.each(['', '(filter: null)', '(filter: { free: 1, role: null })'])('is open with %p', async (args) => {
    expect(await codesFor(query(args), [])).toEqual([]);
    expect(await codesFor(query(args), [], 'DISABLED')).toEqual([]);
  });
});
