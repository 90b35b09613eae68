import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { grantAdministrator } from '../../src/administration/grant-administrator';
import { PERMISSIONS } from '../../src/authorization/permission-list';
import type { Database } from '../../src/database/database';
import { DEMO, importDemo } from '../../src/demo/demo';
import { folderSource } from '../../src/import/folder';
import { type ImportOptions, importTenant, type Summary } from '../../src/import/import';
import { describeImport } from '../../src/import/import-report';
import { ImportError, type Source } from '../../src/import/source';
import { RESOURCE_NAMES, RESOURCES, type Resource, resourceOf } from '../../src/microsoft-graph/resources';
import { RIGHTS_TABLES } from '../support/administration';
import { oneIn } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import { whileRefused } from '../support/engines';
import { refusal } from '../support/opened';
import { NOW, type Service, startService } from '../support/service';
import {
  allRows,
  assignment,
  batch,
  collection,
  device,
  entraDevice,
  FOUR_READS,
  group,
  member,
  part,
  role,
  type TenantFolder,
  temporaryFolder,
  tenantFolder,
  user,
} from '../support/tenant-folder';

const ADA = 'ada@fabrikam.example';
const BEN = 'ben@fabrikam.example';

type Options = Partial<Omit<ImportOptions, 'source'>>;

async function bring({ writer }: Database, folder: TenantFolder, options: Options = {}): Promise<Summary> {
  return importTenant(writer, { source: await folderSource(folder.path), now: NOW, ...options });
}

/** The changed counts, by title, without titles that have none. */
function changes(summary: Summary): Record<string, [added: number, changed: number, removed: number]> {
  return Object.fromEntries(
    summary.rows
      .filter(({ added, changed, removed }) => added + changed + removed > 0)
      .map(({ title, added, changed, removed }) => [title, [added, changed, removed]]),
  );
}

let running: Service[] = [];
afterEach(async () => {
  await Promise.all(running.map((service) => service.stop()));
  running = [];
});

/** A service for one test, with this folder imported. */
async function serviceWith(folder: TenantFolder, options: Options = {}): Promise<Service> {
  const service = await startService({ demo: false });
  running.push(service);
  await bring(service.database, folder, options);
  return service;
}

/** The resources that every folder has. */
const NEEDED = RESOURCE_NAMES.filter((resource) => resourceOf(resource).isOptionalFile !== true);

