import type { Oidc } from '../../src/config';
import { oidcTokens } from '../../src/sign-in/oidc';
import { oneIn } from '../support/amount';
import { Issuer, now, type SigningKey, signed, signingKey } from '../support/issuer';
import { needed } from '../support/needed';
import { type Answer, type Service, startService } from '../support/service';

const test = oneIn(6);

/*
 * Tokens with the header and the claims that each provider documents, signed by an issuer of the test.
 */

const HOUR = 3600;
const API = '11111111-1111-4111-8111-111111111111';
const PAGE = '22222222-2222-4222-8222-222222222222';

let issuer: Issuer;
let key: SigningKey;
let operator: string;
let database: Service;

type Token = { readonly typ?: string; readonly claims: Record<string, unknown> };

interface Profile {
  readonly settings: Partial<Oidc>;
  readonly access: () => Token;
  readonly id: () => Token;
  readonly application: () => Token;
}

const times = () => ({ iss: issuer.url, iat: now(), nbf: now(), exp: now() + HOUR });
const upn = 'helpdesk@contoso.example';

const PROFILES: Record<string, Profile> = {
  'Entra, version 2': {
    settings: { tokenType: 'JWT', audience: API, requiredScope: 'access_as_user' },
    access: () => ({
      typ: 'JWT',
      claims: {
        aud: API,
        azp: PAGE,
        azpacr: '0',
        scp: 'access_as_user',
        oid: operator,
        sub: 'pairwise',
        tid: 't',
        ver: '2.0',
        uti: 'u',
      },
    }),
    id: () => ({
      typ: 'JWT',
      claims: {
        aud: API,
        oid: operator,
        sub: 'pairwise',
        tid: 't',
        ver: '2.0',
        nonce: 'n',
        preferred_username: upn,
        roles: ['Access'],
      },
    }),
    application: () => ({
      typ: 'JWT',
      claims: {
        aud: API,
        azp: PAGE,
        azpacr: '1',
        oid: 'principal',
        sub: 'principal',
        roles: ['Read'],
        ver: '2.0',
        idtyp: 'app',
      },
    }),
  },
  Keycloak: {
    settings: {
      tokenType: 'JWT',
      audience: 'troubleshooting',
      requiredScope: 'troubleshooting',
      operatorClaim: 'preferred_username',
    },
    access: () => ({
      typ: 'JWT',
      claims: {
        aud: ['troubleshooting', 'account'],
        azp: 'portal',
        typ: 'Bearer',
        scope: 'openid profile troubleshooting',
        sub: 'f:1',
        sid: 's',
        preferred_username: upn,
      },
    }),
    id: () => ({
      typ: 'JWT',
      claims: {
        aud: 'troubleshooting',
        azp: 'portal',
        typ: 'ID',
        at_hash: 'h',
        sub: 'f:1',
        sid: 's',
        preferred_username: upn,
        scope: 'troubleshooting',
      },
    }),
    application: () => ({
      typ: 'JWT',
      claims: {
        aud: 'troubleshooting',
        azp: 'robot',
        typ: 'Bearer',
        scope: 'troubleshooting',
        sub: 'f:2',
        preferred_username: 'service-account-robot',
      },
    }),
  },
  'Auth0, its own profile': {
    settings: {
      tokenType: 'JWT',
      audience: 'https://troubleshooting.example',
      requiredScope: 'read:graph',
      operatorClaim: 'https://contoso.example/upn',
    },
    access: () => ({
      typ: 'JWT',
      claims: {
        aud: ['https://troubleshooting.example', `${issuer.url}/userinfo`],
        azp: 'portal',
        scope: 'openid profile read:graph',
        sub: 'auth0|1',
        'https://contoso.example/upn': upn,
      },
    }),
    id: () => ({
      typ: 'JWT',
      claims: {
        aud: 'https://troubleshooting.example',
        sub: 'auth0|1',
        sid: 's',
        nonce: 'n',
        'https://contoso.example/upn': upn,
      },
    }),
    application: () => ({
      typ: 'JWT',
      claims: {
        aud: 'https://troubleshooting.example',
        azp: 'robot',
        sub: 'robot@clients',
        gty: 'client-credentials',
        scope: 'read:graph',
        'https://contoso.example/upn': upn,
      },
    }),
  },
  'Auth0, profile of RFC 9068': {
    settings: {
      tokenType: 'at+jwt',
      audience: 'https://troubleshooting.example',
      operatorClaim: 'https://contoso.example/upn',
    },
    access: () => ({
      typ: 'at+jwt',
      claims: {
        aud: 'https://troubleshooting.example',
        client_id: 'portal',
        jti: 'j',
        scope: 'openid',
        sub: 'auth0|1',
        'https://contoso.example/upn': upn,
      },
    }),
    id: () => ({
      typ: 'JWT',
      claims: {
        aud: 'https://troubleshooting.example',
        sub: 'auth0|1',
        nonce: 'n',
        'https://contoso.example/upn': upn,
      },
    }),
    application: () => ({
      typ: 'at+jwt',
      claims: {
        aud: 'https://troubleshooting.example',
        client_id: 'robot',
        sub: 'robot',
        jti: 'j',
        'https://contoso.example/upn': upn,
      },
    }),
  },
  Okta: {
    settings: {
      tokenType: 'none',
      audience: 'api://troubleshooting',
      requiredScope: 'troubleshooting',
      operatorClaim: 'upn',
    },
    access: () => ({
      claims: {
        ver: 1,
        jti: 'AT.1',
        aud: 'api://troubleshooting',
        cid: 'portal',
        uid: '00u1',
        scp: ['openid', 'troubleshooting'],
        sub: upn,
        upn,
      },
    }),
    id: () => ({
      claims: {
        ver: 1,
        jti: 'ID.1',
        aud: 'api://troubleshooting',
        amr: ['pwd'],
        at_hash: 'h',
        sub: '00u1',
        upn,
        scp: ['troubleshooting'],
      },
    }),
    application: () => ({
      claims: {
        ver: 1,
        jti: 'AT.2',
        aud: 'api://troubleshooting',
        cid: 'robot',
        scp: ['troubleshooting'],
        sub: 'robot',
        upn,
      },
    }),
  },
};

