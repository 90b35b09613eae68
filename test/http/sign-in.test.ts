import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeJwt } from 'jose';
import { openDatabase } from '../../src/database/open';
import { developmentToken, developmentTokens } from '../../src/sign-in/development';
import { needed } from '../support/needed';
import { asImport, type Service, startService } from '../support/service';

const WHO = JSON.stringify({ query: '{ viewer { userPrincipalName } }' });
const STATE = JSON.stringify({ query: '{ viewer { state } }' });
const REFUSAL = {
  errors: [{ message: 'A valid bearer token is required.', extensions: { code: 'UNAUTHENTICATED' } }],
};
/** The refusal of a good token whose operator is not in the tenant. */
const UNKNOWN = {
  errors: [{ ...REFUSAL.errors[0], extensions: { code: 'UNAUTHENTICATED', reason: 'OPERATOR_UNKNOWN' } }],
};

interface Reply {
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

let folder: string;
let service: Service;
let good: string;
let operator: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-sign-in-'));
  service = await startService({ server: { verify: developmentTokens(folder) } });
  operator = await idOf('helpdesk@contoso.example');
  good = await developmentToken(folder, operator);
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

function idOf(userPrincipalName: string, { database } = service): Promise<string> {
  return needed(database.primary('users').where('user_principal_name', userPrincipalName).pluck('id'));
}

/** Sends several Authorization headers, which fetch would join into one. */
function send(authorization: string | string[], body = WHO, at = '/graphql', to = service): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const request = http.request(to.url + at, { method: 'POST', headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    request.setHeader('authorization', authorization);
    request.on('error', reject);
    request.end(body);
  });
}

function expectRefused({ status, headers, text }: Reply, refusal: unknown = REFUSAL): void {
  expect(JSON.parse(text)).toEqual(refusal);
  expect(status).toBe(401);
  expect(headers['www-authenticate']).toBe('Bearer');
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(headers['cache-control']).toBe('no-store');
}

function expectAnswered({ status, text }: Reply, userPrincipalName = 'helpdesk@contoso.example'): void {
  expect(JSON.parse(text)).toEqual({ data: { viewer: { userPrincipalName } } });
  expect(status).toBe(200);
}

const now = () => Math.floor(Date.now() / 1000);
const base64url = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token with these parts, signed with this folder's key by default. */
function forge(
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  key: Buffer = readFileSync(path.join(folder, 'development.key')),
): string {
  const payload = {
    iss: 'troubleshooting-graph-development',
    aud: 'troubleshooting-graph',
    sub: operator,
    iat: now(),
    exp: now() + 3_600,
    ...claims,
  };
  const signed = `${base64url({ alg: 'HS256', typ: 'at+jwt', ...header })}.${base64url(payload)}`;
  const hash = header['alg'] === 'HS512' ? 'sha512' : 'sha256';
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
}

