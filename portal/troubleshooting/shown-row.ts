import { useEffect, useState } from 'react';

const SHOWN = 'data-shown';

/** The row with this name on the page, or in the panel over it. */
export function rowOf(row: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[data-row]')].find(({ dataset }) => dataset['row'] === row);
}

/** Scrolls to a row, highlights it and gives it the focus. Returns whether there is such a row. */
export function showRow(row: string): boolean {
  const shown = rowOf(row);
  if (shown === undefined) return false;
  for (
    let folded = shown.closest('details');
    folded !== null;
    folded = folded.parentElement?.closest('details') ?? null
  )
    folded.open = true;
  for (const before of document.querySelectorAll(`[${SHOWN}]`)) before.removeAttribute(SHOWN);
  shown.setAttribute(SHOWN, '');
  shown.tabIndex = -1;
  shown.focus({ preventScroll: true });
  shown.scrollIntoView({ block: 'center' });
  return true;
}

/** Shows the row in the address, once the rows are drawn. Returns whether the row is missing. */
export function useShownRow(row: string | null): boolean {
  const [isMissing, setIsMissing] = useState(false);
  useEffect(() => {
    setIsMissing(row !== null && !showRow(row));
  }, [row]);
  return isMissing;
}
