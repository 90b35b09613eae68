// Clients that connect and say nothing.
import { connect } from 'node:net';

const PATIENCE_MS = 60_000;
// More at a time would wait in the queue of the operating system, which forgets what does not fit.
const AT_ONCE = 250;
// A machine has some 28,000 ports for connections to one address.
const SOURCES = 8;

/** Connects from one of several addresses of this machine. @returns the socket, or null if the connection failed */
function connected({ host, port }, i) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, localAddress: `127.0.0.${2 + (i % SOURCES)}` });
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
    socket.resume();
  });
}

/**
 * Opens connections as fast as the service takes them, and waits until it has closed all.
 * @returns how many were opened, the most that were open at a time, and the milliseconds from the last one until all were
 * closed
 */
export async function silentClients(server, count) {
  let [next, opened, open, most] = [0, 0, 0, 0];
  const closed = [];
  const work = async () => {
    while (next < count) {
      const socket = await connected(server, next++);
      if (socket === null) continue;
      opened += 1;
      open += 1;
      most = Math.max(most, open);
      const late = setTimeout(() => socket.destroy(), PATIENCE_MS);
      closed.push(
        new Promise((resolve) => {
          socket.on('error', () => {});
          socket.once('close', () => {
            clearTimeout(late);
            open -= 1;
            resolve();
          });
        }),
      );
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const last = performance.now();
  await Promise.all(closed);
  return { opened, most, openingMs: last - began, closedMs: performance.now() - last };
}
