import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { deflateRawSync } from 'node:zlib';
import { CompactEncrypt, type JWK } from 'jose';
import type { Oidc } from '../../src/config';
import { oidcTokens } from '../../src/sign-in/oidc';
import { oneIn } from '../support/amount';
import { base64url, Issuer, now, type SigningKey, signed, signingKey } from '../support/issuer';
import { needed } from '../support/needed';
import { type Answer, type Service, startService } from '../support/service';
import { until } from '../support/until';

const AUDIENCE = 'api://troubleshooting';
const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let weakKey: KeyObject;
let issuer: Issuer;
let rsa: SigningKey;
let ec: SigningKey;
let stranger: SigningKey;
let service: Service;
let helpdesk: string;

const oidc = (more: Partial<Oidc> = {}): Oidc => ({
  issuer: issuer.url,
  audience: AUDIENCE,
  tokenType: 'at+jwt',
  requiredScope: null,
  machineRole: null,
  operatorClaim: 'oid',
  ...more,
});
const startWith = (more: Partial<Oidc> = {}) => startService({ server: { verify: oidcTokens(oidc(more)).verify } });

const claims = (more: Record<string, unknown> = {}) => ({
  iss: issuer.url,
  aud: AUDIENCE,
  sub: 'cGFpcndpc2Ugc3ViamVjdA',
  iat: now(),
  exp: now() + HOUR,
  oid: helpdesk,
  ...more,
});
const header = (more: Record<string, unknown> = {}) => ({ alg: 'RS256', typ: 'at+jwt', kid: rsa.kid, ...more });
/** A valid token with changed claims and header parameters. */
const token = (otherClaims: Record<string, unknown> = {}, otherHeader: Record<string, unknown> = {}, key = rsa) =>
  signed(header({ kid: key.kid, ...otherHeader }), claims(otherClaims), key.private);

const ask = (bearer: string, at = service, query = '{ viewer { userPrincipalName } }') =>
  at.ask(query, { headers: { authorization: `Bearer ${bearer}` } });

function expectAnswered({ status, text }: Answer, userPrincipalName = 'helpdesk@contoso.example'): void {
  expect(JSON.parse(text)).toEqual({ data: { viewer: { userPrincipalName } } });
  expect(status).toBe(200);
}

function expectRefused({ status, headers, text }: Answer): void {
  expect(JSON.parse(text)).toEqual({
    errors: [{ message: 'A valid bearer token is required.', extensions: { code: 'UNAUTHENTICATED' } }],
  });
  expect(status).toBe(401);
  expect(headers.get('www-authenticate')).toBe('Bearer');
}

function expectUnknown({ status, text }: Answer): void {
  expect(JSON.parse(text)).toEqual({
    errors: [
      {
        message: 'A valid bearer token is required.',
        extensions: { code: 'UNAUTHENTICATED', reason: 'OPERATOR_UNKNOWN' },
      },
    ],
  });
  expect(status).toBe(401);
}

function expectUnavailable({ status, headers, text }: Answer): void {
  expect(JSON.parse(text)).toEqual({
    errors: [
      {
        message: 'Sign-in is not available at the moment.',
        extensions: { code: 'IDENTITY_PROVIDER_UNAVAILABLE', retryAfter: 5 },
      },
    ],
  });
  expect(status).toBe(503);
  expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
}

beforeAll(async () => {
  issuer = await new Issuer().start();
  [rsa, ec, stranger] = await Promise.all([signingKey('rsa-1'), signingKey('ec-1', 'ES256'), signingKey('stranger')]);
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  issuer.keys.push(rsa.jwk, ec.jwk);
  issuer.keys.push({ ...rsa.jwk, kid: 'twice' }, { ...stranger.jwk, kid: 'twice' });
  issuer.keys.push({ ...rsa.jwk, kid: 'for-encryption', use: 'enc' });
  issuer.keys.push({ ...(weak.publicKey.export({ format: 'jwk' }) as JWK), kid: 'weak' });
  weakKey = weak.privateKey;
  service = await startWith();
  helpdesk = await userId('helpdesk@contoso.example');
});
afterAll(async () => {
  await service.stop();
  await issuer.stop();
});

