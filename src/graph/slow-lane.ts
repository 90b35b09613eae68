import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Comparison, Difference } from '../administration/difference';
import { rightsOf } from '../authorization/viewer';
import { DatabaseUnavailable } from '../database/errors';
import type { StatementRuns } from '../database/statement-tally';
import type { RequestContext } from '../resolving/context';
import type { Deadline } from '../resolving/deadline';
import { FairQueue } from '../resolving/fair-queue';
import type { ForeseenError } from '../resolving/foreseen';
import { Overloaded } from '../resolving/overloaded';
import { noteRule, type Trail } from '../resolving/request-trail';
import type { Execute, Request } from './execution';
import { LIMITS } from './limits';
import {
  causeOf,
  READY,
  type RelayedAnswer,
  type RelayedComparison,
  type RelayedDifferences,
  type RelayedOperation,
  type RelaySettings,
  revivedResult,
} from './relay';
import { variablesOf } from './variables';

/*
 * SQLite answers synchronously and cannot be interrupted, so a slow query in the process of the service would stop
 * everybody. A query that may look at many rows runs as a whole in a process of its own, which is killed when the query
 * is too late. So does the comparison of a dry run. Several such operations wait, and operators take turns.
 */

/** Runs slow operations in another process. */
export interface SlowLane {
  run(asked: Request): Promise<RelayedAnswer>;
  /** Compares what a dry run changes. */
  compare(comparison: Comparison, context: RequestContext): Promise<Difference[]>;
  /** The id of its process; null while there is none. */
  readonly pid: number | null;
  stop(): Promise<void>;
}

interface SlowLaneOptions extends RelaySettings {
  readonly log: Logger;
  /** The file of the process. */
  readonly file?: string;
}

// Each may take seconds, so that a longer queue would answer nobody in time.
const MOST_WAITING = 8;
// The process ends an operation itself between two statements. This is for one that is inside of a statement.
const KILLED_AFTER_MS = 250;
// An unused process needs 100 MB.
const IDLE_MS = 300_000;

type Work = RelayedOperation | RelayedComparison;

/** The second process, and the queue of the work for it. */
interface SecondProcess {
  readonly pid: number | null;
  /** @param work made when its turn has come */
  answer(context: RequestContext, work: () => Work): Promise<RelayedAnswer | RelayedDifferences>;
  stop(): Promise<void>;
}

interface Job {
  readonly operator: string;
  readonly work: () => Work;
  readonly deadline: Deadline;
  resolve(answer: RelayedAnswer | RelayedDifferences): void;
  reject(error: unknown): void;
}

/** The variables that the operation declares. Nothing has checked the others, and no limit holds for their depth. */
function declaredVariables({ operation, request }: Request): Record<string, unknown> {
  const variables = request.variables ?? {};
  const names = operation?.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [];
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(variables, name)).map((name) => [name, variables[name]]),
  );
}

const relayed = (asked: Request): RelayedOperation => {
  const { request, queryHash, context } = asked;
  const { viewer, now, language, isSimulated, deadline, findings } = context;
  return {
    now,
    language,
    isSimulated,
    query: request.query ?? '',
    queryHash,
    operationName: request.operationName ?? null,
    variables: declaredVariables(asked),
    viewer: rightsOf(viewer),
    timeoutMs: deadline.remainingMs,
    shadowPages: findings.shadow.all(),
  };
};

interface Listener {
  heard(message: RelayedAnswer | RelayedDifferences | typeof READY): void;
  /** The process has ended, did not start, or cannot be reached although it may still run. */
  failed(reason: string): void;
}

/** Starts the process. @param alive it is in here until it has ended */
function start(
  file: string,
  settings: RelaySettings,
  alive: Set<ChildProcess>,
  { heard, failed }: Listener,
): ChildProcess {
  const started = fork(file, { serialization: 'advanced' });
  if (started.pid !== undefined) alive.add(started);
  // Where the system starts no process, there is no connection either, and an error follows.
  if (started.connected) started.send(settings);
  started.on('message', heard);
  started.on('error', ({ message }) => failed(message));
  started.on('exit', (code, signal) => {
    alive.delete(started);
    failed(`${signal ?? code}`);
  });
  return started;
}

