import { type Service, startService } from '../support/service';

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
  });
});
