import type { Deadline } from '../resolving/deadline';
import { withoutStacks } from '../resolving/errors';
import { FairQueue } from '../resolving/fair-queue';
import type { ForeseenError } from '../resolving/foreseen';
import { Overloaded } from '../resolving/overloaded';
import { RateLimited } from '../resolving/rate-limited';
import type { Turn } from '../resolving/turn';
import { type Allowances, createAllowances } from './allowances';
import type { LoadLimits } from './load-limits';
import { createOperatorShares } from './operator-shares';
import { createQueueBound } from './queue-bound';

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
   * Refuses an operation that would wait in vain, because too many wait. It takes less time than `inTurn`, because the body
   * of the request is not read.
   * @throws Overloaded, RateLimited
   */
  refuseInVain(operator: string): void;
  /**
   * Runs an operation when its turn has come.
   * @param operator who signed in
   * @param deadline ends the wait
   * @throws Overloaded, RateLimited, or what `work` throws
   */
  inTurn<Answer>(operator: string, deadline: Deadline, work: (turn: Turn) => Promise<Answer>): Promise<Answer>;
}

/** One operation that waits. */
interface Waiting {
  start(): void;
  refuse(error: ForeseenError): void;
}

// Each holds the body of its request.
const MOST_WAITING = 200;
// The requests of a few pages, which come together.
const FEWEST_WAITING = 50;
// Parsing and checking an operation takes about the CPU time of this many rows, even if it reads nothing.
const READS_OF_ANY = 1_000;
const RETRY_AT_ONCE_S = 1;

const tooManyWait = () => withoutStacks(() => new Overloaded('Too many operations wait.'));

/** @param giveBack called once, when the operation leaves its place */
function turnOf(operator: string, allowances: Allowances, giveBack: () => void): Turn {
  let isHere = true;
  return {
    operator,
    spend(reads) {
      const seconds = allowances.take(operator, reads);
      if (seconds > 0) {
        throw withoutStacks(() => new RateLimited('The operator has asked for too much in the last minute.', seconds));
      }
    },
    stepAside() {
      if (!isHere) return;
      isHere = false;
      giveBack();
    },
  };
}

/** Lets `atOnce` operations run at the same time. The others wait, each operator in turn, for up to `waitMs`. */
export function createAdmission(options: AdmissionOptions): Admission {
  const { atOnce, clock, operationsPerOperator, readsPerMinute, waitMs } = options;
  const waiting = new FairQueue<Waiting>();
  const shares = createOperatorShares({
    operationsPerOperator,
    clock,
    waitingOf: (operator) => waiting.waitingOf(operator),
  });
  const allowances = createAllowances(readsPerMinute, clock);
  const bound = createQueueBound({ waitMs, fewest: FEWEST_WAITING, most: MOST_WAITING, clock });
  let places = atOnce;
  let isStarting = false;

  /** Starts the next operation in a turn of the event loop of its own, so that probes are answered between two. */
  function startSoon(): void {
    if (isStarting || places === 0 || waiting.size === 0) return;
    isStarting = true;
    setImmediate(() => {
      isStarting = false;
      const next = waiting.take(shares.mayStart);
      if (next === null) return;
      next.start();
      startSoon();
    });
  }

  function refusalOf(operator: string): ForeseenError {
    return shares.asksForMore(operator)
      ? withoutStacks(
          () => new RateLimited(`An operator runs ${operationsPerOperator} operations at a time.`, RETRY_AT_ONCE_S),
        )
      : tooManyWait();
  }

  /** Waits for a place. */
  function place(operator: string, deadline: Deadline): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        forget();
      };
      const job: Waiting = {
        start() {
          end();
          places -= 1;
          shares.started(operator);
          bound.started();
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
      const timer = setTimeout(() => {
        bound.refused();
        giveUp(refusalOf(operator));
      }, waitMs);
      const forget = deadline.whenOver(giveUp);
      waiting.add(operator, job, MOST_WAITING)?.refuse(tooManyWait());
      startSoon();
    });
  }

  return {
    refuseInVain(operator) {
      if (!waiting.isFullFor(operator, bound.now())) return;
      bound.refused();
      throw waiting.size >= MOST_WAITING ? tooManyWait() : refusalOf(operator);
    },
    load: () => ({ running: shares.running(), waiting: waiting.size }),
    async inTurn(operator, deadline, work) {
      const turn = turnOf(operator, allowances, () => {
        places += 1;
        startSoon();
      });
      turn.spend(READS_OF_ANY);
      shares.asked(operator);
      await place(operator, deadline);
      try {
        return await work(turn);
      } finally {
        shares.ended(operator);
        turn.stepAside();
        startSoon();
      }
    },
  };
}
