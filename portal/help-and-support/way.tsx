import type { ReactNode } from 'react';

interface WayProps {
  readonly link: ReactNode;
  /** The use of the page that the link leads to. */
  readonly text: string;
}

/** A link with its use. */
export function Way({ link, text }: WayProps) {
  return (
    <li className="card">
      <h2>{link}</h2>
      <p>{text}</p>
    </li>
  );
}
