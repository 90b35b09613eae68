// A cheap client: some keep-alive connections, each with one request at a time.
import { Agent, request as send } from 'node:http';

/** Sends one request. @returns status, body as text, and milliseconds */
function ask({ host, port }, agent, { method, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const request = send({ host, port, agent, method, path, headers: { ...headers, ...length } }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, chunks, ms: performance.now() - started }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** @param connections the number of concurrent requests */
export function createClient(connections) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    /** The response to one request. @throws if its status is not 200 */
    async answer(server, request) {
      const { status, chunks } = await ask(server, agent, request);
      const text = Buffer.concat(chunks).toString('utf8');
      if (status !== 200) throw new Error(`${server.title} answered ${status}: ${text.slice(0, 500)}`);
      return JSON.parse(text);
    },
    /** Sends `times` requests. @param requestOf the request by its number @returns the milliseconds of each */
    async repeat(server, requestOf, times) {
      const latencies = [];
      let next = 0;
      const work = async () => {
        while (next < times) {
          const { status, ms } = await ask(server, agent, requestOf(next++));
          if (status !== 200) throw new Error(`${server.title} answered ${status}.`);
          latencies.push(ms);
        }
      };
      await Promise.all(Array.from({ length: connections }, work));
      return latencies;
    },
    close: () => agent.destroy(),
  };
}
