import { gzipSync } from 'node:zlib';
import { describeIssuer, fetchJson } from '../../src/sign-in/issuer';
import { keeping } from '../../src/sign-in/tokens';
import { Issuer } from '../support/issuer';

const ISSUER = 'https://login.example';

afterEach(() => jest.restoreAllMocks());

const describedWith = (keys: string) => {
  jest.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ issuer: ISSUER, jwks_uri: keys }));
  return describeIssuer(ISSUER);
};

test('an issuer with TLS must have its keys behind TLS too', async () => {
  expect(await describedWith('https://keys.example')).toMatchObject({ jwks_uri: 'https://keys.example' });
  for (const keys of ['http://keys.example', 'data:application/json,{"keys":[]}']) {
    await expect(describedWith(keys)).rejects.toThrow(`names keys without TLS: ${keys}`);
  }
});

describe('a document of an issuer', () => {
  let issuer: Issuer;
  const address = () => `${issuer.url}/keys`;
  beforeEach(async () => {
    issuer = await new Issuer().start();
  });
  afterEach(() => issuer.stop());

  test('that stops in the middle is said to be late, by its address', async () => {
    issuer.take = (_, response) => response.writeHead(200).write('{"keys":[');
    const late = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.timeout(200));
    await expect(fetchJson(address())).rejects.toThrow(
      /\/keys cannot be reached: TimeoutError.* It did not answer in time/,
    );
    expect(late).toHaveBeenCalledWith(5_000);
  });

  test('that breaks off is named by its address', async () => {
    issuer.take = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"keys":[', () => response.destroy());
      return true;
    };
    await expect(fetchJson(address())).rejects.toThrow(`${address()} cannot be reached`);
  });

  test('that is small only while it is packed is not read beyond a megabyte', async () => {
    const bomb = gzipSync(JSON.stringify({ keys: [], more: ' '.repeat(2_000_000) }));
    issuer.take = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb) === response;
    await expect(fetchJson(address())).rejects.toThrow(`${address()} answered with more than 1000000 bytes`);
  });

  test('is not looked for where a redirect leads', async () => {
    issuer.take = (at, response) =>
      at === '/keys' && response.writeHead(302, { location: `${issuer.url}/elsewhere` }).end() === response;
    await expect(fetchJson(address())).rejects.toThrow(`${address()} cannot be reached`);
    expect(issuer.asked).toEqual({ '/keys': 1 });
  });
});

test('a token whose keys were replaced while it was verified is verified again', async () => {
  let verified = 0;
  let finish = () => {};
  const tokens = keeping(async () => {
    verified++;
    await new Promise<void>((done) => {
      finish = done;
    });
    return { caller: { id: 'ada' }, expiresAt: Number.POSITIVE_INFINITY, keyUntil: Number.POSITIVE_INFINITY };
  });
  const ask = (between = () => {}) => {
    const asked = tokens.verify('token');
    between();
    finish();
    return asked;
  };
  await ask(tokens.forget);
  await ask();
  expect(verified).toBe(2);
  await ask();
  expect(verified).toBe(2);
});