describe('a folder that is broken', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ demo: false });
    await bring(service.database, tenantFolder());
  });
  afterAll(() => service.stop());

  /** A folder that would change the database from its first file, if it were valid. */
  function changedFolder(): TenantFolder {
    const folder = tenantFolder({
      ndesConnectors: collection([{ id: 'ndes-1', displayName: 'New', state: 'active' }]),
    });
    folder.edit('organization', ({ value }) => {
      value[0].displayName = 'Renamed';
    });
    folder.edit('users', ({ value }) => {
      value[0].displayName = 'Renamed';
      value.pop();
    });
    return folder;
  }

  /**
   * The reason for which the folder is refused. The database must be unchanged, for readers and for the next import.
   */
  async function refusal(damage: (folder: TenantFolder) => void, options: Options = {}): Promise<string> {
    const folder = changedFolder();
    damage(folder);
    const before = await allRows(service.database.primary);
    let error = new Error('The folder was imported.');
    try {
      await bring(service.database, folder, options);
      // The next test starts from the same state, even if this one fails.
      await bring(service.database, tenantFolder());
    } catch (reason) {
      error = reason as Error;
      expect(await allRows(service.database.primary)).toEqual(before);
    }
    const { message } = error;
    expect({ message, isImportError: error instanceof ImportError }).toEqual({ message, isImportError: true });
    expect(message).not.toContain('\n');
    return message;
  }

  const textOf = (folder: TenantFolder, name: string) => readFileSync(path.join(folder.path, `${name}.json`), 'utf8');

  describe('in its files', () => {
    test.each(NEEDED)('is refused without %s.json', async (resource) => {
      expect(await refusal((folder) => folder.put(resource, null))).toBe(
        `${resource}.json: is missing. Save it as docs/import.md says.`,
      );
    });

    test.each(NEEDED)('is refused when %s.json is cut short', async (resource) => {
      const message = await refusal((folder) => folder.put(resource, textOf(folder, resource).slice(0, -4)));
      expect(message).toMatch(new RegExp(`^${resource}\\.json: is not complete JSON \\(.+\\)\\.$`));
    });

    test('is refused when a file is a pipe, which nobody may ever write to', async () => {
      const message = await refusal((folder) => {
        folder.put('users', null);
        spawnSync('mkfifo', [path.join(folder.path, 'users.json')]);
      });
      expect(message).toBe('users.json: is not a file, but a folder or a pipe.');
    });

    test('is refused when a file is compressed', async () => {
      const message = await refusal((folder) => {
        writeFileSync(path.join(folder.path, 'users.json'), gzipSync(textOf(folder, 'users')));
      });
      expect(message).toBe('users.json: is compressed. Unpack it first.');
    });

    test.each([
      ['null', "users.json: holds Graph's error without a code."],
      ['{"code":{"toString":1}}', "users.json: holds Graph's error without a code."],
      ['{"code":"Forbidden"}', "users.json: holds Graph's error Forbidden."],
    ])('is refused when a file holds the error %s', async (error, expected) => {
      expect(await refusal((folder) => folder.put('users', `{"error":${error}}`))).toBe(expected);
    });

    test('is refused when a value that a tool wrote is nested too deep', async () => {
      const [depth, value] = [20_000, '"@{x=1}"'];
      const message = await refusal((folder) =>
        folder.put('users', `{"value":[{"id":"ada","x":${'['.repeat(depth)}${value}${']'.repeat(depth)}}]}`),
      );
      expect(message).toBe('users.json, record 1: is nested more than 100 deep.');
    });

    test('is refused when a further page is cut short', async () => {
      const message = await refusal((folder) => {
        folder.put('users', collection([user('ada')], 'https://graph.microsoft.com/next'));
        folder.put('users.2', '{ "value": [ { "id": "user-ben", ');
      });
      expect(message).toMatch(/^users\.2\.json: is not complete JSON/);
    });

    test('is refused in one line when there is a mistake between two lines', async () => {
      const message = await refusal((folder) => folder.put('groups', '{\n  "value": [\n    { "id": "a" },\n  ]\n}\n'));
      expect(message).toMatch(/^groups\.json: is not complete JSON/);
    });

    test('is refused when a file is empty', async () => {
      expect(await refusal((folder) => folder.put('groups', ''))).toMatch(/^groups\.json: is not complete JSON/);
    });

    test('is refused when a file is written in Latin-1', async () => {
      const message = await refusal((folder) => {
        folder.edit('groups', ({ value }) => {
          value[0].displayName = 'Équipe';
        });
        folder.put('groups', Buffer.from(textOf(folder, 'groups'), 'latin1'));
      });
      expect(message).toBe('groups.json: is not UTF-8. In PowerShell 5, save it with Out-File -Encoding utf8.');
    });

    test('is refused when a file is written in UTF-16 without a mark', async () => {
      const message = await refusal((folder) => folder.put('groups', Buffer.from(textOf(folder, 'groups'), 'utf16le')));
      expect(message).toMatch(/^groups\.json: is /);
    });

    test.each([
      ['groups', 'null', 'groups.json: is not a JSON object.'],
      ['groups', {}, 'groups.json: has no list `value`.'],
      ['groups', { value: {} }, 'groups.json: has no list `value`.'],
      ['groups', { error: { code: 'TooManyRequests' } }, "groups.json: holds Graph's error TooManyRequests."],
      ['groupMembers', { value: [] }, 'groupMembers.json: has no list `responses`.'],
      ['deviceManagement', { error: { code: 'Forbidden' } }, "deviceManagement.json: holds Graph's error Forbidden."],
      ['organization', { value: [] }, 'organization.json: has 0 organisations instead of one.'],
    ] as const)('is refused when %s.json is %j', async (name, content, expected) => {
      expect(await refusal((folder) => folder.put(name, content as object))).toBe(expected);
    });

    test('is refused with two organisations', async () => {
      const message = await refusal((folder) =>
        folder.edit('organization', ({ value }) => value.push({ id: 'other' })),
      );
      expect(message).toBe('organization.json: has 2 organisations instead of one.');
    });

    test('is refused if it is not a folder', async () => {
      const nowhere = path.join(temporaryFolder(), 'nowhere');
      await expect(folderSource(nowhere)).rejects.toThrow(new ImportError(`${nowhere}: is not a folder.`));
      const file = path.join(temporaryFolder(), 'file');
      writeFileSync(file, '');
      await expect(folderSource(file)).rejects.toThrow(new ImportError(`${file}: is not a folder.`));
    });
  });

  describe('in its pages', () => {
    const NEXT = 'https://graph.microsoft.com/next';

    test('is refused when the page after a next link is missing', async () => {
      const message = await refusal((folder) => folder.put('users', collection([user('ada')], NEXT)));
      expect(message).toBe('users.json: is cut off: it has a next link, and the next file is missing.');
    });

    test('is refused when the last of several pages has a next link', async () => {
      const message = await refusal((folder) => {
        folder.put('users', collection([user('ada')], NEXT));
        folder.put('users.2', collection([user('ben')], NEXT));
      });
      expect(message).toBe('users.2.json: is cut off: it has a next link, and the next file is missing.');
    });

    test('is refused when a page between two is missing', async () => {
      const message = await refusal((folder) => {
        folder.put('users', collection([user('ada')], NEXT));
        folder.put('users.3', collection([user('ben')]));
      });
      expect(message).toBe('users.2.json: is missing. Save it as docs/import.md says.');
    });

    test('is refused when a file of a batch between two is missing', async () => {
      const message = await refusal((folder) => {
        folder.put('groupMembers', batch({ 'group-Operators': [member('user', 'ada')] }));
        folder.put('groupMembers.3', batch({ 'group-Site': [member('user', 'ben')] }));
      });
      expect(message).toMatch(/^groupMembers\.2\.json: is missing/);
    });

    test('is refused when a part of a batch has a next link and no next part', async () => {
      const message = await refusal((folder) =>
        folder.edit('groupMembers', ({ responses }) => {
          responses[1].body['@odata.nextLink'] = NEXT;
        }),
      );
      expect(message).toBe('groupMembers.json, part 2 (group-Site): is cut off: it has a next link and no next part.');
    });

    test.each([429, 404, 503, '200', null, undefined])('is refused when a part has the status %p', async (status) => {
      const message = await refusal((folder) =>
        folder.edit('groupMembers', ({ responses }) => {
          responses[1].status = status;
        }),
      );
      expect(message).toBe(
        `groupMembers.json, part 2 (group-Site): has the status ${JSON.stringify(status)}, not 200.`,
      );
    });

    test('is refused when a part of a further file failed', async () => {
      const message = await refusal((folder) =>
        folder.put('groupMembers.2', { responses: [{ id: 'group-Site', status: 429, body: { error: {} } }] }),
      );
      expect(message).toBe('groupMembers.2.json, part 1 (group-Site): has the status 429, not 200.');
    });

    test('is refused when a part does not say whose it is, or holds no list', async () => {
      const nobody = await refusal((folder) => folder.put('groupMembers', { responses: [{ status: 200 }] }));
      expect(nobody).toBe('groupMembers.json, part 1: has no id.');
      const nothing = await refusal((folder) =>
        folder.put('groupMembers', { responses: [{ id: 'group-Site', status: 200 }] }),
      );
      expect(nothing).toBe('groupMembers.json, part 1 (group-Site): has no list `value`.');
    });
  });

  describe('in its records', () => {
    test.each([1e308, -1e308, 1e19])('is refused when a device has %p bytes of storage', async (bytes) => {
      const message = await refusal((folder) =>
        folder.edit('managedDevices', ({ value }) => {
          value[0].totalStorageSpaceInBytes = bytes;
        }),
      );
      expect(message).toMatch(/^managedDevices\.json, record 1.*totalStorageSpaceInBytes/);
    });

    test.each(['accountEnabled', 'assignedPlans'])('is refused when users do not say their %s', async (field) => {
      const message = await refusal((folder) =>
        folder.edit('users', ({ value }) => {
          delete value[1][field];
        }),
      );
      expect(message).toBe(`users.json, record 2 (user-ben): lacks \`${field}\`; ask for it with $select.`);
    });

    test('is refused with the page and the place on it', async () => {
      const message = await refusal((folder) => {
        folder.put('users', collection([user('ada')], 'https://graph.microsoft.com/next'));
        folder.put('users.2', collection([user('ben'), user('cyd', { accountEnabled: undefined })]));
      });
      expect(message).toBe('users.2.json, record 2 (user-cyd): lacks `accountEnabled`; ask for it with $select.');
    });

    test.each([
      ['users', { id: 'user-x', accountEnabled: 'true' }, 'accountEnabled'],
      ['users', { id: 'user-x', displayName: 5 }, 'displayName'],
      ['users', { id: 'user-x', userPrincipalName: '' }, 'userPrincipalName'],
      ['users', { id: 'user-x', assignedPlans: [{}] }, 'assignedPlans.0.servicePlanId'],
      ['groups', { id: 'group-x', groupTypes: 'Unified' }, 'groupTypes'],
      ['devices', { id: 'entra-x', isCompliant: 'yes' }, 'isCompliant'],
      [
        'managedDevices',
        { id: 'device-x', deviceActionResults: [{ actionName: 1 }] },
        'deviceActionResults.0.actionName',
      ],
      ['mobileApps', { id: 'app-x', displayName: ['A'] }, 'displayName'],
      ['managedAppRegistrations', { id: 'registration-x', flaggedReasons: [1] }, 'flaggedReasons.0'],
      ['troubleshootingEvents', { id: 'event-x', eventDateTime: 20261120 }, 'eventDateTime'],
      ['roleDefinitions', { id: 'role-x', rolePermissions: {} }, 'rolePermissions'],
      ['roleAssignments', { id: 'assignment-x', members: [1] }, 'members.0'],
    ] as const)('is refused when %s.json holds %j', async (name, record, field) => {
      const message = await refusal((folder) =>
        folder.edit(name, ({ value }) => {
          const base = name === 'users' ? user('x') : {};
          value.unshift({ ...base, ...record });
        }),
      );
      expect(message).toMatch(new RegExp(`^${name}\\.json, record 1 \\(${record.id}\\): .*\`${field}\`.+\\.$`));
    });

    test.each([null, 'user-ada', 7, []])('is refused when a record is %j', async (record) => {
      const message = await refusal((folder) => folder.edit('users', ({ value }) => value.push(record)));
      expect(message).toMatch(/^users\.json, record 3: .+\.$/);
    });

    test.each(['users', 'groups', 'devices', 'managedDevices', 'mobileApps', 'roleDefinitions', 'roleAssignments'])(
      'is refused when a record of %s.json has no id',
      async (name) => {
        const remove = await refusal((folder) =>
          folder.edit(name, ({ value }) => {
            delete value[0].id;
          }),
        );
        expect(remove).toBe(`${name}.json, record 1: lacks \`id\`; ask for it with $select.`);
        for (const id of ['', 5]) {
          const wrong = await refusal((folder) =>
            folder.edit(name, ({ value }) => {
              value[0].id = id;
            }),
          );
          expect(wrong).toMatch(new RegExp(`^${name}\\.json, record 1\\b.*: \`id\`: .+\\.$`));
        }
      },
    );

    test('is refused when an id is nothing but spaces', async () => {
      const message = await refusal((folder) =>
        folder.edit('users', ({ value }) => value.push(user('x', { id: '  ' }))),
      );
      expect(message).toMatch(/^users\.json, record 3/);
    });

    test.each([
      [
        'without its role and its scope, as $expand leaves it',
        { roleDefinition: null },
        'lacks its role and its scope',
      ],
      ['without its scope type and its tags, as v1.0 answers it', {}, 'lacks its scope type and its tags'],
    ])('is refused when a role assignment is %s', async (_, over, problem) => {
      const unsaid = { scopeType: undefined, roleScopeTags: undefined, resourceScopes: ['group-Site'], ...over };
      const message = await refusal((folder) =>
        folder.put('roleAssignments', collection([assignment('pilot', 'Helper', ['Operators'], unsaid)])),
      );
      expect(message).toMatch(
        new RegExp(`^roleAssignments\\.json, record 1 \\(assignment-pilot\\): ${problem}; .+\\.$`),
      );
    });

    test('is refused when a record is a removal of a delta query', async () => {
      const message = await refusal((folder) =>
        folder.edit('groups', ({ value }) => value.push({ id: 'group-gone', '@removed': { reason: 'deleted' } })),
      );
      expect(message).toBe(
        'groups.json, record 3: is a removal that a delta query reports: save the list itself, without /delta.',
      );
    });

    test('is refused when two lists have a policy of the same id, with both places', async () => {
      const message = await refusal((folder) =>
        folder.put('configurationPolicies', collection([{ id: 'profile-wifi', name: 'Another' }])),
      );
      expect(message).toBe(
        'configurationPolicies.json, record 1 (profile-wifi): was already read with other content (deviceConfigurations.json, record 1). Save this file again.',
      );
    });

    test('is refused when a record of a batch is wrong, with the part', async () => {
      const message = await refusal((folder) =>
        folder.edit('deviceConfigurationStates', ({ responses }) => {
          responses[0].body.value[0].settingStates[0].state = 1;
        }),
      );
      expect(message).toMatch(
        /^deviceConfigurationStates\.json, part 1 \(device-laptop\), record 1 \(profile-wifi\): `settingStates\.0\.state`: /,
      );
    });
  });

  describe('with an id twice', () => {
    const TWICE = (id: string, first = 'users.json, record 1') =>
      `(${id}): was already read with other content (${first}). Save this file again.`;
    const OTHER: readonly [Resource, Record<string, unknown>][] = [
      ['users', { displayName: 'Other' }],
      ['groups', { displayName: 'Other' }],
      ['devices', { trustType: 'Workplace' }],
      ['managedDevices', { deviceName: 'Other' }],
      ['deviceConfigurations', { displayName: 'Other' }],
      ['mobileApps', { displayName: 'Other' }],
      ['managedAppPolicies', { displayName: 'Other' }],
      ['troubleshootingEvents', { failureReason: 'Other' }],
      ['roleDefinitions', { displayName: 'Other' }],
      ['roleAssignments', { displayName: 'Other' }],
    ];

    test.each(OTHER)('and other content is refused in %s.json', async (name, over) => {
      let [records, id] = [0, ''];
      const message = await refusal((folder) =>
        folder.edit(name, ({ value }) => {
          id = value[0].id.toLowerCase();
          records = value.push({ ...value[0], ...over });
        }),
      );
      expect(message).toBe(`${name}.json, record ${records} ${TWICE(id, `${name}.json, record 1`)}`);
    });

    test('and other content is refused on another page', async () => {
      const message = await refusal((folder) => {
        folder.edit('users', (content) => {
          content['@odata.nextLink'] = 'https://graph.microsoft.com/next';
        });
        folder.put('users.2', collection([user('dan'), user('ben', { displayName: 'Other' })]));
      });
      expect(message).toBe(`users.2.json, record 2 ${TWICE('user-ben', 'users.json, record 2')}`);
    });

    test('in another case is the same id', async () => {
      const message = await refusal((folder) =>
        folder.edit('users', ({ value }) => value.push(user('ben', { id: 'USER-BEN', displayName: 'Other' }))),
      );
      expect(message).toBe(`users.json, record 3 ${TWICE('user-ben', 'users.json, record 2')}`);
    });

    const crowd = (count: number) => Array.from({ length: count }, (_, i) => user(`crowd${i}`));

    test.each([199, 200, 201, 450])('and other content is refused %i records later', async (apart) => {
      const twice = [user('ben'), ...crowd(apart - 1), user('ben', { displayName: 'Other' })];
      const message = await refusal((folder) => folder.put('users', collection(twice)));
      expect(message).toBe(`users.json, record ${apart + 1} ${TWICE('user-ben')}`);
    });

    test('is refused many records later also when the second is what the database holds', async () => {
      const twice = [user('ben', { displayName: 'Other' }), ...crowd(450), user('ben')];
      const message = await refusal((folder) => folder.put('users', collection(twice)));
      expect(message).toBe(`users.json, record 452 ${TWICE('user-ben')}`);
    });

    test('is refused many records later in a database that holds nothing yet', async () => {
      const empty = await startService({ demo: false });
      running.push(empty);
      const untouched = await allRows(empty.database.primary);
      const twice = [user('ben'), ...crowd(450), user('ben', { displayName: 'Other' })];
      const folder = tenantFolder({ users: collection(twice) });

      const twiceRead = new ImportError(`users.json, record 452 ${TWICE('user-ben')}`);
      await expect(bring(empty.database, folder)).rejects.toThrow(twiceRead);

      expect(await allRows(empty.database.primary)).toEqual(untouched);
    });

    const HANGING: readonly [Resource, string, Record<string, unknown>][] = [
      ['users', 'licences', { assignedLicenses: [] }],
      ['managedDevices', 'actions', { deviceActionResults: [] }],
      ['roleDefinitions', 'actions', { permissions: [{ actions: ['Microsoft.Intune_Roles_Assign'] }] }],
      ['roleAssignments', 'members', { members: ['group-Operators', 'group-Site'] }],
      ['roleAssignments', 'scope', { resourceScopes: ['group-Site'], scopeType: 'resourceScope' }],
    ];

    test.each(HANGING)(
      'and nothing but other things that hang on it is refused in %s.json: %s',
      async (name, _, over) => {
        let id = '';
        const message = await refusal((folder) =>
          folder.edit(name, ({ value }) => {
            id = value[0].id.toLowerCase();
            value.splice(1, 0, { ...value[0], ...over });
          }),
        );
        expect(message).toBe(`${name}.json, record 2 ${TWICE(id, `${name}.json, record 1`)}`);
      },
    );
  });

  test('leaves nothing behind that a good folder would trip over', async () => {
    expect(changes(await bring(service.database, tenantFolder()))).toEqual({});
    const summary = await bring(service.database, changedFolder());
    expect(changes(summary)).toEqual({
      connectors: [1, 0, 1],
      users: [0, 1, 1],
      'Intune plans of users': [0, 0, 1],
    });
  });
});

