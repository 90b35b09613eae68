import { readFileSync } from 'node:fs';
import path from 'node:path';
import { severityOf, statesInTroubleByDevice } from '../../src/app/store';
import { normalizeCode } from '../../src/failure/code-number';
import { keyOf, toNodeId } from '../../src/resolving/node-id';
import { ENGINE } from '../support/engines';
import { forgetKept } from '../support/kept';
import { needed } from '../support/needed';
import { ROOT } from '../support/place';
import { NOW, type Service, startService } from '../support/service';

/* How findings are read: what they cost, and what they say of old facts and strange input. */

const DAY_MS = 24 * 60 * 60 * 1000;
const TROUBLESHOOT = readFileSync(path.join(ROOT, 'examples/troubleshoot.graphql'), 'utf8');
const FINDINGS = `findings { nodes { key rule severity confidence title steps { text viewerMay } explains { rule } }
  normal { rule } notChecked { rules reason text } asOf }`;
const WITH_FINDINGS = TROUBLESHOOT.replace(/\n( +)licenses/, `\n$1${FINDINGS}\n$1licenses`);

let service: Service;
let clock = NOW;
beforeAll(async () => {
  service = await startService({ server: { now: () => clock } });
});
beforeEach(() => {
  clock = NOW;
});
afterAll(() => service.stop());

const ask = (query: string, upn = 'lena.fischer@contoso.example') =>
  service.ask(query, { as: 'helpdesk@contoso.example', variables: { upn, devices: 20, apps: 50 } });
const REPORT = `query ($upn: String!) { user(userPrincipalName: $upn) { ${FINDINGS} } }`;
const reportOf = async (upn?: string) => (await ask(REPORT, upn)).data.user.findings;

test('findings add at most eight statements for a user, however many devices there are, and nine for one who uses a device of another', async () => {
  const { users } = (await ask('{ users(first: 100) { nodes { userPrincipalName } } }')).data;
  const added: [string, number][] = [];
  for (const { userPrincipalName: upn } of users.nodes) {
    const without = await service.statements(() => ask(TROUBLESHOOT, upn));
    await forgetKept(service);
    const withFindings = await service.statements(() => ask(WITH_FINDINGS, upn));
    added.push([upn, withFindings.length - without.length]);
  }

  expect(WITH_FINDINGS).not.toBe(TROUBLESHOOT);
  expect(added).toHaveLength(60);
  expect(added.filter(([, statements]) => statements > 8)).toEqual([['fatou.diallo@contoso.example', 9]]);
});

(ENGINE === 'sqlite' ? test : test.skip)(
  'what findings read of the whole tenant is read once until the next commit',
  async () => {
    const ofTenant = async () => {
      const statements = await service.statements(() => ask(REPORT));
      return statements.filter((each) => /FROM (readings r|connectors)|AS "roleId"/.test(each)).length;
    };
    await forgetKept(service);

    expect(await ofTenant()).toBe(2);
    expect(await ofTenant()).toBe(0);
    await forgetKept(service);
    expect(await ofTenant()).toBe(2);
  },
);

test('each field shows the settings in the states that it asks for, although one statement reads them all', async () => {
  const settings = (states: string) => `settings(states: [${states}]) { name state }`;
  const of = (states: string) => `{ devices(first: 100) { nodes { compliancePolicyStates { ${states} } } } }`;
  const both = `bad: ${settings('ERROR, CONFLICT')} worse: ${settings('NONCOMPLIANT')}`;
  const { devices } = (await ask(of(both))).data;
  type Shown = { readonly state: string }[];
  const policies: { bad: Shown; worse: Shown }[] = devices.nodes.flatMap(
    ({ compliancePolicyStates }: { compliancePolicyStates: unknown[] }) => compliancePolicyStates,
  );
  const statesOf = (name: 'bad' | 'worse') => [
    ...new Set(policies.flatMap((policy) => policy[name].map((s) => s.state))),
  ];

  expect(statesOf('bad').sort()).toEqual(['CONFLICT', 'ERROR']);
  expect(statesOf('worse')).toEqual(['NONCOMPLIANT']);
});

