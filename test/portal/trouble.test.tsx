import { act, fireEvent, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { CombinedError } from 'urql';
import { NotDone } from '../../portal/design/not-done';
import { Refused } from '../../portal/design/refused';
import { Trouble } from '../../portal/design/trouble';
import { failureOf } from '../../portal/graph/refusal';
import { show } from './show';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

/** The error of an answer without data. */
function errorOf(code: string, retryAfter?: number, requestId = 'request 1'): CombinedError {
  const extensions = { code, ...(retryAfter !== undefined && { retryAfter }) };
  const response = { status: 503, headers: new Headers({ 'x-request-id': requestId }) };
  return new CombinedError({ graphQLErrors: [{ message: 'It failed.', extensions }], response });
}

const press = () => fireEvent.click(screen.getByRole('button'));
const pass = (seconds: number) => act(() => jest.advanceTimersByTime(seconds * 1_000));

test.each([
  ['OVERLOADED', 'The service has too much to do at the moment.'],
  ['RATE_LIMITED', 'You have asked for too much in a short time.'],
  ['TIMEOUT', 'The service needed too long for this.'],
  ['DATABASE_UNAVAILABLE', 'The database cannot be used at the moment.'],
  [
    'IDENTITY_PROVIDER_UNAVAILABLE',
    'The service cannot check your sign-in at the moment, because the identity provider does not answer.',
  ],
])('%s is shown as a sentence, with a retry that waits as long as the service asks', async (code, sentence) => {
  const again = jest.fn();
  await show(<Trouble error={errorOf(code, 5)} again={again} />);

  expect(screen.getByText(sentence)).toBeTruthy();
  expect(screen.getByRole('button').textContent).toBe('Try again in 5 s');
  press();
  await pass(4);
  expect(screen.getByRole('button').textContent).toBe('Try again in 1 s');
  press();
  expect(again).not.toHaveBeenCalled();

  await pass(1);
  expect(screen.getByRole('button').textContent).toBe('Try again');
  press();
  expect(again).toHaveBeenCalledTimes(1);
});

test('Another answer that asks to wait starts the wait again', async () => {
  const shown = await show(<Trouble error={errorOf('OVERLOADED', 5)} again={() => {}} />);
  await pass(5);
  shown.rerender(<Trouble error={errorOf('OVERLOADED', 5, 'request 2')} again={() => {}} />);

  expect(screen.getByRole('button').textContent).toBe('Try again in 5 s');
});

test('Assistive tools hear a message once, not each second of the wait, and again when a retry fails in the same way', async () => {
  const shown = await show(<Trouble error={errorOf('OVERLOADED', 5)} again={() => {}} />);
  const alert = screen.getByRole('alert');
  const text = alert.textContent;
  expect(text).toContain('The service has too much to do at the moment.');
  await pass(1);
  expect(screen.getByRole('button').textContent).toBe('Try again in 4 s');
  expect([screen.getByRole('alert'), alert.textContent]).toEqual([alert, text]);

  shown.rerender(<Trouble error={errorOf('OVERLOADED', 5)} again={() => {}} />);
  expect(screen.getByRole('alert')).not.toBe(alert);
});

test('A retry says that it runs, keeps the focus and is not started twice, until it has failed again', async () => {
  let settle = () => {};
  const again = jest.fn(() => new Promise<void>((resolve) => (settle = resolve)));
  await show(<Trouble error={errorOf('INTERNAL_SERVER_ERROR')} again={again} />);
  screen.getByRole('button').focus();
  press();
  expect(screen.getByRole('button').textContent).toBe('Loading…');
  expect(document.activeElement).toBe(screen.getByRole('button'));
  press();
  expect(again).toHaveBeenCalledTimes(1);

  await act(async () => settle());
  expect(screen.getByRole('button').textContent).toBe('Try again');
  expect(document.activeElement).toBe(screen.getByRole('button'));
});

test('The focus goes on to the next control of a form whose request was tried again', async () => {
  const formWith = (message: ReactNode) => (
    <form>
      <input />
      {message}
      <button type="submit">Save</button>
    </form>
  );
  const shown = await show(formWith(<Trouble error={errorOf('OVERLOADED')} again={() => {}} />));
  screen.getByRole('button', { name: 'Try again' }).focus();
  shown.rerender(formWith(null));

  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Save' }));
});

/** The error of an answer that is no JSON, as a proxy gives it. */
const errorOfProxy = (status: number, headers: Record<string, string> = {}): CombinedError =>
  new CombinedError({ networkError: new Error('<html>'), response: { status, headers: new Headers(headers) } });

test.each([
  ['seconds', '5'],
  ['a date', () => new Date(Date.now() + 5_000).toUTCString()],
])('An answer of a proxy is shown as a sentence, with a retry that waits for its %s', async (_, header) => {
  // A date has no milliseconds.
  jest.setSystemTime(new Date('2026-11-29T12:00:00Z'));
  const again = jest.fn();
  const after = typeof header === 'string' ? header : header();
  const shown = await show(<Trouble error={errorOfProxy(503, { 'retry-after': after })} again={again} />);

  expect(screen.getByText('The service is not available at the moment.')).toBeTruthy();
  expect(screen.getByRole('button').textContent).toBe('Try again in 5 s');
  press();
  expect(again).not.toHaveBeenCalled();
  await pass(5);
  press();
  expect(again).toHaveBeenCalledTimes(1);

  shown.rerender(<Trouble error={errorOfProxy(503, { 'retry-after': '5' })} again={again} />);
  expect(screen.getByRole('button').textContent).toBe('Try again in 5 s');
});

test.each([429, 502, 503, 504])(
  'A proxy that answers %d and asks for no wait can be asked again at once',
  async (status) => {
    const again = jest.fn();
    await show(<Trouble error={errorOfProxy(status)} again={again} />, { language: 'fr' });

    expect(screen.getByText('Le service n’est pas disponible pour le moment.')).toBeTruthy();
    press();
    expect(again).toHaveBeenCalledTimes(1);
  },
);

test('Any other failure can be tried again at once', async () => {
  const again = jest.fn();
  await show(<Trouble error={errorOf('INTERNAL_SERVER_ERROR')} again={again} />);
  press();

  expect(again).toHaveBeenCalledTimes(1);
});

test('A part of an answer that is missing for the moment says why, and waits too', async () => {
  const again = jest.fn();
  await show(<Refused refusal={[failureOf(errorOf('TIMEOUT', 5))]} again={again} />, { language: 'fr' });

  expect(screen.getByText(/Le service n’a pas pu terminer cette demande à temps\./)).toBeTruthy();
  expect(screen.getByRole('button').textContent).toBe('Réessayer dans 5 s');
  press();
  expect(again).not.toHaveBeenCalled();
});

test('A change whose right was withdrawn meanwhile names the missing permission, and offers no retry', async () => {
  const extensions = { code: 'FORBIDDEN', reason: 'PERMISSION', missing: ['ROLES_CREATE'] };
  const error = new CombinedError({ graphQLErrors: [{ message: 'No.', extensions, path: ['createRole'] }] });
  await show(<NotDone error={error} mutation="createRole" again={() => {}} />);

  expect(screen.getByRole('alert').textContent).toMatch(/^You do not have the permission Roles: Create\./);
  expect(screen.queryByRole('button')).toBeNull();
});

test('A change that failed can be tried again', async () => {
  await show(<NotDone error={errorOf('INTERNAL_SERVER_ERROR')} mutation="createRole" again={() => {}} />);

  expect(screen.getByRole('button').textContent).toBe('Try again');
});
