import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import { someOperators } from '../authorization/some-operators';
import { readViewer, type Viewer } from '../authorization/viewer';
import type { Database } from '../database/database';
import { Deadline } from '../resolving/deadline';
import { Overloaded } from '../resolving/overloaded';

/*
 * The first requests after a start would take fifty times as long as later ones: code is not compiled yet, statements are
 * not prepared, and each set of permissions needs its rules. So the service asks itself some operations before it says that
 * it is ready. It asks as operators of the tenant, with their rights, and drops the answers.
 */

/**
 * Answers a query as an operator, to nobody.
 * @throws if the answer lacks more than what the operator may not see
 */
export type AskNobody = (
  viewer: Viewer,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  deadline: Deadline,
) => Promise<Record<string, unknown> | null>;

interface WarmUpOptions {
  readonly database: Database;
  readonly licenseNeeded: boolean;
  readonly ask: AskNobody;
  readonly log: Logger;
}

/** The work before the service is ready. */
export interface WarmUp {
  readonly isDone: boolean;
  stop(): Promise<void>;
}

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
// The first is asked more often, because it looks at most of what the others look at.
const ASKED = ['troubleshoot', 'troubleshoot', 'troubleshoot', 'findings', 'find-users'];
const MOST_ASKED = 120;
const MOST_OPERATORS = 20;
// What is not warm by then gets warm by requests.
const LONGEST_MS = 3_000;
// An operation that has begun may end, because one that is broken off leaves a line in the log.
const BROKEN_OFF_MS = 10_000;

const USERS = 'query SomeUsers($first: Int!) { users(first: $first) { nodes { userPrincipalName } } }';
const MOST_USERS = 20;

interface SomeUsers {
  readonly users: { readonly nodes: readonly { readonly userPrincipalName: string }[] } | null;
}

const variablesOf = (upn: string) => ({ upn, search: upn.slice(0, 3), devices: 20, apps: 50 });

async function askAll({ database, licenseNeeded, ask, log }: WarmUpOptions, deadline: Deadline): Promise<void> {
  const began = performance.now();
  const mayGoOn = () => !deadline.isOver && performance.now() - began < LONGEST_MS;
  const texts = new Map(
    [...new Set(ASKED)].map((name) => [name, readFileSync(path.join(EXAMPLES, `${name}.graphql`), 'utf8')]),
  );
  const ids = await database.readRights((db) => someOperators(db, licenseNeeded, MOST_OPERATORS), deadline);
  const asking: { readonly viewer: Viewer; readonly upns: readonly string[] }[] = [];
  for (const id of ids) {
    // Requests and probes come in between.
    await nextTurn();
    if (!mayGoOn()) break;
    const viewer = await database.readRights((db) => readViewer(db, { id }, licenseNeeded), deadline);
    if (viewer === null) continue;
    const found = (await ask(viewer, USERS, { first: MOST_USERS }, deadline)) as SomeUsers | null;
    const upns = found?.users?.nodes.map(({ userPrincipalName }) => userPrincipalName) ?? [];
    if (upns.length > 0) asking.push({ viewer, upns });
  }
  const most = asking.length === 0 ? 0 : MOST_ASKED;
  for (let i = 0; i < most && mayGoOn(); i++) {
    await nextTurn();
    const round = Math.floor(i / asking.length);
    const { viewer, upns } = asking[i % asking.length] as (typeof asking)[number];
    const text = texts.get(ASKED[round % ASKED.length] as string) as string;
    await ask(viewer, text, variablesOf(upns[i % upns.length] as string), deadline);
  }
  log.debug({ operators: asking.length, ms: Math.round(performance.now() - began) }, 'warmed up');
}

/** Starts to ask. The first failure ends it, and only leaves the service cold. */
export function startWarmUp(options: WarmUpOptions): WarmUp {
  const deadline = new Deadline(BROKEN_OFF_MS);
  let isDone = false;
  const done = askAll(options, deadline)
    .catch((error: unknown) => {
      if (!deadline.isOver) options.log.warn({ err: error }, 'the warm-up failed');
    })
    .finally(() => {
      isDone = true;
      deadline.clear();
    });
  return {
    get isDone() {
      return isDone;
    },
    stop() {
      deadline.end(new Overloaded('The service stops.'));
      return done;
    },
  };
}
