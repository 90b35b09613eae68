import { useEffect, useState } from 'react';

/**
 * The seconds that are left of a wait; 0 at its end.
 * @param answer stands for the answer that asks for the wait; another one starts the wait again
 * @param seconds how long the answer asks to wait; 0 if not at all
 */
export function useCountdown(answer: unknown, seconds: number): number {
  const [left, setLeft] = useState(seconds);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer may ask for as many seconds.
  useEffect(() => {
    const until = Date.now() + seconds * 1_000;
    setLeft(seconds);
    if (seconds === 0) return undefined;
    const counting = setInterval(() => {
      const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1_000));
      setLeft(seconds);
      if (seconds === 0) clearInterval(counting);
    }, 1_000);
    return () => clearInterval(counting);
  }, [answer, seconds]);
  return left;
}
