import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { failure, type Reply, startScripted } from '../support/scripted-graph';

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
