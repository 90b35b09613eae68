import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Overloaded } from '../resolving/overloaded';
import { refuseForeseen } from './refusals';

// The files that a process may open are often 1,024.
const MOST_CONNECTIONS = 1_000;
// A browser waits for each answer; a client that does not gets this many at once.
const MOST_PIPELINED = 8;
const LONGEST_SENDING_MS = 10_000;
const LOOK_EVERY_MS = 1_000;

/** One connection. */
interface Connection {
  /** The requests that are not answered yet. */
  requests: number;
  hasAsked: boolean;
  /** What the client had taken when it was last looked at, and since when it takes nothing more; null if nothing is left to send. */
  sending: { readonly taken: Taken; readonly since: number } | null;
}

/**
 * How much of its answers a client has taken. Node.js counts a chunk when all of it is sent, and an answer is often a
 * single chunk, so what is left of the present chunk is counted too.
 */
interface Taken {
  readonly chunks: number;
  readonly leftOfChunk: number;
}

function takenOf(socket: Socket): Taken {
  // Node.js has no public name for it; its own timeouts of sockets use it.
  const { _handle: handle } = socket as unknown as { readonly _handle: { readonly writeQueueSize: number } | null };
  return { chunks: socket.bytesWritten - socket.writableLength, leftOfChunk: handle?.writeQueueSize ?? 0 };
}

interface Ending {
  /** Whether connections end with their next response. */
  isDraining(): boolean;
  isStopping(): boolean;
}

/** Bounds connections: their number, the requests of each, and the time that a client takes to read. */
export function guardConnections(app: FastifyInstance, { isDraining, isStopping }: Ending): { destroySilent(): void } {
  const connections = new Map<Socket, Connection>();
  /** The sockets without a request. The one that has been quiet for longest comes first. */
  const quiet = new Set<Socket>();
  /** The requests that came while their connection had too many. */
  const excess = new WeakSet<IncomingMessage>();

  app.server.on('connection', (socket: Socket) => {
    if (connections.size >= MOST_CONNECTIONS) drop(quiet.values().next().value ?? socket);
    if (socket.destroyed) return;
    connections.set(socket, { requests: 0, hasAsked: false, sending: null });
    quiet.add(socket);
    socket.once('close', () => forget(socket));
  });
  const forget = (socket: Socket) => {
    connections.delete(socket);
    quiet.delete(socket);
  };
  const drop = (socket: Socket) => {
    forget(socket);
    socket.destroy();
  };

  // Fastify's own listener runs the hooks below, so count first.
  app.server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const connection = connections.get(socket);
    if (connection === undefined) return;
    connection.hasAsked = true;
    connection.requests += 1;
    if (connection.requests > MOST_PIPELINED) excess.add(request);
    quiet.delete(socket);
    response.once('close', () => {
      connection.requests -= 1;
      if (connection.requests === 0 && connections.has(socket)) quiet.add(socket);
    });
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (!excess.has(request.raw)) {
      done();
      return;
    }
    const error = new Overloaded('Too many requests of one connection.');
    void refuseForeseen(reply.header('connection', 'close'), error, error.clientMessage);
  });
  // A connection that a proxy keeps for its next request would be reset by the stop.
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isDraining()) reply.header('connection', 'close');
    done(null, payload);
  });
  app.addHook('onResponse', (_request, _reply, done) => {
    if (isStopping()) setImmediate(() => app.server.closeIdleConnections());
    done();
  });

  const looking = setInterval(() => {
    const now = performance.now();
    for (const [socket, connection] of connections) {
      if (socket.writableLength === 0) {
        connection.sending = null;
        continue;
      }
      const taken = takenOf(socket);
      const { sending } = connection;
      const hasRead = taken.chunks !== sending?.taken.chunks || taken.leftOfChunk !== sending.taken.leftOfChunk;
      if (sending === null || hasRead) connection.sending = { taken, since: now };
      else if (now - sending.since >= LONGEST_SENDING_MS) drop(socket);
    }
  }, LOOK_EVERY_MS);
  looking.unref();
  app.server.once('close', () => clearInterval(looking));

  return {
    /**
     * Prevents open connections from delaying a stop. Browsers open connections in advance, which Node.js does not count
     * as idle, and a keep-alive connection becomes idle only after its response.
     */
    destroySilent() {
      for (const [socket, { hasAsked }] of connections) if (!hasAsked) socket.destroy();
    },
  };
}