describe('what an import takes as it is', () => {
  test('a device that joined Entra again comes once for an operator over both of its objects', async () => {
    const service = await serviceWith(
      tenantFolder({
        managedDevices: collection([device('laptop', 'ben'), device('tablet', 'ben')]),
        devices: collection([
          entraDevice('laptop'),
          entraDevice('again', { deviceId: 'join-laptop' }),
          entraDevice('tablet'),
        ]),
        groupMembers: batch({
          'group-Operators': [member('user', 'ada')],
          'group-Site': [member('device', 'laptop'), member('device', 'again'), member('device', 'tablet')],
        }),
        roleAssignments: collection([assignment('site', 'Helper', ['Operators'], { resourceScopes: ['group-Site'] })]),
      }),
    );

    const { data } = await service.ask(
      '{ devices(first: 1) { totalCount complete nodes { deviceName } pageInfo { hasNextPage } } }',
      { as: ADA },
    );
    expect(data.devices).toEqual({
      totalCount: 2,
      complete: false,
      nodes: [{ deviceName: 'laptop' }],
      pageInfo: { hasNextPage: true },
    });
  });

  const ALL = `{
    tenant { displayName connectors { kind name } }
    users { nodes { displayName licenses { skuPartNumber servicePlan state } devices { nodes { deviceName } } } }
  }`;
  const EXPECTED = {
    tenant: {
      displayName: 'Fabrikam',
      connectors: expect.arrayContaining([{ kind: 'APPLE_PUSH_CERTIFICATE', name: 'mdm@fabrikam.example' }]),
    },
    users: {
      nodes: [
        ['ada', []],
        ['ben', [{ deviceName: 'laptop' }]],
        ['cyd', []],
      ].map(([displayName, nodes]) => ({
        displayName,
        licenses: [{ skuPartNumber: 'SPE_E3', servicePlan: 'INTUNE_A', state: 'ENABLED' }],
        devices: { nodes },
      })),
    },
  };

  async function expectFabrikam(folder: TenantFolder): Promise<Summary> {
    const service = await startService({ demo: false });
    running.push(service);
    const summary = await bring(service.database, folder);
    const { data, errors } = await service.ask(ALL, { as: ADA });
    expect(errors).toEqual([]);
    expect(data).toEqual(EXPECTED);
    return summary;
  }

  test('is a folder in its simplest form', async () => {
    const summary = await expectFabrikam(tenantFolder());
    expect(summary.tenant).toBe('Fabrikam');
    expect(changes(summary)).toEqual({
      connectors: [5, 0, 0],
      'licence SKUs': [1, 0, 0],
      users: [3, 0, 0],
      'Intune plans of users': [3, 0, 0],
      groups: [2, 0, 0],
      'Entra devices': [1, 0, 0],
      'group members': [3, 0, 0],
      'managed devices': [1, 0, 0],
      'remote actions': [1, 0, 0],
      'policies and profiles': [1, 0, 0],
      'policy states': [2, 0, 0],
      'policy setting states': [1, 0, 0],
      apps: [1, 0, 0],
      'app install states': [1, 0, 0],
      'app protection policies': [1, 0, 0],
      'app protection states': [1, 0, 0],
      'enrolment failures': [1, 0, 0],
      roles: [1, 0, 0],
      'role assignments': [1, 0, 0],
    });
    expect(summary.leftOut).toEqual(new Map());
    expect(summary.unknown).toEqual(new Map());
  });

  test('may have Windows line ends and a byte-order mark', async () => {
    const folder = tenantFolder();
    for (const file of readdirSync(folder.path)) {
      const text = readFileSync(path.join(folder.path, file), 'utf8');
      expect(text).toContain('\n');
      writeFileSync(path.join(folder.path, file), `\ufeff${text.replaceAll('\n', '\r\n')}`);
    }
    await expectFabrikam(folder);
  });

  test('may go on in further files, and in parts of a batch in any order', async () => {
    const folder = tenantFolder({
      users: collection([user('ada')], 'https://graph.microsoft.com/next'),
      groupMembers: { responses: [part('group-Site', [member('user', 'ben')])] },
    });
    folder.put('users.2', collection([user('ben')], 'https://graph.microsoft.com/next'));
    folder.put('users.3', collection([user('cyd')]));
    folder.put('groupMembers.2', {
      responses: [part('group-Site', [member('device', 'laptop')]), part('group-Operators', [member('user', 'ada')])],
    });
    expect(changes(await expectFabrikam(folder))['group members']).toEqual([3, 0, 0]);
  });

  test('may have the files that macOS writes beside others, and agents among the users', async () => {
    const folder = tenantFolder();
    const { responses } = JSON.parse(readFileSync(path.join(folder.path, 'groupMembers.json'), 'utf8'));
    folder.put('groupMembers', null);
    mkdirSync(path.join(folder.path, 'groupMembers'));
    for (const { id, body } of responses) {
      for (const each of body.value) {
        if (each.id === 'user-ben') each['@odata.type'] = '#microsoft.graph.agentUser';
      }
      folder.put(`groupMembers/${id}`, body);
      folder.put(`groupMembers/._${id}`, Buffer.from([0, 5, 22, 7, 0, 2, 0, 0, 0xff, 0xfe]));
    }

    const summary = await expectFabrikam(folder);

    expect([changes(summary)['group members'], summary.leftOut]).toEqual([[3, 0, 0], new Map()]);
  });

  test('may say the same thing twice', async () => {
    const folder = tenantFolder();
    const listed = NEEDED.filter((resource) => RESOURCES[resource].form === 'collection').map(
      (resource) => [resource] as const,
    );
    for (const [resource] of listed) {
      if (resource !== 'organization') folder.edit(resource, ({ value }) => value.push(...value));
    }
    folder.edit('groupMembers', ({ responses }) => responses.push(...responses));
    const once = await serviceWith(tenantFolder());

    const summary = await expectFabrikam(folder);

    const [twice] = running.slice(-1);
    expect(await allRows((twice as Service).database.primary)).toEqual(await allRows(once.database.primary));
    expect(summary.leftOut).toEqual(new Map());
  });

  test('may hold fields that nobody here knows', async () => {
    const folder = tenantFolder();
    for (const resource of NEEDED) {
      folder.edit(resource, (content) => {
        content.extra = { nested: [1] };
        for (const record of content.value ?? []) record.extra = { nested: [1] };
        for (const each of content.responses ?? []) for (const record of each.body.value) record.extra = [null];
      });
    }
    expect((await expectFabrikam(folder)).unknown).toEqual(new Map());
  });

  test("may have Graph's not-found error in place of the Apple push certificate", async () => {
    const error = { error: { code: 'ResourceNotFound', message: 'There is none.' } };
    const service = await serviceWith(tenantFolder({ applePushNotificationCertificate: error }));

    const { data } = await service.ask('{ tenant { connectors { kind name health } } }', { as: ADA });

    expect(data.tenant.connectors).toContainEqual({
      kind: 'APPLE_PUSH_CERTIFICATE',
      name: null,
      health: 'NOT_ENABLED',
    });
  });

  test('may have an empty collection in place of the Apple push certificate', async () => {
    const service = await serviceWith(tenantFolder({ applePushNotificationCertificate: collection([]) }));

    const { data } = await service.ask('{ tenant { connectors { kind name health } } }', { as: ADA });

    expect(data.tenant.connectors).toContainEqual({
      kind: 'APPLE_PUSH_CERTIFICATE',
      name: null,
      health: 'NOT_ENABLED',
    });
  });
});

