import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import type { MicrosoftGraph } from '../../src/microsoft-graph/client';
import { watchPages } from '../../src/microsoft-graph/page-watch';
import { oneIn } from '../support/amount';
import { type Call, failure, inParts, partFailure, type Reply, startScripted, TOKEN } from '../support/scripted-graph';

const test = oneIn(4);

const MB = 1024 * 1024;
const LIMIT = 'The answer to /v1.0/users is longer than 64 MB, so it is not read.';

/** A body without an end. @param sent called with the bytes so far */
function* endless(sent: (bytes: number) => void) {
  const chunk = Buffer.alloc(MB, ' ');
  for (let bytes = MB; ; bytes += MB) {
    sent(bytes);
    yield chunk;
  }
}

describe('an answer', () => {
  test('without an end is read to the limit, and not asked for again', async () => {
    let sent = 0;
    const reply: Reply = {
      take(response) {
        response.writeHead(200, { 'content-type': 'application/json' });
        const body = endless((bytes) => {
          sent = bytes;
        });
        pipeline(body, response).catch(() => {});
      },
    };
    const { graph, calls } = await startScripted(() => reply);
    const { kind, message } = await failure(graph.page('/v1.0/users?$select=id'));
    expect([kind, message]).toEqual(['BROKEN', LIMIT]);
    expect(calls).toHaveLength(1);
    // More than the limit can be on its way in buffers of the network.
    expect(sent).toBeLessThan(100 * MB);
  });

  test('that is small only while it is packed is measured unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(65 * MB, ' '));
    expect(bomb.length).toBeLessThan(MB);
    const { graph } = await startScripted(() => ({
      take: (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    }));
    expect((await failure(graph.page('/v1.0/users'))).message).toBe(LIMIT);
  });

  test('of nearly the limit is read, with a character that two packets share', async () => {
    const filling = ' '.repeat(63 * MB);
    const { graph } = await startScripted(() => ({
      take(response) {
        const bytes = Buffer.from(`{"value":["é"]${filling}}`);
        response.writeHead(200);
        response.write(bytes.subarray(0, 12));
        setTimeout(() => response.end(bytes.subarray(12)), 20);
      },
    }));
    expect((await graph.page('/v1.0/users')).items).toEqual(['é']);
  });

  test('of the sign-in is limited too', async () => {
    const { graph, calls } = await startScripted(
      () => ({}),
      {},
      () => ({ body: ' '.repeat(65 * MB) }),
    );
    expect((await failure(graph.page('/v1.0/users'))).message).toBe(
      'The answer to /the-tenant/oauth2/v2.0/token is longer than 64 MB, so it is not read.',
    );
    expect(calls).toEqual([]);
  });
});

