import { toNodeId } from '../../src/resolving/node-id';
import { needed } from '../support/needed';
import { type Service, startService } from '../support/service';

/* A user with more devices than a page of findings looks at. */

const AS = 'helpdesk@contoso.example';
const UPN = 'jonas.weber@contoso.example';
const RULE = 'STORAGE_FULL';

let service: Service;
let owned = 0;
/** The last device by name; its storage is full. */
const LAST = 'zz-last';

beforeAll(async () => {
  service = await startService();
  await service.database.write(async (trx) => {
    const user = await needed(trx('users').where('upn_key', UPN).select('id'));
    const device = await needed(trx('devices').where('user_id', user.id).orderBy('name_key'));
    const own: unknown[] = await trx('devices').where('user_id', user.id);
    for (owned = own.length; owned < 50; owned++) {
      const name = `copy-${String(owned).padStart(2, '0')}`;
      await trx('devices').insert({ ...device, id: name, device_name: name, name_key: name, serial_number: name });
    }
  });
});
afterAll(() => service.stop());

const addLast = () =>
  service.database.write(async (trx) => {
    const device = await needed(trx('devices').where('id', 'copy-49'));
    const named = { id: LAST, device_name: LAST, name_key: LAST, serial_number: LAST };
    await trx('devices').insert({ ...device, ...named, free_storage_mb: 100, total_storage_mb: 64_000 });
  });

interface Found {
  readonly rule: string;
  readonly devices: readonly { readonly deviceName: string }[];
}
const FOUND = 'rule devices { deviceName }';
const isOfLast = ({ rule, devices }: Found) => rule === RULE && devices.some(({ deviceName }) => deviceName === LAST);

async function report() {
  const { data } = await service.ask(
    `query ($upn: String!) { user(userPrincipalName: $upn) { findings {
      nodes { ${FOUND} } notChecked { rules reason text } } } }`,
    { as: AS, variables: { upn: UPN } },
  );
  const { nodes, notChecked }: { nodes: Found[]; notChecked: { reason: string; rules: string[]; text: string }[] } =
    data.user.findings;
  return { nodes, truncated: notChecked.filter(({ reason }) => reason === 'TRUNCATED') };
}

test('fifty devices are all looked at', async () => {
  expect((await report()).truncated).toEqual([]);
});

describe('with one more', () => {
  beforeAll(addLast);

  test('the page of the user says that it left some out, and for which rules', async () => {
    const { nodes, truncated } = await report();

    expect(nodes.filter(isOfLast)).toEqual([]);
    expect(truncated).toHaveLength(1);
    expect(truncated[0]?.text).toBe(
      'Only the first 50 devices of this user were looked at. The page of each other device has its findings.',
    );
    expect(truncated[0]?.rules).toEqual(expect.arrayContaining([RULE, 'NO_DEVICE', 'CONNECTOR_DOWN']));
  });

  test('a device that was left out has its findings on its own page', async () => {
    const { data } = await service.ask(`query ($id: ID!) { device(id: $id) { findings { nodes { ${FOUND} } } } }`, {
      as: AS,
      variables: { id: toNodeId('Device', LAST) },
    });

    expect(data.device.findings.nodes.filter(isOfLast)).toHaveLength(1);
  });

  test('that the user has no licence is still said, because it needs no list of devices to be whole', async () => {
    const { writer } = service.database;
    const user = writer('users').where('upn_key', UPN);
    const before = await needed(user.clone().select('intune_licensed'));
    await user.clone().update({ intune_licensed: 0 });
    const { nodes, truncated } = await report();
    await user.clone().update(before);

    expect(nodes.map(({ rule }) => rule)).toContain('NO_INTUNE_LICENCE');
    expect(truncated[0]?.rules).not.toContain('NO_INTUNE_LICENCE');
    expect(truncated[0]?.rules).toEqual(expect.arrayContaining(['ENROLMENT_BLOCKED', 'DEVICE_LIMIT_REACHED']));
  });

  test('the list of all findings has them once', async () => {
    const { data, errors } = await service.ask(
      `{ findings(rule: ${RULE}, first: 100) { nodes { ${FOUND} } pageInfo { hasNextPage } } }`,
      { as: AS },
    );

    expect(errors).toEqual([]);
    expect(data.findings.pageInfo.hasNextPage).toBe(false);
    expect(data.findings.nodes.filter(isOfLast)).toHaveLength(1);
  });
});
