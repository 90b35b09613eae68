import { byKey, groupByKey, groupByVariedKey } from '../../src/graph/batching';

interface Row {
  readonly of: string;
  readonly n: number;
}
const ofRow = (row: Row): string => row.of;

/** A batch function that records its arguments. */
function asked<Arguments extends readonly unknown[]>(answer: (...given: Arguments) => readonly Row[]) {
  const calls: Arguments[] = [];
  const load = async (...given: Arguments): Promise<readonly Row[]> => {
    calls.push(given);
    return answer(...given);
  };
  return { calls, load };
}

describe('a loader of one row a key', () => {
  test('gives each key its row whatever the order of the rows, and null where there is none', async () => {
    const { calls, load } = asked((keys: readonly string[]) =>
      keys
        .filter((key) => key !== 'nobody')
        .map((key, n) => ({ of: key, n }))
        .toReversed(),
    );
    const loader = byKey(load, ofRow);

    const found = await Promise.all(['c', 'nobody', 'a', 'b'].map((key) => loader.load(key)));

    expect(found).toEqual([{ of: 'c', n: 0 }, null, { of: 'a', n: 1 }, { of: 'b', n: 2 }]);
    expect(calls).toEqual([[['c', 'nobody', 'a', 'b']]]);
  });

  test('asks for a key once, in one statement with the others, and not again later', async () => {
    const { calls, load } = asked((keys: readonly string[]) => keys.map((key) => ({ of: key, n: 1 })));
    const loader = byKey(load, ofRow);

    const [first, second] = await Promise.all([loader.load('a'), loader.load('a'), loader.load('b')]);
    await loader.load('b');

    expect(second).toBe(first);
    expect(calls).toEqual([[['a', 'b']]]);
  });

  test('leaves out rows that nobody asked for', async () => {
    const loader = byKey(async () => [{ of: 'other', n: 1 }], ofRow);
    expect(await loader.load('a')).toBeNull();
  });

  test('does not take a name of JavaScript for a row', async () => {
    const loader = byKey<Row>(async () => [], ofRow);
    expect(await loader.loadMany(['__proto__', 'constructor', 'toString'])).toEqual([null, null, null]);
  });

  test('fails for every key of a statement that failed', async () => {
    const loader = byKey<Row>(async () => {
      throw new Error('The disk is gone.');
    }, ofRow);
    const answers = await Promise.allSettled([loader.load('a'), loader.load('b')]);
    expect(answers.map((answer) => answer.status === 'rejected' && String(answer.reason))).toEqual([
      'Error: The disk is gone.',
      'Error: The disk is gone.',
    ]);
  });
});

describe('a loader of many rows a key', () => {
  const rows: Row[] = [
    { of: 'b', n: 3 },
    { of: 'a', n: 2 },
    { of: 'b', n: 1 },
    { of: 'a', n: 9 },
    { of: 'b', n: 1 },
  ];

  test('gives each key its rows in the order in which they came, repeated ones too', async () => {
    const { calls, load } = asked((_: readonly string[]) => rows);
    const loader = groupByKey(load, ofRow);

    const found = await Promise.all(['a', 'nobody', 'b'].map((key) => loader.load(key)));

    expect(found.map((each) => each.map(({ n }) => n))).toEqual([[2, 9], [], [3, 1, 1]]);
    expect(calls).toEqual([[['a', 'nobody', 'b']]]);
  });

  test('gives two keys without rows lists of their own', async () => {
    const loader = groupByKey<Row>(async () => [], ofRow);
    const [one, other] = await Promise.all([loader.load('a'), loader.load('b')]);
    expect(one).toEqual([]);
    expect(other).toEqual([]);
    expect(one).not.toBe(other);
  });
});

describe('a loader of many rows a key and question', () => {
  interface By {
    readonly page: number;
  }
  const answering = () =>
    asked((keys: readonly string[], by: By) => keys.map((key) => ({ of: key, n: by.page })).toReversed());

  test('asks each different question in one statement, and answers in the order of the keys', async () => {
    const { calls, load } = answering();
    const loader = groupByVariedKey(load, ofRow);
    const keys = [
      { of: 'a', by: { page: 1 } },
      { of: 'b', by: { page: 2 } },
      { of: 'c', by: { page: 1 } },
      { of: 'a', by: { page: 2 } },
    ];

    const found = await Promise.all(keys.map((key) => loader.load(key)));

    expect(found).toEqual([[{ of: 'a', n: 1 }], [{ of: 'b', n: 2 }], [{ of: 'c', n: 1 }], [{ of: 'a', n: 2 }]]);
    expect(calls).toEqual([
      [['a', 'c'], { page: 1 }],
      [['b', 'a'], { page: 2 }],
    ]);
  });

  test('takes equal questions for one, though they are different objects', async () => {
    const { calls, load } = answering();
    const loader = groupByVariedKey(load, ofRow);

    const [first, second] = await Promise.all([
      loader.load({ of: 'a', by: { page: 1 } }),
      loader.load({ of: 'a', by: { page: 1 } }),
    ]);
    await loader.load({ of: 'a', by: { page: 1 } });

    expect(second).toBe(first);
    expect(calls).toEqual([[['a'], { page: 1 }]]);
  });

  test('gives an empty list where a question has no answer for a key', async () => {
    const loader = groupByVariedKey<By, Row>(async (_, by) => (by.page === 1 ? [{ of: 'a', n: 1 }] : []), ofRow);

    const found = await Promise.all([
      loader.load({ of: 'a', by: { page: 2 } }),
      loader.load({ of: 'a', by: { page: 1 } }),
      loader.load({ of: 'b', by: { page: 1 } }),
    ]);

    expect(found).toEqual([[], [{ of: 'a', n: 1 }], []]);
  });
});
