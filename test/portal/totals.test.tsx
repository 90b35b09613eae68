import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ListEnd } from '../../portal/design/list-end';
import { ViewerContext } from '../../portal/frame/viewer';
import { KnownIssueList } from '../../portal/known-issues/known-issue-list';
import type { Language } from '../../portal/messages/language';
import { GroupPicker } from '../../portal/roles/group-picker';
import { WhoCan } from '../../portal/roles/who-can';
import type { Viewer } from '../../portal/sign-in/viewer';
import { GroupMembership } from '../../portal/troubleshooting/group-membership';
import type { ShownUser } from '../../portal/troubleshooting/shown-user';
import { type Answers, show } from './show';

const MANY = { totalCount: 10_000, totalCountIsLowerBound: true };
const EXACTLY = { totalCount: 10_000, totalCountIsLowerBound: false };
const PAGE_INFO = { hasNextPage: true, endCursor: 'c' };
const VIEWER = {
  permissions: [{ permission: 'ROLES_READ', everything: true }],
} as unknown as Viewer;

const asViewer = (part: ReactNode, answers: Answers) =>
  show(
    <ViewerContext value={{ viewer: VIEWER, askAgain: async () => undefined, refreshes: false, silentDays: 14 }}>
      {part}
    </ViewerContext>,
    {
      answers,
    },
  );

test.each<[Language, typeof MANY, string]>([
  ['en', MANY, '1,200 of 10,000+'],
  ['en', EXACTLY, '1,200 of 10,000'],
  // The spaces in numbers are narrow and do not break.
  ['fr', MANY, '1\u202f200 sur plus de 10\u202f000'],
  ['fr', EXACTLY, '1\u202f200 sur 10\u202f000'],
])('The end of a list says how far the graph counted, in %s: %j', async (language, total, text) => {
  const end = { hasMore: true, isReadOn: false, fetching: false, left: [], refusal: null, complete: true };
  await show(<ListEnd {...end} {...{ total }} shown={1_200} readOn={async () => {}} />, { language });
  expect(screen.getByRole('status').textContent).toBe(text);
});

test.each<[Language, string, string]>([
  ['en', '1,200 findings', '+1,500 more'],
  ['fr', '1\u202f200 constats', '+1\u202f500'],
])('Numbers in sentences are written as the language does, in %s', async (language, findings, more) => {
  function Sentences() {
    const { t } = useTranslation();
    return [t('team.heading', { count: 1_200 }), t('groups.more', { count: 1_500 })].map((text) => (
      <p key={text}>{text}</p>
    ));
  }
  const { container } = await show(<Sentences />, { language });
  expect([...container.querySelectorAll('p')].map(({ textContent }) => textContent)).toEqual([
    findings,
    expect.stringContaining(more),
  ]);
});

test('The button for more waits as long as the answer asks that refused it', async () => {
  const readOn = jest.fn(async () => {});
  const end = { hasMore: true, isReadOn: false, left: [], complete: true, total: MANY, shown: 25, readOn };
  const { rerender } = await show(<ListEnd {...end} fetching={false} refusal={null} />);
  const button = screen.getByRole('button', { name: 'Show more' });
  await userEvent.click(button);
  rerender(<ListEnd {...end} fetching refusal={null} />);
  expect(button.textContent).toBe('Loading…');

  const wait = { code: 'RATE_LIMITED', seconds: 5 } as const;
  rerender(<ListEnd {...end} fetching={false} refusal={[{ reason: 'FAILED', requestId: 'a', wait }]} />);
  expect(button.textContent).toBe('Try again in 5 s');
  await userEvent.click(button);
  expect(readOn).toHaveBeenCalledTimes(1);
  expect(document.activeElement).toBe(button);

  rerender(<ListEnd {...end} fetching={false} refusal={[{ reason: 'FAILED', requestId: 'b' }]} />);
  expect(button.textContent).toBe('Try again');
  await userEvent.click(button);
  expect(readOn).toHaveBeenCalledTimes(2);

  // The button goes with the last page.
  rerender(<ListEnd {...end} fetching={false} refusal={null} hasMore={false} isReadOn />);
  expect(document.activeElement).toBe(screen.getByRole('status'));
});

test('A search says that it has more results than the graph counted', async () => {
  const nodes = [{ id: 'a', displayName: 'Group', description: null, securityEnabled: true }];
  await show(<GroupPicker label="Add" notSecurity="" chosen={[]} errors={[]} onChange={() => {}} />, {
    answers: { FindGroups: () => ({ groups: { ...MANY, nodes } }) },
  });
  await userEvent.type(screen.getByRole('combobox'), 'g');
  expect(await screen.findByText('1 of 10,000+ shown. Type more to narrow the list.')).toBeTruthy();
});

test('The groups of a user open under a total, not under a rest that is no longer counted', async () => {
  const nodes = ['a', 'b', 'c', 'd'].map((id) => ({
    ...{ kind: 'DIRECT', group: { id, displayName: id, membershipType: 'ASSIGNED', syncedAt: null } },
  }));
  const userIn = (total: typeof MANY) =>
    ({ id: 'u', groupMemberships: { ...total, nodes, complete: true, pageInfo: PAGE_INFO } }) as unknown as ShownUser;
  const { rerender } = await show(<GroupMembership user={userIn(MANY)} error={undefined} />);
  expect(screen.getByRole('button', { name: 'Show all (10,000+)' })).toBeTruthy();
  rerender(<GroupMembership user={userIn(EXACTLY)} error={undefined} />);
  expect(screen.getByRole('button', { name: '+9,997 more' })).toBeTruthy();
});

test('The heading of known issues and the people to ask say that there are more', async () => {
  const operators = { ...MANY, nodes: [{ id: 'o', displayName: 'Olga', userPrincipalName: 'olga@contoso.example' }] };
  await asViewer(
    <>
      <KnownIssueList />
      <WhoCan permission="ROLES_CREATE" />
    </>,
    {
      KnownIssues: () => ({ knownIssues: { ...MANY, nodes: [], pageInfo: PAGE_INFO } }),
      WhoHolds: () => ({ permission: { permission: 'ROLES_CREATE', operators } }),
    },
  );
  expect(await screen.findByRole('heading', { name: '10,000+ open known issues' })).toBeTruthy();
  expect(await screen.findByText('1 of 10,000+')).toBeTruthy();
});
