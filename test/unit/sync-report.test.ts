import { createSyncReport } from '../../src/sync/sync-report';

beforeEach(() => jest.useFakeTimers({ now: 0 }));
afterEach(() => jest.useRealTimers());

/** A stream that is no terminal, and the lines written to it. */
function written(): { stream: NodeJS.WriteStream; lines: string[] } {
  const lines: string[] = [];
  const write = (text: string) => lines.push(text.trimEnd());
  return { stream: { isTTY: false, write } as unknown as NodeJS.WriteStream, lines };
}

test('the speed of a sync is that since the first report of a resource, which has none', () => {
  const { stream, lines } = written();
  const report = createSyncReport(stream);

  report.reading('deviceConfigurationStates', 100, 2_000);
  jest.advanceTimersByTime(20_000);
  report.reading('deviceConfigurationStates', 1_100, 2_000);
  jest.advanceTimersByTime(20_000);
  report.reading('deviceConfigurationStates', 2_000, 2_000);
  report.reading('mobileApps', 46, null);

  expect(lines).toEqual([
    'reading deviceConfigurationStates: 100 of 2000',
    'reading deviceConfigurationStates: 1100 of 2000 (50/s, 18 s left)',
    'reading deviceConfigurationStates: 2000 of 2000 (48/s)',
    'reading mobileApps: 46',
  ]);
});
