import { createElement, Fragment } from 'react';
import style from './whole-words.module.css';

/** A text in which no line ends inside *Wi-Fi*. Its characters stay, so that a copy of it is found by a search. */
export function WholeWords({ text }: { readonly text: string }) {
  const parts = text
    .split(/(Wi-Fi)/)
    .map((part, i) => (i % 2 === 0 ? part : createElement('span', { className: style['whole'] }, part)));
  return createElement(Fragment, null, ...parts);
}
