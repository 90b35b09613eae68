import { type GraphQLObjectType, isObjectType, isRequiredArgument, parse, validate } from 'graphql';
import { LARGE } from '../../src/authorization/member-lists';
import { COUNTS } from '../../src/database/database';
import { cases } from '../support/amount';
import { share } from '../support/engines';
import { NOW, type Service, startService } from '../support/service';
import type { Expected } from './answer';
import { askDirectly, schema } from './ask';
import { difference } from './comparison';
import { type Case, cutDown, describeCase } from './cutting';
import { load, loadWhatIsShared } from './load';
import { Cursors, drawOperation, drawSight, print } from './operations';
import { expected } from './oracle';
import { TYPES, WITH_ARGUMENTS } from './rules';
import seeds from './seeds.json';
import { Facts, sightOf } from './sight';
import { type Draw, drawWorld, fromSeed, type World } from './world';

/*
 * Compares the service with the oracle on random worlds, operators and operations. The service must neither reveal a
 * field that the oracle denies nor deny one that it allows.
 */

const CASES = share(Number(process.env['ORACLE_CASES'] ?? cases(20_000, 1_000)));
const FIRST_SEED = Number(process.env['ORACLE_SEED'] ?? 1);
/** The number of operations on each world. */
const A_WORLD = 100;
/** One operation of this many is also sent over HTTP, where the fast and the plain executor are compared. */
const OVER_HTTP = 10;
let answeredOverHttp = 0;

/** Where counts stop, and from where on groups are large, in the service and for the oracle. */
interface Bounds {
  readonly most: number;
  readonly members: number;
}

/** No world reaches the bounds of production. So every second world has a low one of each kind. */
const boundsOf = (seed: number): Bounds => ({
  most: seed % 2 === 0 ? 3 : COUNTS.most,
  members: seed % 4 < 2 ? LARGE.members : 2,
});

async function within<Found>({ most, members }: Bounds, work: () => Promise<Found>): Promise<Found> {
  const replaced = [jest.replaceProperty(COUNTS, 'most', most), jest.replaceProperty(LARGE, 'members', members)];
  try {
    return await work();
  } finally {
    for (const each of replaced) each.restore();
  }
}

let service: Service;
beforeAll(async () => {
  service = await startService({ demo: false });
  await loadWhatIsShared(service.database.writer);
});
afterAll(() => service.stop());

interface Batch {
  readonly world: World;
  readonly asked: readonly Pick<Case, 'viewerId' | 'operation'>[];
}

function drawBatch(draw: Draw): Batch {
  const world = drawWorld(draw);
  const facts = new Facts(world);
  const asked = Array.from({ length: A_WORLD }, () => {
    const sight = drawSight(draw, facts, NOW.toISOString());
    return { viewerId: sight.user.id, operation: drawOperation(draw, sight) };
  });
  return { world, asked };
}

const ask = (each: Case) => askDirectly(service, each);
/** Compares the complete answer over HTTP. @returns the error, or null */
async function askOverHttp({ world, viewerId, operation }: Case, right: Expected, cursors: Cursors) {
  const { query, variables } = print(operation);
  const as = world.users.find(({ id }) => id === viewerId)?.userPrincipalName ?? '';
  const { status, data, errors } = await service.ask(query, { as, variables });
  // Only this test raises the limits of operations; other tests check the limits.
  if (errors.some(({ extensions }) => extensions?.['code'] === 'QUERY_TOO_COMPLEX')) return null;
  answeredOverHttp += 1;
  if (status !== 200) return `status ${status}`;
  const isOrdered = errors.every(({ path }, i) => i === 0 || isBefore(errors[i - 1]?.path ?? [], path ?? []));
  return isOrdered ? difference(right, { data, errors }, cursors) : 'the errors are not ordered by path';
}

function isBefore(one: readonly (string | number)[], other: readonly (string | number)[]): boolean {
  const at = one.findIndex((part, i) => part !== other[i]);
  const [x, y] = [one[at], other[at]];
  if (x === undefined || y === undefined) return one.length <= other.length;
  return typeof x === 'number' && typeof y === 'number' ? x < y : String(x) < String(y);
}

