import { setTimeout as pause } from 'node:timers/promises';
import { insertRows } from '../../src/database/bulk';
import type { Database } from '../../src/database/database';
import { queueRefresh, refreshesByUser, refreshesOf } from '../../src/refresh/store';
import { isDue } from '../../src/sync/due';
import { takeLease } from '../../src/sync/lease';
import { ADMIN, administered, newName } from '../support/administration';
import { open } from '../support/opened';
import { type Answer, asImport, NOW, startService } from '../support/service';
import { sync, synced } from '../support/sync';

/*
 * Two nodes whose clocks differ by an hour share a database. Only the clock of this process is fake, not the database's.
 */
const HOUR_MS = 3_600_000;
const setClock = (ms: number) => {
  jest.useFakeTimers({
    now: Date.now() + ms,
    doNotFake: [
      ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
      ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
    ],
  });
};
afterEach(() => {
  jest.useRealTimers();
});

/** A service with Fabrikam, and the connections of another node. */
async function twoNodes() {
  const { service, graph } = await synced();
  return { service, graph, one: service.database, other: await open(service.databaseUrl) };
}

test.each([
  ['ahead', HOUR_MS],
  ['behind', -HOUR_MS],
])('a node whose clock is an hour %s takes no lease of another node, and its own lasts', async (_, difference) => {
  const { one, other } = await twoNodes();
  const lease = await takeLease(one, { holder: 'one', purpose: 'SYNC' });
  setClock(difference);
  const taking = () => takeLease(other, { holder: 'other', purpose: 'SYNC' });
  await expect(taking()).rejects.toThrow('Another sync is under way (one).');
  await lease.release();
  const own = await taking();
  jest.useRealTimers();
  await expect(takeLease(one, { holder: 'one', purpose: 'SYNC' })).rejects.toThrow('(other)');
  await own.release();
});

test('a lease that expired by the clock of the database is free, whatever the clock of the node', async () => {
  const { one, other } = await twoNodes();
  const killed = await takeLease(one, { holder: 'killed', purpose: 'SYNC' });
  await one.writer('sync_lease').update({ expires_at: new Date(Date.now() - 1_000).toISOString() });
  setClock(-HOUR_MS);
  await (await takeLease(other, { holder: 'other', purpose: 'SYNC' })).release();
  await killed.release();
});

/** Takes a lease. @returns it, and what its timer calls to renew it */
async function renewable(database: Database, holder: string) {
  const timers = jest.spyOn(globalThis, 'setInterval');
  const lease = await takeLease(database, { holder, purpose: 'SYNC' });
  const renew = timers.mock.calls.at(-1)?.[0] as unknown as () => Promise<void>;
  timers.mockRestore();
  return { lease, renew };
}

test('a lease that is renewed lasts longer, and is still the same', async () => {
  const { one } = await twoNodes();
  const { lease, renew } = await renewable(one, 'one');
  const nearlyOver = { expires_at: new Date(Date.now() + 1_000).toISOString() };
  const [before] = await one.primary('sync_lease');
  await one.writer('sync_lease').update(nearlyOver);
  await renew();
  const [after] = await one.primary('sync_lease');
  expect(after).toMatchObject({ holder: 'one', since: before?.since });
  expect(String(after?.expires_at) > nearlyOver.expires_at).toBe(true);
  await one.write((trx) => lease.confirm(trx));
  await lease.release();
  expect(await one.primary('sync_lease')).toEqual([]);
});

test.each(['another node', 'a process of the same name'])(
  'a lease that %s took when it had expired does not come back after its release',
  async (who) => {
    const { one, other } = await twoNodes();
    const { lease, renew } = await renewable(one, 'one');
    await one.writer('sync_lease').update({ expires_at: new Date(Date.now() - 1_000).toISOString() });
    const confirming = () => one.write((trx) => lease.confirm(trx));
    await pause(5);
    const second = await takeLease(other, { holder: who === 'another node' ? 'other' : 'one', purpose: 'SYNC' });
    await renew();
    await expect(confirming()).rejects.toThrow('Another sync took over.');
    await lease.release();
    await other.write((trx) => second.confirm(trx));
    await second.release();
    await renew();
    await expect(confirming()).rejects.toThrow('Another sync took over.');
    expect(await one.primary('sync_lease')).toEqual([]);
  },
);

test('a sync whose lease another node took writes nothing more', async () => {
  const { service, graph, one } = await twoNodes();
  let writes = 0;
  const losing: Database = {
    ...one,
    async write(work) {
      // After the lease was taken and the first kind was written.
      if (++writes === 5) await one.writer('sync_lease').update({ holder: 'other' });
      return one.write(work);
    },
  };
  await expect(sync(service, graph, { database: losing })).rejects.toThrow('Another sync took over.');
  expect(await one.primary('sync_lease').pluck('holder')).toEqual(['other']);
});

test('a refresh that runs on one node counts as running on another one whose clock is an hour ahead', async () => {
  const { one, other } = await twoNodes();
  await one.write((trx) => queueRefresh(trx, { id: 'running', userId: 'user-ben', operatorId: 'user-ada' }));
  setClock(HOUR_MS);
  expect(await refreshesByUser(other.primary, ['user-ben'])).toMatchObject([{ state: 'QUEUED', finishedAt: null }]);
  expect(await refreshesOf(other.primary, 'user-ada')).toEqual({ recent: 1, unfinished: 1 });
});

test('what a large tenant reads once an hour is due if it was read in the future, because the clock was set back', async () => {
  const { service, one } = await twoNodes();
  const users = Array.from({ length: 2_100 }, (_, i) => {
    const id = `many-${i}`;
    return { id, user_principal_name: id, upn_key: id, display_name: id, name_key: id, intune_licensed: 0 };
  });
  await asImport(service, (trx) => insertRows(trx, 'users', Object.keys(users[0] ?? {}), users, 'DO NOTHING'));
  const isDueAfter = async (ms: number) => {
    const completed_at = new Date(NOW.getTime() - ms).toISOString();
    await one.writer('readings').insert({ kind: 'userLicenses', completed_at }).onConflict('kind').merge();
    const limits = { all: 1, budgets: {} };
    return isDue('userLicenses', { primary: one.primary, known: one.primary, now: NOW, limits, isEverything: false });
  };
  expect(await isDueAfter(60_000)).toBe(false);
  expect(await isDueAfter(HOUR_MS)).toBe(true);
  expect(await isDueAfter(-HOUR_MS)).toBe(true);
});

test('the events of the audit trail keep their order when the clock is set back by an hour, page by page', async () => {
  let clock = NOW;
  const service = await startService({ server: { now: () => clock } });
  const made: string[] = [];
  for (const hours of [0, -1, 0, -1]) {
    clock = new Date(NOW.getTime() + hours * HOUR_MS);
    const displayName = newName();
    const { role } = await administered(service, 'createRole', { displayName, permissions: ['ORGANIZATION_READ'] });
    made.unshift(role.id);
  }
  const seen: string[] = [];
  for (let after: string | null = null; seen.length < made.length; ) {
    const { data }: Answer = await service.ask(
      `query ($after: String) { auditEvents(first: 1, after: $after, filter: { actions: [CREATE_ROLE] }) {
        nodes { subjectId } pageInfo { endCursor } } }`,
      { as: ADMIN, variables: { after } },
    );
    seen.push(data.auditEvents.nodes[0].subjectId);
    after = data.auditEvents.pageInfo.endCursor;
  }
  expect(seen).toEqual(made);
  await service.stop();
});
