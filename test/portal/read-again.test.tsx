import { act, fireEvent, screen } from '@testing-library/react';
import { ViewerContext } from '../../portal/frame/viewer';
import type { Viewer } from '../../portal/sign-in/viewer';
import { ReadAgain, RefreshOutcome } from '../../portal/troubleshooting/read-again';
import { useRefresh } from '../../portal/troubleshooting/use-refresh';
import { type Answers, show } from './show';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

const progressOf = (state: string) => {
  const finishedAt = state === 'COMPLETED' ? '2026-11-28T09:00:00.000Z' : null;
  return { id: 'u', refresh: { state, finishedAt, failure: null, problem: null, kinds: [] } };
};
const queued = () => ({ refreshUser: { user: progressOf('QUEUED'), userErrors: [] } });
const refusedWith = (code: string, retryAfter: number | null = null) => ({
  refreshUser: { user: null, userErrors: [{ code, retryAfter }] },
});
const fail = () => Promise.reject(new TypeError('Failed to fetch'));

function Page({ onEnd }: { readonly onEnd: () => void }) {
  const refresh = useRefresh('u', onEnd);
  return (
    <>
      <ReadAgain {...refresh} />
      <RefreshOutcome {...refresh} />
    </>
  );
}

function paged(onEnd: () => void) {
  const permissions = ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'].map((permission) => ({ permission }));
  const viewer = { permissions } as unknown as Viewer;
  return (
    <ViewerContext value={{ viewer, askAgain: async () => undefined, refreshes: true, silentDays: 14 }}>
      <Page onEnd={onEnd} />
    </ViewerContext>
  );
}

const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });
const pass = (seconds: number) => act(() => jest.advanceTimersByTimeAsync(seconds * 1_000));

/** A page on which the progress is answered in turn; the last answer repeats. */
async function started(progress: readonly (() => unknown)[], RefreshUser: Answers[string] = queued) {
  const onEnd = jest.fn();
  const asked: unknown[] = [];
  let turn = 0;
  const answers: Answers = {
    RefreshUser: (variables) => {
      asked.push(variables['input']);
      return RefreshUser(variables);
    },
    RefreshOfUser: () => progress[Math.min(turn++, progress.length - 1)]?.(),
  };
  const shown = await show(paged(onEnd), { answers });
  await press('Read again from Intune');
  return { ...shown, onEnd, asked, polls: () => turn };
}
const answering = (state: string) => () => ({ user: progressOf(state) });

test('A reading is followed to its end over a question that fails', async () => {
  const { onEnd } = await started([fail, answering('RUNNING'), answering('COMPLETED')]);
  await pass(3);
  expect(screen.getByText('Everything was read from Intune just now.')).toBeTruthy();
  expect(onEnd).toHaveBeenCalledTimes(1);
});

test('After many questions without an answer, Try again asks how far it is, and reads nothing twice', async () => {
  const failing = Array.from({ length: 5 }, () => fail);
  const { asked, onEnd } = await started([...failing, answering('COMPLETED')]);
  await pass(4);
  expect(screen.queryByRole('alert')).toBeNull();
  await pass(1);
  expect(screen.getByRole('alert').textContent).toContain('The service cannot be reached.');
  await press('Try again');
  expect(screen.getByText('Everything was read from Intune just now.')).toBeTruthy();
  expect([asked.length, onEnd.mock.calls.length]).toEqual([1, 1]);
});

test('A request that got no answer is sent again with the same key, and the next reading with another', async () => {
  let isDown = true;
  const { asked } = await started([answering('COMPLETED')], () => (isDown ? fail() : queued()));
  isDown = false;
  await press('Try again');
  await pass(1);
  await press('Read again from Intune');
  const keys = asked.map((input) => (input as { readonly clientMutationId: unknown }).clientMutationId);
  expect(keys[0]).toEqual(expect.any(String));
  expect([keys[1] === keys[0], keys[2] === keys[0]]).toEqual([true, false]);
});

test('A reading of this user that runs already is followed', async () => {
  const refused = () => refusedWith('REFRESH_UNDER_WAY');
  const { onEnd } = await started([answering('RUNNING'), answering('COMPLETED')], refused);
  expect(screen.getByText('Intune is being read.')).toBeTruthy();
  await pass(1);
  expect(onEnd).toHaveBeenCalledTimes(1);
});

test('A reading of another user is waited for', async () => {
  const { polls } = await started([() => ({ user: { id: 'u', refresh: null } })], () =>
    refusedWith('REFRESH_UNDER_WAY'),
  );
  expect(screen.getByText('Your last reading has not finished. Wait for it.')).toBeTruthy();
  await pass(5);
  expect(polls()).toBe(1);
});

test('The end of a reading reads the page as it is then', async () => {
  const { rerender, onEnd } = await started([answering('COMPLETED')]);
  const later = jest.fn();
  rerender(paged(later));
  await pass(1);
  expect([onEnd.mock.calls.length, later.mock.calls.length]).toEqual([0, 1]);
});

test('A refusal that ends by itself has a retry, which waits as long as the service asks', async () => {
  const wait = { seconds: 5 as number | null };
  const { asked } = await started([answering('COMPLETED')], () =>
    wait.seconds === null ? queued() : refusedWith('TRY_AGAIN', wait.seconds),
  );
  await press('Try again in 5 s');
  expect(asked).toHaveLength(1);
  await pass(5);
  wait.seconds = 600;
  await press('Try again');
  expect(screen.getByRole('button', { name: 'Try again in 10 min' })).toBeTruthy();
  await pass(600);
  wait.seconds = null;
  await press('Try again');
  await pass(1);
  expect(screen.getByText('Everything was read from Intune just now.')).toBeTruthy();
  expect(asked).toHaveLength(3);
});

test('A refusal that does not end by itself has no retry', async () => {
  await started([answering('COMPLETED')], () => refusedWith('NOT_CONNECTED'));
  expect(screen.queryByRole('button', { name: /^Try again/ })).toBeNull();
});
