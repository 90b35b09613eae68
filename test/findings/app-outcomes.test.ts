import type { Scope } from '../../src/authorization/scope';
import { WIDELY, WORKING } from '../../src/findings/constants';
import { countsOfProfile, type OutcomeLimits, outcomeKey, outcomes } from '../../src/findings/outcomes';
import { fromNodeId, toNodeId } from '../../src/resolving/node-id';
import { needed } from '../support/needed';
import { requestOf, type Service, startService } from '../support/service';

/* The devices on which an app or a profile fails or works are counted inside the viewer's scope alone. */

const EVERYWHERE = 'helpdesk@contoso.example';
const PARIS = 'helpdesk.paris@contoso.example';
const APP = 'an-app-that-fails';
const PROFILE = 'a-profile-that-fails';
// No rule knows this code.
const CODE = '-123456';

let service: Service;
let paris: readonly string[];
let elsewhere: readonly string[];

async function devicesOf(as: string): Promise<string[]> {
  const { data } = await service.ask('{ devices(first: 100) { nodes { id } } }', { as });
  return data.devices.nodes.map(({ id }: { id: string }) => fromNodeId(id).key);
}

beforeAll(async () => {
  service = await startService();
  paris = await devicesOf(PARIS);
  elsewhere = (await devicesOf(EVERYWHERE)).filter((id) => !paris.includes(id));
  const { writer } = service.database;
  await writer('apps').insert({ id: APP, display_name: 'Payroll', name_key: 'payroll', platform: 'WINDOWS' });
});
afterAll(() => service.stop());
beforeEach(async () => {
  const { writer } = service.database;
  await writer('app_install_states').where('app_id', APP).delete();
  await writer('policy_states').where('policy_id', PROFILE).delete();
  await writer('policies').where('id', PROFILE).delete();
});

async function have(state: 'FAILED' | 'INSTALLED', devices: readonly string[], users = ['']): Promise<void> {
  const { writer } = service.database;
  const severity = await needed(writer('app_install_states').where('state', state).pluck('severity'));
  const places = devices.flatMap((device_id) => users.map((user_id) => ({ device_id, user_id })));
  const rows = places.map((place) => ({
    ...{ ...place, app_id: APP, intent: 'REQUIRED', state, severity, name_key: 'payroll' },
    error_code: state === 'FAILED' ? CODE : null,
  }));
  await writer('app_install_states').insert(rows);
}

const scopeOf = async (as: string) => (await requestOf(service, as)).viewer.scopeOf('MOBILE_APPS_READ');

async function counted(as: string, keys: readonly string[], limits: OutcomeLimits) {
  const scope = await scopeOf(as);
  return outcomes(service.database.primary, { apps: scope, profiles: scope }, keys, limits);
}

/** The finding about the app on a device: its rule and its count. */
async function foundAs(as: string, device: string | undefined): Promise<readonly [rule: string, count: number]> {
  const { data } = await service.ask(
    `query ($id: ID!) { device(id: $id) { findings { nodes { rule count evidence { value } } } } }`,
    { as, variables: { id: toNodeId('Device', device ?? '') } },
  );
  const nodes: { rule: string; count: number; evidence: { value: string | null }[] }[] = data.device.findings.nodes;
  const { rule, count } = await needed(
    Promise.resolve(nodes.filter(({ evidence }) => evidence.some(({ value }) => value === 'Payroll'))),
  );
  return [rule, count];
}

test('failures on devices out of scope do not make an app fail widely', async () => {
  await have('FAILED', [...paris.slice(0, 1), ...elsewhere.slice(0, 9)]);

  expect(await foundAs(EVERYWHERE, paris[0])).toEqual(['APP_AT_FAULT', 10]);
  expect((await foundAs(PARIS, paris[0]))[0]).toBe('REQUIRED_APP_FAILED');
});

test('failures on devices out of scope are not counted', async () => {
  await have('FAILED', [...paris.slice(0, 4), ...elsewhere.slice(0, 5)]);

  expect(await foundAs(EVERYWHERE, paris[0])).toEqual(['APP_AT_FAULT', 9]);
  expect(await foundAs(PARIS, paris[0])).toEqual(['APP_AT_FAULT', 4]);
});

test('installations on devices out of scope do not excuse an app', async () => {
  await have('FAILED', paris.slice(0, 4));
  await have('INSTALLED', elsewhere.slice(0, 40));

  expect((await foundAs(EVERYWHERE, paris[0]))[0]).toBe('REQUIRED_APP_FAILED');
  expect(await foundAs(PARIS, paris[0])).toEqual(['APP_AT_FAULT', 4]);
});

test('installations are counted as far as they decide, however many there are', async () => {
  const devices = [...paris, ...elsewhere];
  await have('FAILED', devices.slice(0, 4));
  // With 16 installations a fifth of all fails, with 17 less.
  await have('INSTALLED', devices.slice(4, 20));
  expect(await foundAs(EVERYWHERE, devices[0])).toEqual(['APP_AT_FAULT', 4]);

  await have('INSTALLED', devices.slice(20, 21));
  expect((await foundAs(EVERYWHERE, devices[0]))[0]).toBe('REQUIRED_APP_FAILED');
});

