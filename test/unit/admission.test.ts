import { createAdmission } from '../../src/http/admission';
import { createAllowances } from '../../src/http/allowances';
import { DEFAULT_LOAD_LIMITS } from '../../src/http/load-limits';
import { createQueueBound } from '../../src/http/queue-bound';
import { Deadline } from '../../src/resolving/deadline';
import { FairQueue } from '../../src/resolving/fair-queue';

const never = new Deadline(600_000);

describe('operations', () => {
  const admission = createAdmission({ ...DEFAULT_LOAD_LIMITS, waitMs: 60_000, atOnce: 4, clock: () => 0 });

  test('start in turns of the event loop of their own', async () => {
    let turn = 0;
    const counting = () => {
      turn += 1;
      ticking = setImmediate(counting);
    };
    let ticking = setImmediate(counting);

    const startedIn = await Promise.all(
      ['a', 'b', 'c', 'a', 'b', 'c'].map((operator) => admission.inTurn(operator, never, async () => turn)),
    );

    clearImmediate(ticking);
    expect(new Set(startedIn).size).toBe(6);
  });

  test('run four at a time, and one more for each that goes on outside of this process', async () => {
    const ends: (() => void)[] = [];
    const held = ['a', 'b', 'c', 'd'].map((operator, i) =>
      admission.inTurn(operator, never, async (turn) => {
        if (i === 0) {
          turn.stepAside();
          turn.stepAside();
        }
        await new Promise<void>((resolve) => ends.push(resolve));
      }),
    );
    const started: string[] = [];
    const more = ['e', 'f'].map((operator) =>
      admission.inTurn(operator, never, async () => {
        started.push(operator);
        await new Promise<void>((resolve) => ends.push(resolve));
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(started).toEqual(['e']);
    ends[0]?.();
    await held[0];
    await new Promise((resolve) => setTimeout(resolve, 20));
    // It gave its place back before it ended.
    expect(started).toEqual(['e']);

    ends[1]?.();
    await held[1];
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(started).toEqual(['e', 'f']);
    for (const end of ends) end();
    await Promise.all([...held, ...more]);
  });
});

describe('the queue', () => {
  function filled(...items: string[]): FairQueue<string> {
    const queue = new FairQueue<string>();
    for (const item of items) queue.add(item[0] as string, item, 100);
    return queue;
  }
  const allOf = (queue: FairQueue<string>) => Array.from({ length: queue.size }, () => queue.take());

  test('takes one item of each operator in turn, the first one first', () => {
    expect(allOf(filled('a1', 'a2', 'a3', 'b1', 'c1', 'b2'))).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  test('serves an operator who waits for each answer before one who always has more to ask', () => {
    const queue = filled('a1', 'b1', 'a2', 'a3');
    expect([queue.take(), queue.take(), queue.take()]).toEqual(['a1', 'b1', 'a2']);
    queue.add('b', 'b2', 100);

    expect(allOf(queue)).toEqual(['b2', 'a3']);
  });

  test('puts an operator who comes for the first time behind those who wait', () => {
    const queue = filled('a1', 'a2', 'b1');
    queue.add('c', 'c1', 100);

    expect(allOf(queue)).toEqual(['a1', 'b1', 'c1', 'a2']);
  });

  test('puts an operator who comes back at the end', () => {
    const queue = filled('a1', 'b1', 'c1');
    expect(queue.take()).toBe('a1');
    queue.add('a', 'a2', 100);

    expect(allOf(queue)).toEqual(['b1', 'c1', 'a2']);
  });

  test('passes over operators who have no turn', () => {
    const queue = filled('a1', 'b1');
    expect(queue.take((operator) => operator !== 'a')).toBe('b1');
    expect(queue.take((operator) => operator !== 'a')).toBeNull();
    expect(queue.size).toBe(1);
  });

  test('gives up the last item of the operator with the most where it is full', () => {
    const queue = filled('a1', 'a2', 'a3', 'b1');

    expect(queue.add('b', 'b2', 4)).toBe('a3');
    expect(queue.add('a', 'a4', 4)).toBe('a4');
    expect(queue.add('c', 'c1', 5)).toBeNull();
    expect(allOf(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2']);
  });

  test('knows before it takes an item whether it would have to go', () => {
    const queue = filled('a1', 'a2', 'a3', 'b1', 'b2');
    const wouldGo = ['a', 'b', 'c'].map((operator) => queue.isFullFor(operator, 5));
    const goes = ['a', 'b', 'c'].map((operator) => {
      const gone = queue.add(operator, `${operator}9`, queue.size);
      queue.remove(operator, `${operator}9`);
      return gone === `${operator}9`;
    });

    expect(queue.isFullFor('a', 6)).toBe(false);
    expect([wouldGo, goes]).toEqual([
      [true, true, false],
      [true, true, false],
    ]);
  });

  test('forgets an item that has left', () => {
    const queue = filled('a1', 'b1');

    expect([queue.remove('a', 'a1'), queue.remove('a', 'a1'), queue.size]).toEqual([true, false, 1]);
    expect(queue.clear()).toEqual(['b1']);
    expect([queue.size, queue.take()]).toEqual([0, null]);
  });
});

describe('the bound of the queue', () => {
  function bounded() {
    let now = 0;
    const bound = createQueueBound({ waitMs: 250, fewest: 50, most: 200, clock: () => now });
    return {
      bound,
      /** Lets operations start, and others be refused, within the time that one may wait. */
      pass(started: number, refused: number) {
        for (let i = 0; i < started; i++) bound.started();
        for (let i = 0; i < refused; i++) bound.refused();
        now += 250;
        bound.started();
        return bound.now();
      },
    };
  }

  test('is the number that start in the time that one may wait, while others wait in vain', () => {
    const { pass } = bounded();

    expect([pass(120, 0), pass(120, 3), pass(140, 1), pass(300, 1)]).toEqual([200, 121, 141, 200]);
  });

  test('is never so small that the requests of one page are too many', () => {
    expect(bounded().pass(0, 5)).toBe(50);
  });

  test('ends when nothing is refused any more', () => {
    const { pass } = bounded();

    expect([pass(120, 3), pass(10, 0)]).toEqual([120, 200]);
  });

  test('does not change before that time has passed', () => {
    const { bound, pass } = bounded();
    pass(120, 3);
    for (let i = 0; i < 90; i++) bound.refused();

    expect(bound.now()).toBe(120);
  });
});

describe('an allowance', () => {
  let now = 0;
  const clock = () => now;

  test('is given back evenly over a minute, and never above a minute’s', () => {
    const allowances = createAllowances(600, clock);

    expect(allowances.take('a', 600)).toBe(0);
    expect(allowances.take('a', 100)).toBe(10);
    now += 4_000;
    expect(allowances.take('a', 100)).toBe(6);
    now += 6_000;
    expect(allowances.take('a', 100)).toBe(0);
    now += 3_600_000;
    expect(allowances.take('a', 600)).toBe(0);
    expect(allowances.take('a', 1)).toBe(1);
  });

  test('is each operator’s own', () => {
    const allowances = createAllowances(10, clock);
    allowances.take('a', 10);

    expect(allowances.take('b', 10)).toBe(0);
  });

  test('is remembered for a bounded number of operators: those who asked last', () => {
    const allowances = createAllowances(10, clock, 2);
    for (const operator of ['a', 'b', 'a', 'c']) allowances.take(operator, 5);

    expect(allowances.take('a', 5)).toBeGreaterThan(0);
    expect(allowances.take('b', 10)).toBe(0);
  });
});
