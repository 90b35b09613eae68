import { useEffect, useState } from 'react';

/*
 * Text that the operator typed but did not send. It survives a trip to the identity provider in the tab's storage, from
 * where the page takes it at once when it is back, for the same operator only.
 */
const KEPT = 'sign-in:drafts';

const typed = new Map<string, unknown>();
let restored = new Map<string, unknown>();
let owner: string | null = null;

/** Names the operator who types from now on, null for nobody, and takes that operator's drafts from before a trip. */
export function restoreDrafts(operatorId: string | null): void {
  owner = operatorId;
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
    sessionStorage.removeItem(KEPT);
    restored = new Map(kept?.owner === operatorId ? kept.drafts : []);
  } catch {
    restored = new Map();
  }
}

/** Keeps the drafts for the trip that starts now, and again when the page is left, because the operator may type until then. */
export function keepDrafts(): void {
  // A second call adds no second listener.
  addEventListener('pagehide', storeDrafts);
  storeDrafts();
}

function storeDrafts(): void {
  if (owner === null || typed.size === 0) return;
  sessionStorage.setItem(KEPT, JSON.stringify({ owner, drafts: [...typed] }));
}

/** Forgets every draft, for the next operator. A trip that failed leaves drafts in the tab's storage. */
export function forgetDrafts(): void {
  typed.clear();
  restoreDrafts(null);
}

/**
 * A state like `useState` that survives a trip to the identity provider. `name` is unique on its page.
 * @param page the page that it belongs to; by default the current address
 */
export function useDraft<Value>(name: string, initial: Value, page?: string): [Value, (value: Value) => void] {
  const [key] = useState(() => `${page ?? location.pathname} ${name}`);
  const [value, setValue] = useState<Value>(() => (restored.has(key) ? (restored.get(key) as Value) : initial));
  useEffect(() => {
    typed.set(key, value);
  }, [key, value]);
  useEffect(
    () => () => {
      typed.delete(key);
      restored.delete(key);
    },
    [key],
  );
  return [value, setValue];
}
