import { serverAudits } from 'graphql-http';
import { type Service, startService } from '../support/service';

let service: Service;
let token: string;
beforeAll(async () => {
  service = await startService();
  token = await service.token('helpdesk@contoso.example');
});
afterAll(() => service.stop());

/** Requests are those of a signed-in client, and not simple requests of CORS. The audits know neither. */
const fetchSignedIn: typeof fetch = (address, init) => {
  const headers = new Headers(init?.headers);
  headers.set('authorization', `Bearer ${token}`);
  headers.set('apollo-require-preflight', 'true');
  return fetch(address, { ...init, headers });
};

const AUDITS = serverAudits({ url: () => `${service.url}/graphql`, fetchFn: fetchSignedIn });

describe("graphql-http's audits of GraphQL over HTTP", () => {
  test('are 13 that MUST, 23 that SHOULD and 25 that MAY be met', () => {
    const count = (level: string) => AUDITS.filter(({ name }) => name.startsWith(`${level} `)).length;

    expect({ must: count('MUST'), should: count('SHOULD'), may: count('MAY') }).toEqual({
      must: 13,
      should: 23,
      may: 25,
    });
  });

  test.each(AUDITS)('$id: $name', async (audit) => {
    const result = await audit.fn();

    expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
  });
});
