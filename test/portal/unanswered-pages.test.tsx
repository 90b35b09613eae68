import { screen } from '@testing-library/react';
import { navigateOnce } from '../../portal/frame/navigate-once';
import { ViewerContext } from '../../portal/frame/viewer';
import { RolePage } from '../../portal/roles/role-page';
import type { Viewer } from '../../portal/sign-in/viewer';
import { UserPage } from '../../portal/troubleshooting/user-page';
import { show } from './show';

test.each([
  ['a user', <UserPage userId="a" key="a" />, 'Troubleshoot'],
  ['a role', <RolePage roleId="a" key="a" />, 'Intune roles'],
])('The page of %s that cannot be read has a heading and its own title', async (_, page, title) => {
  document.title = 'Somebody else';
  const viewer = { permissions: [] } as unknown as Viewer;
  await show(
    <ViewerContext value={{ viewer, askAgain: async () => undefined, refreshes: false, silentDays: 14 }}>
      {page}
    </ViewerContext>,
  );
  expect(document.title).toMatch(new RegExp(`^${title}`));
  await screen.findByRole('alert');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toMatch(new RegExp(`^${title}`));
  expect(document.title).toMatch(new RegExp(`^${title}`));
});

test('A link that is given as a query adds no entry for the address that is shown', () => {
  history.replaceState(null, '', '/users/a?row=b');
  const navigate = jest.fn();
  navigateOnce(navigate, '?row=b', {});
  navigateOnce(navigate, '?row=c', {});
  expect(navigate.mock.calls).toEqual([
    ['?row=b', { replace: true }],
    ['?row=c', {}],
  ]);
});
