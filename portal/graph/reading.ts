import { createContext, use, useEffect, useRef } from 'react';

/** The data of the page or panel around a part that is read by itself. Each reading has another value. */
export const ReadingContext = createContext<unknown>(null);

/** Reads a part again when the page or panel around it has been read again. */
export function useReadWith(again: () => unknown): void {
  const reading = use(ReadingContext);
  const last = useRef(reading);
  useEffect(() => {
    if (last.current === reading) return;
    last.current = reading;
    void again();
  });
}