describe('what an import cannot place', () => {
  test('is left out and counted, and the rest is there', async () => {
    const folder = tenantFolder({
      groupMembers: batch({
        'group-Operators': [
          member('user', 'ada'),
          member('user', 'gone'),
          member('group', 'gone'),
          member('device', 'gone'),
        ],
        'group-Site': [{ '@odata.type': '#microsoft.graph.servicePrincipal', id: 'robot' }, { id: 'user-ben' }],
        'group-gone': [member('user', 'ada')],
      }),
      managedDevices: collection([device('laptop', 'ben'), device('orphan', 'gone')]),
      devices: collection([entraDevice('laptop'), entraDevice('nameless', { deviceId: null })]),
      deviceCompliancePolicyStates: batch({ 'device-gone': [{ id: 'policy-baseline', state: 'compliant' }] }),
      mobileAppIntentAndStates: batch({
        'user-ben': ['laptop', 'gone'].map((name) => ({
          managedDeviceIdentifier: `device-${name}`,
          mobileAppList: ['app-reader', 'app-gone'].map((applicationId) => ({
            applicationId,
            installState: 'installed',
          })),
        })),
      }),
      managedAppRegistrations: collection([{ id: 'registration-1', userId: 'user-gone' }]),
      userManagedAppPolicies: batch({ 'user-ben': [{ id: 'policy-gone' }], 'user-gone': [{ id: 'policy-ios' }] }),
      troubleshootingEvents: collection([
        { id: 'event-1', userId: 'user-gone', eventDateTime: '2026-11-18T08:00:00Z' },
        { id: 'event-2', userId: 'user-ben', eventDateTime: null },
      ]),
      roleAssignments: collection([
        assignment('everywhere', 'Helper', ['Operators', 'gone'], { scopeType: 'allDevicesAndLicensedUsers' }),
        assignment('lost', 'gone', ['Operators']),
      ]),
    });
    const service = await startService({ demo: false });
    running.push(service);

    const { leftOut } = await bring(service.database, folder);

    expect(Object.fromEntries(leftOut)).toEqual({
      'members that do not exist': 3,
      'members that are neither user, group nor device (microsoft.graph.servicePrincipal)': 1,
      'members of groups that do not exist': 1,
      'primary users that do not exist': 1,
      'Entra devices without a device id': 1,
      'policy states of devices that do not exist': 1,
      'app install states of devices that do not exist': 2,
      'app install states of apps that do not exist': 1,
      'app registrations of users that do not exist': 1,
      'app protection policies that do not exist': 1,
      'app protection policies of users that do not exist': 1,
      'enrolment failures without a user': 1,
      'enrolment failures without a date': 1,
      'groups of role assignments that do not exist': 1,
      'role assignments of roles that do not exist': 1,
    });
    const { data, errors } = await service.ask(
      `{ groups { nodes { displayName users { nodes { displayName } } } }
        devices { nodes { deviceName primaryUser { displayName } appInstallStates { nodes { state app { displayName } } } } } }`,
      { as: ADA },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      groups: {
        nodes: [
          { displayName: 'Operators', users: { nodes: [{ displayName: 'ada' }] } },
          { displayName: 'Site', users: { nodes: [{ displayName: 'ben' }] } },
        ],
      },
      devices: {
        nodes: [
          {
            deviceName: 'laptop',
            primaryUser: { displayName: 'ben' },
            appInstallStates: { nodes: [{ state: 'INSTALLED', app: { displayName: 'Reader' } }] },
          },
          { deviceName: 'orphan', primaryUser: null, appInstallStates: { nodes: [] } },
        ],
      },
    });
  });

  test('are licences of a user whom the folder does not have', async () => {
    const service = await startService({ demo: false });
    running.push(service);

    const { leftOut } = await bring(
      service.database,
      tenantFolder({ userLicenses: collection([user('ada'), user('ben'), user('cyd'), user('gone')]) }),
    );

    expect(Object.fromEntries(leftOut)).toEqual({ 'licences of users that do not exist': 1 });
    const { data } = await service.ask('{ users { nodes { displayName licenses { servicePlan } } } }', { as: ADA });
    expect(data.users.nodes).toEqual(
      ['ada', 'ben', 'cyd'].map((displayName) => ({ displayName, licenses: [{ servicePlan: 'INTUNE_A' }] })),
    );
  });

  test('are troubleshooting events that are no enrolment', async () => {
    const service = await startService({ demo: false });
    running.push(service);
    const events = [
      ['app', '#microsoft.graph.mobileAppTroubleshootingEvent'],
      ['enrolment', '#microsoft.graph.enrollmentTroubleshootingEvent'],
      ['base', '#microsoft.graph.deviceManagementTroubleshootingEvent'],
      ['bare', undefined],
    ].map(([id, type]) => ({
      id: `event-${id}`,
      '@odata.type': type,
      eventDateTime: '2026-11-18T08:00:00Z',
      userId: 'user-ben',
    }));

    const { leftOut } = await bring(service.database, tenantFolder({ troubleshootingEvents: collection(events) }));

    expect(Object.fromEntries(leftOut)).toEqual({ 'troubleshooting events that are no enrolment': 1 });
    const { data } = await service.ask(`{ user(userPrincipalName: "${BEN}") { enrollmentFailures { totalCount } } }`, {
      as: ADA,
    });
    expect(data.user.enrollmentFailures.totalCount).toBe(3);
  });

  test('are app configuration policies among those of app protection: an app with nothing else has not checked in', async () => {
    const configuration = { '@odata.type': '#microsoft.graph.targetedManagedAppConfiguration', id: 'policy-settings' };
    const protection = { '@odata.type': '#microsoft.graph.iosManagedAppProtection', id: 'policy-ios' };
    const folder = tenantFolder({
      userManagedAppPolicies: batch({ 'user-ben': [configuration, protection] }),
      managedAppRegistrations: collection([
        {
          '@odata.type': '#microsoft.graph.iosManagedAppRegistration',
          id: 'registration-1',
          userId: 'user-ben',
          appIdentifier: {
            '@odata.type': '#microsoft.graph.iosMobileAppIdentifier',
            bundleId: 'com.contoso.Mail',
          },
          appliedPolicies: [configuration],
          intendedPolicies: [configuration, protection],
        },
      ]),
    });
    folder.edit('managedAppPolicies', ({ value }) => value.push({ ...configuration, displayName: 'Outlook settings' }));
    const service = await startService({ demo: false });
    running.push(service);

    const { leftOut } = await bring(service.database, folder);

    expect(Object.fromEntries(leftOut)).toEqual({});
    const { data, errors } = await service.ask(
      `{ user(userPrincipalName: "${BEN}") { appProtectionPolicies { nodes { displayName } }
        appProtectionStates { nodes { state policies { displayName } } } } }`,
      { as: ADA },
    );
    expect(errors).toEqual([]);
    const policies = [{ displayName: 'iOS data' }];
    expect(data.user).toEqual({
      appProtectionPolicies: { nodes: policies },
      appProtectionStates: { nodes: [{ state: 'NOT_CHECKED_IN', policies }] },
    });
  });

  test('is UNKNOWN and counted where it is the value of an enum', async () => {
    const folder = tenantFolder();
    folder.edit('managedDevices', ({ value }) => {
      Object.assign(value[0], { managementAgent: 'telepathy', complianceState: 'perhaps', managementState: 'unknown' });
      value.push(device('second', null, { managementAgent: 'telepathy' }));
    });
    folder.edit('deviceManagement', (content) => {
      content.subscriptionState = 'onFire';
    });
    const service = await startService({ demo: false });
    running.push(service);

    const { unknown } = await bring(service.database, folder);

    expect(Object.fromEntries(unknown)).toEqual({
      'managementAgent "telepathy"': 2,
      'complianceState "perhaps"': 1,
      'subscriptionState "onFire"': 1,
    });
    const { data, errors } = await service.ask(
      '{ tenant { subscriptionState } devices { nodes { managedBy intuneCompliance managementState } } }',
      { as: ADA },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      tenant: { subscriptionState: 'UNKNOWN' },
      devices: {
        nodes: [
          { managedBy: 'UNKNOWN', intuneCompliance: 'UNKNOWN', managementState: 'UNKNOWN' },
          { managedBy: 'UNKNOWN', intuneCompliance: 'COMPLIANT', managementState: 'MANAGED' },
        ],
      },
    });
  });

  test('is null where it is a date that was never meant', async () => {
    const dates = {
      lastSyncDateTime: '2026-11-20T08:00:00.1234567+01:00',
      enrolledDateTime: '0001-01-01T00:00:00Z',
      managementCertificateExpirationDate: '9999-12-31T23:59:59.9999999Z',
      complianceGracePeriodExpirationDateTime: '2026-11-20t23:30:00-02:30',
    };
    const folder = tenantFolder({
      managedDevices: collection([device('a', 'ben', dates), device('b', 'ben', { lastSyncDateTime: 'last week' })]),
    });
    const service = await startService({ demo: false });
    running.push(service);

    const { unknown } = await bring(service.database, folder);

    const { data } = await service.ask(
      '{ devices { nodes { lastCheckInAt enrolledAt certificateExpiresAt graceEndsAt } } }',
      { as: ADA },
    );
    expect(data.devices.nodes).toEqual([
      {
        lastCheckInAt: '2026-11-20T07:00:00.123Z',
        enrolledAt: null,
        certificateExpiresAt: null,
        graceEndsAt: '2026-11-21T02:00:00.000Z',
      },
      { lastCheckInAt: null, enrolledAt: null, certificateExpiresAt: null, graceEndsAt: null },
    ]);
    expect(Object.fromEntries(unknown)).toEqual({ 'lastSyncDateTime "last week"': 1 });
  });

  test('does not move with the dates that are moved', async () => {
    const folder = tenantFolder({
      managedDevices: collection([device('a', null, { enrolledDateTime: '0001-01-01T00:00:00Z' })]),
    });
    const service = await serviceWith(folder, { shiftMs: 24 * 60 * 60 * 1000 });

    const { data } = await service.ask('{ devices { nodes { lastCheckInAt enrolledAt } } }', { as: ADA });

    expect(data.devices.nodes).toEqual([{ lastCheckInAt: '2026-11-21T07:00:00.000Z', enrolledAt: null }]);
  });
});

