import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Service, startService } from '../support/service';

const TROUBLESHOOT = readFileSync(path.join(__dirname, '../../examples/troubleshoot.graphql'), 'utf8');

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

describe('the troubleshooting operation', () => {
  const ask = (upn: string, devices: number) =>
    service.ask(TROUBLESHOOT, { as: 'helpdesk@contoso.example', variables: { upn, devices } });

  test('takes at most 25 statements for one device with one app, and not one more for 40 devices with 25 each', async () => {
    const countFor = async (upn: string, devices: number) => {
      await service.token('helpdesk@contoso.example');
      const seen = await service.statements(() => ask(upn, devices));
      // The test itself looks up the operator's id for the token.
      return seen.filter((sql) => !/.user_principal_name. = /.test(sql));
    };
    const small = await countFor('simon.petit@contoso.example', 20);
    const large = await countFor('olivia.martin@contoso.example', 40);

    expect(small.length).toBeLessThanOrEqual(25);
    expect(large.length).toBe(small.length);
  });

  test('gives those 40 devices with all their 1,000 app states', async () => {
    const { data, errors } = await ask('olivia.martin@contoso.example', 40);

    expect(errors).toEqual([]);
    expect(data.user.devices.nodes).toHaveLength(40);
    for (const device of data.user.devices.nodes) {
      expect(device.appInstallStates.totalCount).toBe(25);
      expect(device.appInstallStates.nodes).toHaveLength(25);
    }
  });
});