describe('page links', () => {
  /** A page whose link is new each time. */
  const further = ({ url, nth }: Call, baseUrl: string, value: readonly unknown[]): Reply => {
    const next = `${baseUrl}/v1.0/organization?$skiptoken=${Number(/\d+$/.exec(url)?.[0] ?? 0) + nth}`;
    return { body: { value, '@odata.nextLink': next } };
  };

  test.each<[string, (call: Call) => readonly unknown[]]>([
    ['empty', () => []],
    ['the same', () => [{ id: '1' }, { id: '2' }]],
    ['two by turns', ({ url }) => [{ id: url.at(-1) === '1' ? '1' : '2' }]],
  ])('without an end, whose pages are %s, are followed a thousand times', async (_, value) => {
    const { graph, calls } = await startScripted((call, baseUrl) => further(call, baseUrl, value(call)));
    const { kind, message } = await failure(graph.items('/v1.0/organization'));
    expect([kind, message]).toEqual(['BROKEN', '1000 pages of /v1.0/organization in a row bring nothing new.']);
    expect(calls.length).toBeLessThanOrEqual(1_002);
  });

  test('to empty pages are followed for long, because something new may come at last', async () => {
    const { graph } = await startScripted((call, baseUrl) =>
      call.url.endsWith('=900') ? { body: { value: [{ id: '1' }] } } : further(call, baseUrl, []),
    );
    expect(await graph.items('/v1.0/organization')).toEqual([{ id: '1' }]);
  });

  test('to pages that are new each time are followed until these fill 64 MB', async () => {
    const { graph, calls } = await startScripted((call, baseUrl) =>
      further(call, baseUrl, [{ id: call.url, filling: ' '.repeat(20 * MB) }]),
    );
    expect((await failure(graph.items('/v1.0/organization'))).message).toBe(
      'The pages of /v1.0/organization are longer than 64 MB together, so they are not read.',
    );
    expect(calls).toHaveLength(4);
  });

  test('are followed to 100,000 pages, also by a reading that was resumed', () => {
    const watch = watchPages('users');
    watch('a', { items: [1], nextLink: 'b' }, 99_999);
    expect(() => watch('b', { items: [2], nextLink: 'c' }, 100_000)).toThrow('users has more than 100000 pages.');
  });

  test('that are no text are an error, not the end', async () => {
    for (const nextLink of [5, ['/v1.0/users'], {}, '']) {
      const { graph } = await startScripted(() => ({ body: { value: [], '@odata.nextLink': nextLink } }));
      expect((await failure(graph.items('/v1.0/users'))).kind).toBe('BROKEN');
    }
    const { graph } = await startScripted(() => ({ body: { value: [1], '@odata.nextLink': null } }));
    expect(await graph.items('/v1.0/users')).toEqual([1]);
  });
});

test('a report that grows with every page is read to a million rows', async () => {
  const path = '/v1.0/deviceManagement/reports/retrieveDeviceAppInstallationStatusReport';
  const most = await startScripted(() => ({
    body: { TotalRowCount: 1_000_000, Schema: [], Values: Array(500_000).fill([]) },
  }));
  expect(await most.graph.report(path, { by: 'ApplicationId' }, 'x')).toHaveLength(1_000_000);

  const endless = await startScripted(({ body }) => ({
    body: { TotalRowCount: JSON.parse(body).skip + 400_001, Schema: [], Values: Array(400_000).fill([]) },
  }));
  expect((await failure(endless.graph.report(path, { by: 'ApplicationId' }, 'x'))).message).toBe(
    `${path} has 1200001 rows for one filter, more than 1000000.`,
  );
});

test.each([101, 50_000])('an answer that is nested %i deep is not taken for one', async (depth) => {
  const { graph } = await startScripted(() => ({ body: `{"value":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}` }));
  const { kind, message } = await failure(graph.page('/v1.0/users'));
  expect([kind, message]).toEqual(['BROKEN', expect.stringContaining('or is nested too deep')]);
});

test('an answer that is nested 100 deep is read', async () => {
  const { graph } = await startScripted(() => ({ body: `{"value":${'['.repeat(99)}${']'.repeat(99)}}` }));
  expect((await graph.page('/v1.0/users')).items).toHaveLength(1);
});

