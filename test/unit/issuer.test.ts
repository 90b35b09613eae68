import { describeIssuer } from '../../src/sign-in/issuer';

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
