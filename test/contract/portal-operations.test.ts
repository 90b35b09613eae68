import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type DocumentNode, getOperationAST, type OperationDefinitionNode, print } from 'graphql';
import { PERMISSIONS } from '../../src/authorization/permission-list';
import type { OperationNeeds } from '../../src/codegen/permissions-manifest';
import type { Permission } from '../../src/generated/graphql';
import { LIMITS } from '../../src/graph/limits';
import { checkCost } from '../../src/graph/operation-cost';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { GRAPH, NOW, type Service, startService } from '../support/service';
import { PORTAL_OPERATIONS, variablesOn } from '../support/written-operations';

const FOLDER = path.join(__dirname, '..', '..', 'portal', 'operations');
const MANIFEST: Record<string, OperationNeeds> = JSON.parse(
  readFileSync(path.join(FOLDER, 'permissions.manifest.json'), 'utf8'),
);
const EVERYWHERE = { allUsers: true, allDevices: true };

let service: Service;
let variables: Awaited<ReturnType<typeof variablesOn>>;

beforeAll(async () => {
  service = await startService();
  variables = await variablesOn(service);
  await keepReports();
});
afterAll(() => service.stop());

/** Reports on a user and on a device, since a list without items refuses nothing. */
async function keepReports(): Promise<void> {
  const { primary, writer } = service.database;
  const user = await needed(primary('users').pluck('id'));
  const device = await needed(primary('devices').pluck('id'));
  const report = { rule: 'DEVICE_SILENT', severity: 'WARNING', reason: 'No.', reported_at: NOW.toISOString() };
  await writer('reported_findings').insert([
    { ...report, id: 'of-user', operator_id: user, user_id: user, device_id: null },
    { ...report, id: 'of-device', operator_id: user, user_id: null, device_id: device },
  ]);
}

const ALL = PERMISSIONS.map(({ permission }) => permission);
const OPERATIONS = Object.entries(MANIFEST);
const CASES = OPERATIONS.flatMap(([name, { permissions }]) =>
  permissions.map((permission) => [name, permission] as const),
);
// A viewer without these gets an answer with nothing left to refuse.
const NOTHING_LEFT = [
  'AssignRole MANAGED_DEVICES_READ',
  'MissingRoles ROLES_READ',
  // Without devices there is no finding that could name one.
  'RankUserFindings MANAGED_DEVICES_READ',
];

async function ask(name: string, held: readonly Permission[]) {
  const { as } = await operatorWith(service, { permissions: held, scope: EVERYWHERE });
  return service.ask(print(PORTAL_OPERATIONS.get(name) as DocumentNode), { as, variables: variables[name] ?? {} });
}

describe('The operations of the portal', () => {
  test.each(OPERATIONS)(
    '%s answers whole for who holds what the manifest names',
    async (name, { type, permissions }) => {
      // An operator who gives a role must hold its permissions too.
      const { data, errors } = await ask(name, type === 'mutation' || permissions.length === 0 ? ALL : permissions);
      expect(errors).toEqual([]);
      expect(data).not.toBeNull();
    },
  );

  test.each(CASES)('%s is refused in the manifest’s places without %s alone', async (name, missing) => {
    const { errors } = await ask(
      name,
      ALL.filter((permission) => permission !== missing),
    );
    expect(errors.map(({ extensions }) => extensions?.['missing'])).toEqual(errors.map(() => [missing]));
    const places = errors.map(({ path: at }) => at?.filter((step) => typeof step === 'string').join('.'));
    expect(MANIFEST[name]?.opens[missing]).toEqual(expect.arrayContaining(places));
    expect(places.length === 0).toBe(NOTHING_LEFT.includes(`${name} ${missing}`));
  });
});

describe('The rows that the service may look at', () => {
  const { schema } = GRAPH;
  const costOf = (name: string): number => {
    const document = PORTAL_OPERATIONS.get(name) as DocumentNode;
    return checkCost(schema, document, getOperationAST(document) as OperationDefinitionNode, variables[name] ?? {});
  };

  test('are at most half of those allowed, for each operation of the portal', () => {
    const costs = [...PORTAL_OPERATIONS.keys()].map(costOf);

    expect(Math.max(...costs)).toBeGreaterThan(LIMITS.readsInProcess);
    expect(Math.max(...costs)).toBeLessThanOrEqual(LIMITS.reads / 2);
  });

  test('count what a dry run compares, although that is more than a mutation may look at in the process of the service', () => {
    expect(costOf('AssignRole')).toBeGreaterThan(LIMITS.readsInProcess);
  });

  test.each(['Find', 'TroubleshootUser', 'InspectDevice'])('are so few for %s that it need not wait', (name) => {
    expect(costOf(name)).toBeLessThanOrEqual(LIMITS.readsInProcess);
  });
});

test('The portal imports each file that is generated for it', () => {
  const portal = path.join(FOLDER, '..');
  const sources = readdirSync(portal, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join(portal, file), 'utf8'))
    .join('\n');
  const generated = readdirSync(path.join(portal, 'generated')).map((file) => path.basename(file, '.ts'));

  expect(generated.filter((name) => !sources.includes(`/generated/${name}'`))).toEqual([]);
});