beforeAll(async () => {
  issuer = await new Issuer().start();
  key = await signingKey('one');
  issuer.keys.push(key.jwk);
  database = await startService();
  operator = await needed(database.database.primary('users').where('user_principal_name', upn).pluck('id'));
});
afterAll(async () => {
  await database.stop();
  await issuer.stop();
});

const write = ({ typ, claims }: Token): string =>
  signed({ alg: 'RS256', kid: key.kid, ...(typ !== undefined && { typ }) }, { ...times(), ...claims }, key.private);

async function asked(settings: Partial<Oidc>, bearer: string): Promise<Answer & { readonly why: unknown }> {
  const defaults = {
    issuer: issuer.url,
    audience: API,
    tokenType: 'JWT',
    requiredScope: null,
    machineRole: null,
    operatorClaim: 'oid',
  } as const;
  const service = await startService({
    databaseUrl: database.databaseUrl,
    server: { verify: oidcTokens({ ...defaults, ...settings }).verify },
  });
  try {
    const headers = { authorization: `Bearer ${bearer}` };
    const answer = await service.ask('{ viewer { userPrincipalName } }', { headers });
    return { ...answer, why: service.log.find(({ msg }) => msg === 'token refused')?.['reason'] };
  } finally {
    await service.stop();
  }
}

const more = (token: Token, claims: Record<string, unknown>): Token => ({
  ...token,
  claims: { ...token.claims, ...claims },
});

