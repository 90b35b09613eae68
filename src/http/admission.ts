import { LRUCache } from 'lru-cache';
import { FairQueue } from '../resolving/fair-queue';
import type { ForeseenError } from '../resolving/foreseen';
import { Overloaded } from '../resolving/overloaded';
import { RateLimited } from '../resolving/rate-limited';
import type { Turn } from '../resolving/turn';
import { type Allowances, createAllowances } from './allowances';
import type { LoadLimits } from './load-limits';

/*
 * Operations run only as many at a time as the database can serve. The others wait a moment, and operators take turns.
 * An operation that does not get its turn in time is refused, because a longer queue would make all answers late.
 */

interface AdmissionOptions extends LoadLimits {
  /** The operations that run at a time. */
  readonly atOnce: number;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
}

/** Lets operations run. */
export interface Admission {
  /** The operations that run and wait at this moment. */
  load(): { readonly running: number; readonly waiting: number };
  /**
   * Runs an operation when its turn has come.
   * @param operator who signed in
   * @param signal ends the wait, with its reason as the error
   * @throws Overloaded, RateLimited, or what `work` throws
   */
  inTurn<Answer>(operator: string, signal: AbortSignal, work: (turn: Turn) => Promise<Answer>): Promise<Answer>;
}

/** One operation that waits. */
interface Waiting {
  start(): void;
  refuse(error: ForeseenError): void;
}

// Each holds the body of its request.
const MOST_WAITING = 200;
// Parsing and checking an operation takes about the CPU time of this many rows, even if it reads nothing.
const READS_OF_ANY = 1_000;
const RETRY_AT_ONCE_S = 1;
const LATELY_MS = 1_000;

/** @param giveBack called once, when the operation leaves its place */
function turnOf(operator: string, allowances: Allowances, giveBack: () => void): Turn {
  let isHere = true;
  return {
    operator,
    spend(reads) {
      const seconds = allowances.take(operator, reads);
      if (seconds > 0) throw new RateLimited('The operator has asked for too much in the last minute.', seconds);
    },
    stepAside() {
      if (!isHere) return;
      isHere = false;
      giveBack();
    },
  };
}

export function createAdmission(options: AdmissionOptions): Admission {
  const { atOnce, clock, operationsPerOperator, readsPerMinute, waitMs } = options;
  const waiting = new FairQueue<Waiting>();
  /** The operations of each operator that run. */
  const running = new Map<string, number>();
  const allowances = createAllowances(readsPerMinute, clock);
  let places = atOnce;
  let isStarting = false;

  /** The two operators who asked last, and when. */
  const asked = new LRUCache<string, number>({ max: 2 });
  const runningOf = (operator: string) => running.get(operator) ?? 0;
  const count = (operator: string, change: 1 | -1) => {
    const now = runningOf(operator) + change;
    if (now === 0) running.delete(operator);
    else running.set(operator, now);
  };

  const asksForMore = (operator: string) => runningOf(operator) + waiting.waitingOf(operator) > operationsPerOperator;

  /** The most operations of an operator that may run now: one, if the operator asks for too many while others ask too. */
  function mostOf(operator: string): number {
    const lately = clock() - LATELY_MS;
    const isAlone = ![...asked.entries()].some(([other, at]) => other !== operator && at >= lately);
    return isAlone || !asksForMore(operator) ? operationsPerOperator : 1;
  }

  /** Starts the next operation in a turn of the event loop of its own, so that probes are answered between two. */
  function startSoon(): void {
    if (isStarting || places === 0 || waiting.size === 0) return;
    isStarting = true;
    setImmediate(() => {
      isStarting = false;
      const next = waiting.take((operator) => runningOf(operator) < mostOf(operator));
      if (next === null) return;
      next.start();
      startSoon();
    });
  }

  function refusalOf(operator: string): ForeseenError {
    return asksForMore(operator)
      ? new RateLimited(`An operator runs ${operationsPerOperator} operations at a time.`, RETRY_AT_ONCE_S)
      : new Overloaded('Too many operations wait.');
  }

  /** Waits for a place. */
  function place(operator: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
      };
      const job: Waiting = {
        start() {
          end();
          places -= 1;
          count(operator, 1);
          resolve();
        },
        refuse(error) {
          end();
          reject(error);
        },
      };
      const giveUp = (error: ForeseenError) => {
        waiting.remove(operator, job);
        job.refuse(error);
      };
      const leave = () => giveUp(signal.reason);
      const timer = setTimeout(() => giveUp(refusalOf(operator)), waitMs);
      signal.addEventListener('abort', leave);
      waiting.add(operator, job, MOST_WAITING)?.refuse(new Overloaded('Too many operations wait.'));
      startSoon();
    });
  }

  return {
    load: () => ({ running: [...running.values()].reduce((sum, each) => sum + each, 0), waiting: waiting.size }),
    async inTurn(operator, signal, work) {
      const turn = turnOf(operator, allowances, () => {
        places += 1;
        startSoon();
      });
      turn.spend(READS_OF_ANY);
      asked.set(operator, clock());
      await place(operator, signal);
      try {
        return await work(turn);
      } finally {
        count(operator, -1);
        turn.stepAside();
        startSoon();
      }
    },
  };
}