describe('what a folder lacks', () => {
  const REPORT = `{ user(userPrincipalName: "${BEN}") { findings { notChecked { rules reason text } } }
    findings { notChecked { rules reason text } } }`;
  const NOT_IMPORTED = 'Some of what these rules look at was not in the folder of the last import.';

  /** The rules that a page and the list of all findings do not check because of the folder. */
  async function uncheckedIn(service: Service) {
    const { data, errors } = await service.ask(REPORT, { as: ADA });
    expect(errors).toEqual([]);
    const lists = [data.user.findings.notChecked, data.findings.notChecked];
    return lists.map((notChecked) =>
      notChecked.flatMap(({ rules, reason, text }: { rules: string[]; reason: string; text: string }) =>
        text === NOT_IMPORTED ? rules.map((rule) => `${reason} ${rule}`) : [],
      ),
    );
  }

  const NONE = collection([]);
  /** Files of every resource on which findings rest. */
  const WHOLE = {
    windowsAutopilotDeviceIdentities: NONE,
    autopilotEvents: NONE,
    configurationPolicies: NONE,
    groupPolicyConfigurations: NONE,
    intents: NONE,
    deviceCompliancePolicies: NONE,
    compliancePolicies: NONE,
    deviceEnrollmentConfigurations: NONE,
    deviceConfigurationAssignments: batch({}),
  };
  const LIMIT = ['DEVICE_LIMIT_REACHED', 'ENROLMENT_BLOCKED'];

  test('is named in the summary and counts as unknown, not as empty, until a folder has it', async () => {
    const service = await startService({ demo: false });
    running.push(service);
    const { autopilotEvents, deviceConfigurationAssignments, ...others } = WHOLE;

    const lacking = await bring(service.database, tenantFolder(others));

    expect(describeImport(lacking)).toMatch(
      /\nNot in the folder:\n(.+\n)* {2}autopilotEvents +set-ups with Windows Autopilot\n/,
    );
    expect(lacking.missing).toContain('deviceConfigurationAssignments');
    const without = ['NO_DATA PROFILE_NOT_REACHING', 'NO_DATA SETUP_FAILED'];
    for (const rules of await uncheckedIn(service)) expect(rules.toSorted()).toEqual(without);
    const whole = await bring(service.database, tenantFolder(WHOLE));
    for (const resource of Object.keys(WHOLE)) expect(whole.missing).not.toContain(resource);
    expect(await uncheckedIn(service)).toEqual([[], []]);
    await bring(service.database, tenantFolder(others));
    for (const rules of await uncheckedIn(service)) expect(rules.toSorted()).toEqual(without);
  });

  test('is unknown to the rules about enrolment if it is the enrolment restrictions', async () => {
    const { deviceEnrollmentConfigurations, ...others } = WHOLE;
    const service = await serviceWith(tenantFolder(others));

    for (const rules of await uncheckedIn(service)) expect(rules).toEqual(LIMIT.map((rule) => `NO_DATA ${rule}`));
  });

  test('is no file of assignments where each policy came with its own', async () => {
    const { deviceConfigurationAssignments, ...others } = WHOLE;
    const folder = tenantFolder(others);
    folder.edit('deviceConfigurations', ({ value }) => {
      value[0].assignments = [];
    });

    const service = await startService({ demo: false });
    running.push(service);
    const { missing } = await bring(service.database, folder);

    expect(missing).not.toContain('deviceConfigurationAssignments');
    expect(await uncheckedIn(service)).toEqual([[], []]);
  });

  test('is nothing of the demo tenant, whose settings and remote actions came with policies and devices', async () => {
    const service = await startService({ demo: false });
    running.push(service);

    const { missing } = await importTenant(service.database.writer, {
      source: await folderSource(DEMO.folder),
      now: NOW,
    });

    expect(missing).toEqual([]);
  });

  test('are app protection policies of no platform if one list has all of them', async () => {
    const service = await startService({ demo: false });
    running.push(service);
    const lists = ['iosManagedAppProtections', 'androidManagedAppProtections', 'windowsManagedAppProtections'];
    const missedOf = async (folder: TenantFolder) =>
      (await bring(service.database, folder)).missing?.filter((resource) => /ManagedApp(Prot|Pol)/i.test(resource));

    expect(await missedOf(tenantFolder())).toEqual(['managedAppPolicyAssignments']);
    const byPlatform = { managedAppPolicies: NONE, iosManagedAppProtections: collection([{ id: 'policy-ios' }]) };
    const folder = tenantFolder(byPlatform);
    folder.put('managedAppPolicies', null);
    expect(await missedOf(folder)).toEqual(['managedAppPolicyAssignments', ...lists.slice(1)]);
    const { data, errors } = await service.ask(
      '{ user(userPrincipalName: "ben@fabrikam.example") { appProtectionPolicies { nodes { syncedAt } } } }',
      { as: ADA },
    );
    expect([data, errors]).toEqual([
      { user: { appProtectionPolicies: { nodes: [{ syncedAt: NOW.toISOString() }] } } },
      [],
    ]);
  });

  describe('are the settings of a state', () => {
    const STATES =
      '{ devices { nodes { compliancePolicyStates { settingsRead } configurationStates { settingsRead } } } }';
    const unsaid = batch({ 'device-laptop': [{ id: 'profile-wifi', displayName: 'Office Wi-Fi', state: 'error' }] });

    async function settingsRead(folder: TenantFolder) {
      const { data, errors } = await (await serviceWith(folder)).ask(STATES, { as: ADA });
      expect(errors).toEqual([]);
      const [{ compliancePolicyStates, configurationStates }] = data.devices.nodes;
      return [...compliancePolicyStates, ...configurationStates].map((state) => state.settingsRead);
    }

    test('which count as read if the state has them, or if the folder has settings, also empty ones', async () => {
      expect(await settingsRead(tenantFolder())).toEqual([false, true]);
      expect(await settingsRead(tenantFolder({ deviceConfigurationStates: unsaid }))).toEqual([false, false]);
      const answers = { compliancePolicySettings: batch({ 'device-laptop/policy-baseline': [] }) };
      expect(await settingsRead(tenantFolder({ deviceConfigurationStates: unsaid, ...answers }))).toEqual([
        true,
        false,
      ]);
    });

    test('which count as read if there is a folder of files for them', async () => {
      const folder = tenantFolder({ deviceConfigurationStates: unsaid });
      mkdirSync(path.join(folder.path, 'configurationSettings', 'device-laptop'), { recursive: true });
      folder.put('configurationSettings/device-laptop/profile-wifi', NONE);

      expect(await settingsRead(folder)).toEqual([false, true]);
    });
  });
});

