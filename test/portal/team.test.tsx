import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ViewerContext } from '../../portal/frame/viewer';
import type { Viewer } from '../../portal/sign-in/viewer';
import TeamPage from '../../portal/team/team-page';
import { findingOf } from './samples';
import { type Answers, show } from './show';

const ruleOf = (rule: string, severity: string, remark = false) => ({
  ...{ rule, severity, remark, silenced: false, shadow: false },
});
const FindingRules = () => ({
  findingRules: [
    ruleOf('DEVICE_SILENT', 'PROBLEM'),
    ruleOf('MAM_NOT_USED', 'INFO'),
    ruleOf('CHANGED_RECENTLY', 'INFO', true),
  ],
});
const pageOf = (count: number, endCursor: string | null = null) => ({
  findings: {
    nodes: Array.from({ length: count }, (_, i) => ({ ...findingOf({ key: `${endCursor} ${i}` }), user: null })),
    pageInfo: { hasNextPage: endCursor !== null, endCursor },
    notChecked: [],
  },
});

function showTeam(search: string, answers: Answers) {
  history.replaceState(null, '', `/team${search}`);
  const viewer = { permissions: [] } as unknown as Viewer;
  return show(
    <ViewerContext value={{ viewer, askAgain: async () => undefined, refreshes: false, silentDays: 14 }}>
      <TeamPage />
    </ViewerContext>,
    { answers },
  );
}

test('A kind that is never a problem is asked for as normal, unless a severity is selected', async () => {
  const asked: unknown[] = [];
  const TeamFindings = ({ rule, severity }: Readonly<Record<string, unknown>>) => {
    asked.push([rule, severity]);
    return pageOf(1);
  };
  await showTeam('?rule=MAM_NOT_USED', { FindingRules, TeamFindings });
  await screen.findByRole('heading', { level: 2, name: '1 finding' });
  expect(asked).toEqual([['MAM_NOT_USED', 'INFO']]);
  fireEvent.change(screen.getByLabelText('Severity'), { target: { value: 'WARNING' } });
  await waitFor(() => expect(asked.slice(1)).toEqual([['MAM_NOT_USED', 'WARNING']]));
  fireEvent.change(screen.getByLabelText('Severity'), { target: { value: '' } });
  fireEvent.change(screen.getByLabelText('Kind'), { target: { value: 'DEVICE_SILENT' } });
  await waitFor(() => expect(asked.at(-1)).toEqual(['DEVICE_SILENT', null]));
});

test('A kind that cannot be looked up is asked for as it is', async () => {
  await showTeam('?rule=DEVICE_SILENT', { TeamFindings: () => pageOf(1) });
  await screen.findByRole('heading', { level: 2, name: '1 finding' });
});

test('A remark is no kind to select', async () => {
  await showTeam('', { FindingRules, TeamFindings: () => pageOf(1) });
  const kind = await screen.findByLabelText('Kind');
  await waitFor(() => expect(within(kind).getAllByRole('option')).toHaveLength(3));
  expect(within(kind).queryByRole('option', { name: /changed/i })).toBeNull();
});

test('The number of findings is announced, and has the focus after the last page', async () => {
  const TeamFindings = ({ after }: Readonly<Record<string, unknown>>) => (after === 'a' ? pageOf(2) : pageOf(30, 'a'));
  await showTeam('', { FindingRules, TeamFindings });
  const status = await screen.findByText('30 findings so far', { selector: '[role=status]' });
  const more = screen.getByRole('button', { name: 'Show more' });
  more.focus();
  fireEvent.click(more);
  await screen.findByText('32 findings', { selector: '[role=status]' });
  expect(document.activeElement).toBe(status);
});

test('Each finding can be reported as wrong: of a user, of a device, and of the whole organisation', async () => {
  const devices = [{ id: 'd', deviceName: 'PAR-1', serialNumber: null }];
  const user = { id: 'u', displayName: 'Marc', userPrincipalName: 'marc@contoso.example' };
  const nodes = [
    { ...findingOf({ key: 'of-user', devices }), user },
    { ...findingOf({ key: 'of-device', devices }), user: null },
    { ...findingOf({ key: 'of-all', devices: null }), user: null },
  ];
  const reported: unknown[] = [];
  await showTeam('', {
    FindingRules,
    TeamFindings: () => ({ findings: { ...pageOf(0).findings, nodes } }),
    ReportFinding: ({ input }) => {
      const { subjectId, key, reason } = input as Readonly<Record<string, unknown>>;
      reported.push([subjectId, key, reason]);
      return { reportFinding: { reported: true, userErrors: [] } };
    },
  });
  await screen.findByRole('heading', { level: 2, name: '3 findings' });
  for (const item of screen.getAllByRole('listitem').filter(({ parentElement }) => parentElement?.tagName === 'OL')) {
    const inItem = within(item);
    fireEvent.click(inItem.getByRole('button', { name: /This is wrong/, hidden: true }));
    fireEvent.change(inItem.getByLabelText(/Why/, { selector: 'textarea' }), { target: { value: 'It is not.' } });
    fireEvent.click(inItem.getByRole('button', { name: 'Send', hidden: true }));
    await inItem.findByRole('status', { hidden: true });
  }
  expect(reported).toEqual([
    ['u', 'of-user', 'It is not.'],
    ['d', 'of-device', 'It is not.'],
    [null, 'of-all', 'It is not.'],
  ]);
});