describe('a wait', () => {
  const YEAR_S = 31_536_000;

  test.each([
    ['a year', `${YEAR_S}`],
    ['a date in a year', new Date(Date.now() + YEAR_S * 1_000).toUTCString()],
    ['for ever', 'Infinity'],
    ['an hour and a second', '3601'],
  ])('of more than an hour is not begun: %s', async (_, after) => {
    for (const status of [429, 500, 503]) {
      const waits: number[] = [];
      const { graph, calls } = await startScripted(() => ({ status, headers: { 'retry-after': after } }), {
        onThrottled: (ms) => waits.push(ms),
      });
      const { kind, message } = await failure(graph.page('/v1.0/users?$top=5'));
      expect([kind, message]).toEqual([
        'REFUSED',
        `Graph asks to wait longer than an hour for /v1.0/users (${status}): try later.`,
      ]);
      expect([calls.length, waits]).toEqual([1, []]);
    }
  });

  test.each(['-5', '-1e400', 'NaN', 'Thu, 01 Jan 1970 00:00:00 GMT', ','])(
    'of %s is none: the call is tried again after the usual back-off',
    async (after) => {
      const { graph, calls } = await startScripted(({ nth }) =>
        nth === 1 ? { status: 429, headers: { 'retry-after': after } } : {},
      );
      await graph.page('/v1.0/users');
      expect(calls).toHaveLength(2);
    },
  );

  test.each([
    ['a page', (graph: MicrosoftGraph) => graph.page('/v1.0/users'), '/v1.0/users (429)'],
    ['a batch', (graph: MicrosoftGraph) => graph.batch('v1.0', ['/a', '/b']), '/v1.0/a (429)'],
  ])('for one request ends the reading before it is an hour in all: %s', async (_, read, where) => {
    const throttled = { status: 429, headers: { 'retry-after': '0.15' } };
    const answer = (call: Call): Reply => (call.method === 'POST' ? inParts(() => throttled)(call) : throttled);
    const { graph, calls } = await startScripted(answer, { patienceMs: 400 });
    const { kind, message } = await failure(read(graph));
    expect([kind, message]).toEqual([
      'UNREACHABLE',
      `Microsoft Graph has put a request off for too long. Graph asked to wait too many times for ${where}: try later.`,
    ]);
    expect(calls.length).toBeLessThanOrEqual(4);
  });
});

describe('the parts of a batch', () => {
  const part = (id: string, of: string, more: object = {}) => ({ id, status: 200, body: { value: [{ of }] }, ...more });

  test('with ids that nobody asked for change nothing', async () => {
    const { graph, calls } = await startScripted(() => ({
      body: { responses: [part('7', 'x'), part('', 'x'), null, 5, part('0', 'a'), { status: 500 }, part('-1', 'x')] },
    }));
    expect(await graph.batch('v1.0', ['/a'])).toEqual([{ items: [{ of: 'a' }] }]);
    expect(calls).toHaveLength(1);
  });

  test('with the same id are asked for again, because one of them is of another part', async () => {
    const { graph, calls } = await startScripted(({ nth }) => ({
      body: { responses: [part('0', nth === 1 ? 'b' : 'a'), part(nth === 1 ? '0' : '1', 'b')] },
    }));
    expect(await graph.batch('v1.0', ['/a', '/b'])).toEqual([{ items: [{ of: 'a' }] }, { items: [{ of: 'b' }] }]);
    expect(calls).toHaveLength(2);

    const always = await startScripted(() => ({ body: { responses: [part('0', 'a'), part('0', 'b')] } }));
    const { message } = await partFailure(always.graph.batch('v1.0', ['/a']));
    expect(message).toBe('The answer to /v1.0/$batch has none or several for /v1.0/a.');
  });

  test.each([[{ status: undefined }], [{ status: 'fine' }], [{ status: 0 }], [{ status: 99 }], [{ status: 600 }]])(
    'with a status that is none are not taken for an empty list: %p',
    async (more) => {
      const { graph } = await startScripted(() => ({ body: { responses: [part('0', 'a', more)] } }));
      const { kind, message } = await partFailure(graph.batch('v1.0', ['/a']));
      expect([kind, message]).toEqual(['BROKEN', expect.stringContaining('The answer to /v1.0/a has no valid status')]);
    },
  );

  test('whose next link leads to another host are not read on', async () => {
    const { graph, calls } = await startScripted(() => ({
      body: { responses: [part('0', 'a', { body: { value: [], '@odata.nextLink': 'https://elsewhere.example/' } })] },
    }));
    expect((await partFailure(graph.batch('v1.0', ['/a']))).message).toContain('elsewhere.example leads away');
    expect(calls).toHaveLength(1);
  });
});

test.each([
  ['of two lines', 'two\r\nlines'],
  ['with an accent', 'zoë'],
  ['of a space', ' '],
  ['without a character', ''],
])('a token %s is none, because no header can hold it', async (_, value) => {
  const { graph, calls } = await startScripted(
    () => ({}),
    {},
    () => ({ body: { access_token: value, expires_in: 3600 } }),
  );
  expect((await failure(graph.page('/v1.0/users'))).message).toBe(
    'The answer to /the-tenant/oauth2/v2.0/token has no token.',
  );
  expect(calls).toEqual([]);
});