describe.each(Object.entries(PROFILES))('%s', (_, { settings, access, id, application }) => {
  test('an access token is accepted', async () => {
    expect((await asked(settings, write(access()))).data).toEqual({ viewer: { userPrincipalName: upn } });
  });

  test('an ID token is refused, also with the audience and the scope of this service', async () => {
    expect((await asked(settings, write(id()))).status).toBe(401);
    const { requiredScope } = settings;
    const dressed = more(id(), { scope: requiredScope ?? 'openid', scp: requiredScope ?? 'openid' });
    expect((await asked(settings, write(dressed))).status).toBe(401);
    expect(
      (await asked(settings, write({ ...dressed, ...(access().typ !== undefined && { typ: access().typ as string }) })))
        .status,
    ).toBe(401);
  });

  test('a token of an application is refused, and says so', async () => {
    const { status, errors, why } = await asked(settings, write(application()));
    expect(status).toBe(401);
    expect(errors[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED', reason: 'APPLICATION_TOKEN' });
    expect(why).toBe('an application got it for itself: no operator signed in');
  });

  test('a token with the scopes of sign-in alone is refused where its type says little', async () => {
    const bare = more(access(), { scp: undefined, scope: 'openid profile email offline_access' });
    const { status } = await asked(settings, write(bare));
    expect(status).toBe(settings.tokenType === 'at+jwt' ? 200 : 401);
    const { status: without } = await asked({ ...settings, requiredScope: null }, write(bare));
    expect(without).toBe(settings.tokenType === 'at+jwt' ? 200 : 401);
  });

  test('a token of another type is refused', async () => {
    for (const typ of ['at+jwt', 'JWT', 'none'] as const) {
      const { status } = await asked({ ...settings, tokenType: typ }, write(access()));
      expect([typ, status]).toEqual([typ, typ === settings.tokenType ? 200 : 401]);
    }
  });
});

describe('the reason in the log', () => {
  const entra = PROFILES['Entra, version 2'] as Profile;

  test.each<[string, string, () => string]>([
    [
      'names requestedAccessTokenVersion for a version 1 token',
      'requestedAccessTokenVersion',
      () => write(more(entra.access(), { ver: '1.0', iss: 'https://sts.windows.net/t/', aud: `api://${API}` })),
    ],
    [
      'finds another tenant',
      'another tenant',
      () => write(more(entra.access(), { iss: 'https://login.microsoftonline.com/x/v2.0' })),
    ],
    ['finds another issuer', 'another issuer', () => write(more(entra.access(), { iss: 'https://login.example' }))],
    [
      'finds a token for Microsoft Graph',
      'for Microsoft Graph',
      () => write(more(entra.access(), { aud: '00000003-0000-0000-c000-000000000000' })),
    ],
    ['finds another audience', 'not OIDC_AUDIENCE', () => write(more(entra.access(), { aud: 'api://other' }))],
    ['finds an opaque token', 'OIDC_RESOURCE', () => 'HmXz0aV7opaque'],
    ['finds an encrypted token', 'encrypted', () => 'a.b.c.d.e'],
    [
      'names the scope that is missing',
      'lacks the scope access_as_user',
      () => write(more(entra.access(), { scp: 'other' })),
    ],
    [
      'names both types',
      'its typ is at+jwt, and OIDC_TOKEN_TYPE is JWT',
      () => write({ ...entra.access(), typ: 'at+jwt' }),
    ],
    [
      'finds a clock that is five minutes behind',
      '300 seconds in the future',
      () => write(more(entra.access(), { iat: now() + 300, nbf: now() })),
    ],
    [
      'finds a token that has expired',
      'expired',
      () => write(more(entra.access(), { exp: now() - 300, iat: now() - 900 })),
    ],
  ])('%s', async (_, says, bearer) => {
    const { status, why } = await asked(entra.settings, bearer());
    expect(status).toBe(401);
    expect(String(why).replace(/\b(299|301) seconds/, '300 seconds')).toContain(says);
  });

  test('tells the application id from its address', async () => {
    const { why } = await asked({ ...entra.settings, audience: `api://${API}` }, write(entra.access()));
    expect(why).toContain('set OIDC_AUDIENCE to the application id');
  });
});

test('A token of 28 hours, as continuous access evaluation gives, is accepted; one of two days is not', async () => {
  const { settings, access } = PROFILES['Entra, version 2'] as Profile;
  const cae = { xms_cc: ['cp1'], exp: now() + 28 * HOUR };
  expect((await asked(settings, write(more(access(), cae)))).status).toBe(200);
  expect((await asked(settings, write(more(access(), { exp: now() + 48 * HOUR })))).status).toBe(401);
});

test('A scope is compared as a whole', async () => {
  const { settings, access } = PROFILES['Entra, version 2'] as Profile;
  for (const scp of ['access_as_users', 'xaccess_as_user', 'access_as', 'ACCESS_AS_USER', '', null, 7, {}]) {
    expect([scp, (await asked(settings, write(more(access(), { scp })))).status]).toEqual([scp, 401]);
  }
  expect((await asked(settings, write(more(access(), { scp: 'other access_as_user' })))).status).toBe(200);
});

test('An e-mail address names an operator only when the provider has verified it', async () => {
  const { settings, access } = PROFILES['Entra, version 2'] as Profile;
  const byEmail = { ...settings, operatorClaim: 'email' };
  expect((await asked(byEmail, write(more(access(), { email: upn })))).status).toBe(401);
  expect((await asked(byEmail, write(more(access(), { email: upn, email_verified: 'true' })))).status).toBe(401);
  expect((await asked(byEmail, write(more(access(), { email: upn, email_verified: true })))).status).toBe(200);
});
