import { fireEvent, screen } from '@testing-library/react';
import { act, Suspense } from 'react';
import { part } from '../../portal/frame/part';
import { show } from './show';

type Loaded = { readonly default: () => string };

test('A part that is loaded again says so and keeps the focus, however often that fails, and appears in the end', async () => {
  let arrive: (part: Loaded) => void = () => {};
  let fail = () => {};
  const Part = part(
    () =>
      new Promise<Loaded>((resolve, reject) => {
        arrive = resolve;
        fail = () => reject(new Error('The service is stopped.'));
      }),
  );
  jest.spyOn(console, 'error').mockImplementation(() => {});
  await show(
    <Suspense>
      <Part />
    </Suspense>,
  );
  await act(async () => fail());
  const button = screen.getByRole('button');
  const alert = screen.getByRole('alert');
  button.focus();
  expect(button.textContent).toBe('Try again');
  fireEvent.click(button);
  expect(button.textContent).toBe('Loading…');

  await act(async () => fail());
  expect(button.textContent).toBe('Try again');
  expect(document.activeElement).toBe(button);
  // It is announced again.
  expect(screen.getByRole('alert')).not.toBe(alert);

  await act(async () => fireEvent.click(button));
  // The code is asked for again to be drawn.
  for (let asked = 0; asked < 2; asked++) await act(async () => arrive({ default: () => 'It is here.' }));
  expect(screen.getByText('It is here.')).toBeTruthy();
});
