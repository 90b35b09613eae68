import type { ReactNode } from 'react';

/** The severity of a state. */
export type Tone = 'good' | 'caution' | 'bad' | 'neutral';

const SHAPES: Record<Tone, string> = {
  good: 'M4.5 8.5 7 11l4.5-5.5',
  caution: 'M8 4.5v4.5M8 11.2v.3',
  bad: 'M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4',
  neutral: 'M8 8h.01',
};

/** A text with a status mark. The colour adds nothing that shape and text do not already show. */
export function Mark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`mark ${tone}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <circle cx="8" cy="8" r="8" />
        <path d={SHAPES[tone]} />
      </svg>
      <span>{children}</span>
    </span>
  );
}
