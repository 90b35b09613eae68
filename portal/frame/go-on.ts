import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

/** Goes to the page that follows a form, unless the operator has left the form before the answer came. */
export function useGoOn(): (path: string, state: Readonly<Record<string, unknown>>) => void {
  const [, goTo] = useLocation();
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => {
      isLeft.current = true;
    };
  }, []);
  return (path, state) => {
    if (!isLeft.current) goTo(path, { state });
  };
}