const userId = (userPrincipalName: string): Promise<string> =>
  needed(service.database.primary('users').where('user_principal_name', userPrincipalName).pluck('id'));

describe('an access token of the identity provider', () => {
  test.each<[string, () => string]>([
    ['signed with RS256', () => token()],
    ['signed with PS256', () => token({}, { alg: 'PS256' })],
    ['signed with ES256', () => token({}, { alg: 'ES256' }, ec)],
    ['whose type is written in full', () => token({}, { typ: 'application/at+jwt' })],
    ['for several audiences', () => token({ aud: ['api://other', AUDIENCE] })],
    ['that became valid a minute ago', () => token({ nbf: now() - MINUTE })],
    ['that expired within the tolerance of clocks', () => token({ iat: now() - HOUR, exp: now() - 30 * SECOND })],
    ['that was made within the tolerance of clocks', () => token({ iat: now() + 30 * SECOND })],
    ['whose operator is named in capitals', () => token({ oid: helpdesk.toUpperCase() })],
  ])('is accepted: one %s', async (_, make) => {
    expectAnswered(await ask(make()));
  });

  test.each<[string, () => string | Promise<string>]>([
    // The token must not choose the algorithm.
    ['of algorithm none', () => `${base64url(header({ alg: 'none' }))}.${base64url(claims())}.`],
    ['of algorithm None', () => `${base64url(header({ alg: 'None' }))}.${base64url(claims())}.`],
    ['of algorithm nOnE', () => `${base64url(header({ alg: 'nOnE' }))}.${base64url(claims())}.`],
    ['without its signature', () => token().replace(/[^.]*$/, '')],
    ['signed with HS256 and the public key as PEM', () => hs256(rsa.public.export({ type: 'spki', format: 'pem' }))],
    ['signed with HS256 and the public key as DER', () => hs256(rsa.public.export({ type: 'spki', format: 'der' }))],
    ['signed with HS256 and the public key as JWK', () => hs256(JSON.stringify(rsa.jwk))],
    ['signed with RS384', () => token({}, { alg: 'RS384' })],
    ['signed with RS512', () => token({}, { alg: 'RS512' })],
    ['of an algorithm that does not exist', () => signed(header({ alg: 'XS256' }), claims(), Buffer.from('key'))],
    ['without an algorithm', () => signed(header({ alg: undefined }), claims(), Buffer.from('key'))],
    ['of the algorithm of another key', () => token({}, { alg: 'RS256', kid: ec.kid })],
    // The key.
    ['signed with another key of the same name', () => token({}, { kid: rsa.kid }, stranger)],
    ['signed with a key that the issuer does not have', () => token({}, {}, stranger)],
    ['whose key is a path', () => token({}, { kid: '../../../dev/null' })],
    ['whose key is SQL', () => token({}, { kid: "' OR 1=1--" })],
    ['whose key has a name of 5,000 characters', () => token({}, { kid: 'k'.repeat(5_000) })],
    ['whose key has a name of 10 KB', () => token({}, { kid: 'k'.repeat(10_240) })],
    ['whose key is a number', () => token({}, { kid: 1 })],
    ['whose key is a list', () => token({}, { kid: [rsa.kid] })],
    ['whose key is an object', () => token({}, { kid: { $ne: '' } })],
    ['whose key is null', () => token({}, { kid: null })],
    ['whose key is __proto__', () => token({}, { kid: '__proto__' })],
    ['whose key the issuer has twice', () => token({}, { kid: 'twice' })],
    ['whose key is for encryption', () => token({}, { kid: 'for-encryption' })],
    ['whose key is too short', () => signed(header({ kid: 'weak' }), claims(), weakKey)],
    ['that brings its own key', () => token({}, { kid: rsa.kid, jwk: stranger.jwk }, stranger)],
    ['that names another key set', () => token({}, { kid: stranger.kid, jku: `${issuer.url}/evil` }, stranger)],
    ['that names a certificate elsewhere', () => token({}, { kid: stranger.kid, x5u: `${issuer.url}/evil` }, stranger)],
    // The time.
    ['that expired', () => token({ iat: now() - HOUR, exp: now() - 2 * MINUTE })],
    ['that never expires', () => token({ exp: undefined })],
    ['that expires at null', () => token({ exp: null })],
    ['that expires in a text', () => token({ exp: String(now() + HOUR) })],
    ['that expires after the end of time', () => token({ exp: 1e30 })],
    ['that expires at infinity', () => signed(header(), infinite(), rsa.private)],
    ['that lives for a year', () => token({ exp: now() + 365 * DAY })],
    ['that expires before it was made', () => token({ iat: now() + 30, exp: now() + 20 })],
    ['that is not valid yet', () => token({ nbf: now() + 10 * MINUTE })],
    ['that becomes valid in a text', () => token({ nbf: 'tomorrow' })],
    ['that was made tomorrow', () => token({ iat: now() + DAY, exp: now() + DAY + HOUR })],
    ['that was made at no time', () => token({ iat: undefined })],
    ['that was made in a text', () => token({ iat: String(now()) })],
    // The issuer and the audience.
    ['of another issuer', () => token({ iss: 'https://login.example' })],
    ['of the issuer with a slash behind it', () => token({ iss: `${issuer.url}/` })],
    ['of the issuer in capitals', () => token({ iss: issuer.url.toUpperCase() })],
    ['of several issuers', () => token({ iss: [issuer.url] })],
    ['of no issuer', () => token({ iss: undefined })],
    ['for another audience', () => token({ aud: 'api://other' })],
    ['for an audience that starts like this one', () => token({ aud: `${AUDIENCE}2` })],
    ['for a part of this audience', () => token({ aud: 'api://' })],
    ['for an audience in an object', () => token({ aud: { 0: AUDIENCE } })],
    ['for several other audiences', () => token({ aud: ['api://other', `${AUDIENCE}/`] })],
    ['for nobody', () => token({ aud: undefined })],
    ['for an empty list of audiences', () => token({ aud: [] })],
    // The type.
    ['that is an ID token', () => token({ nonce: 'n', name: 'Help Desk' }, { typ: 'JWT' })],
    ['that is a refresh token', () => token({}, { typ: 'refresh+jwt' })],
    ['of no type', () => token({}, { typ: undefined })],
    ['of a type with a blank behind it', () => token({}, { typ: 'at+jwt ' })],
    ['of a list of types', () => token({}, { typ: ['at+jwt'] })],
    // Tokens of another form.
    ['with an extension that must be understood', () => token({}, { crit: ['x'], x: true })],
    ['with an empty list of extensions', () => token({}, { crit: [] })],
    ['with its claims not encoded', () => token({}, { crit: ['b64'], b64: false })],
    ['that is encrypted', () => encrypted()],
    ['that is encrypted and compressed', () => encrypted({ zip: 'DEF' })],
    ['whose claims are compressed', compressed],
    ['that holds a token', () => signed(header({ cty: 'JWT' }), token(), rsa.private)],
    ['of a list of claims', () => signed(header(), JSON.stringify([claims()]), rsa.private)],
    ['of 12 KB', () => token({ padding: 'x'.repeat(8_800) })],
    [
      'that was changed after it was signed',
      () => token().replace(/\.[^.]*\./, `.${base64url(claims({ sub: 'other' }))}.`),
    ],
    // The operator named by the token.
    ['of no subject', () => token({ sub: undefined })],
    ['of an empty subject', () => token({ sub: '' })],
    ['of an object for a subject', () => token({ sub: {} })],
    ['of a number for a subject', () => token({ sub: 7 })],
    ['of no operator', () => token({ oid: undefined })],
    ['of an empty operator', () => token({ oid: '' })],
    ['of an object for an operator', () => token({ oid: { id: helpdesk } })],
    ['of a list of operators', () => token({ oid: [helpdesk] })],
    ['of an operator by the wrong claim', () => token({ oid: undefined, upn: 'helpdesk@contoso.example' })],
    ['of an operator with a NUL', () => token({ oid: `${helpdesk}\0` })],
    ['of an operator of 1,000 characters', () => token({ oid: 'a'.repeat(1_000) })],
  ])('is refused: one %s', async (_, make) => {
    expectRefused(await ask(await make()));
    expect(issuer.asked['/evil']).toBeUndefined();
  });

  test.each<[string, string]>([
    ['an unknown id', '00000000-0000-4000-8000-000000000000'],
    ['a user principal name instead of an id', 'helpdesk@contoso.example'],
    ['SQL', "' OR 1=1--"],
  ])('is refused when it names %s, and says that the operator is unknown', async (_, oid) => {
    expectUnknown(await ask(token({ oid })));
  });

  const hs256 = (key: string | Buffer) => signed(header({ alg: 'HS256' }), claims(), Buffer.from(key));
  const infinite = () => JSON.stringify(claims({ exp: 0 })).replace('"exp":0', '"exp":1e999');
  const encrypted = (more: Record<string, string> = {}) =>
    new CompactEncrypt(Buffer.from(token()))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', typ: 'at+jwt', kid: rsa.kid })
      .encrypt(rsa.public)
      .then((whole) => withHeader(whole, more));
  /** Adds to the header of a token, which jose would not. */
  const withHeader = (whole: string, more: Record<string, string>) => {
    const [first = '', ...rest] = whole.split('.');
    return [base64url({ ...JSON.parse(Buffer.from(first, 'base64url').toString()), ...more }), ...rest].join('.');
  };
  function compressed(): string {
    const text = `${base64url(header({ zip: 'DEF' }))}.${deflateRawSync(JSON.stringify(claims())).toString('base64url')}`;
    return `${text}.${sign('sha256', Buffer.from(text), rsa.private).toString('base64url')}`;
  }

  test('gives no right, whatever it says of roles, scopes and groups', async () => {
    const boast = {
      oid: await userId('nobody@contoso.example'),
      roles: ['Intune Administrator', 'super'],
      wids: ['62e90394-69f5-4237-9190-012177145e10'],
      scp: 'DeviceManagementManagedDevices.ReadWrite.All',
      scope: 'admin',
      permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'],
      groups: (await service.database.primary('groups').select('id')).map(({ id }) => id),
      tid: 'contoso',
    };

    const { data, errors } = await ask(
      token(boast),
      service,
      '{ viewer { userPrincipalName canTroubleshoot permissions { permission } } users { totalCount } }',
    );

    expect(data).toEqual({
      viewer: { userPrincipalName: 'nobody@contoso.example', canTroubleshoot: false, permissions: [] },
      users: null,
    });
    expect(errors.map(({ path, extensions }) => [path, extensions])).toEqual([
      [
        ['users'],
        { code: 'FORBIDDEN', reason: 'PERMISSION', missing: ['ORGANIZATION_READ'], coordinate: 'Query.users' },
      ],
    ]);
  });
});

