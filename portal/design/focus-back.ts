import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Gives the focus back when a form closes: to the first button of an element, and to the heading of the page when that
 * element goes too.
 * @returns the ref of that element
 */
export function useFocusBack<Opener extends HTMLElement>(isOpen: boolean): RefObject<Opener | null> {
  const opener = useRef<Opener>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) opener.current?.querySelector('button')?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  useLayoutEffect(
    () => () => {
      if (opener.current?.contains(document.activeElement)) document.querySelector<HTMLElement>('main h1')?.focus();
    },
    [],
  );
  return opener;
}
