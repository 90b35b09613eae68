import { toNodeId } from '../../src/resolving/node-id';
import { needed } from '../support/needed';
import { type Service, startService } from '../support/service';

/* A device with more failed apps than findings look at, beside another one of its user. */

const AS = 'helpdesk@contoso.example';
const UPN = 'zoe.bernard@contoso.example';
/** Findings look at 50 apps of a device. */
const MANY = 60;

let service: Service;
beforeAll(async () => {
  service = await startService();
  await service.database.write(async (trx) => {
    const user = await needed(trx('users').where('upn_key', UPN).select('id'));
    const device = await needed(trx('devices').where('user_id', user.id));
    const app = await needed(trx('apps'));
    const failed = await needed(trx('app_install_states').where('state', 'FAILED'));
    await trx('devices').where('user_id', user.id).update({ user_id: null });
    for (const id of ['full', 'other']) {
      await trx('devices').insert({ ...device, id, device_name: id, name_key: id, serial_number: id });
    }
    const fail = async (deviceId: string, appId: string, name: string) => {
      await trx('apps').insert({ ...app, id: appId, display_name: name, name_key: name.toLowerCase() });
      await trx('app_install_states').insert({
        ...failed,
        ...{ device_id: deviceId, app_id: appId, user_id: '', name_key: name.toLowerCase() },
        ...{ intent: 'REQUIRED', error_code: null, severity: 0 },
      });
    };
    for (let i = 0; i < MANY; i++) await fail('full', `many-${i}`, `App ${i}`);
    // By name it comes after all of the others.
    await fail('other', 'last', 'Zoom');
  });
});
afterAll(() => service.stop());

const FINDINGS = `findings { nodes { rule count devices { deviceName } } notChecked { rules reason text } }`;
interface Report {
  readonly nodes: readonly {
    readonly rule: string;
    readonly count: number;
    readonly devices: readonly { readonly deviceName: string }[];
  }[];
  readonly notChecked: readonly { readonly rules: readonly string[]; readonly reason: string; readonly text: string }[];
}

const failedOn = ({ nodes }: Report) =>
  nodes.flatMap(({ rule, count, devices }) =>
    rule === 'REQUIRED_APP_FAILED' ? [`${devices.map(({ deviceName }) => deviceName)} ${count}`] : [],
  );
const truncated = ({ notChecked }: Report) => notChecked.filter(({ reason }) => reason === 'TRUNCATED');

const ofUser = async (): Promise<Report> => {
  const query = `query ($upn: String!) { user(userPrincipalName: $upn) { ${FINDINGS} } }`;
  return (await service.ask(query, { as: AS, variables: { upn: UPN } })).data.user.findings;
};
const ofDevice = async (id: string): Promise<Report> => {
  const query = `query ($id: ID!) { device(id: $id) { ${FINDINGS} } }`;
  return (await service.ask(query, { as: AS, variables: { id: toNodeId('Device', id) } })).data.device.findings;
};

test('the apps of one device leave those of the others in sight', async () => {
  const page = await ofUser();

  expect(failedOn(page).sort()).toEqual(['full 50', 'other 1']);
  expect(failedOn(await ofDevice('full'))).toEqual(['full 50']);
  expect(failedOn(await ofDevice('other'))).toEqual(['other 1']);
});

test('a page says that it left apps out, and for which rules', async () => {
  for (const page of [await ofUser(), await ofDevice('full')]) {
    const [only, ...more] = truncated(page);
    expect(more).toEqual([]);
    expect(only?.text).toBe('Of a device with very many apps that failed or wait, only the worst 50 were looked at.');
    expect(only?.rules).toEqual([
      ...['CONNECTOR_DOWN', 'APP_USER_CAN_FIX', 'APP_AT_FAULT', 'APP_NOT_DETECTED', 'REQUIRED_APP_FAILED'],
      ...['RESTART_NEEDED', 'APP_WAITING'],
    ]);
  }
  expect(truncated(await ofDevice('other'))).toEqual([]);
});
