import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import fastify from 'fastify';
import { guardConnections } from '../../src/http/connections';
import { type Service, startService } from '../support/service';
import { until } from '../support/until';

let service: Service;
const sockets: Socket[] = [];
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await service.stop();
});

async function connected(url = service.url): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

const requestFor = (path: string) => `GET ${path} HTTP/1.1\r\nhost: test\r\n\r\n`;

test('A thousand connections that say nothing keep nobody out: the one that is quiet for longest is closed', async () => {
  const busy = await connected();
  busy.write('POST /graphql HTTP/1.1\r\nhost: test\r\nauthorization: Bearer ');
  const silent: Socket[] = [];
  for (let i = 0; i < 1_010; i++) silent.push(await connected());

  await until(() => silent.slice(0, 10).every(({ closed }) => closed));
  expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  expect(silent.slice(50).filter(({ closed }) => closed)).toEqual([]);
  for (const socket of silent) socket.destroy();
});

test('A connection sends eight requests at a time, and is closed after more', async () => {
  const socket = await connected();
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  socket.write(requestFor('/readyz').repeat(20));

  await once(socket, 'close');

  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 503]);
  expect(text).toMatch(/^retry-after: 5\r$/m);
  expect(text).toContain('"OVERLOADED"');
});

test('A connection sends as many requests as it likes one after the other', async () => {
  const socket = await connected();
  for (let i = 0; i < 20; i++) {
    socket.write(requestFor('/healthz'));
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200/);
  }
  socket.destroy();
});

test('A connection that does not read its answers is closed', async () => {
  const socket = await connected();
  socket.pause();
  const answered = () => service.log.filter(({ route }) => route === '/schema.graphql').length;
  let asked = 0;

  // Its answers fill what the operating system keeps for it. The socket notices that it is closed when it writes.
  await until(() => {
    if (socket.destroyed) return true;
    const isNext = answered() === asked;
    if (isNext) asked += 1;
    socket.write(isNext ? requestFor('/schema.graphql') : '\r\n');
    return false;
  }, 120_000);

  expect(answered()).toBeLessThan(asked);
}, 150_000);

/** A server with one answer of 80 MB, what it does each second, and a client that reads it only when told to. */
async function slowly(payload: () => unknown) {
  const timers = jest.spyOn(globalThis, 'setInterval');
  const app = fastify();
  guardConnections(app, { isDraining: () => false, isStopping: () => false });
  const at = timers.mock.calls.findIndex(([, ms]) => ms === 1_000);
  const look = timers.mock.calls[at]?.[0] as () => void;
  // It would look by the real clock between two looks of the test, whose clock is ahead.
  clearInterval(timers.mock.results[at]?.value);
  timers.mockRestore();
  app.get('/', (_request, reply) => reply.send(payload()));
  const socket = await connected(await app.listen({ host: '127.0.0.1', port: 0 }));
  socket.pause();
  let left = 0;
  socket.on('data', (chunk) => {
    left -= chunk.length;
    if (left <= 0) socket.pause();
  });
  socket.write(requestFor('/'));
  let now = performance.now();
  return {
    app,
    socket,
    /** Reads two megabytes. */
    async read() {
      left = 2_000_000;
      socket.resume();
      await until(() => left <= 0 || socket.destroyed);
    },
    second() {
      now += 1_000;
      const clock = jest.spyOn(performance, 'now').mockReturnValue(now);
      look();
      clock.mockRestore();
    },
  };
}

const MEGABYTE = Buffer.alloc(1_000_000, 'a');
test.each([
  ['in one piece', () => Buffer.alloc(80_000_000, 'a')],
  ['in pieces', () => Readable.from(Array.from({ length: 80 }, () => MEGABYTE))],
])(
  'A connection that reads a long answer %s stays open while it reads slowly, and is closed when it stops',
  async (_, payload) => {
    const { app, socket, read, second } = await slowly(payload);
    const open = () => new Promise<number>((resolve) => app.server.getConnections((__, count) => resolve(count)));
    for (let n = 0; n < 25; n++) {
      await read();
      second();
    }
    expect(await open()).toBe(1);

    for (let n = 0; n < 12; n++) second();
    await until(async () => (await open()) === 0);
    socket.destroy();
    await app.close();
  },
);
