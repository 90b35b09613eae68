import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FindingsCardFragment } from '../../portal/generated/graphql';
import { UserFindings } from '../../portal/troubleshooting/findings';
import { useSubject } from '../../portal/troubleshooting/topics';
import { findingOf, HOSTILE, reportOf } from './samples';
import { type Answers, show } from './show';

function Card({ report }: { readonly report: FindingsCardFragment | null }) {
  const subject = useSubject();
  const refusal = report === null ? ([{ reason: 'OUT_OF_SCOPE' }] as const) : null;
  return <UserFindings userId="u" about={['Ana']} again={() => {}} {...{ report, refusal, subject }} />;
}

const showCard = (report: FindingsCardFragment | null, answers: Answers = {}) =>
  show(<Card report={report} />, { answers });

/** A text without the signs that keep names of other directions apart. */
const withoutIsolates = (text: string): string => text.replaceAll(/[\u2068\u2069]/g, '');

const titles = () => screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);

test('shows the findings in the order of the graph, each with its severity, cause and steps', async () => {
  const step = { who: 'OPERATOR', text: 'Ask for a sync.', viewerMay: false, adminCentreUrl: null } as const;
  const blocker = findingOf({
    key: 'b',
    severity: 'BLOCKER',
    confidence: 'LIKELY',
    steps: [{ ...step, needs: [{ displayName: 'Sync devices' }] }],
  });
  await showCard(reportOf([blocker, findingOf({ key: 'p' })]));
  expect(screen.getByRole('region', { name: '2 things are wrong' })).toBeTruthy();
  expect(titles()).toEqual(['Title of b', 'Title of p']);
  const [first, second] = screen.getAllByRole('listitem').filter(({ parentElement }) => parentElement?.matches('ol'));
  expect(first?.textContent).toMatch(/^Blockerlikely.*Why b.*Ask for a sync\..*Sync devices/);
  expect(second?.textContent).toMatch(/^ProblemTitle of pWhy p/);
});

test('writes markup in a name as text, and in no attribute that runs it', async () => {
  const device = { id: 'd', deviceName: HOSTILE, serialNumber: null };
  const evidence = [{ coordinate: 'Device.deviceName', nodeId: 'd', value: HOSTILE, displayValue: null }];
  const { container } = await showCard(
    reportOf([findingOf({ key: 'x', title: HOSTILE, devices: [device], evidence })]),
  );
  expect(titles()).toEqual([HOSTILE]);
  expect(screen.getByRole('link', { name: /<img src=x onerror=alert\(1\)>/ })).toBeTruthy();
  expect(container.querySelector('img, script, [onerror]')).toBeNull();
});

test('names the policy, its change, its limit, the last sign-in and the end of a connector among the evidence', async () => {
  const fact = (coordinate: string, nodeId: string, value: string) => ({
    coordinate,
    nodeId,
    value,
    displayValue: null,
  });
  const evidence = [
    fact('Policy.displayName', 'a', 'Phones'),
    fact('Policy.deviceLimit', 'a', '5'),
    fact('Policy.modifiedAt', 'b', '2026-11-27T20:16:00.000Z'),
    fact('App.modifiedAt', 'c', '2026-11-27T20:16:00.000Z'),
    fact('App.displayName', 'c', 'Timesheet'),
    fact('AssignedPolicy.outcome', 'a', 'ASSIGNED'),
    fact('DeviceLogon.loggedOnAt', 'd', '2026-11-26T20:16:00.000Z'),
    fact('Connector.expiresAt', 'e', '2021-11-26T20:16:00.000Z'),
    fact('Connector.expiresAt', 'f', '2121-11-26T20:16:00.000Z'),
  ];
  await showCard(reportOf([findingOf({ key: 'x', evidence })]));
  const list = screen.getByRole('list', { name: 'Evidence' });
  const facts = [...list.children].map(({ textContent }) => withoutIsolates(textContent));
  expect(facts).toEqual([
    'Policy: Phones · Device limit: 5',
    expect.stringMatching(/^Policy: changed .*2026/),
    expect.stringMatching(/^Timesheet: changed .*2026/),
    'Assignment: Assigned',
    expect.stringMatching(/^Last sign-in: .*2026/),
    expect.stringMatching(/^Connector: expired .*2021/),
    expect.stringMatching(/^Connector: expires .*2121/),
  ]);
});