describe('the operator', () => {
  test('can be named by a claim with the user principal name, in any case', async () => {
    const byName = await startWith({ operatorClaim: 'upn' });
    try {
      expectAnswered(await ask(token({ oid: undefined, upn: 'helpdesk@contoso.example' }), byName));
      expectAnswered(await ask(token({ oid: undefined, upn: 'HelpDesk@Contoso.Example' }), byName));
      expectRefused(await ask(token({ upn: undefined }), byName));
      expectUnknown(await ask(token({ upn: helpdesk }), byName));
      expectUnknown(await ask(token({ upn: 'helpdesk@contoso.exampl' }), byName));
      expectUnknown(await ask(token({ upn: '%' }), byName));
    } finally {
      await byName.stop();
    }
  });

  test('is nobody while two users have the name', async () => {
    const byName = await startWith({ operatorClaim: 'upn' });
    try {
      const bearer = token({ upn: 'helpdesk@contoso.example' });
      expectAnswered(await ask(bearer, byName));
      await byName.database
        .writer('users')
        .where('user_principal_name', 'admin@contoso.example')
        .update({ user_principal_name: 'HelpDesk@contoso.example', upn_key: 'helpdesk@contoso.example' });

      expectUnknown(await ask(bearer, byName));
    } finally {
      await byName.stop();
    }
  });

  test.each([
    ['an accent', 'hélpdesk@contoso.example'],
    ['a full-width letter', 'ｈelpdesk@contoso.example'],
    ['a raised letter', 'ʰelpdesk@contoso.example'],
    ['a long s', 'helpdeſk@contoso.example'],
    ['the Kelvin sign for its k', 'helpdes\u212a@contoso.example'],
    ['a blank behind it', 'helpdesk@contoso.example '],
  ])('is not found by a name that differs in %s, also just after the right one', async (_, upn) => {
    const byName = await startWith({ operatorClaim: 'upn' });
    try {
      expectAnswered(await ask(token({ upn: 'helpdesk@contoso.example' }), byName));

      expectUnknown(await ask(token({ upn }), byName));
    } finally {
      await byName.stop();
    }
  });

  test('is the one whose accents are right, if two names differ in them', async () => {
    const byName = await startWith({ operatorClaim: 'upn' });
    const other = 'hélpdesk@contoso.example';
    try {
      await byName.database
        .writer('users')
        .where('user_principal_name', 'admin@contoso.example')
        .update({ user_principal_name: other, upn_key: 'helpdesk@contoso.example' });

      expectAnswered(await ask(token({ upn: 'helpdesk@contoso.example' }), byName));
      expectAnswered(await ask(token({ upn: other }), byName), other);
      expectAnswered(await ask(token({ upn: other.normalize('NFD') }), byName), other);
    } finally {
      await byName.stop();
    }
  });
});