test('a device with an app for many of its users counts once', async () => {
  const [kiosk = '', ...devices] = [...paris, ...elsewhere];
  await have('FAILED', devices.slice(0, 5));
  const users = Array.from({ length: 40 }, (_, i) => `user ${i}`);
  await have('INSTALLED', [kiosk], users);

  // Forty installations would be far more than five failures.
  expect(await foundAs(EVERYWHERE, devices[0])).toEqual(['APP_AT_FAULT', 5]);
  const found = await counted(EVERYWHERE, [outcomeKey('APP', APP)], { apps: WIDELY, profiles: WORKING });
  expect(found.map(({ hasFailed, devices: count }) => [hasFailed, count])).toEqual([
    [1, 5],
    [0, 1],
  ]);
});

test('each of several apps is counted as far as its own failures need', async () => {
  const [device = '', ...others] = [...paris, ...elsewhere];
  const { writer } = service.database;
  await writer('apps').insert({ id: 'broken', display_name: 'Broken', name_key: 'broken', platform: 'WINDOWS' });
  const state = { app_id: 'broken', user_id: '', intent: 'REQUIRED', name_key: 'broken', error_code: CODE };
  const failing = [device, ...others].slice(0, 17);
  await have('FAILED', failing.slice(0, 4));
  await have('INSTALLED', others.slice(3, 30));
  const severity = await needed(writer('app_install_states').where('state', 'FAILED').pluck('severity'));
  await writer('app_install_states').insert(
    failing.map((device_id) => ({ ...state, device_id, state: 'FAILED', severity })),
  );

  const limits = { apps: { wide: 3, perFailure: 5 }, profiles: WORKING };
  const found = await counted(EVERYWHERE, [outcomeKey('APP', APP), outcomeKey('APP', 'broken')], limits);
  await writer('app_install_states').where('app_id', 'broken').delete();

  // Five times as many as the failures decide, whatever the limit of the other app.
  expect(found.map((row) => `${row.id} ${row.hasFailed === 1 ? 'FAILED' : 'INSTALLED'} ${row.devices}`).sort()).toEqual(
    [`${APP} FAILED 4`, `${APP} INSTALLED 21`, 'broken FAILED 17', 'broken INSTALLED 0'].sort(),
  );
});

/** Gives a profile these failures and successes. */
async function haveProfile(failed: readonly string[], succeeded: readonly string[]): Promise<void> {
  const { writer } = service.database;
  const profile = await needed(writer('policy_states').where('kind', 'CONFIGURATION').whereNotNull('policy_id'));
  const policy = await needed(writer('policies').where('id', profile.policy_id));
  await writer('policies').insert({ ...policy, id: PROFILE });
  const states = (state: string, devices: readonly string[]) =>
    devices.map((device_id) => ({ ...profile, id: `counted ${device_id}`, policy_id: PROFILE, device_id, state }));
  await writer('policy_states').insert([...states('ERROR', failed), ...states('COMPLIANT', succeeded)]);
}

test('apps and profiles are counted in one read, each in its scope', async () => {
  await have('FAILED', [...paris.slice(0, 4), ...elsewhere.slice(0, 5)]);
  await have('INSTALLED', [...paris.slice(4, 6), ...elsewhere.slice(5, 8)]);
  await haveProfile([...paris.slice(0, 2), ...elsewhere.slice(0, 1)], [...paris.slice(2, 3), ...elsewhere.slice(1, 6)]);
  const [everywhere, site] = [await scopeOf(EVERYWHERE), await scopeOf(PARIS)];
  const keys = [outcomeKey('APP', APP), outcomeKey('PROFILE', PROFILE)];
  const count = async (apps: Scope, profiles: Scope) => {
    const found = await outcomes(service.database.primary, { apps, profiles }, keys);
    const of = (kind: string) =>
      found.filter((row) => row.kind === kind).map(({ hasFailed, devices }) => [hasFailed, devices]);
    return { apps: of('APP'), profiles: of('PROFILE') };
  };
  const [whole, inParis] = [
    {
      apps: [
        [1, 9],
        [0, 5],
      ],
      profiles: [
        [1, 3],
        [0, 6],
      ],
    },
    {
      apps: [
        [1, 4],
        [0, 2],
      ],
      profiles: [
        [1, 2],
        [0, 1],
      ],
    },
  ];

  expect(await count(everywhere, everywhere)).toEqual(whole);
  expect(await count(site, site)).toEqual(inParis);
  expect(await count(everywhere, site)).toEqual({ apps: whole.apps, profiles: inParis.profiles });
  expect(await count(site, everywhere)).toEqual({ apps: inParis.apps, profiles: whole.profiles });
});

test('the successes of a profile in scope are counted until they can be shown and outweigh its failures', async () => {
  await haveProfile(
    [...paris.slice(0, 2), ...elsewhere.slice(0, 1)],
    [...paris.slice(2, 8), ...elsewhere.slice(1, 20)],
  );

  const countedFor = async (as: string, shown: number) => {
    const limits = { apps: WIDELY, profiles: { shown, perFailure: 4 } };
    const { failed, succeeded } = countsOfProfile(await counted(as, [outcomeKey('PROFILE', PROFILE)], limits));
    return [failed, succeeded];
  };
  expect(await countedFor(PARIS, 100)).toEqual([2, 6]);
  expect(await countedFor(PARIS, 1)).toEqual([2, 6]);
  expect(await countedFor(EVERYWHERE, 100)).toEqual([3, 25]);
  expect(await countedFor(EVERYWHERE, 1)).toEqual([3, 13]);
  expect(await countedFor(EVERYWHERE, 20)).toEqual([3, 21]);
});
