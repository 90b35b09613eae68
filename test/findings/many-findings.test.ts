import { needed } from '../support/needed';
import { NOW, type Service, startService } from '../support/service';

/* A user with fifteen devices, each with four findings of its own: more than a page shows. */

const AS = 'helpdesk@contoso.example';
const UPN = 'jonas.weber@contoso.example';
const DEVICES = 15;
const RULES = ['REMOVAL_FAILED', 'STORAGE_FULL', 'CERT_NOT_RENEWED', 'NOT_ENCRYPTED'];

let service: Service;
beforeAll(async () => {
  service = await startService();
  const soon = new Date(NOW.getTime() + 3 * 24 * 60 * 60 * 1000).toISOString();
  const today = new Date(NOW.getTime() - 60 * 60 * 1000).toISOString();
  await service.database.write(async (trx) => {
    const user = await needed(trx('users').where('upn_key', UPN).select('id'));
    const device = await needed(trx('devices').where('user_id', user.id));
    await trx('devices').where('user_id', user.id).update({ user_id: null });
    for (let i = 0; i < DEVICES; i++) {
      const name = `spoiled-${String(i).padStart(2, '0')}`;
      await trx('devices').insert({
        ...{ ...device, id: name, device_name: name, name_key: name, serial_number: name, last_check_in_at: today },
        ...{ platform: 'WINDOWS', ownership: 'COMPANY', is_encrypted: 0, certificate_expires_at: soon },
        ...{ management_state: 'WIPE_FAILED', free_storage_mb: 100, total_storage_mb: 64_000 },
      });
    }
  });
});
afterAll(() => service.stop());

interface Found {
  readonly rule: string;
  readonly devices: readonly { readonly deviceName: string }[];
}
const FOUND = 'rule devices { deviceName }';

test('the page of the user shows the worst fifty, and names the rules of the others', async () => {
  const { data, errors } = await service.ask(
    `query ($upn: String!) { user(userPrincipalName: $upn) { findings {
      nodes { ${FOUND} } normal { rule } notChecked { rules reason text } } } }`,
    { as: AS, variables: { upn: UPN } },
  );
  const { nodes, normal, notChecked } = data.user.findings;

  expect(errors).toEqual([]);
  expect(nodes.length + normal.length).toBe(50);
  expect(notChecked.filter(({ reason }: { reason: string }) => reason === 'TRUNCATED')).toEqual([
    {
      rules: expect.arrayContaining(['NOT_ENCRYPTED']),
      reason: 'TRUNCATED',
      text: 'Only the 50 worst findings are shown. The page of each device has its findings.',
    },
  ]);
});

test('the list of all findings has every one of them', async () => {
  const found = new Map<string, number>();
  for (const rule of RULES) {
    const { data, errors } = await service.ask(`{ findings(rule: ${rule}, first: 100) { nodes { ${FOUND} } } }`, {
      as: AS,
    });
    expect(errors).toEqual([]);
    const own = (data.findings.nodes as Found[]).filter(({ devices }) => devices[0]?.deviceName.startsWith('spoiled'));
    found.set(rule, own.length);
  }

  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(RULES.map((rule) => [rule, DEVICES])));
});

test('each of them can be reported as wrong, also one that the page leaves out', async () => {
  const { data: list } = await service.ask(
    '{ findings(rule: NOT_ENCRYPTED, first: 100) { nodes { key user { id userPrincipalName } } } }',
    { as: AS },
  );
  const own = (list.findings.nodes as { key: string; user: { id: string; userPrincipalName: string } }[]).filter(
    ({ user }) => user.userPrincipalName === UPN,
  );
  const { data: page } = await service.ask(`{ user(userPrincipalName: "${UPN}") { findings { nodes { key } } } }`, {
    as: AS,
  });
  const shown: string[] = page.user.findings.nodes.map(({ key }: { key: string }) => key);
  const unshown = own.find(({ key }) => !shown.includes(key));

  const { data, errors } = await service.ask(
    'mutation ($input: ReportFindingInput!) { reportFinding(input: $input) { reported userErrors { code } } }',
    { as: AS, variables: { input: { subjectId: unshown?.user.id, key: unshown?.key, reason: 'It is encrypted.' } } },
  );

  expect(errors).toEqual([]);
  expect(data.reportFinding).toEqual({ reported: true, userErrors: [] });
});
