import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Kind, parse, print, visit } from 'graphql';
import type { Permission } from '../../src/generated/graphql';
import { toNodeId } from '../../src/node-id';
import type { OperationNeeds } from '../../src/permissions-manifest';
import { PERMISSIONS } from '../../src/sdl';
import { operatorWith } from '../support/operators';
import { type Service, startService } from '../support/service';

const FOLDER = path.join(__dirname, '..', '..', 'portal', 'operations');
const MANIFEST: Record<string, OperationNeeds> = JSON.parse(
  readFileSync(path.join(FOLDER, 'permissions.manifest.json'), 'utf8'),
);
const EVERYWHERE = { allUsers: true, allDevices: true };

let service: Service;
let variables: Record<string, Record<string, unknown>>;

beforeAll(async () => {
  service = await startService();
  const idOf = async (type: 'User' | 'Device' | 'Role' | 'Group', table: string, where: Record<string, string>) => {
    const row = await service.database.primary(table).where(where).first('id');
    return toNodeId(type, row.id);
  };
  const userId = await idOf('User', 'users', { user_principal_name: 'marc.dubois@contoso.example' });
  const deviceId = await idOf('Device', 'devices', { device_name: 'PAR-IPH-0231' });
  const roleId = await idOf('Role', 'roles', { display_name: 'Help Desk Operator' });
  const group = await idOf('Group', 'groups', { display_name: 'Paris' });
  const assignment = { roleId, displayName: 'Trial', memberGroupIds: [group], scope: EVERYWHERE, dryRun: true };
  variables = {
    FindGroups: { search: 'pa' },
    FindUsers: { search: 'dub' },
    AssignRole: { input: assignment },
    CreateRole: { input: { displayName: 'Trial', permissions: ['MOBILE_APPS_READ'], dryRun: true } },
    InspectDevice: { deviceId },
    MoreAppInstallStates: { deviceId },
    Role: { roleId },
    WhoHolds: { permission: 'MOBILE_APPS_READ' },
    ...Object.fromEntries(
      [
        'TroubleshootUser',
        'MoreDevices',
        'MoreGroupMemberships',
        'MoreAppProtectionStates',
        'MoreEnrollmentFailures',
      ].map((name) => [name, { userId }]),
    ),
  };
});
afterAll(() => service.stop());

/** One operation of a file, with the fragments of the file that it spreads. */
function textOf(name: string, file: string): string {
  const document = parse(readFileSync(path.join(FOLDER, file), 'utf8'));
  const spread = new Set<string>();
  const collect = (node: Parameters<typeof visit>[0]) => {
    visit(node, {
      FragmentSpread({ name: { value } }) {
        if (spread.has(value)) return;
        spread.add(value);
        for (const one of document.definitions) {
          if (one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === value) collect(one);
        }
      },
    });
  };
  const operation = document.definitions.find(
    (node) => node.kind === Kind.OPERATION_DEFINITION && node.name?.value === name,
  );
  if (operation === undefined) throw new Error(`There is no operation ${name} in ${file}.`);
  collect(operation);
  const fragments = document.definitions.filter(
    (node) => node.kind === Kind.FRAGMENT_DEFINITION && spread.has(node.name.value),
  );
  return [operation, ...fragments].map(print).join('\n');
}

const ALL = PERMISSIONS.map(({ permission }) => permission);
const OPERATIONS = Object.entries(MANIFEST);
const CASES = OPERATIONS.flatMap(([name, { permissions }]) =>
  permissions.map((permission) => [name, permission] as const),
);
// Who lacks these gets an answer in which there is nothing left to refuse.
const NOTHING_LEFT = ['AssignRole MANAGED_DEVICES_READ', 'MissingRoles ROLES_READ'];

async function ask(name: string, held: readonly Permission[]) {
  const { as } = await operatorWith(service, { permissions: held, scope: EVERYWHERE });
  return service.ask(textOf(name, MANIFEST[name]?.file ?? ''), { as, variables: variables[name] ?? {} });
}

describe('The operations of the portal', () => {
  test.each(OPERATIONS)(
    '%s answers whole for who holds what the manifest names',
    async (name, { type, permissions }) => {
      // Who gives a role has to hold what it gives, too.
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

test('The portal imports each file that is generated for it', () => {
  const portal = path.join(FOLDER, '..');
  const sources = readdirSync(portal, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join(portal, file), 'utf8'))
    .join('\n');
  const generated = readdirSync(path.join(portal, 'generated')).map((file) => path.basename(file, '.ts'));

  expect(generated.filter((name) => !sources.includes(`/generated/${name}'`))).toEqual([]);
});