test('of the apps of a device, findings read only those that failed, wait or reported a code', async () => {
  const list = 'id appInstallStates(first: 30) { nodes { app { id } state intent error { code } } }';
  const { devices } = (await ask(`{ devices(first: 50) { nodes { ${list} } } }`)).data;
  const waits = ({ state, intent }: Shown) =>
    state === 'PENDING_INSTALL' || (['UNKNOWN', 'NOT_INSTALLED'].includes(state) && intent.startsWith('REQUIRED'));
  type Shown = { state: string; intent: string; error: { code: string } | null; app: { id: string } };
  const shown = devices.nodes.flatMap(
    ({ id, appInstallStates: { nodes } }: { id: string; appInstallStates: { nodes: Shown[] } }) =>
      nodes.map((state) => ({ ...state, id })),
  );
  const inTrouble = shown.filter(
    (state: Shown) => state.error?.code != null || ['FAILED', 'UNINSTALL_FAILED'].includes(state.state) || waits(state),
  );
  const ids = devices.nodes.map(({ id }: { id: string }) => keyOf('Device', id));
  const read = await statesInTroubleByDevice(service.database.primary, ids, 50);

  expect(
    read.map(({ deviceId, appId }) => [toNodeId('Device', deviceId), toNodeId('App', appId)].join()).sort(),
  ).toEqual(inTrouble.map(({ id, app }: Shown & { id: string }) => [id, app.id].join()).sort());
  expect(read.length).toBeGreaterThan(10);
  expect(shown.length).toBeGreaterThan(read.length * 2);
});

test('an installed app whose code asks for a restart is a finding', async () => {
  const { writer } = service.database;
  const upn = 'zoe.bernard@contoso.example';
  const device: string = await needed(
    writer('devices').join('users', 'users.id', 'user_id').where('user_principal_name', upn).pluck('devices.id'),
  );
  const app: string = await needed(
    writer('app_install_states').where({ device_id: device, state: 'INSTALLED', error_code: null }).pluck('app_id'),
  );
  await writer('app_install_states')
    .where({ device_id: device, app_id: app })
    .update({ error_code: normalizeCode('0x80070BC2') });
  const { nodes } = await reportOf(upn);

  expect(nodes.map(({ rule }: { rule: string }) => rule)).toContain('RESTART_NEEDED');
});

test('of many failed apps, findings read the worst', async () => {
  const { primary } = service.database;
  const ids: string[] = await primary('app_install_states').distinct('device_id').pluck('device_id');
  const all = await statesInTroubleByDevice(primary, ids, 50);
  const counts = ids.map((id) => all.filter(({ deviceId }) => deviceId === id).length);
  const id = ids[counts.indexOf(Math.max(...counts))] ?? '';
  const own = all.filter(({ deviceId }) => deviceId === id);

  expect(own.length).toBeGreaterThan(2);
  // One more is read of a device that has more, whether it is read alone or with others.
  expect((await statesInTroubleByDevice(primary, [id], 1)).map(({ appId }) => appId)).toEqual(
    own.slice(0, 2).map(({ appId }) => appId),
  );
  const few = await statesInTroubleByDevice(primary, ids, 1);
  expect(few.filter(({ deviceId }) => deviceId === id)).toEqual(own.slice(0, 2));
  expect(all.map(({ state }) => severityOf(state))).toEqual(all.map(({ state }) => severityOf(state)).toSorted());
});

test('the settings that findings look at are read with those that the operation shows', async () => {
  const SETTINGS = /FROM policy_setting_states/;
  const upn = 'zoe.bernard@contoso.example';
  const without = await service.statements(() => ask(TROUBLESHOOT, upn));
  const withFindings = await service.statements(() => ask(WITH_FINDINGS, upn));
  const count = (statements: readonly unknown[]) => statements.filter((each) => SETTINGS.test(String(each))).length;

  expect(count(withFindings)).toBe(count(without));
});

test('a page of users adds as many statements as one user, but for what more facts need', async () => {
  const page = (first: number) => `{ users(first: ${first}) { nodes { findings { nodes { title } } } } }`;
  const few = await service.statements(() => ask(page(10)));
  const many = await service.statements(() => ask(page(60)));

  expect(many.length).toBeLessThan(few.length * 2);
});

test('two days after an import, its age is told and nothing is certain', async () => {
  clock = new Date(NOW.getTime() + 2 * DAY_MS);
  const { nodes, asOf } = await reportOf();

  expect(nodes.map(({ rule }: { rule: string }) => rule)).toEqual(['MANAGEMENT_CERT_EXPIRED', 'DATA_OUT_OF_DATE']);
  expect(nodes[0].confidence).toBe('POSSIBLE');
  expect(nodes[1].title).toBe('What you see here was imported 2 days ago.');
  expect(asOf).toBe(new Date(NOW.getTime() - 60 * 60 * 1000).toISOString());
});

test('facts that are too old to judge do not make the report older, which says nothing of them', async () => {
  const { writer } = service.database;
  const apps = () => writer('readings').where('kind', 'managedAppRegistrations');
  const { completed_at } = await needed(apps());
  await apps().update({ completed_at: new Date(NOW.getTime() - 10 * DAY_MS).toISOString() });
  const { asOf, notChecked } = await reportOf();
  await apps().update({ completed_at });

  expect(notChecked.map(({ reason }: { reason: string }) => reason)).toContain('STALE');
  expect(asOf).toBe(completed_at);
});

