import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { transformSync } from '@swc/core';
import { act } from '@testing-library/react';
import { Expiry, LastContact, RelativeTime } from '../../portal/troubleshooting/relative-time';
import { show } from './show';

const NOW = Date.parse('2026-11-28T09:00:00.000Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (offset: number) => new Date(NOW + offset).toISOString();

beforeEach(() => jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

/** What is written, without the date for print. */
const written = (container: HTMLElement) => container.querySelector('time')?.firstChild?.textContent;

test.each([
  ['just now', 0],
  ['just now', -59_000],
  ['just now', 59_000],
  ['1 minute ago', -60_000],
  ['59 minutes ago', -59 * 60_000],
  ['1 hour ago', -HOUR],
  ['yesterday', -DAY],
  ['19 days ago', -19 * DAY],
  // The clock of the operator is a day behind, or that of the device a day ahead.
  ['in 3 hours', 3 * HOUR],
  ['tomorrow', DAY],
])('“%s”, %d ms from now', async (text, offset) => {
  const { container } = await show(<RelativeTime at={at(offset)} />);
  expect(written(container)).toBe(text);
});

test.each([
  ['tomorrow', '2026-11-30T10:00:00', '2026-12-01T23:00:00'],
  ['in 2 days', '2026-11-30T23:00:00', '2026-12-02T00:30:00'],
  ['in 14 hours', '2026-11-30T10:00:00', '2026-12-01T00:00:00'],
  ['yesterday', '2026-11-30T23:00:00', '2026-11-29T00:30:00'],
  ['2 days ago', '2026-11-30T01:00:00', '2026-11-28T23:00:00'],
  ['10 days ago', '2026-12-05T01:00:00', '2026-11-25T23:30:00'],
])('names the day of the calendar: “%s”, at %s for %s', async (text, now, then) => {
  // Without a zone, these are times where the test runs.
  jest.setSystemTime(new Date(now));
  const { container } = await show(<RelativeTime at={new Date(then).toISOString()} />);
  expect(written(container)).toBe(text);
});

test.each([
  ['UTC', [1, 0, -1, 1]],
  ['Europe/Paris', [1, 1, -1, 0]],
  ['America/Los_Angeles', [1, 1, -2, 1]],
  ['Asia/Tokyo', [2, 1, -1, 1]],
])('counts the midnights of %s', (TZ, days) => {
  const { code } = transformSync(readFileSync('portal/design/calendar-days.ts', 'utf8'), {
    jsc: { parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const pairs = [
    ['2026-11-30T09:00:00Z', '2026-12-01T22:30:00Z'],
    ['2026-11-30T07:30:00Z', '2026-11-30T23:30:00Z'],
    ['2026-12-01T08:30:00Z', '2026-11-30T07:30:00Z'],
    // In Paris, the clocks go back in between.
    ['2026-10-24T22:30:00Z', '2026-10-25T22:30:00Z'],
  ];
  const counted = `${JSON.stringify(pairs)}.map(([from, to]) => exports.calendarDays(new Date(from), new Date(to)))`;
  const printed = execFileSync(process.execPath, ['-e', `${code}\nconsole.log(JSON.stringify(${counted}))`], {
    env: { ...process.env, TZ },
    encoding: 'utf8',
  });
  expect(JSON.parse(printed)).toEqual(days);
});

test('speaks French', async () => {
  const { container } = await show(<RelativeTime at={at(-DAY)} />, { language: 'fr' });
  expect(written(container)).toBe('hier');
});

test('moves on with the clock', async () => {
  const { container } = await show(<RelativeTime at={at(0)} />);
  await act(() => jest.advanceTimersByTime(2 * 60_000));
  expect(written(container)).toBe('2 minutes ago');
});

test('keeps the date for print and for the pointer', async () => {
  const { container } = await show(<RelativeTime at={at(-DAY)} />);
  expect(container.querySelector('time')?.title).toMatch(/27.*2026|2026.*27/);
  expect(container.textContent).toMatch(/^yesterday \(.*2026.*\)$/);
});

test.each([
  [14, [true, false, false, true, false]],
  [30, [true, false, false, false, false]],
  [1, [true, true, true, true, false]],
])(
  'marks a contact before the %d days of the service, a missing one, and none from the future',
  async (silentDays, marks) => {
    const contacts = [null, at(-8 * DAY), at(-14 * DAY + 1), at(-14 * DAY), at(DAY)];
    const { container } = await show(
      <ul>
        {contacts.map((contact) => (
          <li key={contact}>
            <LastContact at={contact} />
          </li>
        ))}
      </ul>,
      { silentDays },
    );
    expect([...container.querySelectorAll('li')].map((line) => line.querySelector('.mark') !== null)).toEqual(marks);
  },
);

test('marks an end that is over', async () => {
  const { container } = await show(<Expiry at={at(-DAY)} />);
  expect(container.textContent).toMatch(/expired|over/i);
  const { container: later } = await show(<Expiry at={at(DAY)} />);
  expect(later.textContent).toMatch(/^tomorrow/);
});
