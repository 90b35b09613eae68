import { type RefObject, useEffect } from 'react';

/** Whether a form in the panel of a device has text, which would be lost with the panel. */
export const hasTypedText = (): boolean =>
  [...document.querySelectorAll<HTMLTextAreaElement>('.panel form textarea')].some(({ value }) => value.trim() !== '');

/** Keeps Escape from closing the panel with what was typed in it, wherever in the panel the focus is. */
export function useKeptText(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const shown = panel.current;
    const keep = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && hasTypedText()) event.stopPropagation();
    };
    shown?.addEventListener('keydown', keep);
    return () => shown?.removeEventListener('keydown', keep);
  }, [panel]);
}
