import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { folderSource } from '../../src/import/folder';
import { importTenant, type Summary } from '../../src/import/import';
import { RESOURCE_NAMES, resourceOf } from '../../src/microsoft-graph/resources';
import { NOW, type Service, startService } from '../support/service';
import { allRows, collection, device, type TenantFolder, tenantFolder, user } from '../support/tenant-folder';

/* Folders as public tools write them. Each is the same tenant, so it must be read to the same rows. */

// biome-ignore lint/suspicious/noExplicitAny: tests change Microsoft Graph's JSON of any shape.
type Loose = any;

let service: Service;
let plain: Awaited<ReturnType<typeof allRows>>;
beforeAll(async () => {
  service = await startService({ demo: false });
  await bring(tenantFolder());
  plain = await content();
});
afterAll(() => service.stop());

/**
 * All rows, without the times at which a state was first seen: a row that comes back is a new one. Which files there were is
 * left out too.
 */
async function content(): Promise<Awaited<ReturnType<typeof allRows>>> {
  const { readings, ...tables } = await allRows(service.database.primary);
  return Object.fromEntries(
    Object.entries(tables).map(([table, found]) => [table, found.map(({ state_since, ...row }) => row)]),
  );
}

async function bring(folder: TenantFolder): Promise<Summary> {
  return importTenant(service.database.writer, { source: await folderSource(folder.path), now: NOW });
}

/** Writes every file of a folder anew. @param write gives the text or the bytes */
function rewritten(write: (answer: Loose, name: string, folder: TenantFolder) => string | Buffer | null): TenantFolder {
  const folder = tenantFolder();
  for (const file of readdirSync(folder.path)) {
    const name = file.replace(/\.json$/, '');
    folder.put(name, write(JSON.parse(readFileSync(path.join(folder.path, file), 'utf8')), name, folder));
  }
  return folder;
}

/** Changes the names and texts in a value. */
function mapped(value: Loose, name: (given: string) => string, text: (given: string) => string): Loose {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((each) => mapped(each, name, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [name(key), mapped(inner, name, text)]));
}

