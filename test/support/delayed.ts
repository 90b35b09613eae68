import { connect, createServer, type Socket } from 'node:net';

/** A database server behind a slow network. */
export interface Delayed {
  readonly url: string;
  /** How many times a client had to wait for the network. What is sent while something else is on the way adds nothing. */
  roundTrips(): number;
  close(): void;
}

const isCommit = (bytes: Buffer): boolean => bytes.equals(Buffer.from('Q\0\0\0\x0bCOMMIT\0', 'latin1'));

/** Puts a network between a database and its clients that takes some milliseconds each way. */
export async function delayed(url: string, delayMs: number): Promise<Delayed> {
  const { hostname, port } = new URL(url);
  const sockets: Socket[] = [];
  let [count, last] = [0, Number.NEGATIVE_INFINITY];
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    sockets.push(client, upstream);
    client.on('data', (bytes) => {
      const now = performance.now();
      // Nobody waits for a COMMIT.
      if (now - last > delayMs && !isCommit(bytes)) {
        count += 1;
        last = now;
      }
      setTimeout(() => upstream.write(bytes), delayMs);
    });
    upstream.on('data', (bytes) => {
      setTimeout(() => client.write(bytes), delayMs);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    for (const socket of [client, upstream]) socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = new URL(url);
  address.host = `127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    url: address.href,
    roundTrips: () => count,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
