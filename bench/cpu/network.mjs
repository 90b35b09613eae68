// A network between PostgreSQL and its clients, which takes a time each way and counts what the clients send. It runs in a
// process of its own, so that its CPU time belongs to no server: `node network.mjs <port> <milliseconds>`.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const [BIND, QUERY] = [0x42, 0x51];
// A timer of Node.js is up to two milliseconds late.
const TIMER_MS = 2;

/** Calls back when the time each way is over, in the order of the calls. */
function delayer(delayMs) {
  const waiting = [];
  const look = () => {
    const now = performance.now();
    while (waiting.length > 0 && waiting[0].due <= now) waiting.shift().arrive();
    if (waiting.length === 0) return;
    const remaining = waiting[0].due - now;
    if (remaining > TIMER_MS) setTimeout(look, remaining - TIMER_MS);
    else setImmediate(look);
  };
  return (arrive) => {
    waiting.push({ due: performance.now() + delayMs, arrive });
    if (waiting.length === 1) look();
  };
}

/** Reads what a client sends, and gives the statements of a chunk. The first message has no type. */
function statementReader() {
  let rest = Buffer.alloc(0);
  let isStart = true;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const statements = [];
    for (;;) {
      const typed = isStart ? 0 : 1;
      if (rest.length < typed + 4) return statements;
      const end = typed + rest.readUInt32BE(typed);
      if (rest.length < end) return statements;
      if (!isStart && rest[0] === QUERY) statements.push(rest.toString('latin1', 5, end - 1));
      if (!isStart && rest[0] === BIND) statements.push('');
      isStart = false;
      rest = rest.subarray(end);
    }
  };
}

function listen(port, delayMs) {
  const later = delayer(delayMs);
  const sent = { roundTrips: 0, statements: 0 };
  let last = Number.NEGATIVE_INFINITY;
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    const statementsIn = statementReader();
    for (const socket of [client, upstream]) socket.setNoDelay(true).on('error', () => {});
    client.on('data', (chunk) => {
      const statements = statementsIn(chunk);
      sent.statements += statements.length;
      // What is sent while something else is on its way adds no waiting. Nobody waits for a COMMIT.
      const now = performance.now();
      if (now - last > delayMs && !(statements.length > 0 && statements.every((text) => text === 'COMMIT'))) {
        sent.roundTrips += 1;
        last = now;
      }
      later(() => upstream.write(chunk));
    });
    upstream.on('data', (chunk) => later(() => client.write(chunk)));
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => later(() => client.destroy()));
  });
  process.on('message', () => process.send(sent));
  process.on('disconnect', () => process.exit());
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

/**
 * Puts a network in front of a PostgreSQL server.
 * @param url an address of the server
 * @param delayMs the time each way
 * @returns the address through the network, and what clients sent: round trips, and statements with BEGIN and COMMIT
 */
export async function startNetwork(url, delayMs) {
  const address = new URL(url);
  const child = fork(fileURLToPath(import.meta.url), [address.port, String(delayMs)]);
  const [port] = await once(child, 'message');
  address.port = String(port);
  return {
    url: address.href,
    async sent() {
      child.send('sent');
      const [sent] = await once(child, 'message');
      return sent;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

// Far more than a server takes between two statements that it sends together.
const COUNTING_MS = 50;

/** A slow network before each server, which counts what it sends. On SQLite there is none, and a server counts itself. */
export function countingNetworks({ name }) {
  const networks = new Map();
  const counts = name === 'postgres';
  return {
    counts,
    async before(server, url) {
      if (!counts) return url;
      networks.set(server.name, await startNetwork(url, COUNTING_MS));
      return networks.get(server.name).url;
    },
    sentBy: (server) => (counts ? networks.get(server.name).sent() : server.usage()),
    stop: () => Promise.all([...networks.values()].map((network) => network.stop())),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) listen(Number(process.argv[2]), Number(process.argv[3]));
