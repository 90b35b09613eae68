import path from 'node:path';
import { APPLICATION_PERMISSIONS, RESOURCE_NAMES, resourceOf } from '../../src/microsoft-graph/resources';
import { KINDS } from '../../src/sync/kinds';
import { syncKinds } from '../../src/sync/store';
import { oneIn } from '../support/amount';
import { readGraphTenant, type StandIn } from '../support/graph';
import { permissionsFor } from '../support/graph/metadata';
import { QUIRKS, type Quirk } from '../support/graph/quirks';
import { type Content, contentOf, EVERYTHING, emptyService, standIn, sync } from '../support/sync';

const test = oneIn(10);

/** A small tenant in which every kind has something. */
const BASE = path.join(__dirname, '..', 'field-cases', 'base');

interface Synced {
  readonly graph: StandIn;
  readonly content: Content;
  readonly states: ReadonlyMap<string, { state: string; problem: string | null }>;
}

async function synced(options: Parameters<typeof standIn>[1]): Promise<Synced> {
  const service = await emptyService();
  const graph = await standIn(await readGraphTenant(BASE), options);
  await sync(service, graph);
  const kinds = await syncKinds(service.database.primary);
  return { graph, content: await contentOf(service), states: new Map(kinds.map((each) => [each.kind, each])) };
}

/** The kinds with a resource that none of some permissions opens. Graph takes one of several for most. */
const closedTo = (permissions: readonly string[]): ReadonlySet<string> =>
  new Set(
    RESOURCE_NAMES.map(resourceOf).flatMap(({ path: target, report, kind }) => {
      if (target === null) return [];
      const accepted = permissionsFor(report === undefined ? 'GET' : 'POST', target.split('?')[0] as string);
      return accepted === null || accepted.some((each) => permissions.includes(each)) ? [] : [kind];
    }),
  );

let whole: Synced;
beforeAll(async () => {
  whole = await synced({});
});

test('with every permission, every kind is complete and nothing is refused', () => {
  expect([...whole.states.values()].map(({ state }) => state)).toEqual(EVERYTHING.map(() => 'COMPLETED'));
  expect(whole.graph.requests().shapes.filter(({ refused }) => refused > 0)).toEqual([]);
});

test.each(APPLICATION_PERMISSIONS)(
  'without %s, the kinds that Graph closes to the others say so, and the rest is complete',
  async (permission) => {
    const permissions = APPLICATION_PERMISSIONS.filter((each) => each !== permission);
    const { states, content } = await synced({ permissions });
    const lacking = closedTo(permissions);

    for (const kind of EVERYTHING) {
      const { state, problem } = states.get(kind) ?? { state: 'none', problem: null };
      if (lacking.has(kind)) {
        expect([kind, state]).toEqual([kind, expect.stringMatching(/^(PARTIAL|FAILED)$/)]);
        expect(problem).toContain(permission);
      } else {
        expect([kind, state, problem]).toEqual([kind, 'COMPLETED', null]);
      }
    }
    // A kind that refers to nothing has the same rows as with every permission.
    const apart = EVERYTHING.filter((kind) => !lacking.has(kind) && KINDS[kind].refersTo === undefined);
    for (const table of apart.flatMap((kind) => TABLES_OF[kind] ?? [])) {
      expect([table, content[table]]).toEqual([table, whole.content[table]]);
    }
  },
);

/** Tables that belong to one kind, and hold nothing that another kind says. */
const TABLES_OF: Readonly<Record<string, readonly string[]>> = {
  TENANT: ['connectors'],
  USERS: ['skus', 'users', 'user_licenses'],
  GROUPS: ['groups', 'group_members'],
  ENTRA_DEVICES: ['entra_devices'],
  APPS: ['apps'],
};

// Each has a strength with which it happens, and passes.
const STRENGTH: Partial<Record<Quirk, number>> = {
  ...{ throttle: 0.1, 'throttle-bare': 0.1, unavailable: 0.1, 'batch-throttle': 0.1, 'report-limit': 0.1 },
  ...{ 'retry-after': 0.01, 'empty-pages': 2, 'expired-delta': 1, 'expired-page': 1, slow: 2, 'members-in-parts': 1 },
  'device-limit': 10_000,
};

describe('Graph in another mood', () => {
  test.each(Object.keys(QUIRKS) as Quirk[])('brings the same: %s the other way', async (quirk) => {
    const isOn = QUIRKS[quirk][0] > 0 && STRENGTH[quirk] === undefined;
    const order = isOn ? `-${quirk}` : `${quirk}=${STRENGTH[quirk] ?? 1}`;
    const { states, content } = await synced({ quirks: `retry-after=0.01,${order}` });

    expect([...states.values()].filter(({ state }) => state !== 'COMPLETED')).toEqual([]);
    for (const table of Object.keys(whole.content)) {
      expect([table, content[table]]).toEqual([table, whole.content[table]]);
    }
  });
});
