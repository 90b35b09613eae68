import { LRUCache } from 'lru-cache';

const LATELY_MS = 1_000;

interface SharesOptions {
  /** The operations of one operator that run at a time. */
  readonly operationsPerOperator: number;
  /** The operations of an operator that wait. */
  readonly waitingOf: (operator: string) => number;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
}

/** The part of the service that each operator gets. */
interface OperatorShares {
  /** The operations that run. */
  running(): number;
  asked(operator: string): void;
  started(operator: string): void;
  ended(operator: string): void;
  /** Whether more operations of an operator run and wait than may run at a time. */
  asksForMore(operator: string): boolean;
  /** Whether another operation of an operator may start. */
  mayStart(operator: string): boolean;
}

/**
 * Counts the operations of each operator. If an operator asks for too many while others ask too, they run one at a time,
 * and each operation of the others that ends lets one of them start.
 */
export function createOperatorShares({ operationsPerOperator, waitingOf, clock }: SharesOptions): OperatorShares {
  /** The operations of each operator that run. */
  const running = new Map<string, number>();
  /** When the two operators who asked last did. */
  const lastAsked = new LRUCache<string, number>({ max: 2 });
  /** The operators who ask for too many and have had a turn. They get another one when an operation of the others ends. */
  const served = new Set<string>();

  const runningOf = (operator: string) => running.get(operator) ?? 0;
  const asksForMore = (operator: string) => runningOf(operator) + waitingOf(operator) > operationsPerOperator;
  const isBesideOthers = (operator: string) =>
    [...running.keys()].some((other) => other !== operator && !asksForMore(other));

  function mostOf(operator: string): number {
    const lately = clock() - LATELY_MS;
    const isAlone = ![...lastAsked.entries()].some(([other, at]) => other !== operator && at >= lately);
    if (isAlone || !asksForMore(operator)) return operationsPerOperator;
    return served.has(operator) && isBesideOthers(operator) ? 0 : 1;
  }

  return {
    running: () => [...running.values()].reduce((sum, each) => sum + each, 0),
    asked(operator) {
      lastAsked.set(operator, clock());
    },
    started(operator) {
      running.set(operator, runningOf(operator) + 1);
      if (asksForMore(operator)) served.add(operator);
    },
    ended(operator) {
      if (runningOf(operator) === 1) running.delete(operator);
      else running.set(operator, runningOf(operator) - 1);
      if (!asksForMore(operator)) served.clear();
    },
    asksForMore,
    mayStart: (operator) => runningOf(operator) < mostOf(operator),
  };
}
