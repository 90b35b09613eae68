import type { Client } from 'pg';
import { DatabaseUnavailable } from '../../src/database/errors';
import { outageIn } from '../../src/database/outage';
import { hostsOf } from '../../src/database/postgres-hosts';

const failure = (code: string, message: string) => Object.assign(new Error(message), { code });

test.each([
  ['25P03', 'terminating connection due to idle-in-transaction timeout'],
  ['25P04', 'terminating connection due to transaction timeout'],
  ['55P03', 'canceling statement due to lock timeout'],
  ['57P01', 'terminating connection due to administrator command'],
  ['57P05', 'terminating connection due to idle-session timeout'],
])('a statement that PostgreSQL ended with %s is an outage: %s', (code, message) => {
  expect(outageIn(failure(code, message))).toMatchObject({ name: 'DatabaseUnavailable', message, retryAfter: 5 });
});

test.each([
  ['42P01', 'relation "nothing" does not exist'],
  ['42501', 'permission denied for table users'],
])('a statement that PostgreSQL refused with %s is none: %s', (code, message) => {
  expect(outageIn(failure(code, message))).toBeNull();
});

describe('a refused connection is an outage', () => {
  /** Connects to servers that refuse with this error. */
  function refusedBy(error: Error, ...urls: readonly string[]): Promise<unknown> {
    class Refused {
      on() {}
      async connect() {
        throw error;
      }
    }
    const pg = { Client: Refused as unknown as typeof Client } as typeof import('pg');
    return hostsOf(pg, { urls, needsPrimary: false, settings: {} })();
  }

  test.each([
    ['3D000', 'database "graph" does not exist'],
    ['28P01', 'password authentication failed for user "service"'],
    ['55000', 'database "graph" is not currently accepting connections'],
  ])('with %s: %s', async (code, message) => {
    const refused = refusedBy(failure(code, message), 'postgres://one/graph');

    await expect(refused).rejects.toThrow(DatabaseUnavailable);
    await expect(refused).rejects.toMatchObject({ message });
  });

  test('with the code where there is no message', async () => {
    await expect(refusedBy(failure('ECONNREFUSED', ''), 'postgres://one/graph')).rejects.toThrow(/^ECONNREFUSED$/);
  });

  test('of several hosts, with the reason of each', async () => {
    const refused = refusedBy(failure('3D000', 'it is gone'), 'postgres://one/graph', 'postgres://two/graph');

    await expect(refused).rejects.toThrow(DatabaseUnavailable);
    await expect(refused).rejects.toThrow(/^one: it is gone; two: it is gone$/);
  });
});
