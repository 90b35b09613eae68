import { fireEvent, screen } from '@testing-library/react';
import { keepDrafts, restoreDrafts, useDraft } from '../../portal/sign-in/drafts';
import { show } from './show';

function Form() {
  const [text, setText] = useDraft('text', '');
  return <input value={text} onChange={({ target }) => setText(target.value)} />;
}

test('Text that is typed after a trip to the identity provider has started, and before the page is left, is there afterwards', async () => {
  restoreDrafts('operator');
  const { unmount } = await show(<Form />);
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Before' } });
  keepDrafts();
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Before and after' } });
  window.dispatchEvent(new Event('pagehide'));
  unmount();

  restoreDrafts('operator');
  await show(<Form />);
  expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('Before and after');
});
