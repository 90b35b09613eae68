import { randomBytes } from 'node:crypto';

/** The trace that a request belongs to, as W3C Trace Context writes it. */
export interface Trace {
  /** 32 hexadecimal digits. */
  readonly id: string;
  /** Two hexadecimal digits: whether the caller records the trace. */
  readonly flags: string;
}

const VERSION_0 = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
// A later version may add parts after the flags; `ff` is none.
const LATER = /^(?!ff|00)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;
const NONE = /^0+$/;

/** The trace of a `traceparent` header; null without a valid one. */
export function traceOf(header: string | undefined): Trace | null {
  const [, id = '', parent = '', flags = ''] = VERSION_0.exec(header ?? '') ?? LATER.exec(header ?? '') ?? [];
  return id === '' || NONE.test(id) || NONE.test(parent) ? null : { id, flags };
}

/** The `traceparent` of a call to another service for this trace. */
export const traceparentOf = ({ id, flags }: Trace): string => `00-${id}-${randomBytes(8).toString('hex')}-${flags}`;
