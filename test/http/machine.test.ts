import { oidcTokens } from '../../src/sign-in/oidc';
import { Issuer, now, type SigningKey, signed, signingKey } from '../support/issuer';
import { operatorWith } from '../support/operators';
import { type Service, startService } from '../support/service';

const MACHINE = '33333333-3333-4333-8333-333333333333';
const ROLE = 'Graph.Read';

let issuer: Issuer;
let key: SigningKey;
let on: Service;
let off: Service;
let plain: Service;

const verify = (machineRole: string | null) =>
  oidcTokens({
    issuer: issuer.url,
    audience: 'api',
    tokenType: 'JWT',
    requiredScope: 'graph',
    machineRole,
    operatorClaim: 'oid',
  }).verify;

beforeAll(async () => {
  issuer = await new Issuer().start();
  key = await signingKey('one');
  issuer.keys.push(key.jwk);
  plain = await startService();
  const { as } = await operatorWith(plain, {
    permissions: ['ORGANIZATION_READ', 'ROLES_READ', 'ROLES_CREATE', 'ROLES_ASSIGN', 'AUDIT_DATA_READ'],
    scope: { allUsers: true, allDevices: true },
  });
  const machineGroup = as.replace(/@.*/, '');
  const { databaseUrl } = plain;
  on = await startService({ databaseUrl, server: { verify: verify(ROLE), machineGroup } });
  off = await startService({ databaseUrl, server: { verify: verify(null), machineGroup: null } });
});
afterAll(async () => {
  await on.stop();
  await off.stop();
  await plain.stop();
  await issuer.stop();
});

/** An application token of Entra. */
function token(claims: Record<string, unknown> = {}): string {
  const times = { iss: issuer.url, aud: 'api', iat: now(), exp: now() + 600 };
  const own = { azp: 'client', oid: MACHINE, sub: MACHINE, idtyp: 'app', roles: [ROLE], ver: '2.0' };
  return signed({ alg: 'RS256', kid: key.kid, typ: 'JWT' }, { ...times, ...own, ...claims }, key.private);
}
const ask = (service: Service, query: string, bearer = token(), headers = {}) =>
  service.ask(query, { headers: { authorization: `Bearer ${bearer}`, ...headers } });

const WHO = '{ viewer { userPrincipalName permissions { permission } } users { totalCount } }';

test('An application reads what the assignments of its group give, and holds no other permission', async () => {
  const { data, errors } = await ask(on, WHO);
  expect(errors).toEqual([]);
  expect(data.viewer.userPrincipalName).toBe(`application:${MACHINE}`);
  const held = data.viewer.permissions.map(({ permission }: { permission: string }) => permission);
  expect(held.sort()).toEqual(['AUDIT_DATA_READ', 'ORGANIZATION_READ', 'ROLES_READ']);
  expect(data.users.totalCount).toBeGreaterThan(10);
  const devices = await ask(on, '{ devices { totalCount } }');
  expect(devices.errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missing: ['MANAGED_DEVICES_READ'] });
});

test('Off unless configured, without the app role, and with an ID token, it is refused', async () => {
  expect((await ask(off, WHO)).errors[0]?.extensions?.['reason']).toBe('APPLICATION_TOKEN');
  for (const roles of [undefined, [], ['Graph.ReadWrite'], ['graph.read'], 'Other']) {
    expect([roles, (await ask(on, WHO, token({ roles }))).status]).toEqual([roles, 401]);
  }
  expect((await ask(on, WHO, token({ nonce: 'n' }))).status).toBe(401);
  expect((await ask(on, WHO, token({ oid: undefined, sub: '' }))).status).toBe(401);
});

test('An operator with the app role stays an operator', async () => {
  const [helpdesk] = await on.database.primary('users').where({ upn_key: 'helpdesk@contoso.example' }).pluck('id');
  const bearer = token({ oid: helpdesk, sub: 'pairwise', idtyp: 'user', scp: 'graph' });
  const { data } = await ask(on, '{ viewer { userPrincipalName } }', bearer);
  expect(data.viewer.userPrincipalName).toBe('helpdesk@contoso.example');
});

test('An application changes nothing, and the attempt is marked in the audit trail', async () => {
  const { data, errors } = await ask(
    on,
    'mutation { createRole(input: { displayName: "By a machine", permissions: [ORGANIZATION_READ] }) { role { id } } }',
  );
  expect(data).toEqual({ createRole: null });
  expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'PERMISSION', missing: ['ROLES_CREATE'] });
  const last = await on.database.primary('audit_events').orderBy('seq', 'desc').first();
  expect(last).toMatchObject({ action: 'CREATE_ROLE', outcome: 'REFUSED' });
  expect(Buffer.from(String(last?.actor_id), 'base64').toString()).toContain(`application:${MACHINE}`);
  expect(on.log.some(({ operatorId }) => operatorId === `application:${MACHINE}`)).toBe(true);
});

test('An application simulates nobody', async () => {
  const { data } = await plain.ask('{ viewer { id } users(first: 1) { nodes { id } } }', {
    as: 'admin@contoso.example',
  });
  const { status } = await ask(on, WHO, token(), { 'x-simulate-operator': data.users.nodes[0].id });
  expect(status).toBe(403);
  const last = await on.database.primary('audit_events').orderBy('seq', 'desc').first();
  expect(last).toMatchObject({ action: 'SIMULATE', outcome: 'REFUSED', subject_id: data.users.nodes[0].id });
});

test('An application whose group loses its assignment reads nothing from the next request on', async () => {
  expect((await ask(on, WHO)).errors).toEqual([]);
  const database = on.database.writer;
  await database('role_assignments').where({ display_name: 'operator-1 0' }).delete();
  expect((await ask(on, WHO)).errors[0]?.extensions?.['missing']).toEqual(['ORGANIZATION_READ']);
});
