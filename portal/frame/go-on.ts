import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

interface GoOnOptions {
  /** Whether the page takes the place of the present one in the history. */
  readonly replace?: boolean;
}

type GoOn = (path: string, state: Readonly<Record<string, unknown>> | null, options?: GoOnOptions) => void;

/** Goes to the page that follows a form, unless the operator has left the form before the answer came. */
export function useGoOn(): GoOn {
  const [, goTo] = useLocation();
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => {
      isLeft.current = true;
    };
  }, []);
  return (path, state, options) => {
    if (!isLeft.current) goTo(path, { ...options, state });
  };
}
