import { toNodeId } from '../../src/resolving/node-id';
import { needed } from '../support/needed';
import { type Service, startService } from '../support/service';

const ADMIN = 'admin@contoso.example';
const APP = 'app-counted';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** Gives an app so many states on one device. Each is of another user. */
async function failOn(states: number): Promise<void> {
  const { writer } = service.database;
  await writer('app_install_states').where({ app_id: APP }).delete();
  await writer('apps').where({ id: APP }).delete();
  const app = await needed(writer('apps').limit(1));
  await writer('apps').insert({ ...app, id: APP });
  const state = await needed(writer('app_install_states').limit(1));
  const rows = Array.from({ length: states }, (_, i) => ({ ...state, app_id: APP, user_id: `user-${i}` }));
  await writer.batchInsert('app_install_states', rows, 50);
}

const counted = async () => {
  const { data, errors } = await service.ask(
    `query ($id: ID!) { app(id: $id) { installStates(first: 1) { totalCount totalCountIsLowerBound } } }`,
    { as: ADMIN, variables: { id: toNodeId('App', APP) } },
  );
  expect(errors).toEqual([]);
  return data.app.installStates;
};

test.each([
  [9_999, { totalCount: 9_999, totalCountIsLowerBound: false }],
  [10_000, { totalCount: 10_000, totalCountIsLowerBound: false }],
  [10_001, { totalCount: 10_000, totalCountIsLowerBound: true }],
  [10_200, { totalCount: 10_000, totalCountIsLowerBound: true }],
])('%i items are counted up to 10,000, and the answer says whether there are more', async (states, expected) => {
  await failOn(states);

  expect(await counted()).toEqual(expected);
});
