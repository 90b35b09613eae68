import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
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

async function connected(): Promise<Socket> {
  const { hostname, port } = new URL(service.url);
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