test.each([-5, 0, '-1e9'])('a token that is valid for %p seconds costs no sign-in for each call', async (seconds) => {
  const { graph, signIns } = await startScripted(
    () => ({}),
    {},
    () => ({ body: { access_token: TOKEN, expires_in: seconds } }),
  );
  await graph.page('/v1.0/users');
  await graph.page('/v1.0/users');
  expect(signIns).toHaveLength(1);
});

test('a link with a name and a password is not followed', async () => {
  const { graph, calls, baseUrl } = await startScripted(() => ({}));
  const link = `${baseUrl.replace('//', '//name:password@')}/v1.0/users`;
  expect((await failure(graph.page(link))).message).toContain('leads away');
  expect(graph.hasLink(link)).toBe(false);
  expect(calls).toEqual([]);
});

test('an answer that arrives byte by byte is ended by the time limit of its request', async () => {
  let timer: NodeJS.Timeout | undefined;
  const { graph, calls } = await startScripted(
    () => ({
      take(response) {
        response.writeHead(200).write('{');
        timer = setInterval(() => response.write(' '), 20);
        response.once('close', () => clearInterval(timer));
      },
    }),
    { timeoutMs: 100 },
  );
  const { kind, message } = await failure(graph.page('/v1.0/users'));
  expect([kind, message]).toEqual(['UNREACHABLE', expect.stringContaining('(no answer within 0.1 seconds)')]);
  expect(calls).toHaveLength(5);
});

test.each(['gzip', 'br', 'deflate', 'zstd'])(
  'an answer that is said to be packed with %s and is not is broken',
  async (coding) => {
    const { graph } = await startScripted(() => ({ headers: { 'content-encoding': coding }, body: 'no packed text' }));
    expect((await failure(graph.page('/v1.0/users'))).kind).toBe('BROKEN');
  },
);

test('a list that ends with an error is asked for again, and never taken for the whole list', async () => {
  const broken = { value: [{ id: '1' }], error: { code: 'generalException', message: 'The stream broke.' } };
  const { graph, calls } = await startScripted(({ nth }) => ({ body: nth === 1 ? broken : { value: [{ id: '2' }] } }));
  expect((await graph.page('/v1.0/users')).items).toEqual([{ id: '2' }]);
  expect(calls).toHaveLength(2);

  const always = await startScripted(inParts(() => ({ status: 200, body: broken })));
  expect((await partFailure(always.graph.batch('v1.0', ['/users/1/memberOf']))).message).toBe(
    'The answer to /v1.0/users/1/memberOf ends with an error (generalException The stream broke.).',
  );
});

test('a report that does not say how many rows it has is read to a page that is not full', async () => {
  const { graph, calls } = await startScripted(({ body }) => {
    const { skip, top } = JSON.parse(body);
    const Values = Array.from({ length: Math.min(top, 2_000 - skip) }, (_, i) => [skip + i]);
    return { body: { Schema: [{ Column: 'DeviceId' }], Values } };
  });
  expect(await graph.report('/v1.0/x', { by: 'ApplicationId' }, 'x')).toHaveLength(2_000);
  expect(calls).toHaveLength(3);

  const { rows, total } = await graph.reportPage('/v1.0/x', { by: null }, null, 1_999);
  expect([rows.length, total]).toEqual([1, 2_000]);
});

test('a report with an empty page before its last row is broken, and never taken for the whole report', async () => {
  const { graph } = await startScripted(({ body }) => {
    const Values = Array.from({ length: JSON.parse(body).skip === 0 ? 1_000 : 0 }, (_, i) => [i]);
    return { body: { TotalRowCount: 2_500, Schema: [{ Column: 'DeviceId' }], Values } };
  });
  const { kind, message } = await failure(graph.report('/v1.0/x', { by: 'ApplicationId' }, 'x'));
  expect([kind, message]).toEqual(['BROKEN', 'The answer to /v1.0/x has no rows after 1000 of 2500.']);
});