test('months after an import, nothing is claimed but its age', async () => {
  clock = new Date(NOW.getTime() + 100 * DAY_MS);
  const { nodes, normal, notChecked } = await reportOf();

  expect(nodes.map(({ rule }: { rule: string }) => rule)).toEqual(['DATA_OUT_OF_DATE']);
  expect(normal).toEqual([]);
  const stale = notChecked.find(({ reason }: { reason: string }) => reason === 'STALE');
  expect(stale.rules.length).toBe(51);
  expect(stale.text).toBe(
    'These facts were last read 100 days ago, which is too long to say anything about the present.',
  );
});

test('a topic brings its findings to the front and hides none', async () => {
  const of = async (topic: string) => {
    const query = `query ($upn: String!) { user(userPrincipalName: $upn) { findings${topic} { nodes { rule topics } } } }`;
    return (await ask(query, 'marc.dubois@contoso.example')).data.user.findings.nodes as {
      rule: string;
      topics: string[];
    }[];
  };
  const [all, network] = [await of(''), await of('(topic: NETWORK)')];

  expect(all[0]?.rule).toBe('NONCOMPLIANT_SETTING');
  expect(network[0]?.rule).toBe('CERT_PROFILE_FAILED');
  expect([...network].sort((a, b) => (a.rule < b.rule ? -1 : 1))).toEqual(
    [...all].sort((a, b) => (a.rule < b.rule ? -1 : 1)),
  );
});

test('sign-ins and Conditional Access are named as not checked wherever the topic is access', async () => {
  const { user } = (
    await ask(`query ($upn: String!) { user(userPrincipalName: $upn) { id signInLogUrl devices { nodes { id } } } }`)
  ).data;
  const { primary } = service.database;
  const shared = toNodeId('Device', await needed(primary('devices').whereNull('user_id').pluck('id')));
  const NOTES = 'notChecked { rules text adminCentreUrl }';
  const notes = async (query: string, id?: string) => {
    const { data, errors } = await service.ask(query, {
      as: 'helpdesk@contoso.example',
      ...(id !== undefined && { variables: { id } }),
    });
    expect(errors).toEqual([]);
    const { notChecked }: { notChecked: { rules: string[]; text: string; adminCentreUrl: string | null }[] } = (
      data.user ??
      data.device ??
      data
    ).findings;
    return notChecked.filter(({ text }) => text.includes('Conditional Access')).map((each) => each.adminCentreUrl);
  };
  const ofDevice = (topic: string) => `query ($id: ID!) { device(id: $id) { findings(topic: ${topic}) { ${NOTES} } } }`;
  const list = (topic: string) => `{ findings(topic: ${topic}, first: 1) { ${NOTES} } }`;

  expect(user.signInLogUrl).toContain('SignIns');
  expect(await notes(`query ($id: ID!) { user(id: $id) { findings(topic: ACCESS) { ${NOTES} } } }`, user.id)).toEqual([
    user.signInLogUrl,
  ]);
  expect(await notes(ofDevice('ACCESS'), user.devices.nodes[0].id)).toEqual([user.signInLogUrl]);
  expect(await notes(ofDevice('ACCESS'), shared)).toEqual([null]);
  expect(await notes(ofDevice('NETWORK'), shared)).toEqual([]);
  expect(await notes(list('ACCESS'))).toEqual([null]);
  expect(await notes(list('NETWORK'))).toEqual([]);
});

test('an unknown topic, and a user who does not exist, are answered like everywhere', async () => {
  const unknown = await ask(
    'query ($upn: String!) { user(userPrincipalName: $upn) { findings(topic: WEATHER) { asOf } } }',
  );

  expect(unknown.errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
  expect((await ask(REPORT, 'nobody.at.all@contoso.example')).data).toEqual({ user: null });
});

test('names with markup stay the text that they are, and 5,000 settings are looked at', async () => {
  const device = 'BER-LT-0093';
  const { writer } = service.database;
  const id: string = await needed(writer('devices').where('device_name', device).pluck('id'));
  const state: string = await needed(writer('policy_states').where({ device_id: id, kind: 'COMPLIANCE' }).pluck('id'));
  await writer('devices').where('id', id).update({ device_name: '<b>{device}</b>', compliance: 'NONCOMPLIANT' });
  await writer('policy_states').where('id', state).update({ state: 'NONCOMPLIANT' });
  for (let i = 0; i < 5_000; i += 500) {
    const rows = Array.from({ length: 500 }, (_, j) => ({
      state_id: state,
      ordinal: 1_000 + i + j,
      name: `Windows10CompliancePolicy.Setting${i + j}`,
      state: 'NONCOMPLIANT',
      sources: '[]',
    }));
    await writer('policy_setting_states').insert(rows);
  }
  const { nodes } = await reportOf();

  expect(nodes[0].title).toBe(
    '<b>{device}</b> can no longer check in: its management certificate expired on 14 November 2026.',
  );
  expect(nodes.map(({ rule }: { rule: string }) => rule)).toContain('NONCOMPLIANT_SETTING');
});