describe('an import after another', () => {
  /** Everything except the audit trail and the version of the rights, which each import raises. */
  async function rowsOf({ database }: Service) {
    const { audit_events: _events, audit_head: _head, ...rows } = await allRows(database.primary);
    return rows;
  }

  test('writes nothing when nothing changed', async () => {
    const service = await serviceWith(tenantFolder());
    const before = await rowsOf(service);

    const summary = await bring(service.database, tenantFolder());

    expect(changes(summary)).toEqual({});
    expect(summary.rows.map(({ title }) => title)).toContain('users');
    expect(await rowsOf(service)).toEqual(before);
  });

  test('of the demo tenant writes nothing either, whatever the order of its records', async () => {
    const service = await startService();
    running.push(service);
    const before = await rowsOf(service);
    const inOrder = await folderSource(DEMO.folder);
    const reversed: Source = {
      ...inOrder,
      async *read(resource) {
        const items = [];
        for await (const item of inOrder.read(resource)) items.push(item);
        yield* RESOURCES[resource].form === 'collection' ? items.reverse() : items;
      },
    };

    for (const source of [inOrder, reversed]) {
      const summary = await importTenant(service.database.writer, { source, now: DEMO.recordedAt });
      expect(changes(summary)).toEqual({});
      expect(await rowsOf(service)).toEqual(before);
    }
  });

  test('adds, changes and removes what differs, and says how much', async () => {
    const service = await serviceWith(tenantFolder());
    const folder = tenantFolder();
    folder.edit('users', ({ value }) => {
      value[1].jobTitle = 'Plumber';
      value[2] = user('dan');
    });
    folder.edit('groups', ({ value }) => {
      value[1].displayName = 'Building site';
      value.push(group('New'));
    });
    folder.edit('groupMembers', ({ responses }) => {
      responses[1].body.value = [member('user', 'dan'), member('device', 'laptop')];
    });
    folder.edit('managedDevices', ({ value }) => {
      value[0].osVersion = '11';
      value[0].deviceActionResults[0].actionState = 'failed';
      value.push(device('phone', 'dan'), device('tablet', null));
    });
    folder.edit('mobileAppIntentAndStates', ({ responses }) => {
      responses[0].body.value[0].mobileAppList[0].installState = 'installed';
    });
    folder.edit('roleAssignments', ({ value }) => {
      value[0].description = 'First line';
    });

    const summary = await bring(service.database, folder);

    expect(changes(summary)).toEqual({
      users: [1, 1, 1],
      'Intune plans of users': [1, 0, 1],
      groups: [1, 1, 0],
      'group members': [1, 0, 1],
      'managed devices': [2, 1, 0],
      'remote actions': [0, 1, 0],
      'app install states': [0, 1, 0],
      'role assignments': [0, 1, 0],
    });
    const { data, errors } = await service.ask(
      `{ users { nodes { displayName jobTitle groupMemberships { nodes { group { displayName } } } } }
        devices { nodes { deviceName osVersion primaryUser { displayName } actions { state }
          appInstallStates { nodes { state error { code } } } } }
        roleAssignments { nodes { description version } } found: users(search: "cyd") { totalCount } }`,
      { as: ADA },
    );
    expect(errors).toEqual([]);
    const inGroups = (...names: string[]) => ({ nodes: names.map((displayName) => ({ group: { displayName } })) });
    expect(data).toEqual({
      users: {
        nodes: [
          { displayName: 'ada', jobTitle: null, groupMemberships: inGroups('Operators') },
          { displayName: 'ben', jobTitle: 'Plumber', groupMemberships: inGroups() },
          { displayName: 'dan', jobTitle: null, groupMemberships: inGroups('Building site') },
        ],
      },
      devices: {
        nodes: [
          {
            deviceName: 'laptop',
            osVersion: '11',
            primaryUser: { displayName: 'ben' },
            actions: [{ state: 'FAILED' }],
            appInstallStates: { nodes: [{ state: 'INSTALLED', error: null }] },
          },
          {
            deviceName: 'phone',
            osVersion: null,
            primaryUser: { displayName: 'dan' },
            actions: [],
            appInstallStates: { nodes: [] },
          },
          { deviceName: 'tablet', osVersion: null, primaryUser: null, actions: [], appInstallStates: { nodes: [] } },
        ],
      },
      roleAssignments: { nodes: [{ description: 'First line', version: 2 }] },
      found: { totalCount: 0 },
    });
  });

  test('gives everything the id that it had, in another database too', async () => {
    const IDS = `{
      tenant { id }
      users { nodes { id enrollmentFailures { nodes { id } } appProtectionStates { nodes { id } }
        appProtectionPolicies { nodes { id } } } }
      groups { nodes { id } }
      devices { nodes { id compliancePolicyStates { id } configurationStates { id } appInstallStates { nodes { id } } } }
      apps { nodes { id } } roles { nodes { id } } roleAssignments { nodes { id } }
    }`;
    const idsOf = async (service: Service) => {
      const { data, errors } = await service.ask(IDS, { as: ADA });
      expect(errors).toEqual([]);
      return data;
    };
    const turned = tenantFolder();
    for (const resource of NEEDED) {
      const { form } = RESOURCES[resource];
      if (form === 'collection') turned.edit(resource, ({ value }) => value.reverse());
      if (form === 'batch') turned.edit(resource, ({ responses }) => responses.reverse());
    }
    const service = await serviceWith(tenantFolder());
    const ids = await idsOf(service);
    expect(JSON.stringify(ids).match(/"id"/g)?.length).toBeGreaterThan(20);

    await bring(service.database, turned);
    const other = await serviceWith(turned);

    expect(await idsOf(service)).toEqual(ids);
    expect(await idsOf(other)).toEqual(ids);
  });

  test('says when each thing was read', async () => {
    const service = await serviceWith(tenantFolder());
    await bring(service.database, tenantFolder(), { now: new Date('2026-11-20T08:30:00Z') });

    const { data } = await service.ask('{ tenant { syncedAt } users(first: 1) { nodes { syncedAt } } }', { as: ADA });

    const syncedAt = '2026-11-20T08:30:00.000Z';
    expect(data).toEqual({ tenant: { syncedAt }, users: { nodes: [{ syncedAt }] } });
  });

  describe('removes what is gone', () => {
    const test = oneIn(2);
    const mentions = async (service: Service, name: string) =>
      Object.entries(await allRows(service.database.primary)).flatMap(([table, rows]) =>
        rows.filter((row) => JSON.stringify(row).includes(name)).map(() => table),
      );

    test('a user, with everything that hangs on them; their device stays, without primary user', async () => {
      const service = await serviceWith(tenantFolder());
      expect(new Set(await mentions(service, 'ben'))).toEqual(
        new Set([
          'users',
          'user_search',
          'user_licenses',
          'group_members',
          'devices',
          'app_install_states',
          'user_app_protection_policies',
          'app_protections',
          'app_protection_state_policies',
          'enrollment_failures',
        ]),
      );
      const folder = tenantFolder();
      folder.edit('users', ({ value }) => value.splice(1, 1));
      folder.put('mobileAppIntentAndStates', batch({}));

      const { leftOut } = await bring(service.database, folder);

      expect(await mentions(service, 'ben')).toEqual([]);
      expect(leftOut.get('primary users that do not exist')).toBe(1);
      const { data } = await service.ask(
        `{ user(userPrincipalName: "${BEN}") { id } devices { nodes { deviceName primaryUser { id } } } }`,
        { as: ADA },
      );
      expect(data).toEqual({ user: null, devices: { nodes: [{ deviceName: 'laptop', primaryUser: null }] } });
    });

    test('a device, with everything that hangs on it', async () => {
      const service = await serviceWith(tenantFolder());
      const folder = tenantFolder({ managedDevices: collection([]), devices: collection([]) });

      const { leftOut } = await bring(service.database, folder);

      expect(await mentions(service, 'laptop')).toEqual([]);
      expect(Object.fromEntries(leftOut)).toEqual({
        'members that do not exist': 1,
        'policy states of devices that do not exist': 2,
        'app install states of devices that do not exist': 1,
      });
      const { data } = await service.ask('{ devices { totalCount } users { nodes { status { deviceCount } } } }', {
        as: ADA,
      });
      expect(data.devices.totalCount).toBe(0);
      expect(data.users.nodes).toEqual(Array(3).fill({ status: { deviceCount: 0 } }));
    });

    test('an app, with its states', async () => {
      const service = await serviceWith(tenantFolder());
      await bring(service.database, tenantFolder({ mobileApps: collection([]) }));
      expect(await mentions(service, 'app-reader')).toEqual([]);
    });

    test('a group, from memberships, scopes and the rights that it gave', async () => {
      const site = assignment('site', 'Helper', ['Site'], { resourceScopes: ['group-Site'] });
      const folder = tenantFolder();
      folder.edit('roleAssignments', ({ value }) => value.push(site));
      const service = await serviceWith(folder);
      const rights = async () => (await service.ask('{ viewer { canTroubleshoot } }', { as: BEN })).data;
      expect(await rights()).toEqual({ viewer: { canTroubleshoot: true } });
      folder.edit('groups', ({ value }) => value.pop());

      await bring(service.database, folder);

      expect(await mentions(service, 'group-Site')).toEqual([]);
      expect(await rights()).toEqual({ viewer: { canTroubleshoot: false } });
    });

    test('a role with its assignment, and the right at once', async () => {
      const service = await serviceWith(tenantFolder());
      const rights = async () => (await service.ask('{ viewer { missingPermissions } }', { as: ADA })).data.viewer;
      expect(await rights()).toEqual({ missingPermissions: [] });

      await bring(service.database, tenantFolder({ roleDefinitions: collection([]), roleAssignments: collection([]) }));

      expect(await mentions(service, 'role-Helper')).toEqual([]);
      expect((await rights()).missingPermissions).toHaveLength(4);
    });

    test('an action of a role', async () => {
      const service = await serviceWith(tenantFolder());
      const folder = tenantFolder({ roleDefinitions: collection([role('Helper', FOUR_READS.slice(0, 3))]) });
      await bring(service.database, folder);

      const { data } = await service.ask('{ viewer { missingPermissions } }', { as: ADA });

      expect(data).toEqual({ viewer: { missingPermissions: ['MANAGED_APPS_READ'] } });
    });

    test.each(['old object first', 'new object first'])(
      'a device that joined Entra again is one device: %s',
      async (order) => {
        const rejoined = {
          deviceId: 'join-laptop',
          trustType: 'ServerAd',
          registrationDateTime: '2026-11-19T09:00:00Z',
        };
        const objects = [entraDevice('laptop'), entraDevice('again', rejoined)];
        const service = await serviceWith(
          tenantFolder({ devices: collection(order === 'old object first' ? objects : objects.toReversed()) }),
        );

        const { data } = await service.ask('{ devices { totalCount nodes { deviceName joinType } } }', { as: ADA });
        expect(data.devices).toEqual({ totalCount: 1, nodes: [{ deviceName: 'laptop', joinType: 'HYBRID_JOINED' }] });
      },
    );

    test('an Entra device that was joined anew keeps its device id under another object', async () => {
      const service = await serviceWith(tenantFolder());
      const folder = tenantFolder({ devices: collection([entraDevice('again', { deviceId: 'join-laptop' })]) });

      await bring(service.database, folder);

      const { data } = await service.ask('{ devices { nodes { deviceName joinType } } }', { as: ADA });
      expect(data.devices.nodes).toEqual([{ deviceName: 'laptop', joinType: 'JOINED' }]);
    });
  });

  describe('leaves alone what was made here', () => {
    test('the administrators of the graph', async () => {
      const service = await serviceWith(tenantFolder());
      await grantAdministrator(service.database, BEN, AUDIT_KEY, NOW);
      const local = async () =>
        (
          await service.ask(
            `{ viewer { permissions { permission allUsers allDevices } }
            groups(search: "graph administrators") { nodes { displayName users { nodes { displayName } } } } }`,
            { as: BEN },
          )
        ).data;
      const before = await local();
      expect(before.groups.nodes).toEqual([
        { displayName: 'Graph administrators', users: { nodes: [{ displayName: 'ben' }] } },
      ]);
      expect(before.viewer.permissions).toHaveLength(PERMISSIONS.length);

      const summary = await bring(service.database, tenantFolder({ roleAssignments: collection([]) }));

      expect(changes(summary)).toEqual({ 'role assignments': [0, 0, 1] });
      expect(await local()).toEqual(before);
    });

    test('an administrator who left the directory is none, and comes back as none', async () => {
      const service = await serviceWith(tenantFolder());
      await grantAdministrator(service.database, BEN, AUDIT_KEY, NOW);
      const without = tenantFolder();
      without.edit('users', ({ value }) => value.splice(1, 1));

      await bring(service.database, without);
      await bring(service.database, tenantFolder());

      const { data } = await service.ask('{ viewer { permissions { permission } } }', { as: BEN });
      expect(data).toEqual({ viewer: { permissions: [] } });
    });

    test('roles and assignments, with imported groups as members and scope', async () => {
      const service = await serviceWith(tenantFolder());
      const { writer } = service.database;
      await writer.raw(`INSERT INTO roles (id, display_name, name_key, origin) VALUES ('own', 'Own', 'own', 'LOCAL')`);
      await writer.raw(
        `INSERT INTO role_permissions VALUES ('own', 'Microsoft.Intune_MobileApps_Read', 'MOBILE_APPS_READ')`,
      );
      await writer.raw(`INSERT INTO role_assignments (id, role_id, display_name, name_key, all_users, all_devices, origin)
        VALUES ('own', 'own', 'Own', 'own', 0, 0, 'LOCAL')`);
      await writer.raw(`INSERT INTO assignment_members VALUES ('own', 'group-site')`);
      await writer.raw(`INSERT INTO assignment_scopes VALUES ('own', 'group-site')`);
      const own = async () =>
        (await service.ask('{ viewer { permissions { permission groups { displayName } } } }', { as: BEN })).data;
      const before = await own();
      expect(before.viewer.permissions).toEqual([
        { permission: 'MOBILE_APPS_READ', groups: [{ displayName: 'Site' }] },
      ]);

      const summary = await bring(service.database, tenantFolder());

      expect(changes(summary)).toEqual({});
      expect(await own()).toEqual(before);
    });
  });

  describe('of another tenant', () => {
    function contoso(): TenantFolder {
      const folder = tenantFolder({
        users: collection([user('eve', { userPrincipalName: 'eve@contoso.example' })]),
        groupMembers: batch({ 'group-Operators': [member('user', 'eve')] }),
      });
      folder.edit('organization', ({ value }) => {
        Object.assign(value[0], { id: 'tenant-contoso', displayName: 'Contoso' });
      });
      return folder;
    }

    test('is refused, and leaves everything as it was', async () => {
      const service = await serviceWith(tenantFolder());
      const before = await allRows(service.database.primary);

      await expect(bring(service.database, contoso())).rejects.toThrow(
        new ImportError(
          'The database holds the tenant Fabrikam (tenant-fabrikam), not Contoso (tenant-contoso); use --replace to replace it.',
        ),
      );

      expect(await allRows(service.database.primary)).toEqual(before);
    });

    test('takes its place when it is told to, with all that was made here', async () => {
      const service = await serviceWith(tenantFolder());
      await grantAdministrator(service.database, BEN, AUDIT_KEY, NOW);
      const token = await service.token(ADA);
      const fresh = await serviceWith(contoso());

      const summary = await bring(service.database, contoso(), { replace: true });

      expect(summary.tenant).toBe('Contoso');
      expect(await rowsOf(service)).toEqual(await rowsOf(fresh));
      const old = await service.ask('{ viewer { id } }', { headers: { authorization: `Bearer ${token}` } });
      expect(old.status).toBe(401);
      const { data } = await service.ask('{ tenant { displayName } users { nodes { displayName } } }', {
        as: 'eve@contoso.example',
      });
      expect(data).toEqual({ tenant: { displayName: 'Contoso' }, users: { nodes: [{ displayName: 'eve' }] } });
    });

    test('leaves the old one where the folder is broken', async () => {
      const service = await serviceWith(tenantFolder());
      const before = await allRows(service.database.primary);
      const folder = contoso();
      folder.put('roleAssignments', null);

      await expect(bring(service.database, folder, { replace: true })).rejects.toThrow(ImportError);

      expect(await allRows(service.database.primary)).toEqual(before);
    });

    test('replaced by itself is an import like any other', async () => {
      const service = await serviceWith(tenantFolder());
      expect(changes(await bring(service.database, tenantFolder(), { replace: true }))).toEqual({});
    });
  });
});

