// Clients that send or read slowly.
import { connect } from 'node:net';

const PATIENCE_MS = 60_000;

/** Connects. `closed` resolves with the milliseconds until the service closed the connection. */
function connected({ host, port }) {
  const socket = connect(port, host);
  socket.on('error', () => {});
  const began = performance.now();
  const closed = new Promise((resolve) => {
    const late = setTimeout(() => socket.destroy(), PATIENCE_MS);
    socket.once('close', () => {
      clearTimeout(late);
      resolve(performance.now() - began);
    });
  });
  return { socket, closed };
}

/** Sends the head of a request byte by byte, or its body. */
function sender(server, i) {
  const { socket, closed } = connected(server);
  socket.resume();
  const head = 'POST /graphql HTTP/1.1\r\nhost: bench\r\n';
  // Without a token the request would be refused before its body came.
  socket.write(i % 2 === 0 ? head : `${head}${server.authorization}content-length: 50000\r\n\r\n`);
  const sending = setInterval(() => socket.write('a'), 500);
  return closed.finally(() => clearInterval(sending));
}

/** Asks for answers, and reads none. */
function reader(server) {
  const { socket, closed } = connected(server);
  socket.pause();
  const asking = setInterval(() => socket.write('GET /schema.graphql HTTP/1.1\r\nhost: bench\r\n\r\n'), 100);
  return closed.finally(() => clearInterval(asking));
}

/** Connects slow senders and slow readers. @returns the milliseconds until the service closed each connection */
export async function slowClients(server, count, token) {
  const of = {
    ...server,
    authorization: `authorization: Bearer ${token}\r\ncontent-type: application/json\r\n`,
  };
  const each = (connection) => Promise.all(Array.from({ length: count }, (_, i) => connection(of, i)));
  const [senders, readers] = await Promise.all([each(sender), each(reader)]);
  return { senders, readers };
}
