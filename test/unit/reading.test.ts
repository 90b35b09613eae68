import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Resource, resourceOf } from '../../src/microsoft-graph/resources';
import { readResource } from '../../src/sync/reading';
import { openSpool, type Spool } from '../../src/sync/spool';
import { type Call, failure, type Reply, refusal, startScripted } from '../support/scripted-graph';

/* The readers of a sync against a Microsoft Graph that misbehaves. */

const COLUMNS = (resourceOf('complianceReport').report?.columns ?? []).map(([name]) => name);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'reading-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const resumed = (): Promise<Spool> => openSpool(folder, 'the same', new Date('2026-01-01T00:00:00Z'));

/** Reads a resource from a server with these responses. */
async function reading(
  resource: Resource,
  answer: (call: Call, baseUrl: string) => Reply,
  spool: Spool,
  parents: readonly string[] = [],
) {
  const { graph, calls } = await startScripted(answer);
  const options = { graph, spool, linkOf: async () => null, parentsOf: async () => [...parents], onRead() {} };
  return { calls, read: () => readResource(resource, options) };
}

const idsOf = async (spool: Spool, resource: Resource): Promise<unknown[]> => {
  const ids: unknown[] = [];
  for await (const { value } of spool.read(resource)) ids.push((value as { readonly id: unknown }).id);
  return ids;
};

describe('a list', () => {
  test('with links that are new for ever and pages that are not is given up', async () => {
    const { read, calls } = await reading(
      'users',
      (_, baseUrl) => ({
        body: { value: [{ id: '1' }], '@odata.nextLink': `${baseUrl}/v1.0/users/delta?$skiptoken=${calls.length}` },
      }),
      await resumed(),
    );
    expect((await failure(read())).message).toBe('1000 pages of users in a row bring nothing new.');
  });

  test('whose page token expires in the middle is read again from its beginning, but not for ever', async () => {
    const spool = await resumed();
    const middle = (call: Call, baseUrl: string): Reply =>
      call.url.includes('skiptoken')
        ? call.nth === 1
          ? refusal(410, 'syncStateNotFound')
          : { body: { value: [{ id: '3' }] } }
        : { body: { value: [{ id: `${call.nth}` }], '@odata.nextLink': `${baseUrl}/v1.0/users/delta?$skiptoken=x` } };
    await (await reading('users', middle, spool)).read();
    expect(await idsOf(spool, 'users')).toEqual(['2', '3']);

    await spool.restart('users');
    const always = await reading(
      'users',
      (call, baseUrl) =>
        call.url.includes('skiptoken')
          ? refusal(410, 'resyncRequired')
          : { body: { value: [], '@odata.nextLink': `${baseUrl}/v1.0/users/delta?$skiptoken=x` } },
      spool,
    );
    expect((await failure(always.read())).kind).toBe('EXPIRED');
    expect(always.calls).toHaveLength(12);
  });

  test.each([
    ['another host', () => 'http://localhost:9/v1.0/users/delta?$skiptoken=x'],
    ['another port', (baseUrl: string) => `${baseUrl.replace(/\d+$/, '9')}/v1.0/users/delta?$skiptoken=x`],
    ['another scheme', (baseUrl: string) => `${baseUrl.replace('http:', 'https:')}/v1.0/users/delta?$skiptoken=x`],
  ])('whose next link leads to %s is not read on', async (_, link) => {
    const { read, calls } = await reading(
      'users',
      (__, baseUrl) => ({ body: { value: [{ id: '1' }], '@odata.nextLink': link(baseUrl) } }),
      await resumed(),
    );
    expect(await failure(read())).toMatchObject({ kind: 'BROKEN', message: expect.stringContaining('leads away') });
    expect(calls).toHaveLength(1);
  });

  test('that repeats objects over its pages has each once, in its last form', async () => {
    const spool = await resumed();
    const pages = [
      [{ id: 'A', name: 'old' }, { id: 'b' }],
      [{ id: 'b' }, { id: 'a', name: 'new' }],
    ];
    const { read } = await reading(
      'users',
      ({ url }, baseUrl) => {
        const n = url.includes('skiptoken') ? 1 : 0;
        const next = `${baseUrl}/v1.0/users/delta?$skiptoken=1`;
        return { body: { value: pages[n], ...(n === 0 && { '@odata.nextLink': next }) } };
      },
      spool,
    );
    await read();
    expect(await idsOf(spool, 'users')).toEqual(['b', 'a']);
  });
});

test('a report of the whole tenant whose rows repeat for ever is given up', async () => {
  const { read } = await reading(
    'complianceReport',
    () => ({ body: { TotalRowCount: 1e300, Schema: COLUMNS.map((Column) => ({ Column })), Values: [COLUMNS] } }),
    await resumed(),
  );
  expect((await failure(read())).message).toBe('1000 pages of complianceReport in a row bring nothing new.');
});