describe('while an import writes', () => {
  /** A source that waits before this resource. */
  function waiting(source: Source, before: Resource) {
    let arrive = () => {};
    let open = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slow: Source = {
      async *read(resource) {
        if (resource === before) {
          arrive();
          await gate;
        }
        yield* source.read(resource);
      },
    };
    return { source: slow, arrived, goOn: open };
  }

  test('readers see the state before it, and then the one after it', async () => {
    const service = await serviceWith(tenantFolder());
    const folder = tenantFolder();
    folder.edit('organization', ({ value }) => {
      value[0].displayName = 'Fabrikam & Sons';
    });
    // More than a batch, so that rows have reached the database.
    folder.edit('users', ({ value }) => {
      value.pop();
      for (let i = 0; i < 500; i++) value.push(user(`extra${i}`));
    });
    folder.put('managedDevices', collection([]));
    folder.put('roleDefinitions', collection([role('Helper', ['Microsoft.Intune_Organization_Read'])]));
    const { source, arrived, goOn } = waiting(await folderSource(folder.path), 'roleAssignments');
    const state = async () => {
      const { status, data } = await service.ask(
        '{ tenant { displayName } users { totalCount } devices { totalCount } cyd: users(search: "cyd") { totalCount } }',
        { as: ADA },
      );
      return { status, data };
    };
    const before = await state();
    expect(before).toEqual({
      status: 200,
      data: {
        tenant: { displayName: 'Fabrikam' },
        users: { totalCount: 3 },
        devices: { totalCount: 1 },
        cyd: { totalCount: 1 },
      },
    });

    const running = importTenant(service.database.writer, { source, now: NOW });
    await arrived;
    expect(await state()).toEqual(before);
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
    goOn();
    await running;

    expect((await state()).data).toEqual({
      tenant: { displayName: 'Fabrikam & Sons' },
      users: { totalCount: 502 },
      devices: null,
      cyd: { totalCount: 0 },
    });
  });

  test('and fails half-way, readers never see any of it', async () => {
    const service = await serviceWith(tenantFolder());
    const folder = tenantFolder({ users: collection([user('ada')]) });
    folder.put('roleAssignments', '{');
    const { source, arrived, goOn } = waiting(await folderSource(folder.path), 'roleAssignments');
    const count = async () => (await service.ask('{ users { totalCount } }', { as: ADA })).data.users.totalCount;

    const running = importTenant(service.database.writer, { source, now: NOW });
    await arrived;
    expect(await count()).toBe(3);
    goOn();
    await expect(running).rejects.toThrow(/^roleAssignments\.json: is not complete JSON/);

    expect(await count()).toBe(3);
  });

  test('its progress is told for every resource', async () => {
    const service = await startService({ demo: false });
    running.push(service);
    const crowd = Array.from({ length: 2_500 }, (_, i) => user(`crowd${i}`));
    const seen: [Resource, number][] = [];

    await bring(service.database, tenantFolder({ users: collection(crowd) }), {
      onRead: (resource, items) => seen.push([resource, items]),
    });

    expect(seen.filter(([resource]) => resource === 'users')).toEqual([
      ['users', 1_000],
      ['users', 2_000],
      ['users', 2_500],
    ]);
    expect(new Set(seen.map(([resource]) => resource))).toEqual(
      // Only a sync reads the reports of failed policies.
      new Set(RESOURCE_NAMES.filter((resource) => resourceOf(resource).isForLarge !== true)),
    );
  });
});

describe('nested groups', () => {
  const nest = (parents: Record<string, string[]>) =>
    batch(
      Object.fromEntries(
        Object.entries(parents).map(([name, children]) => [
          `group-${name}`,
          children.map((child) => member(child === child.toUpperCase() ? 'group' : 'user', child)),
        ]),
      ),
    );

  test('may go round in circles', async () => {
    const folder = tenantFolder({
      groups: collection(['Operators', 'A', 'B', 'C', 'D', 'E'].map((name) => group(name))),
      groupMembers: nest({ Operators: ['ada'], A: ['B'], B: ['C'], C: ['A', 'D'], D: ['ben', 'D'], E: ['A', 'cyd'] }),
    });
    const service = await serviceWith(folder);

    const { data, errors } = await service.ask(
      '{ groups(first: 10) { nodes { displayName groups { nodes { displayName } } users(transitive: true) { nodes { displayName } } } } }',
      { as: ADA },
    );
    const ofBen = await service.ask(
      `{ user(userPrincipalName: "${BEN}") { groupMemberships { nodes { kind group { displayName } } } } }`,
      { as: ADA },
    );

    expect([...errors, ...ofBen.errors]).toEqual([]);
    const named = (...names: string[]) => ({ nodes: names.map((displayName) => ({ displayName })) });
    expect(data.groups.nodes).toEqual([
      { displayName: 'A', groups: named('B'), users: named('ben') },
      { displayName: 'B', groups: named('C'), users: named('ben') },
      { displayName: 'C', groups: named('A', 'D'), users: named('ben') },
      { displayName: 'D', groups: named('D'), users: named('ben') },
      { displayName: 'E', groups: named('A'), users: named('ben', 'cyd') },
      { displayName: 'Operators', groups: named(), users: named('ada') },
    ]);
    expect(ofBen.data.user.groupMemberships.nodes).toEqual(
      ['A', 'B', 'C', 'D', 'E'].map((displayName) => ({
        kind: displayName === 'D' ? 'DIRECT' : 'TRANSITIVE',
        group: { displayName },
      })),
    );
  });

  test('have the ancestors that following every path gives, after every change', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const groups = collection(names.map((name) => group(name)));
    const service = await serviceWith(tenantFolder({ groups }));
    const edge = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(edge, { selector: String, maxLength: 12 }), async (edges) => {
        const groupMembers = batch(
          Object.fromEntries(
            names.map((parent) => [
              `group-${parent}`,
              edges.filter(([over]) => over === parent).map(([, child]) => member('group', child)),
            ]),
          ),
        );
        await bring(service.database, tenantFolder({ groups, groupMembers }));

        const expected = names.flatMap((name) => {
          const above = new Set([name]);
          for (const each of above) for (const [over, child] of edges) if (child === each) above.add(over);
          return [...above].map((ancestor) => `group-${name} group-${ancestor}`);
        });
        const found = (await service.database.primary('group_ancestors').select('*')) as {
          group_id: string;
          ancestor_id: string;
        }[];
        expect(found.map((row) => `${row.group_id} ${row.ancestor_id}`).sort()).toEqual(expected.sort());
      }),
      { numRuns: 30 },
    );
  });
});

