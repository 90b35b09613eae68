import { useEffect, useRef, useSyncExternalStore } from 'react';

/** The keys of the portal by what they do, in the order of the list that `?` shows. */
export const SHORTCUTS = {
  search: ['/'],
  topic: ['1', '2', '3', '4', '5'],
  finding: ['j', 'k'],
  evidence: ['Enter'],
  device: ['[', ']'],
  copy: ['c'],
  reload: ['r'],
  list: ['?'],
} as const;

export type Shortcut = keyof typeof SHORTCUTS;
export const SHORTCUT_NAMES = Object.keys(SHORTCUTS) as readonly Shortcut[];

/** The effect of a key. It returns false if there was nothing to do, so that the browser handles the key. */
// biome-ignore lint/suspicious/noConfusingVoidType: most actions always do something and return nothing.
type Action = (key: string) => boolean | void;

interface Registered {
  readonly name: Shortcut;
  readonly act: Action;
}

let registered: readonly Registered[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Registered[]): void {
  registered = next;
  for (const listen of listeners) listen();
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

const nameOf = (key: string): Shortcut | undefined =>
  SHORTCUT_NAMES.find((each) => (SHORTCUTS[each] as readonly string[]).includes(key));

/** The digit of a key that types another sign, because French keyboards have digits only with Shift; '' for none. */
const digitOf = (event: KeyboardEvent): string =>
  (event.shiftKey || event.getModifierState('AltGraph') ? null : /^Digit(\d)$/.exec(event.code)?.[1]) ?? '';

function follow(event: KeyboardEvent): void {
  const { ctrlKey, metaKey, altKey, repeat, isComposing, target } = event;
  // AltGr, which types brackets on many keyboards, counts as Ctrl and Alt.
  const isCommand = metaKey || ((ctrlKey || altKey) && !event.getModifierState('AltGraph'));
  if (isCommand || isComposing || isTyping(target)) return;
  const key = nameOf(event.key) === undefined ? digitOf(event) : event.key;
  const name = nameOf(key);
  const found = registered.findLast((each) => each.name === name);
  if (found === undefined || (repeat && name !== 'finding' && name !== 'device')) return;
  if (found.act(key) !== false) event.preventDefault();
}

/** Listens to the keys, before the panel of a device, which keeps keys to itself. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', follow, true);
    return () => window.removeEventListener('keydown', follow, true);
  }, []);
}

/** Registers the effect of a shortcut while the component is shown. A later registration hides an earlier one. */
export function useShortcut(name: Shortcut, act: Action, isOn = true): void {
  const current = useRef(act);
  useEffect(() => {
    current.current = act;
  });
  useEffect(() => {
    if (!isOn) return;
    const own: Registered = { name, act: (key) => current.current(key) };
    change([...registered, own]);
    return () => change(registered.filter((each) => each !== own));
  }, [name, isOn]);
}

/** The shortcuts that do something at the moment. */
export function useActiveShortcuts(): readonly Shortcut[] {
  const all = useSyncExternalStore(
    (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    () => registered,
  );
  return SHORTCUT_NAMES.filter((name) => all.some((each) => each.name === name));
}
