import { createElement } from 'react';
import style from './whole-words.module.css';

/** A text in which no line ends inside *Wi-Fi*. Its characters stay, so that a copy of it is found by a search. */
export function WholeWords({ text }: { readonly text: string }) {
  const parts = text.split(/(Wi-Fi)/);
  if (parts.length === 1) return text;
  // One element, because each would be an item of its own in a row of boxes.
  return createElement(
    'span',
    null,
    ...parts.map((part, i) => (i % 2 === 0 ? part : createElement('span', { className: style['whole'] }, part))),
  );
}
