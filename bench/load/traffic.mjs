// Traffic on a service: in a closed loop each connection waits for its answer, in an open loop requests come at a rate.
import { Agent, request as send } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Sends one request. @returns its status, 0 if the connection broke, and the milliseconds until the answer ended */
function ask({ host, port }, agent, { method, path, headers, body }) {
  return new Promise((resolve) => {
    const began = performance.now();
    const end = (status) => resolve({ status, ms: performance.now() - began });
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const request = send({ host, port, agent, method, path, headers: { ...headers, ...length } }, (response) => {
      response.resume();
      response.on('error', () => end(0));
      response.on('end', () => end(response.statusCode));
    });
    request.on('error', () => end(0));
    request.end(body);
  });
}

const agentOf = () => new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/**
 * Sends requests on some connections, each after the answer to the one before, until the time is over.
 * @param most sends at most so many
 */
export async function closedLoop(
  server,
  { connections, seconds = Number.POSITIVE_INFINITY, most = Number.POSITIVE_INFINITY, requestOf },
) {
  const agent = agentOf();
  const [answers, until] = [[], performance.now() + seconds * 1_000];
  let next = 0;
  const work = async () => {
    while (performance.now() < until && next < most) answers.push(await ask(server, agent, requestOf(next++)));
  };
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
  return answers;
}

/** Sends requests at random times at a mean rate, without waiting for answers. @param roll random numbers in [0, 1) */
export async function openLoop(server, { rate, seconds, requestOf, roll }) {
  const agent = agentOf();
  const asked = [];
  const began = performance.now();
  let due = 0;
  for (let i = 0; due < seconds * 1_000; i++) {
    due += (-Math.log(1 - roll(i)) * 1_000) / rate;
    const early = began + due - performance.now();
    if (early > 1) await pause(early);
    asked.push(ask(server, agent, requestOf(i)));
  }
  const answers = await Promise.all(asked);
  agent.destroy();
  return answers;
}

/** Asks `/healthz` all the time, until it is stopped. */
export function probing(server) {
  const agent = agentOf();
  const answers = [];
  let isStopped = false;
  const done = (async () => {
    while (!isStopped) {
      answers.push(await ask(server, agent, { method: 'GET', path: '/healthz', headers: {} }));
      await pause(20);
    }
    agent.destroy();
  })();
  return {
    async stop() {
      isStopped = true;
      await done;
      return answers;
    },
  };
}

/** The answers with a status of 200. */
export const accepted = (answers) => answers.filter(({ status }) => status === 200);

/** The time within which this part of the answers came, in milliseconds. */
export function within(part, answers) {
  const times = answers.map(({ ms }) => ms).sort((one, other) => one - other);
  return times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
}