const INSTANT = /^\d{4}-\d\d-\d\dT/;
const same = (given: string) => given;
const pascal = (given: string) => `${given.charAt(0).toUpperCase()}${given.slice(1)}`;
const snake = (given: string) => given.replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`);

/** Moves the OData annotations of an object to where SDKs keep what they have no property for. */
function apart(value: Loose, place: string): Loose {
  if (Array.isArray(value)) return value.map((each) => apart(each, place));
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value).map(([key, each]) => [key, apart(each, place)] as const);
  const isAnnotation = ([key]: readonly [string, unknown]) => key.startsWith('@');
  return {
    ...Object.fromEntries(inner.filter((entry) => !isAnnotation(entry))),
    [place]: Object.fromEntries(inner.filter(isAnnotation)),
  };
}

/** Writes the parts of a batch as files of their own, as a loop over its objects does. */
function byParent({ path: folder }: TenantFolder, name: string, { responses }: Loose, write: (list: Loose) => string) {
  mkdirSync(path.join(folder, name));
  for (const { id, body } of responses) writeFileSync(path.join(folder, name, `${id}.json`), write(body.value));
  return null;
}

/** A folder of objects of an SDK: lists without an envelope, batches object by object. */
const ofSdk = (form: (value: Loose) => Loose) =>
  rewritten((answer, name, folder) => {
    const write = (list: Loose) => JSON.stringify(form(list.length === 1 && 'id' in list[0] ? list[0] : list));
    if (answer.responses !== undefined) return byParent(folder, name, answer, write);
    return Array.isArray(answer.value) ? write(answer.value) : JSON.stringify(form(answer));
  });

const TOOLS: readonly (readonly [string, () => TenantFolder])[] = [
  [
    'PowerShell 5, the raw answer written with `>`',
    () => rewritten((answer) => Buffer.from(`\ufeff${JSON.stringify(answer, null, 4)}\r\n`, 'utf16le')),
  ],
  [
    'PowerShell 5, ConvertTo-Json of a list of objects',
    () =>
      rewritten((answer) => {
        const ticks = (given: string) => (INSTANT.test(given) ? `/Date(${Date.parse(given)})/` : given);
        const text = JSON.stringify(mapped(answer, same, ticks))
          .replaceAll('/Date(', '\\/Date(')
          .replaceAll(')/"', ')\\/"');
        const list = Array.isArray(answer.value) ? text.replace(/\}$/, `,"Count":${answer.value.length}}`) : text;
        return `\ufeff${list}`;
      }),
  ],
  [
    'PowerShell 7, Invoke-MgGraphRequest page by page in one list',
    () =>
      rewritten((answer) => {
        if (!Array.isArray(answer.value)) return JSON.stringify([answer]);
        const pages = answer.value.map((each: Loose) => collection([each], 'https://graph.microsoft.com/next'));
        return JSON.stringify([...pages, collection([])]);
      }),
  ],
  [
    'the Graph SDK for PowerShell, Get-Mg… | ConvertTo-Json',
    () =>
      ofSdk((value) =>
        mapped(apart(value, 'AdditionalProperties'), (name) => (name.startsWith('@') ? name : pascal(name)), same),
      ),
  ],
  ['the Azure CLI, az rest --query value', () => rewritten((answer) => JSON.stringify(answer.value ?? answer))],
  [
    'the Graph SDK for Python',
    () =>
      ofSdk((value) =>
        mapped(
          apart(value, 'additional_data'),
          (name) => (name.startsWith('@') ? name : snake(name)),
          (given) => (INSTANT.test(given) ? given.replace('T', ' ').replace(/Z$/, '+00:00') : given),
        ),
      ),
  ],
  [
    'the Graph SDK for .NET, System.Text.Json',
    () =>
      rewritten((answer) =>
        JSON.stringify(
          mapped(answer, (name) => (name.startsWith('@odata.') ? `Odata${pascal(name.slice(7))}` : pascal(name)), same),
        ),
      ),
  ],
  [
    'a flow of Power Automate',
    () =>
      rewritten((answer) =>
        JSON.stringify({ statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: answer }),
      ),
  ],
  [
    'Invoke-WebRequest | ConvertTo-Json',
    () => rewritten((answer) => JSON.stringify({ StatusCode: 200, Content: JSON.stringify(answer), Headers: {} })),
  ],
  [
    'curl in a loop over the objects',
    () =>
      rewritten((answer, name, folder) =>
        answer.responses === undefined
          ? JSON.stringify(answer)
          : byParent(folder, name, answer, (list) => JSON.stringify(collection(list))),
      ),
  ],
];

test.each(TOOLS)('is read as Microsoft Graph answered it: %s', async (_, folder) => {
  const { rows } = await bring(folder());

  expect(rows.filter(({ added, changed, removed }) => added + changed + removed > 0)).toEqual([]);
  expect(await content()).toEqual(plain);
});

test('the numbered parts of Graph Explorer are read where their answers name their object', async () => {
  const id = '7d2f3a5e-1111-4222-8333-444455556666';
  const folder = tenantFolder({
    managedDevices: collection([device('x', 'ben', { id })]),
    mobileAppIntentAndStates: { responses: [] },
    mobileAppDeviceStatuses: { responses: [] },
    deviceConfigurationStates: { responses: [] },
    deviceCompliancePolicyStates: {
      responses: [
        {
          id: '1',
          status: 200,
          body: {
            '@odata.context': `https://graph.microsoft.com/beta/$metadata#deviceManagement/managedDevices('${id}')/deviceCompliancePolicyStates`,
            value: [{ id: 'policy-baseline', displayName: 'Baseline', state: 'compliant' }],
          },
        },
      ],
    },
  });
  await bring(folder);
  const { policy_states } = await allRows(service.database.primary);
  expect(policy_states?.map(({ device_id }) => device_id)).toEqual([id]);
  await bring(tenantFolder());
});

test('the settings of a policy on a device are read from a file of their own', async () => {
  const folder = tenantFolder();
  const states = JSON.parse(readFileSync(path.join(folder.path, 'deviceConfigurationStates.json'), 'utf8'));
  const [state] = states.responses[0].body.value;
  const settings = path.join(folder.path, 'configurationSettings', 'device-laptop');
  mkdirSync(settings, { recursive: true });
  writeFileSync(path.join(settings, 'profile-wifi.json'), JSON.stringify(collection(state.settingStates)));
  state.settingStates = [];
  folder.put('deviceConfigurationStates', states);
  await bring(folder);
  expect(await content()).toEqual(plain);
});

/** The reason for which a folder is refused; the database must be as it was. */
async function refusal(damage: (folder: TenantFolder) => void): Promise<string> {
  const folder = tenantFolder();
  damage(folder);
  const reason = await bring(folder).then(
    () => 'It was imported.',
    (error: Error) => error.message,
  );
  expect(await content()).toEqual(plain);
  return reason;
}

