import { useState } from 'react';

/**
 * The option of a list that the arrow keys move over while the focus stays in the text field.
 * @param id the option at place n has the id `<id>-<n>`
 * @param selectable of each option, whether it can be selected
 */
export function useActiveOption(id: string, selectable: readonly boolean[]) {
  const [active, setActive] = useState<number | null>(null);

  function activate(place: number) {
    setActive(place);
    document.getElementById(`${id}-${place}`)?.scrollIntoView({ block: 'nearest' });
  }

  /** Goes to the next option that can be selected, and from the last one to the first. */
  function move(key: 'ArrowDown' | 'ArrowUp') {
    const places = [...selectable.keys()].filter((place) => selectable[place]);
    const isNext = (place: number) => active === null || (key === 'ArrowDown' ? place > active : place < active);
    const next = key === 'ArrowDown' ? (places.find(isNext) ?? places[0]) : (places.findLast(isNext) ?? places.at(-1));
    if (next !== undefined) activate(next);
  }

  return { active, activate, move, deactivate: () => setActive(null) };
}
