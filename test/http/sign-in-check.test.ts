import { readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { oneIn } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import { ownAuthority, selfSigned } from '../support/certificate';
import { Issuer, now, type SigningKey, signed, signingKey } from '../support/issuer';
import { Place } from '../support/place';
import { until } from '../support/until';

const test = oneIn(5);

const ADA = 'ada@fabrikam.example';

let issuer: Issuer;
let key: SigningKey;
let place: Place;
beforeAll(async () => {
  issuer = await new Issuer().start();
  key = await signingKey('one');
  issuer.keys.push(key.jwk);
  place = new Place();
  await place.import();
});
afterAll(() => issuer.stop());

const environment = (more: Record<string, string> = {}) => ({
  AUTH_MODE: 'oidc',
  OIDC_ISSUER: issuer.url,
  OIDC_AUDIENCE: 'api',
  OIDC_OPERATOR_CLAIM: 'upn',
  OIDC_CLIENT_ID: 'portal',
  ...more,
});
const token = (claims: Record<string, unknown> = {}) => {
  const times = { iss: issuer.url, aud: 'api', sub: 's', iat: now(), exp: now() + 600 };
  return signed({ alg: 'RS256', kid: key.kid, typ: 'at+jwt' }, { ...times, upn: ADA, ...claims }, key.private);
};
async function check(args: readonly string[] = [], more: Record<string, string> = {}) {
  const { code, out, err } = await place.run(['sign-in', 'check', ...args], environment(more));
  expect(err).toBe('');
  return { code, lines: out.trimEnd().split('\n') };
}

test('A check without a token reads discovery, keys and clocks, and says what the pages lack', async () => {
  const { code, lines } = await check();
  expect(lines).toEqual([
    `ok    Discovery: ${issuer.url} describes itself.`,
    `ok    Keys: 1 at ${issuer.url}/keys.`,
    'ok    Clocks: the same.',
    expect.stringMatching(/^WRONG Pages: the issuer names no authorization_endpoint or token_endpoint/),
    expect.stringMatching(/^ok {4}Token: none given/),
  ]);
  expect(code).toBe(1);
});

test('A check without OIDC_CLIENT_ID says what it is for, and calls nothing wrong', async () => {
  const { code, lines } = await check([], { OIDC_CLIENT_ID: '' });
  expect(lines[3]).toBe(
    'ok    Pages: OIDC_CLIENT_ID is not set. It is the client with which the portal and GraphiQL sign in; without it, they take a pasted token.',
  );
  expect([code, lines.filter((line) => !line.startsWith('ok'))]).toEqual([0, []]);
});

test('A check without a token needs no database, and makes none', async () => {
  const elsewhere = new Place();
  const { out, err } = await elsewhere.run(['sign-in', 'check'], environment());
  expect([out, err]).toEqual([expect.stringContaining('ok    Token: none given'), '']);
  expect(readdirSync(elsewhere.folder)).toEqual([]);
});

test('A check of a token names the operator, the account and the role, and never prints the token', async () => {
  await place.run(['admin', 'grant', ADA]);
  const bearer = token();
  const { lines } = await check(['--token', bearer]);
  expect(lines).toContain('ok    Token: accepted.');
  expect(lines).toContain(`ok    Operator: ${ADA}.`);
  expect(lines).toContain('ok    Account: enabled and licensed.');
  expect(lines.at(-1)).toMatch(/^ok {4}Role: .*ORGANIZATION_READ/);
  expect(lines.join('\n')).not.toContain(bearer.split('.')[1]);
});

test.each<[string, () => string, string[]]>([
  [
    'an operator who is not in the tenant',
    () => token({ upn: 'nobody@fabrikam.example', oid: 'x' }),
    ['user principal name in the claim upn', 'oid, upn, sub'],
  ],
  ['an opaque token', () => 'opaque', ['refused, because it is no JWT', 'OIDC_RESOURCE']],
  ['another audience', () => token({ aud: 'other' }), ['its audience is not OIDC_AUDIENCE']],
  ['an application', () => token({ gty: 'client-credentials' }), ['no operator signed in']],
  ['an ID token', () => token({ nonce: 'n' }), ['it is an ID token']],
])('A check says what is wrong with %s', async (_, bearer, says) => {
  const { code, lines } = await check(['--token', bearer()]);
  for (const part of says) expect(lines.at(-1)).toContain(part);
  expect(lines.at(-1)).toMatch(/^WRONG/);
  expect(code).toBe(1);
});

describe('An issuer that cannot be used', () => {
  test.each<[string, string, string]>([
    ['whose port is closed', 'http://127.0.0.1:2', 'ECONNREFUSED. Nothing listens there'],
    ['whose host does not exist', 'https://login.invalid', 'There is no such host'],
  ])('is named with the cause: one %s', async (_, OIDC_ISSUER, says) => {
    const { code, lines } = await check([], { OIDC_ISSUER });
    expect(lines[0]).toMatch(/^WRONG Issuer: /);
    expect(lines[0]).toContain(says);
    expect(code).toBe(1);
  });

  test('calls itself by another name', async () => {
    issuer.name = 'https://login.example';
    const { lines } = await check();
    issuer.name = null;
    expect(lines[0]).toContain('describes https://login.example, and OIDC_ISSUER is');
  });

  test('answers half', async () => {
    issuer.keySet = () => ({});
    const { lines } = await check();
    issuer.keySet = null;
    expect(lines[1]).toMatch(/^WRONG Keys: none/);
  });

  test('has a certificate that nobody signed: said in the check, and in the log at the start', async () => {
    const server = createServer(selfSigned(), (_, response) => response.end('{}'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const OIDC_ISSUER = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const { lines } = await check([], { OIDC_ISSUER });
      expect(lines[0]).toMatch(/DEPTH_ZERO_SELF_SIGNED_CERT.*NODE_EXTRA_CA_CERTS/);
      // The development tests have sealed the other database with a key of their own.
      const service = new Place().start('main', [], { ...environment({ OIDC_ISSUER, AUDIT_KEY }), PORT: '0' });
      await until(() => service.said.out.includes('nobody can sign in'));
      expect(service.said.out).toMatch(/"level":50.*DEPTH_ZERO_SELF_SIGNED_CERT.*NODE_EXTRA_CA_CERTS/);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('has a certificate of the organisation’s own CA: trusted with NODE_EXTRA_CA_CERTS alone', async () => {
    const { authority, server: certificate } = ownAuthority();
    const NODE_EXTRA_CA_CERTS = path.join(place.folder, 'ca.pem');
    writeFileSync(NODE_EXTRA_CA_CERTS, authority);
    const server = createServer(certificate, (_, response) => response.end('{}'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    try {
      for (const OIDC_ISSUER of [`https://127.0.0.1:${port}`, `https://localhost:${port}`]) {
        const { lines } = await check([], { OIDC_ISSUER });
        expect(lines[0]).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE.*NODE_EXTRA_CA_CERTS/);
        const { lines: trusting } = await check([], { OIDC_ISSUER, NODE_EXTRA_CA_CERTS });
        expect(trusting[0]).toContain(`describes nobody, and OIDC_ISSUER is ${OIDC_ISSUER}`);
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

test('The service reads the keys at its start, so the first operator does not wait for the issuer', async () => {
  // The development tests have sealed the other database with a key of their own.
  const elsewhere = new Place();
  await elsewhere.import();
  await elsewhere.run(['admin', 'grant', ADA], environment({ AUDIT_KEY }));
  const before = issuer.asked['/keys'] ?? 0;
  const service = elsewhere.start('main', [], { ...environment({ AUDIT_KEY }), PORT: '0' });
  const url = () => /"url":"(http:[^"]+)"/.exec(service.said.out)?.[1];
  await until(() => url() !== undefined && (issuer.asked['/keys'] ?? 0) > before);
  issuer.broken = true;
  try {
    const response = await fetch(`${url()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token()}` },
      body: JSON.stringify({ query: '{ viewer { userPrincipalName } }' }),
    });
    expect(await response.json()).toEqual({ data: { viewer: { userPrincipalName: ADA } } });
  } finally {
    issuer.broken = false;
    service.child.kill();
  }
});

test('Development sign-in has nothing to check', async () => {
  const { code, lines } = await check([], { AUTH_MODE: 'development' });
  expect(lines).toEqual([expect.stringMatching(/^WRONG AUTH_MODE is development/)]);
  expect(code).toBe(1);
});