/** Runs the operations of a seed. @returns a shrunk failure, or null */
async function run(seed: number, limit: number, { most }: Bounds): Promise<string | null> {
  const wanted = ({ world, viewerId, operation }: Case) =>
    expected(sightOf(new Facts(world), viewerId, NOW.toISOString()), operation.roots, most);
  const { world, asked } = fromSeed(seed, drawBatch);
  const facts = new Facts(world);
  const cursors = new Cursors();
  await load(service.database.writer, world);
  for (const [i, { viewerId, operation: drawn }] of asked.slice(0, limit).entries()) {
    const operation = cursors.chosen(drawn);
    const found = { world, viewerId, operation };
    const answer = await ask(found);
    const right = expected(sightOf(facts, viewerId, NOW.toISOString()), operation.roots, most);
    const wrong = difference(right, answer, cursors);
    if (wrong === null) {
      const wrongOverHttp = i % OVER_HTTP === 0 ? await askOverHttp(found, right, cursors) : null;
      if (wrongOverHttp === null) continue;
      return [`seed ${seed}, operation ${i}, over HTTP`, wrongOverHttp, describeCase(found)].join('\n');
    }
    const smallest = await cutDown(found, async (smaller) => {
      const { query } = print(smaller.operation);
      if (validate(schema, parse(query)).length > 0) return null;
      await load(service.database.writer, smaller.world);
      return difference(wanted(smaller), await ask(smaller), new Cursors());
    });
    await load(service.database.writer, smallest.world);
    const rest = difference(wanted(smallest), await ask(smallest), new Cursors());
    return [`seed ${seed}, operation ${i}`, rest ?? wrong, describeCase(smallest)].join('\n');
  }
  return null;
}

function expectNothing(wrong: string | null): void {
  if (wrong !== null) throw new Error(wrong);
}

/**
 * Fields that the oracle leaves to other tests: mutations, explanatory texts, the fields of every connection, and what
 * findings say.
 */
const UNASKED =
  /^Mutation\.|^FindingReport\.(nodes|normal)$|^(Finding|Evidence|Step|IntuneAction|RemoteTask)\.|^Device\.remoteTasks$|^FindingRuleInfo\.(severity|topics|reads|explains|proven|remark)$|^NotChecked\.(text|adminCentreUrl)$|(Payload|Difference|Error|(?<!^Finding)Connection|Edge|PageInfo)\.|^FindingConnection\.(nodes|edges|pageInfo)$|^Failure\.(hex|meaning|remedy|known)$|^AccessReason\.message$/;

test('the oracle knows every field that is served', () => {
  const served = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) => Object.keys((type as GraphQLObjectType).getFields()).map((name) => `${type.name}.${name}`));
  const known = Object.entries(TYPES).flatMap(([type, { fields }]) =>
    Object.keys(fields).map((name) => `${type}.${name}`),
  );
  expect(known.sort()).toEqual(served.filter((coordinate) => !UNASKED.test(coordinate)).sort());
});

test('the oracle knows every root field that cannot be asked without arguments', () => {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const required = fields.filter(({ args }) => args.some(isRequiredArgument)).map(({ name }) => name);
  // `user` takes an id or a user principal name.
  expect([...WITH_ARGUMENTS].sort()).toEqual([...required, 'user'].sort());
});

test(`${CASES} operations are answered as the oracle says`, async () => {
  for (let done = 0, seed = FIRST_SEED; done < CASES; done += A_WORLD, seed += 1) {
    const bounds = boundsOf(seed);
    expectNothing(await within(bounds, () => run(seed, CASES - done, bounds)));
  }
  expect(answeredOverHttp).toBeGreaterThan(CASES / OVER_HTTP / 4);
}, 3_600_000);

test('so are those of the seeds that once failed', async () => {
  for (const seed of seeds.triples) {
    const bounds = boundsOf(seed);
    expectNothing(await within(bounds, () => run(seed, A_WORLD, bounds)));
  }
}, 300_000);
