import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CopyButton } from '../../portal/troubleshooting/copy-button';
import { show } from './show';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  // It brings a clipboard.
  userEvent.setup();
});
afterEach(() => jest.useRealTimers());

const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
    await jest.advanceTimersByTimeAsync(1);
  });
const labels = () => screen.getAllByRole('button').map(({ textContent }) => textContent);
const names = () => screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'));
const told = () => screen.getAllByRole('status').map(({ textContent }) => textContent);

test('Copied stands until something else is copied, or for some seconds', async () => {
  await show(
    <>
      <CopyButton value="1" what="imei" />
      <CopyButton value="2" what="serialNumber" />
    </>,
  );
  await press('Copy the IMEI');
  expect([labels(), told()]).toEqual([
    ['Copied', 'Copy'],
    ['Copied', ''],
  ]);
  await press('Copy the serial number');
  expect(labels()).toEqual(['Copy', 'Copied']);
  await act(() => jest.advanceTimersByTimeAsync(4_000));
  expect(labels()).toEqual(['Copy', 'Copied']);
  await act(() => jest.advanceTimersByTimeAsync(1_000));
  expect([labels(), told()]).toEqual([
    ['Copy', 'Copy'],
    ['', ''],
  ]);
});

test('The name of the button contains its label, and the announcement is no part of it', async () => {
  await show(<CopyButton value="1" what="imei" />);
  await press('Copy the IMEI');
  expect(names()).toEqual(['Copied: Copy the IMEI']);
  expect(screen.getByRole('status').closest('button')).toBeNull();
});
