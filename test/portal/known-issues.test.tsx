import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { ViewerContext } from '../../portal/frame/viewer';
import { KnownIssueList } from '../../portal/known-issues/known-issue-list';
import { chooseLanguage } from '../../portal/messages/language';
import type { Viewer } from '../../portal/sign-in/viewer';
import { type Answers, show } from './show';

type Variables = Readonly<Record<string, unknown>>;

const PAGE = 2;
const issueOf = (number: number, own: object = {}) => ({
  ...{ id: `issue ${number}`, rule: 'DEVICE_SILENT', text: `Text ${number}`, ticket: null, version: 1 },
  ...{ recordedAt: '2026-11-28T08:00:00.000Z', endsAt: '2126-11-28T08:00:00.000Z', endedAt: null },
  ...{ app: null, policy: null, connectorKind: null },
  ...own,
});

/** A page of these issues. */
function pageOf(issues: readonly object[], { after }: Variables) {
  const start = Number(after ?? 0);
  const end = Math.min(start + PAGE, issues.length);
  return {
    knownIssues: {
      ...{ totalCount: issues.length, totalCountIsLowerBound: false, nodes: issues.slice(start, end) },
      pageInfo: { hasNextPage: end < issues.length, endCursor: String(end) },
    },
  };
}

function showList(answers: Answers) {
  const viewer = { permissions: [{ permission: 'ROLES_UPDATE', everything: true }] } as unknown as Viewer;
  history.replaceState(null, '', '/known-issues');
  return show(
    <ViewerContext value={{ viewer, askAgain: async () => undefined, refreshes: false, silentDays: 14 }}>
      <Route path="/known-issues">
        <KnownIssueList />
      </Route>
    </ViewerContext>,
    { answers },
  );
}

const itemOf = async (text: string) =>
  within((await screen.findByRole('heading', { level: 3, name: text })).closest('li') ?? document.body);
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

/** Opens the last of five issues, which is on the third page. */
async function openLast() {
  await press('Show more');
  await screen.findByText('4 of 5');
  await press('Show more');
  await screen.findByText('5 of 5');
  await press('Change: Text 4');
  fireEvent.change(screen.getByLabelText('Text for operators'), { target: { value: 'Mine.' } });
}
const typed = () => screen.getByLabelText<HTMLTextAreaElement>(/Text for operators|Texte pour les opérateurs/).value;

describe('A form of the list of known issues, beyond its first page', () => {
  const five = () => Array.from({ length: 5 }, (_, i) => issueOf(i));

  test('keeps what was typed when somebody else has changed the issue, and is saved over that change', async () => {
    let issues = five();
    const versions: unknown[] = [];
    await showList({
      KnownIssues: (variables) => pageOf(issues, variables),
      UpdateKnownIssue: ({ input }) => {
        const { expectedVersion } = input as { readonly expectedVersion: number };
        versions.push(expectedVersion);
        const isOld = expectedVersion === 1;
        issues = issues.with(4, issueOf(4, { version: 2, ticket: 'INC-8', ...(!isOld && { text: 'Mine.' }) }));
        const userErrors = isOld ? [{ code: 'CONFLICT', field: null, missing: [] }] : [];
        return { updateKnownIssue: { knownIssue: isOld ? null : { id: 'issue 4' }, userErrors } };
      },
    });
    await openLast();
    await press('Save');
    await screen.findByText('Someone else has changed this known issue.', { exact: false });
    await screen.findByText(/INC-8/);
    expect(typed()).toBe('Mine.');
    await press('Save');
    await itemOf('Mine.');
    expect(versions).toEqual([1, 2]);
    expect(screen.getByText('5 of 5')).toBeTruthy();
  });

  test('stays open while the language changes and while another issue is ended', async () => {
    const issues = five();
    let isEnded = false;
    await showList({
      KnownIssues: (variables) => pageOf(isEnded ? issues.slice(1) : issues, variables),
      EndKnownIssue: () => {
        isEnded = true;
        return { endKnownIssue: { knownIssue: { id: 'issue 0' }, userErrors: [] } };
      },
    });
    await openLast();
    await press('End now: Text 0');
    await press('End the known issue');
    await screen.findByText('4 of 4');
    expect(typed()).toBe('Mine.');
    await act(() => chooseLanguage('fr'));
    await screen.findByText('4 sur 4');
    expect(typed()).toBe('Mine.');
  });
});

describe('An answer that comes after the list was left', () => {
  test.each([
    ['a change', ['Change: Text 0', 'Save'], 'UpdateKnownIssue', 'updateKnownIssue'],
    ['an end', ['End now: Text 0', 'End the known issue'], 'EndKnownIssue', 'endKnownIssue'],
  ])('does not lead back to it, after %s', async (_, buttons, operation, field) => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const answered = jest.fn();
    await showList({
      KnownIssues: (variables) => pageOf([issueOf(0)], variables),
      [operation]: async () => {
        await held;
        setTimeout(answered);
        return { [field]: { knownIssue: { id: 'issue 0' }, userErrors: [] } };
      },
    });
    for (const name of buttons) await press(name);
    act(() => navigate('/team'));
    answer();
    await waitFor(() => expect(answered).toHaveBeenCalled());
    await act(async () => {});
    expect(location.pathname).toBe('/team');
  });
});

test('An issue that is ended appears at once in the open list of ended ones', async () => {
  let isEnded = false;
  await showList({
    KnownIssues: (variables) => pageOf(variables['open'] === isEnded ? [] : [issueOf(0)], variables),
    EndKnownIssue: () => {
      isEnded = true;
      return { endKnownIssue: { knownIssue: { id: 'issue 0' }, userErrors: [] } };
    },
  });
  await press(/ended/i);
  await screen.findByRole('heading', { name: 'No ended known issues' });
  await press('End now: Text 0');
  await press('End the known issue');
  await screen.findByRole('heading', { name: 'No open known issues' });
  await itemOf('Text 0');
});

test('That an issue was recorded is told once, until another is changed', async () => {
  await showList({
    KnownIssues: (variables) => pageOf([issueOf(0)], variables),
    UpdateKnownIssue: () => ({ updateKnownIssue: { knownIssue: { id: 'issue 0' }, userErrors: [] } }),
  });
  act(() => navigate('/other'));
  act(() => navigate('/known-issues', { state: { recorded: true } }));
  await screen.findByText('The known issue is recorded.');
  expect(history.state).toBeNull();
  await press('Change: Text 0');
  await press('Save');
  await waitFor(() => expect(screen.queryByText('The known issue is recorded.')).toBeNull());
});
