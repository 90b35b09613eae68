import { sentenceWithoutJson, sentInTurn } from '../../graphiql/waiting';

// Its other types are those of a browser, which the tests do not have.
const { findOperator } = jest.requireActual<{
  findOperator(access: { fetch(): Promise<Response> }, userPrincipalName: string): Promise<unknown>;
}>('../../graphiql/graph');

beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] }));
afterEach(() => jest.useRealTimers());

const GOOD = { data: { viewer: null } };

function refusal(code: string, retryAfter: number, status = 503): Response {
  const errors = [{ message: 'Not now.', extensions: { code, retryAfter } }];
  return Response.json({ errors }, { status, headers: { 'retry-after': String(retryAfter) } });
}

/** Gives these answers, one after the other, and counts the requests. */
function sending(...answers: Response[]) {
  const send = jest.fn(async () => answers.shift() as Response);
  const bodyOf = async (answer: Promise<Response>) =>
    (await (await answer).json()) as { errors: [{ message: string }] };
  return { send, bodyOf };
}

const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test.each([
  ['OVERLOADED', 503],
  ['RATE_LIMITED', 429],
])('%s is sent once more after the wait that the service asks for', async (code, status) => {
  const { send, bodyOf } = sending(refusal(code, 5, status), Response.json(GOOD));
  const answer = sentInTurn(send);
  await settled();
  jest.advanceTimersByTime(4_999);
  await settled();
  expect(send).toHaveBeenCalledTimes(1);

  jest.advanceTimersByTime(1);
  expect(await bodyOf(answer)).toEqual(GOOD);
  expect(send).toHaveBeenCalledTimes(2);
});

test('An answer that is refused again says in a sentence when a retry may succeed', async () => {
  const { send, bodyOf } = sending(refusal('OVERLOADED', 5), refusal('OVERLOADED', 7));
  const answer = sentInTurn(send);
  await settled();
  jest.advanceTimersByTime(5_000);

  expect((await bodyOf(answer)).errors[0].message).toBe('Not now. A retry may succeed in 7 seconds.');
  expect((await answer).status).toBe(503);
});

test.each([
  ['TIMEOUT', 5],
  ['DATABASE_UNAVAILABLE', 5],
  ['RATE_LIMITED', 60],
])('%s with a wait of %d s is not sent again, and says when a retry may succeed', async (code, seconds) => {
  const { send, bodyOf } = sending(refusal(code, seconds));

  expect((await bodyOf(sentInTurn(send))).errors[0].message).toBe(
    `Not now. A retry may succeed in ${seconds} seconds.`,
  );
  expect(send).toHaveBeenCalledTimes(1);
});

test('An answer is left as it is where no retry helps', async () => {
  const plain = new Response('busy', { status: 503 });
  expect(await sentInTurn(async () => plain)).toBe(plain);
});

test('A request that is given up while it waits is not sent again', async () => {
  const { send } = sending(refusal('OVERLOADED', 5));
  const given = new AbortController();
  const answer = sentInTurn(send, given.signal);
  await settled();
  given.abort();

  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  expect(send).toHaveBeenCalledTimes(1);
});

test.each([
  [
    'The service is not available at the moment (status 503). A retry may succeed in 5 seconds.',
    503,
    { 'retry-after': '5' },
  ],
  ['The service is not available at the moment (status 502). Try again in a moment.', 502, {}],
  ['The service sent an answer without JSON (status 200).', 200, {}],
])('An answer without JSON is told as: %s', (sentence, status, headers) => {
  expect(sentenceWithoutJson(new Response('<html>', { status, headers }))).toBe(sentence);
});

test('A request that a proxy refuses is not sent again by itself, because it may have begun', async () => {
  const { send } = sending(new Response('<html>', { status: 503, headers: { 'retry-after': '1' } }));
  expect((await sentInTurn(send)).status).toBe(503);
  expect(send).toHaveBeenCalledTimes(1);
});

test('The operator to simulate is asked for once more after the wait that the service asks for', async () => {
  const { send } = sending(
    refusal('OVERLOADED', 5),
    Response.json({ data: { user: { id: 'u', displayName: 'Chloé', userPrincipalName: 'chloe' } } }),
    refusal('RATE_LIMITED', 5, 429),
    Response.json({ data: { viewer: { withheldPermissions: [] } } }),
  );
  const found = findOperator({ fetch: send }, 'chloe');
  // The second question follows the answer to the first at once.
  for (const requests of [3, 4]) {
    await settled();
    jest.advanceTimersByTime(5_000);
    await settled();
    expect(send).toHaveBeenCalledTimes(requests);
  }

  expect(await found).toEqual({ operator: { id: 'u', name: 'Chloé', withheldPermissions: [] } });
});
