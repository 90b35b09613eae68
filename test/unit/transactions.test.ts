import type { Knex } from 'knex';
import { appendAudit } from '../../src/audit/trail';
import { TryAgain } from '../../src/database/errors';
import type { Snapshot } from '../../src/database/snapshot';
import { type Obstacle, retrying } from '../../src/database/transactions';

/** A transaction that fails with an obstacle a number of times. */
function obstructed(times: number): { attempts: number; run(): Promise<string> } {
  const transaction = {
    attempts: 0,
    async run() {
      transaction.attempts++;
      if (transaction.attempts <= times) throw new Error('in the way');
      return 'done';
    },
  };
  return transaction;
}
const none = () => ({ retried: 0, givenUp: 0 });
const always = (obstacle: Obstacle) => () => obstacle;

describe('a transaction', () => {
  test('starts anew until nothing is in its way', async () => {
    const transaction = obstructed(3);
    const conflicts = none();
    expect(await retrying(transaction.run, always('CONFLICT'), conflicts)).toBe('done');
    expect(transaction.attempts).toBe(4);
    expect(conflicts).toEqual({ retried: 3, givenUp: 0 });
  });

  test('that others come before eight times is given up, and says so', async () => {
    const transaction = obstructed(100);
    const conflicts = none();
    const given = retrying(transaction.run, always('CONFLICT'), conflicts);
    await expect(given).rejects.toThrow(TryAgain);
    await expect(given).rejects.toThrow('Other changes came in between.');
    expect(transaction.attempts).toBe(8);
    expect(conflicts).toEqual({ retried: 7, givenUp: 1 });
  });

  test('that finds a lock waits for a second in all, and says that the database is busy', async () => {
    const transaction = obstructed(100);
    const given = retrying(transaction.run, always('BUSY'), none());
    await expect(given).rejects.toThrow('The database is busy: another process writes to it.');
    // Pauses of up to 50, 100, 200, 400 and 800 milliseconds: a sixth attempt never fits into a second.
    expect(transaction.attempts).toBeLessThan(8);
  });

  test('that fails for another reason is not tried again', async () => {
    const transaction = obstructed(100);
    await expect(retrying(transaction.run, always(null), none())).rejects.toThrow('in the way');
    expect(transaction.attempts).toBe(1);
  });
});

test('neither connections nor a snapshot pass for a transaction: this does not compile', () => {
  const wrong = (connections: Knex, snapshot: Snapshot, entry: Parameters<typeof appendAudit>[2]) => [
    // @ts-expect-error A pool would run each statement in its own transaction.
    () => appendAudit(connections, 'key', entry),
    // @ts-expect-error A snapshot is read-only.
    () => appendAudit(snapshot, 'key', entry),
  ];
  expect(wrong).toBeInstanceOf(Function);
});