test('leads from each of several devices to its panel, with names of their own direction', async () => {
  const devices = ['a', 'b'].map((id) => ({ id, deviceName: `جهاز ${id}`, serialNumber: null }));
  await showCard(reportOf([findingOf({ key: 'x', devices })]));
  const links = devices.map(({ deviceName }) => screen.getByText(deviceName));
  expect(links.map((name) => [name.tagName, name.closest('a')?.getAttribute('href')])).toEqual([
    ['BDI', '?device=a'],
    ['BDI', '?device=b'],
  ]);
});

test('puts what is about the whole tenant above the list, and out of it', async () => {
  await showCard(reportOf([findingOf({ key: 't', rule: 'TENANT_INACTIVE' }), findingOf({ key: 'p' })]));
  expect(screen.getByRole('region', { name: 'Title of t' })).toBeTruthy();
  expect(titles()).toEqual(['Title of p']);
});

test('asks for another order when a topic is selected, and keeps the list until the answer', async () => {
  const [one, two] = [findingOf({ key: '1' }), findingOf({ key: '2', topics: ['NETWORK'] })];
  const asked: unknown[] = [];
  await showCard(reportOf([one, two]), {
    RankUserFindings: ({ topic }) => {
      asked.push(topic);
      return { user: { id: 'u', findings: reportOf([two, one]) } };
    },
  });
  const click = userEvent.click(screen.getByRole('button', { name: /Network|Wi-Fi/ }));
  expect(titles()).toEqual(['Title of 1', 'Title of 2']);
  await click;
  await waitFor(() => expect(titles()).toEqual(['Title of 2', 'Title of 1']));
  expect(asked).toEqual(['NETWORK']);
});

test('copies what was not checked with the findings', async () => {
  const user = userEvent.setup();
  await showCard(
    reportOf([findingOf({ key: 'x' })], {
      notChecked: [{ reason: 'NO_DATA', text: 'Apps were not checked.', adminCentreUrl: null }],
    }),
  );
  await user.click(screen.getByRole('button', { name: 'Copy for the ticket' }));
  expect(await navigator.clipboard.readText()).toMatch(
    /^Ana: 1 thing is wrong\nData as of .*\nNot checked: Apps were not checked\.\n/,
  );
});

test('counts the findings of its list, not those about the whole tenant, which stand above it', async () => {
  const old = findingOf({ key: 'o', rule: 'DATA_OUT_OF_DATE', title: 'What you see here is 9 days old.' });
  const { unmount } = await showCard(reportOf([old]));
  expect(screen.getByRole('region', { name: 'What you see here is 9 days old.' })).toBeTruthy();
  expect(screen.getByRole('region', { name: 'Nothing else wrong was found' })).toBeTruthy();
  unmount();
  await showCard(reportOf([old, findingOf({ key: 'p' })]));
  expect(screen.getByRole('region', { name: '1 thing is wrong' })).toBeTruthy();
  expect(titles()).toEqual(['Title of p']);
});

test('does not say that nothing is wrong of facts that are too old to be checked, nor in a ticket', async () => {
  const user = userEvent.setup();
  const stale = { reason: 'STALE' as const, text: 'Read 9 days ago.', adminCentreUrl: null };
  const old = findingOf({ key: 'o', rule: 'DATA_OUT_OF_DATE' });
  const { unmount } = await showCard(reportOf([old], { notChecked: [stale] }));
  expect(screen.getByRole('region', { name: 'The data is too old to be checked' })).toBeTruthy();
  unmount();
  await showCard(reportOf([], { notChecked: [stale] }));
  await user.click(screen.getByRole('button', { name: 'Copy for the ticket' }));
  expect(await navigator.clipboard.readText()).toMatch(/^Ana: The data is too old to be checked\n/);
});

test('says that nothing is wrong only of a report that was read', async () => {
  const { unmount } = await showCard(
    reportOf([], { notChecked: [{ reason: 'NO_DATA', text: 'Apps were not checked.', adminCentreUrl: null }] }),
  );
  expect(screen.getByRole('region', { name: 'Nothing wrong was found' })).toBeTruthy();
  expect(screen.getByText(/Apps were not checked\./)).toBeTruthy();
  unmount();
  await showCard(null);
  expect(screen.getByRole('region', { name: 'Findings' })).toBeTruthy();
  expect(screen.getByText(/outside the scope of your role/)).toBeTruthy();
});
