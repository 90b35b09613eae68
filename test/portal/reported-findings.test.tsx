import { screen, within } from '@testing-library/react';
import { ViewerContext } from '../../portal/frame/viewer';
import type { Language } from '../../portal/messages/language';
import ReportedFindingsPage from '../../portal/reported-findings/reported-findings-page';
import type { Viewer } from '../../portal/sign-in/viewer';
import { type Answers, show } from './show';

interface Shown {
  readonly permissions?: readonly { readonly permission: string; readonly everything: boolean }[];
  readonly answers?: Answers;
  readonly language?: Language;
}

const OVER_EVERYTHING = [{ permission: 'ROLES_READ', everything: true }];
const NO_PAGE = { hasNextPage: false, endCursor: null };
const OLGA = { id: 'o', displayName: 'אולגה 7', userPrincipalName: 'olga@contoso.example' };

const reportOn = (reason: string, own: object = {}) => ({
  ...{ rule: 'DEVICE_SILENT', severity: 'WARNING', reason, reportedAt: '2026-11-28T08:00:00.000Z' },
  ...{ ofTenant: false, user: null, device: null, reportedBy: OLGA },
  ...own,
});

function showPage({ permissions = OVER_EVERYTHING, answers = {}, language = 'en' }: Shown = {}) {
  const viewer = { permissions } as unknown as Viewer;
  return show(
    <ViewerContext value={{ viewer, askAgain: async () => undefined, refreshes: false, silentDays: 14 }}>
      <ReportedFindingsPage />
    </ViewerContext>,
    { answers, language },
  );
}

const withReports = (nodes: readonly object[], rules: readonly object[]): Answers => ({
  ReportedFindings: () => ({
    reportedFindings: { totalCount: nodes.length, totalCountIsLowerBound: false, nodes, pageInfo: NO_PAGE },
  }),
  ReportedCounts: () => ({ findingRules: rules }),
});

beforeEach(() => history.replaceState(null, '', '/reports'));

test('Lists the rules by their reports, and the reports in the order of the graph, with links and in words', async () => {
  const nodes = [
    reportOn('It is <b>in a drawer</b>.', { device: { id: 'd', deviceName: 'جهاز 12' } }),
    reportOn('Gone.', { reportedBy: null }),
    reportOn('Renewed.', { rule: 'CONNECTOR_ENDING', ofTenant: true }),
  ];
  const rules = [
    { rule: 'APP_NOT_DETECTED', reported: null },
    { rule: 'GRACE_ENDING', reported: 1 },
    { rule: 'DEVICE_SILENT', reported: 1_200 },
  ];
  await showPage({ answers: withReports(nodes, rules) });
  const table = await screen.findByRole('table', { name: 'Reports by kind' });
  const [, ...rows] = within(table).getAllByRole('row');
  expect(rows.map((row) => row.querySelector('td')?.textContent)).toEqual(['1,200', '1']);
  expect(within(table).getAllByRole('link')[0]?.getAttribute('href')).toBe('/reports?rule=DEVICE_SILENT');
  expect(await screen.findByRole('heading', { level: 2, name: '3 reports' })).toBeTruthy();
  const [first, second, third] = screen.getAllByRole('listitem');
  expect(first?.textContent).toContain('It is <b>in a drawer</b>.');
  expect(first?.textContent).toContain('by \u2068אולגה 7\u2069');
  expect(first?.querySelector('a')?.getAttribute('href')).toBe('/devices/d');
  expect(second?.textContent).toMatch(/an operator who is gone .*The user or device is gone/);
  expect(third?.textContent).toMatch(/It is about the whole organisation\.$/);
});

test('Asks for the reports of the rule in the address, and leads back to all', async () => {
  history.replaceState(null, '', '/reports?rule=DEVICE_SILENT');
  const asked: unknown[] = [];
  await showPage({
    answers: {
      ...withReports([], []),
      ReportedFindings: ({ rule }) => {
        asked.push(rule);
        return { reportedFindings: { totalCount: 0, totalCountIsLowerBound: false, nodes: [], pageInfo: NO_PAGE } };
      },
    },
  });
  expect(await screen.findByText('No finding was reported as wrong.')).toBeTruthy();
  expect(asked).toEqual(['DEVICE_SILENT']);
  expect(screen.getByRole('link', { name: 'Show all reports' }).getAttribute('href')).toBe('/reports');
});

test.each<[string, Shown['permissions'] & object, RegExp]>([
  ['without the permission', [], /You do not have the permission Roles: Read/],
  ['over a part of the tenant', [{ permission: 'ROLES_READ', everything: false }], /over all users and all devices/],
])('Says why there is nothing to read, %s, and asks for nothing', async (_, permissions, text) => {
  const asked: unknown[] = [];
  const answers = { ReportedCounts: () => asked.push('counts'), ReportedFindings: () => asked.push('reports') };
  await showPage({ permissions, answers });
  expect(screen.getByText(text)).toBeTruthy();
  expect(asked).toEqual([]);
});

test('Speaks French, also without reports', async () => {
  await showPage({ language: 'fr', answers: withReports([], []) });
  expect(await screen.findByRole('heading', { level: 2, name: 'Aucun signalement' })).toBeTruthy();
  expect(screen.queryByRole('table')).toBeNull();
});
