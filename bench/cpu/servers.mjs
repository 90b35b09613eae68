// All measured servers: how to start them and how to send a request.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bodyOf, dataOf } from '../peers/postgraphile/answer.mjs';
import { newerNode } from './install.mjs';
import { AUDIT_KEY } from './tenant.mjs';

const bench = path.join(import.meta.dirname, '..');
const service = path.join(bench, '..', 'dist', 'main.js');
// All servers get the young heap of `npm start`, so that none has an advantage.
const { start } = JSON.parse(readFileSync(path.join(bench, '..', 'package.json'), 'utf8')).scripts;
const [YOUNG_HEAP] = /--max-semi-space-size=\d+/.exec(start);

const peer = (name) => path.join(bench, 'peers', `${name}.mjs`);

const graphql =
  (pathname, signsIn) =>
  ({ document, variables, token }) => ({
    method: 'POST',
    path: pathname,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(signsIn && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: document, variables }),
  });

const byOwnOperation = ({ variables }) => ({
  method: 'POST',
  path: '/graphql',
  headers: { 'content-type': 'application/json', accept: 'application/json' },
  body: JSON.stringify(bodyOf(variables)),
});

const byAddress = ({ address }) => ({ method: 'GET', path: address, headers: { accept: 'application/json' } });

/** One operator asks everything, more than a person does. On a busy machine a request waits, and none is refused. */
export const WITHOUT_LOAD_LIMITS = {
  OPERATION_WAIT_MS: '60000',
  OPERATIONS_PER_OPERATOR: '1000',
  READS_PER_MINUTE: '999999999',
};

const OWN = [
  {
    name: 'service',
    title: 'this service',
    file: service,
    request: graphql('/graphql', true),
  },
  {
    name: 'without-rules',
    title: 'this service without rules',
    file: peer('service-without-rules'),
    request: graphql('/graphql', true),
  },
];

/** The measured servers of each engine; the first is the base of all comparisons. `request` creates an HTTP request for an operation. */
const SERVERS_OF = {
  sqlite: [
    { name: 'handwritten', title: 'hand-written node:http', file: peer('handwritten'), request: byAddress },
    ...OWN,
    { name: 'mercurius', title: 'Mercurius + JIT, knex', file: peer('mercurius'), request: graphql('/graphql', false) },
    { name: 'yoga', title: 'Yoga, knex', file: peer('yoga'), request: graphql('/graphql', false) },
    {
      name: 'apollo-shield',
      title: 'Apollo + graphql-shield, knex',
      file: peer('apollo-shield'),
      request: graphql('/graphql', true),
    },
  ],
  postgres: [
    { name: 'pipelined', title: 'hand-written, pipelined', file: peer('postgres/pipelined'), request: byAddress },
    ...OWN,
    {
      name: 'one-statement',
      title: 'hand-written, one statement',
      file: peer('postgres/one-statement'),
      request: byAddress,
    },
    {
      name: 'postgraphile',
      title: 'PostGraphile 5',
      file: peer('postgraphile/serve'),
      node: newerNode,
      request: byOwnOperation,
      dataOf,
    },
    {
      name: 'mercurius',
      title: 'Mercurius + JIT, pg',
      file: peer('postgres/mercurius'),
      request: graphql('/graphql', false),
    },
  ],
};

export const serversOf = (engine) => SERVERS_OF[engine];

const importing = (name) => ['--import', pathToFileURL(path.join(import.meta.dirname, name)).href];

/**
 * Starts a server on a database, as in production.
 * @param environment additional environment variables
 * @param counting whether to count its statements in its process, which takes time
 * @param databaseUs the CPU time of the database, besides that of the server
 */
async function startServer(server, { url, environment, counting = false, databaseUs = () => 0 }) {
  const preloads = ['child.mjs', ...(counting ? ['count.mjs'] : [])];
  const started = performance.now();
  const child = fork(server.file, [], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execPath: server.node?.() ?? process.execPath,
    execArgv: [YOUNG_HEAP, ...preloads.flatMap(importing)],
    env: {
      ...process.env,
      ...environment,
      NODE_ENV: 'production',
      AUDIT_KEY,
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: url,
      DATABASE_FILE: url.replace(/^file:/, ''),
    },
  });
  const address = await new Promise((resolve, reject) => {
    let text = '';
    const look = (chunk) => {
      text += chunk;
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(text);
      if (found === null) return;
      // Keep reading the server's log, and discard it.
      child.stdout.off('data', look).resume();
      resolve({ host: '127.0.0.1', port: Number(found[1]) });
    };
    child.stdout.setEncoding('utf8').on('data', look);
    child.once('exit', (code) => reject(new Error(`${server.title} ended with ${code} before it listened.`)));
  });
  return {
    ...server,
    ...address,
    started,
    async usage(question = 'usage') {
      child.send(question);
      const [usage] = await once(child, 'message');
      return { ...usage, databaseUs: databaseUs() };
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The running servers. @param environment environment variables for all of them */
export function createServers(environment) {
  const running = [];
  return {
    async start(server, options) {
      const started = await startServer(server, { environment, ...options });
      running.push(started);
      return started;
    },
    stop: () => Promise.all(running.splice(0).map((server) => server.stop())),
  };
}
