import { execute } from '../../src/database/database';
import { indexWords, nameColumns } from '../../src/database/folding';
import { raw, records, sql } from '../../src/database/sql';
import { wordsOfDevice } from '../../src/import/devices';
import { asImport, type Service, startService } from '../support/service';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const QUERY = 'query ($text: String!) { search(text: $text) { people { displayName } devices { deviceName } } }';

async function search(text: string, as = 'helpdesk') {
  const { data, errors } = await service.ask(QUERY, { as: `${as}@contoso.example`, variables: { text } });
  expect(errors).toEqual([]);
  const { people, devices } = data.search;
  return {
    people: people.map(({ displayName }: { displayName: string }) => displayName),
    devices: devices.map(({ deviceName }: { deviceName: string }) => deviceName),
  };
}

describe('one text for people and devices', () => {
  test.each([
    ['obrien', "Seán O'Brien"],
    ["o'brien sean", "Seán O'Brien"],
    ['juergen grossmann', 'Jürgen Großmann'],
    ['Jurgen', 'Jürgen Großmann'],
    ['田中健二', '田中 健二'],
    ['павел', 'Павел Иванов'],
    ['DUBOIS marc', 'Marc Dubois'],
    ['marc.dubois@contoso.example', 'Marc Dubois'],
  ])('%s finds %s', async (text, name) => {
    expect((await search(text)).people).toEqual([name]);
  });

  test.each([
    ['PAR-IPH-0231', 'PAR-IPH-0231'],
    ['pariph0231', 'PAR-IPH-0231'],
    ['356116629896451', 'PAR-IPH-0231'],
    ['3561166298', 'PAR-IPH-0231'],
  ])('%s finds the device %s', async (text, name) => {
    expect((await search(text)).devices).toEqual([name]);
  });

  test('what is named exactly comes first, and what starts with the text before the others', async () => {
    const { people } = await search('mar');
    expect(people[0]?.toLowerCase().startsWith('mar')).toBe(true);
    expect(people.length).toBeGreaterThan(1);
  });

  test('a text without a letter or a digit finds nothing', async () => {
    expect(await search(' - ')).toEqual({ people: [], devices: [] });
  });

  test('nobody outside the scope is found', async () => {
    expect((await search('leila haddad', 'helpdesk.paris')).people).toEqual([]);
    expect((await search('marc dubois', 'helpdesk.paris')).people).toEqual(['Marc Dubois']);
    // People outside do not take the places of those inside.
    const { data } = await service.ask('{ users(search: "contoso") { totalCount } }', {
      as: 'helpdesk.paris@contoso.example',
    });
    expect((await search('contoso', 'helpdesk.paris')).people).toHaveLength(Math.min(25, data.users.totalCount));
  });
});

interface Person {
  readonly id: string;
  readonly name: string;
  /** Of the device; made from the id if left out. */
  readonly serial?: string;
}

