import { act, screen } from '@testing-library/react';
import { Route } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { useToldOnce } from '../../portal/frame/told-once';
import { show } from './show';

function Page() {
  const told = useToldOnce<{ readonly created: string }>();
  return <p>{told === null ? 'Nothing.' : `${told.created} was created.`}</p>;
}

test('A page tells the outcome of the page before, and not again after Back or a reload', async () => {
  history.replaceState(null, '', '/form');
  await show(
    <Route path="/page">
      <Page />
    </Route>,
  );
  act(() => navigate('/page', { state: { created: 'It' } }));
  expect(screen.getByText('It was created.')).toBeTruthy();
  expect(history.state).toBeNull();
  act(() => navigate('/other'));
  await act(async () => {
    history.back();
    await new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }));
  });
  expect(screen.getByText('Nothing.')).toBeTruthy();
});
