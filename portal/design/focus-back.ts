import { type RefObject, useEffect, useRef } from 'react';

/**
 * Gives the focus back when a form closes: to the first button of an element.
 * @returns the ref of that element
 */
export function useFocusBack<Opener extends HTMLElement>(isOpen: boolean): RefObject<Opener | null> {
  const opener = useRef<Opener>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) opener.current?.querySelector('button')?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return opener;
}
