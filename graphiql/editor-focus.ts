import { type KeyboardEvent, useEffect } from 'react';

/**
 * Gives the focus to the editor of operations when it is there, so that Ctrl+Enter runs what it shows. An operator who has
 * gone elsewhere meanwhile keeps the focus there.
 */
export function useEditorFocus(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    // GraphiQL draws the editor when Monaco is loaded.
    const drawn = new MutationObserver(() => {
      const editor = document.querySelector<HTMLElement>('.graphiql-query-editor textarea');
      if (editor === null) return;
      drawn.disconnect();
      if (document.activeElement?.matches('body, .bar')) editor.focus({ preventScroll: true });
    });
    drawn.observe(document.body, { childList: true, subtree: true });
    return () => drawn.disconnect();
  }, [isWanted]);
}

/** What Escape closes first. Monaco takes the key whether or not something is open. */
const OPEN = ['suggest-widget', 'find-widget', 'parameter-hints-widget'].map((each) => `.${each}.visible`).join();

/** Leaves an editor with Escape for the element around it, from which Tab leads on. In the editor, Tab indents. */
export function leaveEditor({ key, target }: KeyboardEvent): void {
  if (key !== 'Escape' || !(target instanceof HTMLTextAreaElement)) return;
  const editor = target.closest<HTMLElement>('.graphiql-editor');
  if (editor?.querySelector(OPEN) === null) editor.focus();
}
