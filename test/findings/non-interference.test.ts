import { RULES } from '../../src/findings/rule-list';
import { changedOutside } from '../oracle/inside';
import { load, loadWhatIsShared } from '../oracle/load';
import { drawSight } from '../oracle/operations';
import { Facts, type Sight, sightOf } from '../oracle/sight';
import { drawWorld, fromSeed, type World } from '../oracle/world';
import { cases } from '../support/amount';
import { NOW, type Service, startService } from '../support/service';

/*
 * Worlds that differ only outside of an operator's scopes must give that operator the same findings, byte for byte.
 */

const PAIRS = cases(400, 20);
const FINDING = `key rule severity confidence title why since count codes evidence { coordinate nodeId value }
  steps { who text needs { action } viewerMay adminCentreUrl }`;
const FINDINGS = `findings {
  nodes { ${FINDING} explains { ${FINDING} explains { ${FINDING} } } }
  normal { ${FINDING} explains { ${FINDING} } }
  notChecked { rules reason missing text adminCentreUrl } asOf }`;
const LIST = (
  args: string,
) => `{ findings(first: 20${args}) { edges { cursor node { ${FINDING} explains { ${FINDING} } } }
  pageInfo { hasNextPage startCursor endCursor } notChecked { rules reason missing } } }`;
const QUERIES = [
  LIST(''),
  // A page ends after one candidate, so that its end shows where candidates are.
  LIST(', severity: INFO').replace('first: 20', 'first: 1'),
  LIST(', rule: LEAVER_DEVICE'),
  `{ users(first: 20) { nodes { id ${FINDINGS} } } }`,
  `{ devices(first: 20) { nodes { id ${FINDINGS} } } }`,
];
const now = NOW.toISOString();

/** The rules that speak in no world: its connectors have no dates. They belong to the tenant, which every scope holds. */
const NEVER_SPEAK = ['APPLE_PUSH_EXPIRED', 'CONNECTOR_ENDING'];

let service: Service;
beforeAll(async () => {
  service = await startService({ demo: false });
  await loadWhatIsShared(service.database.writer);
});
afterAll(() => service.stop());

const sightIn = (world: World, viewerId: string): Sight | null =>
  world.users.some(({ id }) => id === viewerId) ? sightOf(new Facts(world), viewerId, now) : null;

/** A world, the operator who looks at it, and one that differs out of the operator's scopes. */
function drawPair(seed: number): { one: World; other: World; as: string } {
  return fromSeed(seed, (draw) => {
    for (;;) {
      const one = drawWorld(draw);
      const { user } = drawSight(draw, new Facts(one), now);
      const worlds = changedOutside(draw, drawSightOf(one, user.id), (world) => sightIn(world, user.id));
      const [first, last] = [worlds[0], worlds.at(-1)];
      if (worlds.length > 1 && first !== undefined && last !== undefined) {
        return { one: first, other: last, as: user.userPrincipalName };
      }
    }
  });
}
const drawSightOf = (world: World, viewerId: string): Sight => sightOf(new Facts(world), viewerId, now);

async function answers(world: World, as: string): Promise<string[]> {
  await load(service.database.writer, world);
  const found: string[] = [];
  for (const query of QUERIES) found.push((await service.ask(query, { as })).text);
  return found;
}

test(`${PAIRS} pairs of worlds give the same findings`, async () => {
  const told: string[] = [];
  const spoken = new Set<string>();
  for (let seed = 1; seed <= PAIRS; seed++) {
    const { one, other, as } = drawPair(seed);
    const [before, after] = [await answers(one, as), await answers(other, as)];
    for (const [, rule] of before.join().matchAll(/"rule":"(\w+)"/g)) spoken.add(rule as string);
    const differing = before.findIndex((text, i) => text !== after[i]);
    if (differing >= 0) told.push(`seed ${seed}\n${before[differing]}\n${after[differing]}`);
  }

  expect(told).toEqual([]);
  // Nearly all rules speak to the operators, so that what they say is compared.
  const silent = RULES.filter(({ id, isRemark }) => isRemark !== true && !spoken.has(id)).map(({ id }) => id);
  expect(silent).toEqual(PAIRS < 400 ? expect.arrayContaining(NEVER_SPEAK) : NEVER_SPEAK);
  expect(spoken.size).toBeGreaterThan(30);
}, 3_600_000);