describe('the door', () => {
  test('lets in who brings a token of development sign-in', async () => {
    expectAnswered(await send(`Bearer ${good}`));
  });

  test('reads the scheme in any case, and does not mind blanks around the token', async () => {
    expectAnswered(await send(`bearer ${good}`));
    expectAnswered(await send(`BEARER   ${good}  `));
  });

  test.each<[string, () => string | string[]]>([
    ['no Authorization header', () => []],
    ['an empty one', () => ''],
    ['a scheme alone', () => 'Bearer'],
    ['garbage', () => 'Bearer garbage'],
    ['garbage with three parts', () => 'Bearer a.b.c'],
    ['characters that no token has', () => 'Bearer {"alg":"none"}'],
    ['a name and password', () => `Basic ${Buffer.from('helpdesk@contoso.example:secret').toString('base64')}`],
    ['another scheme', () => `Token ${good}`],
    ['the token without a scheme', () => good],
    ['something behind the token', () => `Bearer ${good} ${good}`],
    ['two tokens in one header', () => `Bearer ${good}, Bearer ${good}`],
    ['a token that is too long to be one', () => `Bearer ${good}${'A'.repeat(9_000)}`],
  ])('refuses %s', async (_, authorization) => {
    expectRefused(await send(authorization()));
  });

  test('refuses two Authorization headers, whichever of them is right', async () => {
    expectRefused(await send([`Bearer ${good}`, 'Bearer garbage']));
    expectRefused(await send(['Bearer garbage', `Bearer ${good}`]));
    expectRefused(await send([`Bearer ${good}`, `Bearer ${good}`]));
  });

  test('does not look for a token in the address, in the body or in cookies', async () => {
    const body = JSON.stringify({
      ...JSON.parse(WHO),
      token: good,
      access_token: good,
      authorization: `Bearer ${good}`,
    });
    expectRefused(await send([], body));
    expectRefused(await send([], WHO, `/graphql?access_token=${good}&token=${good}`));
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: `token=${good}`,
        'x-dev-user': 'helpdesk@contoso.example',
      },
      body: WHO,
    });
    expect(response.status).toBe(401);
  });

  test('refuses a GET without a token too', async () => {
    const response = await fetch(`${service.url}/graphql?query={__typename}`, {
      headers: { 'apollo-require-preflight': '1' },
    });

    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.json()).toEqual(REFUSAL);
  });

  test('is reached before the body is read, so who is unknown learns nothing of it', async () => {
    expectRefused(await send([], '{"query":'));
    expectRefused(await send([], JSON.stringify({ query: '{ nonsense' })));
    expectRefused(await send([], JSON.stringify({ query: '{ __schema { types { name } } }' })));
  });

  test('asks the database nothing for a token that it did not sign', async () => {
    for (const token of ['garbage', forge({}, {}, Buffer.alloc(32))]) {
      expect(await service.statements(() => send(`Bearer ${token}`))).toEqual([]);
      expect(await service.readings(() => send(`Bearer ${token}`))).toBe(0);
    }
  });

  test('reads rights anew after any change of whoever, and only then', async () => {
    const ask = async (times = 1) => {
      const answers: string[] = [];
      const readings = await service.readings(async () => {
        for (let i = 0; i < times; i++) answers.push((await send(`Bearer ${good}`, STATE)).text);
      });
      return { readings, states: [...new Set(answers.map((text) => JSON.parse(text).data.viewer.state))] };
    };
    const other = await openDatabase(service.databaseUrl);
    try {
      await ask();

      expect(await ask(3)).toEqual({ readings: 0, states: ['ACTIVE'] });
      for (const [by, enabled, state] of [
        [service.database, 0, 'DISABLED'],
        [other, 1, 'ACTIVE'],
        [other, 0, 'DISABLED'],
        [service.database, 1, 'ACTIVE'],
      ] as const) {
        await asImport({ database: by }, (trx) =>
          trx('users').where({ id: operator }).update({ account_enabled: enabled }),
        );
        expect(await ask()).toEqual({ readings: 1, states: [state] });
      }
    } finally {
      await other.close();
    }
  });
});