// Is nested in the group of Paris, the scope of helpdesk.paris.
const PARIS_WAREHOUSE = 'edb34c9b-c9fd-4754-a532-5b74cecbd89e';
const numbered = (count: number, prefix: string, name: (i: number) => string): Person[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${prefix}${String(i).padStart(4, '0')}`, name: name(i) }));

/** People outside and inside the scope of Paris, each with a device. A search meets those outside first. */
const HIDDEN = [
  ...numbered(2_000, 'a', () => 'Anna Berg'),
  ...numbered(60, 'a9', () => 'Xenia Gast'),
  ...numbered(1_100, 'b', () => 'Uwe Ida Lang').map((person) => ({ ...person, serial: '4D VM 1C 56' })),
];
const SEEN = [
  ...numbered(1_200, 'y', (i) => `Zoe Quist ${String(i).padStart(4, '0')}`),
  { id: 'z1', name: 'Anna Berg' },
  { id: 'z2', name: 'Anna Bergman' },
  { id: 'z3', name: 'Berg Anna' },
  { id: 'z4', name: 'Xenia Gasten' },
  { id: 'z5', name: `Ida ${'Lang '.repeat(45)}Uwe`, serial: 'VM 56 4D 1C' },
];
const upnOf = ({ id }: Person) => `${id}.anna@contoso.example`;
const serialOf = ({ id, serial = `SN${id}` }: Person) => serial;

async function addPeople(people: readonly Person[], group: string | null) {
  const users = people.map(({ id, name }) => ({
    ...{ id, user_principal_name: upnOf({ id, name }), upn_key: upnOf({ id, name }), intune_licensed: 1 },
    ...nameColumns(name),
  }));
  const devices = people.map((person) => {
    const { display_name: device_name, name_key } = nameColumns('iPhone');
    return {
      ...{ id: `d-${person.id}`, device_name, name_key, serial_number: serialOf(person), user_id: person.id },
      ...{
        managed_by: 'mdm',
        management_state: 'MANAGED',
        ownership: 'COMPANY',
        compliance: 'COMPLIANT',
        platform: 'IOS',
      },
    };
  });
  const userWords = people.flatMap((person) =>
    indexWords(person.name, upnOf(person)).map((key) => ({ key, user_id: person.id })),
  );
  const deviceWords = people.flatMap((person) =>
    wordsOfDevice({ deviceName: 'iPhone', serialNumber: serialOf(person), imei: null, phoneNumber: null }).map(
      (key) => ({
        key,
        device_id: `d-${person.id}`,
      }),
    ),
  );
  const members = people.map(({ id }) => ({ group_id: group ?? '', kind: 'USER', member_id: id }));
  await asImport(service, async (trx) => {
    const tables = { users, devices, user_search: userWords, device_search: deviceWords };
    for (const [table, rows] of Object.entries(group === null ? tables : { ...tables, group_members: members })) {
      const columns = Object.keys(rows[0] ?? {});
      await execute(trx, sql`INSERT INTO ${raw(table)} (${raw(columns.join(', '))}) ${records(table, columns, rows)}`);
    }
  });
}

describe('a scope that hides the first thousands of matches', () => {
  beforeAll(async () => {
    await addPeople(HIDDEN, null);
    await addPeople(SEEN, PARIS_WAREHOUSE);
  });
  const found = async (text: string) => {
    const ids =
      'query ($text: String!) { search(text: $text) { people { userPrincipalName } devices { serialNumber } } }';
    const { data } = await service.ask(ids, { as: 'helpdesk.paris@contoso.example', variables: { text } });
    return {
      people: data.search.people.map((each: { userPrincipalName: string }) => each.userPrincipalName),
      devices: data.search.devices.map((each: { serialNumber: string }) => each.serialNumber),
    };
  };

  test('a full name finds the people in scope, and the exact one first', async () => {
    expect((await found('Anna Berg')).people.slice(0, 1)).toEqual(['z1.anna@contoso.example']);
    expect((await found('Anna Bergman')).people).toEqual(['z2.anna@contoso.example']);
    expect((await found('Berg Anna')).people.slice(0, 1)).toEqual(['z3.anna@contoso.example']);
  });

  test.each(['z1', 'z2', 'z3', 'y0000', 'y1199'])('the principal name and the serial number find %s', async (id) => {
    const person = { id, name: '' };
    expect((await found(upnOf(person))).people).toEqual([upnOf(person)]);
    expect((await found(serialOf(person))).devices).toEqual([serialOf(person)]);
  });

  test('a serial number with blanks finds its device', async () => {
    expect((await found('VM 56 4D 1C')).devices).toEqual(['VM 56 4D 1C']);
  });

  test('a name of 232 characters finds its owner', async () => {
    expect((await found(`Ida ${'Lang '.repeat(45)}Uwe`)).people).toEqual(['z5.anna@contoso.example']);
  });

  test('a device name finds devices in scope alone', async () => {
    const { devices } = await found('iPhone');
    expect(devices).toHaveLength(25);
    expect(devices.filter((serial: string) => serial.startsWith('SNa'))).toEqual([]);
  });

  test('names that start with the text come by name', async () => {
    expect((await found('zoe q')).people).toEqual(SEEN.slice(0, 25).map(upnOf));
    expect((await found('zoe quist 11')).people).toEqual(SEEN.slice(1_100, 1_125).map(upnOf));
    expect((await found('quist 1199')).people).toEqual([upnOf({ id: 'y1199', name: '' })]);
  });

  test.each(['xenia', 'gast'])('%s finds who comes after sixty hidden people', async (text) => {
    expect((await found(text)).people).toEqual(['z4.anna@contoso.example']);
  });

  test.each(['a', 'an', 'anna', 'b', 'berg', 'berg an', 'a0', 'contoso', 'i', 'iph', 's', 'sn', 'sna', 'sna1999'])(
    '%s finds nobody outside the scope',
    async (text) => {
      const { people, devices } = await found(text);
      expect([
        ...people.filter((upn: string) => /^a\d/.test(upn)),
        ...devices.filter((serial: string) => serial.startsWith('SNa')),
      ]).toEqual([]);
    },
  );
});
