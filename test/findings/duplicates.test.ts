import { needed } from '../support/needed';
import { NOW, type Service, startService } from '../support/service';

/* Records of one device, by the serial number, or by the device in Entra where the serial number is hidden. */

const AS = 'helpdesk@contoso.example';
const UPN = 'jonas.weber@contoso.example';
const ago = (days: number): string => new Date(NOW.getTime() - days * 24 * 60 * 60 * 1000).toISOString();

let service: Service;
beforeAll(async () => {
  service = await startService();
  const device = await needed(service.database.primary('devices').where('device_name', 'BER-IPH-0119'));
  const enrolled = { last_check_in_at: ago(9), enrolled_at: ago(300), lost_mode: 'DISABLED' };
  const again = { last_check_in_at: ago(0.1), enrolled_at: ago(8) };
  const copies = [
    { id: 'work-old', serial_number: null, entra_device_id: 'entra-1', ...enrolled },
    { id: 'work-new', serial_number: null, entra_device_id: 'entra-1', ...again },
    { id: 'number-old', serial_number: 'F2LX-0001', entra_device_id: 'entra-2', ...enrolled },
    { id: 'number-new', serial_number: ' f2lx-0001', entra_device_id: 'entra-3', ...again },
    // Hidden, and of no device in Entra, or of another one.
    { id: 'alone-old', serial_number: null, entra_device_id: null, ...enrolled },
    { id: 'alone-new', serial_number: null, entra_device_id: null, ...again },
    { id: 'other-old', serial_number: null, entra_device_id: 'entra-4', ...enrolled },
    { id: 'other-new', serial_number: null, entra_device_id: 'entra-5', ...again },
    // One device in Entra, and two serial numbers: a machine in the place of another.
    { id: 'two-old', serial_number: 'F2LX-0002', entra_device_id: 'entra-6', ...enrolled },
    { id: 'two-new', serial_number: 'F2LX-0003', entra_device_id: 'entra-6', ...again },
  ];
  await service.database.write(async (trx) => {
    for (const copy of copies)
      await trx('devices').insert({ ...device, ...copy, device_name: copy.id, name_key: copy.id });
  });
});
afterAll(() => service.stop());

interface Found {
  readonly title: string;
  readonly why: string;
}

const EXPECTED = [
  [
    'number-old is in Intune 2 times, and this record is the old one.',
    expect.stringMatching(/^The serial number is F2LX-0001\. .* enrolled again as number-new /),
  ],
  [
    'work-old is in Intune 2 times, and this record is the old one.',
    expect.stringMatching(/^It hides its serial number, but is one device in Entra\. .* enrolled again as work-new /),
  ],
];
const inShort = (found: readonly Found[]) => found.map(({ title, why }) => [title, why]).sort();

test('are told on the page of their user, with one statement for both kinds', async () => {
  const query = `query ($upn: String!) { user(userPrincipalName: $upn) { findings {
    nodes { rule title why explains { rule title why } } } } }`;
  const seen = await service.statements(async () => {
    const { data, errors } = await service.ask(query, { as: AS, variables: { upn: UPN } });
    expect(errors).toEqual([]);
    const found = data.user.findings.nodes.filter(({ rule }: { rule: string }) => rule === 'DUPLICATE_DEVICE');
    expect(inShort(found)).toEqual(EXPECTED);
  });

  expect(seen.filter((statement) => statement.includes('"sameDevice"'))).toHaveLength(1);
});

test('are in the list of all findings', async () => {
  const query = '{ findings(rule: DUPLICATE_DEVICE, first: 100) { nodes { title why } } }';
  const { data, errors } = await service.ask(query, { as: AS });

  expect(errors).toEqual([]);
  const found: Found[] = data.findings.nodes;
  expect(inShort(found.filter(({ title }) => /-old /.test(title)))).toEqual(EXPECTED);
});

test('are not looked for by an operator who does not see all devices', async () => {
  const query = '{ findings(rule: DUPLICATE_DEVICE) { nodes { key } notChecked { rules reason } } }';
  const { data } = await service.ask(query, { as: 'helpdesk.paris@contoso.example' });

  expect(data.findings).toEqual({ nodes: [], notChecked: [{ rules: ['DUPLICATE_DEVICE'], reason: 'OUT_OF_SCOPE' }] });
});
