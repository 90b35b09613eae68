import { useShortcut } from '../frame/shortcuts';

const FINDING = 'ol.findings > li';

/** The findings of the panel, if one is open, else of the page. */
function findings(): readonly HTMLElement[] {
  const place = document.querySelector('[role=dialog]') ?? document;
  return [...place.querySelectorAll<HTMLElement>(FINDING)];
}

/** Moves through the findings with `j` and `k`, and opens the evidence of the focused one with Enter. */
export function useFindingKeys(): void {
  useShortcut('finding', (key) => {
    const all = findings();
    const at = all.findIndex((each) => each.contains(document.activeElement));
    const next = key === 'j' ? all[at + 1] : all.at(at === -1 ? -1 : Math.max(at - 1, 0));
    if (next === undefined) return false;
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
    return true;
  });
  useShortcut('evidence', () => {
    const { activeElement: focused } = document;
    const link = focused?.matches(FINDING) ? focused.querySelector<HTMLElement>('.evidence a') : null;
    link?.click();
    return link != null;
  });
}
