import type { OperationDefinitionNode } from 'graphql';
import { type GraphQLObjectType, getNamedType, isObjectType, parse } from 'graphql';
import { generatedSource } from '../../src/demo/generator';
import { LIMITS } from '../../src/graph/limits';
import { checkCost } from '../../src/graph/operation-cost';
import { importTenant } from '../../src/import/import';
import { WHOLE } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import { createTestDatabase } from '../support/engines';
import { open } from '../support/opened';
import { addressIn, Place } from '../support/place';
import { GRAPH, NOW } from '../support/service';
import { until } from '../support/until';

/* The largest operations that the limits allow, as many at a time as operators may ask, in a small heap. */
const wholeTest = WHOLE ? test : test.skip;

const HEAP_MB = 256;
const USERS = 1_000;
const OPERATORS = 4;
const OPERATIONS_AT_A_TIME = 8;
const ROUNDS = 4;
/** What a busy service may answer instead. */
const FORESEEN = new Set(['OVERLOADED', 'RATE_LIMITED', 'TIMEOUT']);

const { schema } = GRAPH;

/** All fields of a type that are no objects and take no argument. */
const leavesOf = (type: string): string =>
  Object.values((schema.getType(type) as GraphQLObjectType).getFields())
    .filter((field) => !isObjectType(getNamedType(field.type)) && field.args.length === 0)
    .map(({ name }) => name)
    .join(' ');

/** The rows that the service reckons for an operation; null if a limit forbids it. */
function rowsOf(query: string): number | null {
  const document = parse(query);
  try {
    return checkCost(schema, document, document.definitions[0] as OperationDefinitionNode, {});
  } catch {
    return null;
  }
}

/** The largest allowed operation of a kind that looks at no more rows than `most`, by the sizes of its two lists. */
function largest(kind: (outer: number, inner: number) => string, most: number): string {
  let [found, objects] = ['', 0];
  for (let outer = 1; outer <= 100; outer++) {
    for (let inner = Math.ceil((objects + 1) / outer); inner <= 100; inner++) {
      const query = kind(outer, inner);
      if ((rowsOf(query) ?? Number.POSITIVE_INFINITY) > most) break;
      [found, objects] = [query, outer * inner];
    }
  }
  return found;
}

const DEVICE = leavesOf('Device');
const STATE = `${leavesOf('AppInstallState')} device { ${DEVICE} }`;
const byApps = (apps: number, states: number) =>
  `{ apps(first: ${apps}) { nodes { displayName installStates(first: ${states}) { nodes { ${STATE} } } } } }`;
const byGroups = (groups: number, users: number) =>
  `{ groups(first: ${groups}) { nodes { displayName users(first: ${users}) { nodes { ${leavesOf('User')}
    devices(first: 2) { nodes { ${DEVICE} } } } } } } }`;
const byDevices = (devices: number, states: number) =>
  `{ devices(first: ${devices}) { nodes { ${DEVICE} appInstallStates(first: ${states}) { nodes { ${STATE} } } } } }`;

// On SQLite the last two run in the process of the service, and the others one after the other in that of slow operations.
const OPERATIONS = [
  largest(byApps, LIMITS.reads),
  largest(byGroups, LIMITS.reads),
  largest(byDevices, LIMITS.reads),
  largest(byApps, LIMITS.readsInProcess),
  largest(byDevices, LIMITS.readsInProcess),
];

wholeTest(
  `the largest operations at a time are answered or refused in a heap of ${HEAP_MB} MB, and nothing ends`,
  async () => {
    const database = await createTestDatabase('tables');
    const { writer, primary } = await open(database.url);
    await importTenant(writer, { source: generatedSource({ users: USERS, seed: 1, now: NOW }), now: NOW });
    const environment = {
      DATABASE_URL: database.url,
      AUDIT_KEY,
      PORT: '0',
      DEMO: 'off',
      READS_PER_MINUTE: '999999999',
    };
    const place = new Place();
    const names: string[] = await primary('users')
      .where({ account_enabled: 1, intune_licensed: 1 })
      .limit(OPERATORS)
      .orderBy('upn_key')
      .pluck('user_principal_name');
    const tokens: string[] = [];
    for (const name of names) {
      expect(await place.run(['admin', 'grant', name], environment)).toMatchObject({ code: 0 });
      tokens.push((await place.run(['token', '--as', name], environment)).out.trim());
    }
    const running = place.start('main', [], { ...environment, NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` });
    await until(() => addressIn(running) !== null, 60_000);
    const ask = async (query: string, token: string) => {
      const response = await fetch(`${addressIn(running)}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      });
      const text = await response.text();
      const { errors = [] } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
      return { size: text.length, codes: errors.map(({ extensions }) => extensions.code) };
    };

    const sizes = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const asked = tokens.flatMap((token, operator) =>
        Array.from({ length: OPERATIONS_AT_A_TIME }, async (_, i) => {
          const query = OPERATIONS[(operator + i + round) % OPERATIONS.length] as string;
          const { size, codes } = await ask(query, token);
          expect(codes.filter((code) => !FORESEEN.has(code))).toEqual([]);
          if (codes.length === 0) sizes.set(query, size);
        }),
      );
      await Promise.all(asked);
    }
    const millions = Math.max(...sizes.values()) / 1e6;
    process.stderr.write(`small-heap: the largest answer had ${millions.toFixed(1)} million characters\n`);

    // A process that ran out of memory would have broken off its operations.
    expect(running.said.out).not.toContain('a slow operation broke off');
    expect([...sizes.keys()].sort()).toEqual([...OPERATIONS].sort());
    expect(await ask('{ viewer { displayName } }', String(tokens[0]))).toMatchObject({ codes: [] });
    running.child.kill('SIGTERM');
    expect((await running.ended).code).toBe(0);
    await database.drop();
  },
  600_000,
);