/** Starts the second process with the first operation for it, and ends it when it has been idle for five minutes. */
function createSecondProcess({ log, file, ...settings }: SlowLaneOptions): SecondProcess {
  const waiting = new FairQueue<Job>();
  /** The processes that still run: the present one, and killed ones that have not ended yet. */
  const alive = new Set<ChildProcess>();
  let child: ChildProcess | null = null;
  let isReady = false;
  let running: Job | null = null;
  let isStopped = false;
  let idle: NodeJS.Timeout | undefined;

  function begin(): ChildProcess {
    const begun = start(file ?? path.join(__dirname, 'slow-process.js'), settings, alive, {
      heard(message) {
        if (child !== begun) return;
        if (message === READY) isReady = true;
        else running?.resolve(message);
        next();
      },
      failed: (reason) => leave(begun, reason),
    });
    return begun;
  }

  /** Kills the process and forgets it at once, because an operation that it gets before it has ended would be lost. */
  function leave(left: ChildProcess | null, reason: string): void {
    if (left === null || child !== left) return;
    const couldStart = isReady;
    child = null;
    isReady = false;
    left.kill('SIGKILL');
    const ended = new DatabaseUnavailable('The process of slow operations has ended.');
    if (running?.deadline.isOver === false && !isStopped) log.error({ reason }, 'a slow operation broke off');
    running?.reject(ended);
    if (!couldStart && !isStopped) {
      log.error({ reason }, 'the process of slow operations did not start');
      for (const job of waiting.clear()) job.reject(ended);
    }
    next();
  }

  /** Starts the next job, if there is one and the process is ready. */
  function next(): void {
    running = null;
    clearTimeout(idle);
    if (waiting.size > 0) child ??= begin();
    else idle = setTimeout(() => leave(child, 'idle'), IDLE_MS).unref();
    if (!isReady) return;
    running = waiting.take();
    if (running === null) return;
    try {
      child?.send(running.work());
    } catch (error) {
      // An operation that cannot be sent must neither stop the service nor hold up the next one.
      running.reject(error);
      next();
    }
  }

  /** Gives up a job that is too late. A process that has not started yet is not killed: the next job needs it. */
  function giveUp(job: Job, reason: ForeseenError): void {
    job.reject(reason);
    if (waiting.remove(job.operator, job)) return;
    setTimeout(() => {
      if (running === job) leave(child, 'too late');
    }, KILLED_AFTER_MS).unref();
  }

  return {
    get pid() {
      return child?.pid ?? null;
    },
    async answer({ deadline, turn: { operator } }, work) {
      // The client may have gone before, and then nothing would call back.
      deadline.throwIfOver();
      if (isStopped) throw new Overloaded('The service stops.');
      return new Promise<RelayedAnswer | RelayedDifferences>((resolve, reject) => {
        const job: Job = { operator, work, deadline, resolve, reject };
        deadline.whenOver((reason) => giveUp(job, reason));
        // While the process starts, the one that will run first waits too.
        const isFirst = running === null;
        const dropped = waiting.add(operator, job, isFirst ? MOST_WAITING + 1 : MOST_WAITING);
        dropped?.reject(new Overloaded('Too many slow operations wait.'));
        if (isFirst) next();
      });
    },
    async stop() {
      isStopped = true;
      clearTimeout(idle);
      for (const job of waiting.clear()) job.reject(new DatabaseUnavailable('The service stops.'));
      const ended = [...alive].map((each) => new Promise((resolve) => each.once('exit', resolve)));
      leave(child, 'stopped');
      await Promise.all(ended);
    },
  };
}

/** Runs slow operations and comparisons in a second process. */
export function createSlowLane(options: SlowLaneOptions): SlowLane {
  const second = createSecondProcess(options);
  return {
    get pid() {
      return second.pid;
    },
    run: async (asked) => (await second.answer(asked.context, () => relayed(asked))) as RelayedAnswer,
    async compare(comparison, context) {
      const { deadline, turn, trail } = context;
      turn.stepAside();
      const work = () => ({ comparison, timeoutMs: deadline.remainingMs });
      const { differences, failure, statements } = (await second.answer(context, work)) as RelayedDifferences;
      noteStatements(statements, trail);
      if (failure !== null) throw causeOf(failure);
      return [...differences];
    },
    stop: second.stop,
  };
}

function noteStatements(statements: readonly StatementRuns[], trail: Trail): void {
  for (const { text, ms, count } of statements) trail.statements.add(text, ms, count);
}

/** Keeps what the other process has noted about an operation. */
function note(
  { subjects, statements, rules, shadow, faults }: RelayedAnswer,
  { trail, findings }: RequestContext,
): void {
  for (const subject of subjects) trail.subjects.add(subject);
  noteStatements(statements, trail);
  for (const [rule, count] of rules) noteRule(trail, rule, count);
  for (const [rule, pageId] of shadow) findings.shadow.count(rule, pageId);
  for (const [rule, stack] of faults) findings.onFault(rule, Object.assign(new Error(rule), { stack }));
}

/** Sends queries that may look at many rows to the slow lane, and runs the others here. */
export function withSlowLane(here: Execute, lane: SlowLane): Execute {
  return async (asked) => {
    const { context, operation, request } = asked;
    // A mutation may have a part that runs aside.
    if (context.reads <= LIMITS.readsInProcess || operation?.operation === 'mutation') return here(asked);
    // The other process could not say that these errors are the client's.
    if (operation != null && variablesOf(context.schema, operation, request.variables ?? {}).errors !== undefined)
      return here(asked);
    context.turn.stepAside();
    try {
      const answer = await lane.run(asked);
      note(answer, context);
      return revivedResult(answer);
    } catch (error) {
      const { message } = error as Error;
      return { data: null, errors: [new GraphQLError(message, { originalError: error as Error })] };
    }
  };
}