describe('a service for tokens of type JWT', () => {
  let plain: Service;
  beforeAll(async () => {
    plain = await startWith({ tokenType: 'JWT' });
  });
  afterAll(() => plain.stop());

  test('accepts one with scopes', async () => {
    expectAnswered(await ask(token({ scp: 'access_as_user' }, { typ: 'JWT' }), plain));
  });

  test.each<[string, Record<string, unknown>]>([
    ['without scopes, as an ID token is', { nonce: 'n', name: 'Help Desk' }],
    ['with roles alone, as an ID token can be', { nonce: 'n', roles: ['Access'] }],
    ['with an empty scp', { scp: '', roles: ['Access'] }],
    ['with a blank scp', { scp: ' ' }],
    ['with scp null', { scp: null }],
    ['with an empty list of scopes', { scp: [] }],
  ])('refuses one %s', async (_, more) => {
    expectRefused(await ask(token(more, { typ: 'JWT' }), plain));
  });

  test('refuses tokens of another type', async () => {
    expectRefused(await ask(token({ scp: 'access_as_user' }), plain));
    expectRefused(await ask(token({ scp: 'access_as_user' }, { typ: undefined }), plain));
  });
});

/** Only the clocks are fake; requests, time-outs and sockets are real. */
const fakeClocks = () =>
  jest.useFakeTimers({
    doNotFake: [
      ...(['hrtime', 'nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
      ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
    ],
  });
const later = (seconds: number) => jest.advanceTimersByTime(seconds * 1000);

describe('the keys of the identity provider', () => {
  const test = oneIn(3);
  let provider: Issuer;
  let at: Service;
  const bearer = (key: SigningKey) => token({ iss: provider.url }, {}, key);
  const unknownKey = (i: number) => token({ iss: provider.url }, { kid: `unknown-${i}` }, stranger);
  const startAt = () => startService({ server: { verify: oidcTokens({ ...oidc(), issuer: provider.url }).verify } });

  beforeEach(async () => {
    fakeClocks();
    provider = await new Issuer().start();
    provider.keys.push(rsa.jwk);
    at = await startAt();
  });
  afterEach(async () => {
    jest.useRealTimers();
    await at.stop();
    await provider.stop();
  });

  test('are read once for many requests', async () => {
    await Promise.all(Array.from({ length: 20 }, async () => expectAnswered(await ask(bearer(rsa), at))));
    expectAnswered(await ask(bearer(rsa), at));

    expect(provider.asked).toEqual({ '/.well-known/openid-configuration': 1, '/keys': 1 });
  });

  test('are not read when the token cannot be one', async () => {
    expectRefused(await ask('garbage', at));
    expectRefused(await ask(signed(header({ alg: 'HS256' }), claims(), Buffer.from('x')), at));

    expect(provider.asked).toEqual({});
  });

  test('are read once for a hundred tokens with unknown keys, and once more half a minute later', async () => {
    for (let i = 0; i < 50; i++) expectRefused(await ask(unknownKey(i), at));
    expect(provider.asked['/keys']).toBe(1);

    later(31 * SECOND);
    await Promise.all(Array.from({ length: 50 }, async (__, i) => expectRefused(await ask(unknownKey(50 + i), at))));
    expect(provider.asked['/keys']).toBe(2);
    expect(provider.asked['/.well-known/openid-configuration']).toBe(1);
  });

  test('are read again after half a minute, also if the clock of this machine is set back by an hour', async () => {
    const next = await signingKey('rsa-2');
    expectAnswered(await ask(bearer(rsa), at));
    provider.keys.splice(0, 1, next.jwk);
    const good = token({ iss: provider.url, iat: now() - 3_700, exp: now() + 600 }, {}, next);
    jest.setSystemTime(Date.now() - 3_600_000);
    expectRefused(await ask(good, at));

    later(31 * SECOND);

    expectAnswered(await ask(good, at));
  });

  test('can be changed: the new one is accepted within half a minute, the old one no longer', async () => {
    const next = await signingKey('rsa-2');
    expectAnswered(await ask(bearer(rsa), at));
    provider.keys.splice(0, 1, next.jwk);
    expectRefused(await ask(bearer(next), at));

    later(31 * SECOND);

    expectAnswered(await ask(bearer(next), at));
    expectRefused(await ask(bearer(rsa), at));
    expect(provider.asked['/keys']).toBe(2);
  });

  test('are read again when they are ten minutes old, so that one that was taken back is refused', async () => {
    expectAnswered(await ask(bearer(rsa), at));
    provider.keys.splice(0, 1, stranger.jwk);

    later(11 * MINUTE);

    expectRefused(await ask(bearer(rsa), at));
  });

  test('outlive a token that they signed: it is refused when it expires, though it was accepted', async () => {
    const exp = now() + 5 * MINUTE;
    const short = token({ iss: provider.url, exp });
    expectAnswered(await ask(short, at));

    jest.setSystemTime((exp + 59) * 1000);
    expectAnswered(await ask(short, at));
    jest.setSystemTime((exp + 61) * 1000);
    expectRefused(await ask(short, at));
    expect(provider.asked['/keys']).toBe(1);
  });

  test('are read again for a token that is asked with all the time', async () => {
    const asked = bearer(rsa);
    for (let minute = 0; minute < 10; minute++) {
      expectAnswered(await ask(asked, at));
      later(1 * MINUTE);
    }
    expect(provider.asked['/keys']).toBe(1);
    provider.keys.splice(0, 1, stranger.jwk);
    later(1 * SECOND);

    for (let i = 0; i < 3; i++) expectRefused(await ask(asked, at));
    expect(provider.asked['/keys']).toBe(2);
  });

  test('that are read for another token end what was accepted under those of before', async () => {
    const next = await signingKey('rsa-2');
    const known = bearer(rsa);
    expectAnswered(await ask(known, at));
    provider.keys.splice(0, 1, next.jwk);
    later(31 * SECOND);
    expectAnswered(await ask(known, at));

    expectAnswered(await ask(bearer(next), at));

    for (let i = 0; i < 3; i++) expectRefused(await ask(known, at));
  });

  test('let nobody in who was disabled or deleted since the token was accepted', async () => {
    const users = () => at.database.writer('users').where({ id: helpdesk });
    const asked = bearer(rsa);
    const query = '{ viewer { state } users(first: 1) { totalCount } }';
    expect((await ask(asked, at, query)).errors).toEqual([]);

    await users().update({ account_enabled: 0 });
    expect((await ask(asked, at, query)).data).toEqual({ viewer: { state: 'DISABLED' }, users: null });
    await users().update({ account_enabled: 1 });
    expect((await ask(asked, at, query)).errors).toEqual([]);
    await users().delete();
    expectUnknown(await ask(asked, at));
  });

  test('keep working for a day while the provider is down, and a token with another key is told to wait', async () => {
    expectAnswered(await ask(bearer(rsa), at));
    await provider.stop();

    later(5 * MINUTE);
    expectAnswered(await ask(bearer(rsa), at));
    later(1 * HOUR);
    expectAnswered(await ask(bearer(rsa), at));
    later(31 * SECOND);
    expectUnavailable(await ask(unknownKey(1), at));
    later(22 * HOUR);
    expectAnswered(await ask(bearer(rsa), at));
    expectRefused(await ask(token({ iss: provider.url, exp: now() - HOUR }), at));

    later(2 * HOUR);
    expectUnavailable(await ask(bearer(rsa), at));

    await provider.start();
    later(3 * SECOND);
    expectAnswered(await ask(bearer(rsa), at));
  });

  test.each<[string, () => unknown]>([
    ['is empty', () => ({ keys: [] })],
    ['has no list', () => ({})],
    ['is no object', () => null],
    [
      'has no key that checks tokens',
      () => ({ keys: [{ kty: 'oct', k: 'AAAA' }, { ...rsa.jwk, use: 'enc' }, 'text'] }),
    ],
    ['is larger than a megabyte', () => ({ keys: [rsa.jwk], more: 'x'.repeat(1_000_001) })],
    ['has 10,000 keys', () => ({ keys: Array.from({ length: 10_000 }, (__, i) => ({ ...rsa.jwk, kid: `rsa-${i}` })) })],
  ])('are not replaced by a set that %s', async (_, document) => {
    expectAnswered(await ask(bearer(rsa), at));
    provider.keySet = document;
    later(11 * MINUTE);

    expectAnswered(await ask(bearer(rsa), at));
    expect(provider.asked['/keys']).toBe(2);

    provider.keySet = null;
    provider.keys.splice(0, 1, stranger.jwk);
    later(31 * SECOND);
    await until(async () => (await ask(bearer(rsa), at)).status === 401);
  });

  test('are read at a new address when the provider has moved them', async () => {
    const next = await signingKey('rsa-2');
    expectAnswered(await ask(bearer(rsa), at));
    provider.keysPath = '/moved';
    provider.keys.splice(0, 1, next.jwk);
    later(31 * SECOND);
    expectUnavailable(await ask(bearer(next), at));

    later(31 * SECOND);
    expectAnswered(await ask(bearer(next), at));
    expectRefused(await ask(bearer(rsa), at));
  });

  test('hold up no request while a provider that failed is slow', async () => {
    expectAnswered(await ask(bearer(rsa), at));
    provider.broken = true;
    later(11 * MINUTE);
    expectAnswered(await ask(bearer(rsa), at));
    const held: ServerResponse[] = [];
    provider.take = (_, response) => held.push(response) > 0;
    later(31 * SECOND);

    await Promise.all(Array.from({ length: 5 }, async () => expectAnswered(await ask(bearer(rsa), at))));

    await until(() => held.length > 0);
    expect(held.map(({ writableEnded, destroyed }) => writableEnded || destroyed)).toEqual([false]);
  });

  test('are read from a set of nearly a megabyte', async () => {
    provider.keySet = () => ({ keys: [rsa.jwk], more: 'x'.repeat(990_000) });
    expectAnswered(await ask(bearer(rsa), at));
  });

  test('are not asked for more often by requests while the provider fails', async () => {
    expectAnswered(await ask(bearer(rsa), at));
    provider.broken = true;
    later(11 * MINUTE);

    for (let i = 0; i < 20; i++) {
      expectAnswered(await ask(bearer(rsa), at));
      expect([401, 503]).toContain((await ask(unknownKey(i), at)).status);
    }

    expect(provider.asked['/keys']).toBe(2);
  });
});

describe('an identity provider that cannot be reached', () => {
  let provider: Issuer;
  let at: Service;
  const bearer = () => token({ iss: provider.url });

  beforeEach(async () => {
    fakeClocks();
    provider = await new Issuer().start();
    provider.keys.push(rsa.jwk);
    at = await startService({ server: { verify: oidcTokens({ ...oidc(), issuer: provider.url }).verify } });
  });
  afterEach(async () => {
    jest.useRealTimers();
    await at.stop();
    await provider.stop();
  });

  test('at the start leaves nobody signed in until it can be reached, without a restart', async () => {
    await provider.stop();
    expectUnavailable(await ask(bearer(), at));
    expect((await fetch(`${at.url}/readyz`)).status).toBe(200);

    await provider.start();
    later(3 * SECOND);
    expectAnswered(await ask(bearer(), at));
  });

  test('is asked once for many tokens, one after the other, and again after two seconds', async () => {
    provider.broken = true;
    for (let i = 0; i < 20; i++) {
      expectUnavailable(await ask(token({ iss: provider.url }, { kid: `made-up-${i}` }, stranger), at));
    }
    expect(provider.asked).toEqual({ '/.well-known/openid-configuration': 1 });

    later(3 * SECOND);
    expectUnavailable(await ask(bearer(), at));
    expect(provider.asked).toEqual({ '/.well-known/openid-configuration': 2 });
  });

  test('is not needed to refuse who brings no token', async () => {
    await provider.stop();

    expectRefused(await at.ask('{ __typename }'));
    expectRefused(await ask('garbage', at));
  });

  test('may fail instead, or publish no keys', async () => {
    provider.broken = true;
    expectUnavailable(await ask(bearer(), at));
    provider.broken = false;
    provider.keys.splice(0, 1, 'no key' as unknown as JWK);
    later(3 * SECOND);
    expectUnavailable(await ask(bearer(), at));

    provider.keys.splice(0, 1, rsa.jwk);
    later(3 * SECOND);
    expectAnswered(await ask(bearer(), at));
  });

  test('is not trusted when it describes itself as another one', async () => {
    provider.name = 'https://login.example';

    expectUnavailable(await ask(bearer(), at));
    later(3 * SECOND);
    expectUnavailable(await ask(token({ iss: 'https://login.example' }), at));
  });

  test('is named in the log, without the token', async () => {
    await provider.stop();
    const asked = bearer();
    const { headers } = await ask(asked, at);

    const line = at.log.find(({ level }) => level === 50);
    expect(line?.['requestId']).toBe(headers.get('x-request-id'));
    expect(JSON.stringify(at.log)).not.toContain(asked.split('.')[1]);
  });
});
