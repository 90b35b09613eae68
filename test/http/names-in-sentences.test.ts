import { toNodeId } from '../../src/resolving/node-id';
import { needed } from '../support/needed';
import { asImport, type Service, startService } from '../support/service';

const ARABIC = 'هاتف 231';
const HEBREW = 'פרופיל 802';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

test('The texts of findings keep names in right-to-left scripts apart from the words and numbers beside them', async () => {
  const { primary } = service.database;
  const marc = await needed(primary('users').where('upn_key', 'marc.dubois@contoso.example').pluck('id'));
  await asImport(service, async (trx) => {
    await trx('devices').where('device_name', 'PAR-IPH-0231').update({ device_name: ARABIC });
    await trx('policy_states').where('display_name', 'iOS – Wi-Fi CONTOSO-CORP').update({ display_name: HEBREW });
  });
  const { data } = await service.ask(`query ($id: ID!) { user(id: $id) { findings { nodes { title why } } } }`, {
    as: 'helpdesk@contoso.example',
    variables: { id: toNodeId('User', marc) },
  });
  const nodes: { title: string; why: string }[] = data.user.findings.nodes;
  const finding = nodes.find(({ title }) => title.startsWith('No Wi-Fi'));
  expect(finding?.title).toBe(`No Wi-Fi on \u2068${ARABIC}\u2069: the certificate that is needed did not arrive.`);
  expect(finding?.why).toContain(`these cannot work: \u2068${HEBREW}\u2069.`);
  // Names in other scripts, and texts without a name, have no signs.
  const others = nodes.filter((each) => each !== finding).map(({ title, why }) => title + why);
  expect(others.length).toBeGreaterThan(0);
  expect(others.filter((text) => /[\u2066-\u2069]/.test(text))).toEqual([]);
});
