import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listening } from '../http/listening';
import type { Metrics } from './metrics';

interface MetricsServerOptions {
  readonly host: string;
  /** The port; 0 for any free port. */
  readonly port: number;
}

/** A running server of metrics. */
export interface MetricsServer {
  /** The address of the metrics. */
  readonly url: string;
  stop(): Promise<void>;
}

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Serves `/metrics` on a port of its own, so that it answers while the service refuses requests.
 * @throws ConfigError if the port cannot be opened
 */
export async function serveMetrics(metrics: Metrics, { host, port }: MetricsServerOptions): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Only /metrics is here.\n');
      return;
    }
    metrics.scrape().then(
      (text) => response.writeHead(200, { 'content-type': CONTENT_TYPE, 'cache-control': 'no-store' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.requestTimeout = 5_000;
  await listening(
    { port: 'METRICS_PORT', host: 'METRICS_HOST' },
    { host, port },
    () =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host, port }, resolve);
      }),
  );
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/metrics`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