test.each<[string, string, object | string, string]>([
  [
    'a depth that is too small',
    'users',
    collection([user('ada', { assignedPlans: '@{servicePlanId=x; capabilityStatus=Enabled}' })]),
    'users.json, record 1: `assignedPlans` was cut by ConvertTo-Json: save it again with -Depth 20.',
  ],
  [
    'the same of an SDK',
    'users',
    [
      {
        Id: 'user-ada',
        UserPrincipalName: 'a@b.example',
        AccountEnabled: true,
        AssignedPlans: ['Microsoft.Graph.PowerShell.Models.MicrosoftGraphAssignedPlan'],
      },
    ],
    'users.json, record 1: `assignedPlans` was cut by ConvertTo-Json: save it again with -Depth 20.',
  ],
  [
    'properties that an SDK was not asked for',
    'users',
    [{ Id: 'user-ada', UserPrincipalName: 'a@b.example', AccountEnabled: null, AssignedPlans: [] }],
    'users.json, record 1 (user-ada): lacks `accountEnabled`; ask for it with $select.',
  ],
  [
    'Export-Csv',
    'users',
    '"Id","DisplayName"\r\n"1","Ada"\r\n',
    'users.json: is CSV: save it with ConvertTo-Json -Depth 20, not Export-Csv.',
  ],
  [
    'the screen',
    'users',
    '\nId          : 1\nDisplayName : Ada\n',
    'users.json: is a list as PowerShell shows it: save it with ConvertTo-Json -Depth 20.',
  ],
  [
    'curl -i',
    'groups',
    'HTTP/1.1 200 OK\r\n\r\n{"value":[]}',
    'groups.json: begins with HTTP headers: save the answer without them (curl without -i).',
  ],
  [
    'a sign-in page',
    'groups',
    '<!DOCTYPE html><html>',
    'groups.json: is HTML or XML: save the JSON that Microsoft Graph answers.',
  ],
  [
    'a HAR',
    'groups',
    { log: { entries: [] } },
    'groups.json: is a recording of a browser (HAR): save the answer itself.',
  ],
  [
    'AzureHound',
    'groups',
    { data: [], meta: { type: 'azure' } },
    'groups.json: is a file of AzureHound, which leaves out what is needed here: ask Microsoft Graph.',
  ],
  [
    "Intune's export",
    'managedDevices',
    { TotalRowCount: 0, Schema: [], Values: [] },
    'managedDevices.json: is an exported report of Intune, with other columns: ask Microsoft Graph for the objects.',
  ],
  [
    'several answers in a row',
    'groups',
    '{"value":[]}\n{"value":[]}',
    'groups.json: holds several JSON values (the first ends before position 13): save each answer in a file of its own.',
  ],
  [
    'a request that failed in a flow',
    'groups',
    { statusCode: 429, body: {} },
    'groups.json: has the status 429, not 200.',
  ],
  [
    'numbered parts without an object',
    'groupMembers',
    { responses: [{ id: '1', status: 200, body: { value: [{ id: 'user-ada' }] } }] },
    'groupMembers.json, part 1: has the id 1, which names no object: give each request the id of its object.',
  ],
])('is refused with what to do: %s', async (_, name, content, expected) => {
  expect(await refusal((folder) => folder.put(name, content))).toBe(expected);
});

test('a file with another name is named', async () => {
  const message = await refusal(({ path: folder }) => {
    rmSync(path.join(folder, 'users.json'));
    writeFileSync(path.join(folder, 'users.csv'), 'id');
  });
  expect(message).toBe('users.json: is missing; there is users.csv. Save it as docs/import.md says.');
});

test('an export that was cut in half changes nothing, whichever file it was', async () => {
  for (const resource of RESOURCE_NAMES.filter((name) => resourceOf(name).isOptionalFile !== true)) {
    const message = await refusal((folder) => {
      const text = readFileSync(path.join(folder.path, `${resource}.json`), 'utf8');
      folder.put(resource, text.slice(0, Math.floor(text.length / 2)));
    });
    expect(message).toMatch(new RegExp(`^${resource}\\.json: is not complete JSON`));
  }
});

test('the file of one object that lacks its next page is refused', async () => {
  const message = await refusal((folder) => {
    const answer = JSON.parse(readFileSync(path.join(folder.path, 'groupMembers.json'), 'utf8'));
    folder.put('groupMembers', null);
    byParent(folder, 'groupMembers', answer, (list) =>
      JSON.stringify(collection(list, 'https://graph.microsoft.com/next')),
    );
  });
  expect(message).toBe(
    'groupMembers/group-Operators.json: is cut off: it has a next link, and the next file is missing.',
  );
});

test('devices without a serial number, and with a placeholder, have none', async () => {
  const serials = {
    a: 'SN-1',
    b: '',
    c: null,
    d: 'Default string',
    e: 'System Serial Number',
    f: ' To be filled by O.E.M. ',
    g: '0',
    h: '0123456789',
  };
  const devices = Object.entries(serials).map(([name, serialNumber]) => device(name, null, { serialNumber }));
  const { leftOut } = await bring(tenantFolder({ managedDevices: collection(devices) }));

  const found = (await allRows(service.database.primary))['devices']?.map((row) => row['serial_number']);
  expect(found?.filter((serial) => serial !== null)).toEqual(['SN-1']);
  expect(found).toHaveLength(8);
  expect(leftOut.get('serial numbers that are a placeholder')).toBe(5);
});
