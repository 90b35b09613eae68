import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { createRefresher, type Refresher, type RefresherOptions } from '../../src/refresh/refresher';
import type { Refreshes } from '../../src/resolving/context';
import { toNodeId } from '../../src/resolving/node-id';
import type { GraphTenant, StandInOptions } from './graph';
import { NOW, type Service } from './service';
import { connected, type Loose, stopEarlier, synced } from './sync';
import { temporaryFolder } from './tenant-folder';

interface Options extends StandInOptions {
  readonly perHour?: number;
  readonly refresher?: Partial<RefresherOptions>;
}

/** Fabrikam, synced once, and a service that refreshes single users from the stand-in of Graph. */
export async function refreshable(
  change?: (tenant: GraphTenant) => void,
  { perHour = 10, refresher = {}, ...options }: Options = {},
) {
  let running: Refresher | null = null;
  const refreshes: Refreshes = { perHour, start: (refresh) => running?.start(refresh) };
  // A clock that stands still would make two refreshes equally old, and their random ids would decide which is the last.
  let readings = 0;
  const now = () => new Date(NOW.getTime() + readings++);
  const found = await synced(change, { ...options, server: { refreshes, now } });
  const folder = temporaryFolder();
  const begin = () => {
    const started = createRefresher({
      ...{ database: found.service.database, folder, omitted: [], now: () => NOW, log: pino({ level: 'silent' }) },
      connect: async (signal) => connected(found.graph, signal),
      ...refresher,
    });
    stopEarlier(started.stop);
    running = started;
    return started;
  };
  begin();
  return { ...found, refreshFolder: folder, begin, stopRefresher: async () => running?.stop() };
}

const MUTATION = `mutation ($input: RefreshUserInput!) { refreshUser(input: $input) {
  user { id refresh { state } } userErrors { code field message missing } clientMutationId } }`;

/** Asks for the refresh of a user of Fabrikam, by name. */
export const refresh = (service: Service, name: string, as: string, more: Record<string, unknown> = {}) =>
  service.ask(MUTATION, { as, variables: { input: { userId: toNodeId('User', `user-${name}`), ...more } } });

/** The codes of a refresh that was not queued. */
export async function codesOf(...asked: Parameters<typeof refresh>): Promise<string[]> {
  const { data, errors } = await refresh(...asked);
  expect(errors).toEqual([]);
  return data.refreshUser.userErrors.map(({ code }: Loose) => code);
}

/** The last refresh of a user, as an operator sees it. */
export async function lastRefresh(service: Service, name: string, as: string): Promise<Loose> {
  const { data } = await service.ask(
    `query ($id: ID!) { user(id: $id) { refresh { state requestedAt finishedAt failure problem kinds { kind problem } } } }`,
    { as, variables: { id: toNodeId('User', `user-${name}`) } },
  );
  return data.user?.refresh ?? null;
}

/** Refreshes a user, and waits until it has ended. */
export async function refreshed(service: Service, name: string, as: string): Promise<Loose> {
  expect(await codesOf(service, name, as)).toEqual([]);
  return ended(service, name, as);
}

/** Polls until the last refresh of a user has ended. */
export async function ended(service: Service, name: string, as: string): Promise<Loose> {
  for (let n = 0; n < 1_000; n++) {
    const last = await lastRefresh(service, name, as);
    if (last !== null && last.finishedAt !== null) return last;
    await pause(10);
  }
  throw new Error('The refresh does not end.');
}