describe('roles and assignments', () => {
  const test = oneIn(2);
  const ROLES = `{ roles(first: 100) { nodes { displayName origin permissions otherActions } }
    roleAssignments { nodes { displayName allUsers allDevices effective ineffectiveReason
      scopeGroups { displayName } members { displayName } } } }`;

  async function rolesOf(service: Service) {
    await grantAdministrator(service.database, 'cyd@fabrikam.example', AUDIT_KEY, NOW);
    const { data, errors } = await service.ask(ROLES, { as: 'cyd@fabrikam.example' });
    expect(errors).toEqual([]);
    return {
      // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the query above.
      role: (name: string) => data.roles.nodes.find((each: any) => each.displayName === name),
      // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the query above.
      assignment: (name: string) => data.roleAssignments.nodes.find((each: any) => each.displayName === name),
    };
  }

  test('actions are read in both spellings and in all four places', async () => {
    const roleDefinitions = collection([
      {
        id: 'role-Helper',
        displayName: 'Helper',
        isBuiltInRoleDefinition: false,
        permissions: [
          {
            actions: ['Microsoft.Intune/Organization/Read'],
            resourceActions: [{ allowedResourceActions: ['Microsoft.Intune_ManagedDevices_Read'] }],
          },
        ],
        rolePermissions: [
          {
            actions: ['microsoft.intune_mobileapps_read', 'Microsoft.Intune_Organization_Read'],
            resourceActions: [
              { allowedResourceActions: ['Microsoft.Intune/ManagedApps/Read', 'Microsoft.Intune/RemoteTasks/Wipe'] },
            ],
          },
        ],
      },
    ]);
    const service = await serviceWith(tenantFolder({ roleDefinitions }));

    const { data } = await service.ask('{ viewer { canTroubleshoot permissions { permission } } }', { as: ADA });

    expect(data.viewer.canTroubleshoot).toBe(true);
    const held = data.viewer.permissions.map(({ permission }: { permission: string }) => permission).sort();
    expect(held).toEqual(['MANAGED_APPS_READ', 'MANAGED_DEVICES_READ', 'MOBILE_APPS_READ', 'ORGANIZATION_READ']);
    const helper = (await rolesOf(service)).role('Helper');
    expect(helper).toMatchObject({ origin: 'INTUNE', otherActions: ['Microsoft.Intune_RemoteTasks_Wipe'] });
    expect(helper.permissions.toSorted()).toEqual(held);
  });

  test('a built-in role is as the tenant has it, and as Microsoft made it where the folder lacks it', async () => {
    const helpDesk = { id: '9e0cc482-82df-4ab2-a24c-0c23a3f52e1e', displayName: 'Help Desk Operator', isBuiltIn: true };
    const folder = tenantFolder();
    folder.edit('roleDefinitions', ({ value }) =>
      value.push({ ...helpDesk, rolePermissions: [{ actions: ['Microsoft.Intune_MobileApps_Read'] }] }),
    );
    const service = await serviceWith(folder);

    const roles = await rolesOf(service);

    expect(roles.role('Help Desk Operator')).toEqual({
      displayName: 'Help Desk Operator',
      origin: 'BUILT_IN',
      permissions: ['MOBILE_APPS_READ'],
      otherActions: [],
    });
    const manager = roles.role('Application Manager');
    expect(manager.origin).toBe('BUILT_IN');
    expect(manager.permissions).toEqual(expect.arrayContaining(['MOBILE_APPS_READ', 'MANAGED_APPS_READ']));
    expect(manager.otherActions).toContain('Microsoft.Intune_MobileApps_Assign');
  });

  test.each([
    ['allDevices', false, true],
    ['ALLDEVICES', false, true],
    ['AllLicensedUsers', true, false],
    ['alldevicesandlicensedusers', true, true],
    ['ResourceScope', false, false],
    [null, false, false],
  ])('the scope type %s is read whatever its case', async (scopeType, allUsers, allDevices) => {
    const folder = tenantFolder({
      roleAssignments: collection([assignment('one', 'Helper', ['Operators'], { scopeType })]),
    });

    const one = (await rolesOf(await serviceWith(folder))).assignment('one');

    expect(one).toEqual({
      displayName: 'one',
      allUsers,
      allDevices,
      effective: allUsers || allDevices,
      ineffectiveReason:
        allUsers || allDevices ? null : 'Its scope is empty: no group, not all users, not all devices.',
      scopeGroups: [],
      members: [{ displayName: 'Operators' }],
    });
  });

  test.each(['resourceScopes', 'scopeMembers'])('scope groups are read from %s', async (field) => {
    const over = { resourceScopes: undefined, scopeMembers: undefined, [field]: ['GROUP-Site'] };
    const folder = tenantFolder({ roleAssignments: collection([assignment('one', 'Helper', ['Operators'], over)]) });
    const service = await serviceWith(folder);

    const { data } = await service.ask('{ users { nodes { displayName } } devices { nodes { deviceName } } }', {
      as: ADA,
    });

    expect(data).toEqual({
      users: { nodes: [{ displayName: 'ben' }] },
      devices: { nodes: [{ deviceName: 'laptop' }] },
    });
  });

  test('the role of an assignment may be bound by its address', async () => {
    const bound = {
      roleDefinition: undefined,
      'roleDefinition@odata.bind': "https://graph.microsoft.com/beta/deviceManagement/roleDefinitions('ROLE-Helper')",
      scopeType: 'allDevices',
    };
    const folder = tenantFolder({ roleAssignments: collection([assignment('one', 'Helper', ['Operators'], bound)]) });
    const service = await serviceWith(folder);

    expect((await service.ask('{ viewer { canTroubleshoot } }', { as: ADA })).data.viewer.canTroubleshoot).toBe(true);
  });

  test.each([
    [
      'a scope tag',
      { roleScopeTags: [{ id: '0' }, { id: '3' }] },
      'It has a scope tag, which this service does not evaluate.',
    ],
    [
      'a scope tag by id',
      { roleScopeTags: null, roleScopeTagIds: ['3'] },
      'It has a scope tag, which this service does not evaluate.',
    ],
    ['an unknown scope type', { scopeType: 'allPrinters' }, 'Its scope type is unknown.'],
    ['a scope type that is a name of JavaScript', { scopeType: 'constructor' }, 'Its scope type is unknown.'],
    [
      'scope groups beside everything',
      { resourceScopes: ['group-Site'] },
      'It combines scope groups with all users or all devices.',
    ],
  ])('an assignment with %s grants nothing, says so and is counted', async (_, over, ineffectiveReason) => {
    const folder = tenantFolder({
      roleAssignments: collection([
        assignment('one', 'Helper', ['Operators'], { scopeType: 'allDevicesAndLicensedUsers', ...over }),
      ]),
    });
    const service = await startService({ demo: false });
    running.push(service);

    const { leftOut } = await bring(service.database, folder);

    expect(Object.fromEntries(leftOut)).toEqual({ 'grants of role assignments that are not understood': 1 });
    const { data, status } = await service.ask('{ viewer { permissions { permission } } users { totalCount } }', {
      as: ADA,
    });
    expect({ data, status }).toEqual({ data: { viewer: { permissions: [] }, users: null }, status: 200 });
    expect((await rolesOf(service)).assignment('one')).toMatchObject({ effective: false, ineffectiveReason });
  });

  test('a role with actions that are not allowed grants nothing, says so and is counted', async () => {
    const rolePermissions = [
      {
        resourceActions: [
          { allowedResourceActions: FOUR_READS, notAllowedResourceActions: ['Microsoft.Intune_Organization_Read'] },
        ],
      },
    ];
    const folder = tenantFolder({ roleDefinitions: collection([role('Helper', [], { rolePermissions })]) });
    const service = await startService({ demo: false });
    running.push(service);

    const { leftOut } = await bring(service.database, folder);

    expect(Object.fromEntries(leftOut)).toEqual({ 'grants of roles with actions that are not allowed': 1 });
    const { data } = await service.ask('{ viewer { permissions { permission } } }', { as: ADA });
    expect(data).toEqual({ viewer: { permissions: [] } });
    expect((await rolesOf(service)).assignment('everywhere')).toMatchObject({
      effective: false,
      ineffectiveReason: 'Its role names actions that are not allowed, which this service does not evaluate.',
    });
  });
});

describe('the demo tenant', () => {
  const SECRETS = /SECRET|917342|48\.123456|2\.654321/;

  test('holds secrets in its files, and the database none of them', async () => {
    const texts = readdirSync(DEMO.folder).map((file) => readFileSync(path.join(DEMO.folder, file), 'utf8'));
    expect(texts.filter((text) => SECRETS.test(text)).length).toBeGreaterThan(1);
    const service = await startService();
    running.push(service);

    for (const [table, rows] of Object.entries(await allRows(service.database.primary))) {
      expect({ table, secrets: rows.filter((row) => SECRETS.test(JSON.stringify(row))) }).toEqual({
        table,
        secrets: [],
      });
    }
  });

  test('is imported with exactly the references left out and the values unknown that were put there', async () => {
    const service = await startService({ demo: false });
    running.push(service);

    const { tenant, rows, leftOut, unknown } = await importTenant(service.database.writer, {
      source: await folderSource(DEMO.folder),
      now: DEMO.recordedAt,
    });

    expect(tenant).toBe('Contoso');
    const added = Object.fromEntries(rows.map((row) => [row.title, row.added]));
    expect(added).toMatchObject({ users: 60, groups: 25, 'Entra devices': 111, 'managed devices': 120, apps: 46 });
    expect(Object.fromEntries(leftOut)).toEqual({
      'Autopilot devices that Intune does not manage': 1,
      'app install states of apps that do not exist': 1,
      'app install states of devices that do not exist': 2,
      'app registrations of users that do not exist': 1,
      'enrolment failures without a user': 2,
      'grants of role assignments that are not understood': 1,
      'grants of roles with actions that are not allowed': 1,
      'members that are neither user, group nor device (microsoft.graph.servicePrincipal)': 1,
      'members that do not exist': 1,
      'policy states of devices that do not exist': 1,
      'primary users that do not exist': 1,
      'set-ups of devices that Intune does not manage': 1,
    });
    expect(Object.fromEntries(unknown)).toEqual({
      'actionName "quantumReset"': 1,
      'actionState "quantumState"': 1,
      'failureCategory "quantumFailure"': 1,
      'flaggedReasons "quantumFlag"': 1,
      'installState "quantumPending"': 1,
      'managedDeviceOwnerType "quantumLease"': 1,
      'managementAgent "quantumMdm"': 1,
      'managementState "quantumHibernating"': 1,
      'mobileAppIntent "quantumMandatory"': 1,
      'state "quantumFlux"': 2,
      'trustType "QuantumJoin"': 1,
    });
  });
});

describe('the last one who administers everywhere', () => {
  const test = oneIn(3);
  const ADMINISTRATION = ['Read', 'Create', 'Update', 'Delete', 'Assign'].map(
    (verb) => `Microsoft.Intune_Roles_${verb}`,
  );
  const everywhere = { scopeType: 'allDevicesAndLicensedUsers' };
  const administered = (over: Parameters<typeof tenantFolder>[0] = {}) =>
    tenantFolder({
      roleDefinitions: collection([role('Administrator', [...FOUR_READS, ...ADMINISTRATION])]),
      roleAssignments: collection([assignment('Everywhere', 'Administrator', ['operators'], everywhere)]),
      ...over,
    });
  const canCreate = async (service: Service) =>
    (await service.ask('{ viewer { permissions { permission } } }', { as: ADA })).data.viewer.permissions.some(
      ({ permission }: { permission: string }) => permission === 'ROLES_CREATE',
    );
  const KEPT = 'Roles and assignments were not changed: the change would have left no administrator over everything.';

  test.each([
    ['without the assignment', { roleAssignments: collection([]) }],
    ['with a role that holds less', { roleDefinitions: collection([role('Administrator', FOUR_READS)]) }],
    [
      'with an assignment over less',
      {
        roleAssignments: collection([
          assignment('Everywhere', 'Administrator', ['operators'], { resourceScopes: ['group-site'] }),
        ]),
      },
    ],
  ])('is kept by an import %s, which says so', async (_, over) => {
    const service = await serviceWith(administered());
    const before = await allRows(service.database.primary);

    const summary = await bring(service.database, administered(over));

    expect(summary.remarks).toEqual([KEPT]);
    expect(changes(summary)).toEqual({});
    const after = await allRows(service.database.primary);
    for (const table of RIGHTS_TABLES) {
      expect(after[table]).toEqual(before[table]);
    }
    expect(await canCreate(service)).toBe(true);
  });

  test('may go where another one is left', async () => {
    const service = await serviceWith(administered());
    await grantAdministrator(service.database, BEN, AUDIT_KEY, NOW);

    const summary = await bring(service.database, administered({ roleAssignments: collection([]) }));

    expect(summary.remarks).toEqual([]);
    expect(await canCreate(service)).toBe(false);
  });

  test('is lost where the directory disables the account, and the summary says what to do', async () => {
    const service = await serviceWith(administered());
    const folder = administered();
    folder.edit('users', ({ value }) => {
      for (const each of value) each.accountEnabled = each.userPrincipalName !== ADA;
    });

    const { remarks } = await bring(service.database, folder);

    expect(remarks).toEqual([
      'No administrator over everything is left after changes in the directory. Name one: npm run admin -- grant.',
    ]);
  });
});

test('the demo tenant comes with its administrator, or not at all', async () => {
  const service = await startService({ demo: false });
  running.push(service);
  const { database } = service;
  const count = async (table: 'tenants' | 'users') => (await database.primary(table).select('id')).length;

  const refused = whileRefused(database.writer, 'audit_events', () => importDemo(database, AUDIT_KEY, NOW));
  expect(await refusal(refused)).toMatch('no more');
  expect([await count('tenants'), await count('users')]).toEqual([0, 0]);

  expect((await importDemo(database, AUDIT_KEY, NOW)).seq).toBe(1);
  const { data } = await service.ask('{ viewer { permissions { permission } } }', { as: 'admin@contoso.example' });
  expect(data.viewer.permissions).toHaveLength(PERMISSIONS.length);
});