describe('a token of development sign-in', () => {
  test('lives for 12 hours', () => {
    const { exp, iat, sub } = decodeJwt(good);

    expect((exp as number) - (iat as number)).toBe(12 * 60 * 60);
    expect(sub).toBe(operator);
  });

  test('is accepted by every service on the same folder, such as the same one after a restart', async () => {
    const other = await startService({ server: { verify: developmentTokens(folder) } });
    try {
      expectAnswered(await send(`Bearer ${good}`, WHO, '/graphql', other));
    } finally {
      await other.stop();
    }
    expectAnswered(await send(`Bearer ${good}`));
  });

  describe('that was accepted', () => {
    beforeEach(() => {
      // Only the clock is fake; requests and sockets are real.
      jest.useFakeTimers({
        doNotFake: [
          ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
          ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
        ],
      });
    });
    afterEach(() => {
      jest.useRealTimers();
      jest.restoreAllMocks();
    });

    test('is refused from the second on in which it expires', async () => {
      const start = now();
      const token = forge({ iat: start, exp: start + 600 });
      for (const [second, isAccepted] of [
        [0, true],
        [599, true],
        [600, false],
        [601, false],
        [0, true],
      ] as const) {
        jest.setSystemTime((start + second) * 1_000);
        const reply = await send(`Bearer ${token}`);
        if (isAccepted) expectAnswered(reply);
        else expectRefused(reply);
      }
    });

    test('does not open the door to what begins like it, or is signed otherwise', async () => {
      const token = forge({ jti: 'known' });
      expectAnswered(await send(`Bearer ${token}`));

      for (const other of [`${token}A`, token.slice(0, -1), token.replace(/[^.]*$/, '')]) {
        expectRefused(await send(`Bearer ${other}`));
      }
      expectAnswered(await send(`Bearer ${token}`));
    });

    test('has its signature checked once, and again when 1,000 others came after it', async () => {
      const verify = developmentTokens(folder);
      const checks = jest.spyOn(crypto.subtle, 'verify');
      const checksOf = async (...tokens: string[]) => {
        checks.mockClear();
        for (const token of tokens) expect(await verify(token)).toEqual({ id: operator });
        return checks.mock.calls.length;
      };
      const [first = '', ...others] = Array.from({ length: 1_001 }, (_, jti) => forge({ jti }));

      expect(await checksOf(first, first, first)).toBe(1);
      expect(await checksOf(...others)).toBe(1_000);
      expect(await checksOf(...others)).toBe(0);
      expect(await checksOf(first)).toBe(1);
    });

    test('keeps nothing of one that is refused', async () => {
      const verify = developmentTokens(folder);
      const checks = jest.spyOn(crypto.subtle, 'verify');
      const wrong = forge({}, {}, Buffer.alloc(32, 7));
      for (let i = 1; i <= 3; i++) {
        await expect(verify(wrong)).rejects.toThrow();
        expect(checks).toHaveBeenCalledTimes(i);
      }
    });
  });

  test('is refused by a service on another folder', async () => {
    const other = await startService();
    try {
      expectRefused(await send(`Bearer ${good}`, WHO, '/graphql', other));
    } finally {
      await other.stop();
    }
  });

  test('is signed with a key that only its owner can read', () => {
    expect(statSync(path.join(folder, 'development.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(folder, 'development.key'))).toHaveLength(32);
  });

  // The refusals below prove something only if a token made this way can also be accepted.
  test('can be made by hand with that key', async () => {
    expectAnswered(await send(`Bearer ${forge()}`));
  });

  test.each<[string, () => string]>([
    ['signed with another key', () => forge({}, {}, Buffer.alloc(32, 7))],
    ['signed with an empty key', () => forge({}, {}, Buffer.alloc(0))],
    ['signed by another algorithm with the right key', () => forge({}, { alg: 'HS512' })],
    ['of algorithm none', () => forge({}, { alg: 'none' })],
    ['of algorithm none, without a signature', () => forge({}, { alg: 'none' }).replace(/[^.]*$/, '')],
    ['of algorithm None, without a signature', () => forge({}, { alg: 'None' }).replace(/[^.]*$/, '')],
    ['of algorithm nOnE, without a signature', () => forge({}, { alg: 'nOnE' }).replace(/[^.]*$/, '')],
    ['whose signature was taken off', () => forge().replace(/[^.]*$/, '')],
    ['whose signature was cut short', () => forge().slice(0, -4)],
    [
      'whose claims were changed',
      () => forge().replace(/\.[^.]*\./, `.${base64url({ ...decodeJwt(good), sub: 'x' })}.`),
    ],
    ['of another type', () => forge({}, { typ: 'JWT' })],
    ['without a type', () => forge({}, { typ: undefined })],
    ['that expired a minute ago', () => forge({ iat: now() - 3_600, exp: now() - 61 })],
    ['that never expires', () => forge({ exp: undefined })],
    ['that expires in a text', () => forge({ exp: String(now() + 3_600) })],
    ['that expires after the end of time', () => forge({ exp: 1e30 })],
    ['that lives for a year', () => forge({ exp: now() + 365 * 86_400 })],
    ['that expires before it was made', () => forge({ iat: now() + 30, exp: now() + 20 })],
    ['made tomorrow', () => forge({ iat: now() + 86_400, exp: now() + 90_000 })],
    ['made at no time', () => forge({ iat: undefined })],
    ['that is not valid yet', () => forge({ nbf: now() + 600 })],
    ['of another issuer', () => forge({ iss: 'https://login.example' })],
    ['without an issuer', () => forge({ iss: undefined })],
    ['for another audience', () => forge({ aud: 'troubleshooting-graph-2' })],
    ['without an audience', () => forge({ aud: undefined })],
    ['without a subject', () => forge({ sub: undefined })],
    ['with an empty subject', () => forge({ sub: '' })],
    ['with an object for a subject', () => forge({ sub: { id: operator } })],
    ['with a list for a subject', () => forge({ sub: [operator] })],
    ['with a NUL in the subject', () => forge({ sub: `${operator}\0` })],
  ])('is refused: one %s', async (_, token) => {
    expectRefused(await send(`Bearer ${token()}`));
  });

  test.each([
    ['an unknown id', '00000000-0000-4000-8000-000000000000'],
    ['a user principal name instead of an id', 'helpdesk@contoso.example'],
    ['SQL', "' OR 1=1--"],
  ])('is refused when it names %s, and says that the operator is unknown', async (_, sub) => {
    expectRefused(await send(`Bearer ${forge({ sub })}`), UNKNOWN);
  });
});

describe('an operator', () => {
  const USERS = JSON.stringify({ query: '{ viewer { state } users { totalCount } }' });

  test('who is disabled while the token is valid reads nothing from the next request on', async () => {
    const id = await idOf('helpdesk.paris@contoso.example');
    const authorization = `Bearer ${await developmentToken(folder, id)}`;
    expect(JSON.parse((await send(authorization, USERS)).text)).toEqual({
      data: { viewer: { state: 'ACTIVE' }, users: { totalCount: 22 } },
    });

    await service.database.writer('users').where({ id }).update({ account_enabled: 0 });

    expect(JSON.parse((await send(authorization, USERS)).text)).toEqual({
      data: { viewer: { state: 'DISABLED' }, users: null },
      errors: [
        expect.objectContaining({
          path: ['users'],
          extensions: { code: 'FORBIDDEN', reason: 'DISABLED', missing: [], coordinate: 'Query.users' },
        }),
      ],
    });
  });

  test('who loses every role while the token is valid reads nothing from the next request on', async () => {
    const id = await idOf('apps.only@contoso.example');
    const authorization = `Bearer ${await developmentToken(folder, id)}`;
    const apps = JSON.stringify({ query: '{ apps(first: 1) { nodes { platform } } }' });
    expect(JSON.parse((await send(authorization, apps)).text).data.apps.nodes).toHaveLength(1);

    await service.database.writer('group_members').where({ kind: 'USER', member_id: id }).delete();

    expect(JSON.parse((await send(authorization, apps)).text)).toEqual({
      data: { apps: null },
      errors: [
        expect.objectContaining({
          path: ['apps'],
          extensions: {
            code: 'FORBIDDEN',
            reason: 'PERMISSION',
            missing: ['MOBILE_APPS_READ'],
            coordinate: 'Query.apps',
          },
        }),
      ],
    });
  });

  test('who is deleted while the token is valid is unknown from the next request on', async () => {
    const id = await idOf('split@contoso.example');
    const authorization = `Bearer ${await developmentToken(folder, id)}`;
    expectAnswered(await send(authorization), 'split@contoso.example');

    await service.database.writer('users').where({ id }).delete();

    expectRefused(await send(authorization), UNKNOWN);
  });
});
