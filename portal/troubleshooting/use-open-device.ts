import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { OVER_PAGE } from '../frame/recent';
import { useShortcut } from '../frame/shortcuts';
import { useSignedIn } from '../frame/viewer';
import { hasTypedText } from './device/typed-text';
import type { FindingSummaries } from './device-findings';
import { type DeviceFilter, rowsOf } from './device-order';
import { silentBefore } from './relative-time';
import { rowOf } from './shown-row';
import type { ShownUser } from './shown-user';

/**
 * The device whose panel is open, as the address names it, and the keys of the panel.
 * @param filter the filter of the list of devices, which the keys follow
 */
export function useOpenDevice(devices: ShownUser['devices'], findings: FindingSummaries, filter: DeviceFilter) {
  const { silentDays } = useSignedIn();
  const [search, setSearch] = useSearchParams();
  const deviceId = search.get('device');
  const isOpen = deviceId !== null;
  const [isSought, setIsSought] = useState(false);
  const isClosing = useRef(false);
  // The Back button must neither reopen a closed panel nor lead from the page to the page.
  function close() {
    if (history.state?.isOverPage !== true) setSearch({}, { replace: true });
    // Going back takes a moment, in which Escape may be pressed again.
    else if (!isClosing.current) history.back();
    isClosing.current = true;
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another panel can be closed in its turn.
  useEffect(() => {
    isClosing.current = false;
  }, [deviceId]);

  // The panel covers the search, so it closes first.
  useShortcut(
    'search',
    () => {
      if (hasTypedText()) return false;
      setIsSought(true);
      close();
      return true;
    },
    isOpen,
  );
  useEffect(() => {
    if (!isSought || isOpen) return;
    setIsSought(false);
    document.querySelector<HTMLElement>('header [role=combobox]')?.focus();
  }, [isSought, isOpen]);
  useFocusAfter(deviceId);
  useShortcut('device', (key) => !hasTypedText() && openBeside(key === ']' ? 1 : -1), isOpen);

  function openBeside(step: number): boolean {
    // The device of the panel keeps its place where the filter hides it, so that the keys lead back into the list.
    const rows = rowsOf(devices?.nodes ?? [], filter, findings, silentBefore(silentDays, Date.now()), deviceId);
    const ids = rows.flat().map(({ id }) => id);
    const at = ids.indexOf(deviceId ?? '');
    const device = at === -1 ? undefined : ids[at + step];
    if (device !== undefined) setSearch({ device }, { replace: true, state: history.state });
    return device !== undefined;
  }

  const open = (device: string) => setSearch({ device }, { state: OVER_PAGE });
  const row = search.get('row');
  const [rowOfPage, setRowOfPage] = useState(isOpen ? null : row);
  // While a panel is open, the row of the page stays, so that closing the panel does not show it again.
  if (!isOpen && row !== rowOfPage) setRowOfPage(row);
  return { deviceId, row, rowOfPage, open, close };
}

/**
 * Gives the focus to the row of the device whose panel was closed, else to the heading. The panel itself returns it only to
 * the control that opened it, which a copied link does not have, and the keys for the next device leave behind.
 */
function useFocusAfter(deviceId: string | null): void {
  const last = useRef(deviceId);
  useEffect(() => {
    const closed = last.current;
    last.current = deviceId;
    if (deviceId !== null || closed === null) return;
    // The panel returns the focus in the next frame.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        const place = rowOf(closed)?.querySelector('button') ?? document.querySelector<HTMLElement>('main h1');
        place?.focus();
      }),
    );
  }, [deviceId]);
}
