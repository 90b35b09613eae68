import { type Answer, graphError } from './answer';
import { type Quirks, quirksFrom } from './quirks';
import type { RequestLog } from './request-log';
import { failureFrom, type Trouble } from './trouble';

/** A request to the stand-in itself, below `/__`. */
export interface Control {
  readonly log: RequestLog;
  readonly quirks: Quirks;
  readonly trouble: Trouble;
}

const DONE: Answer = { status: 204, body: '' };

/** Answers `/__requests`, `/__quirks` and `/__fail`; null for any other path. */
export function controlled(
  { log, quirks, trouble }: Control,
  method: string,
  path: string,
  body: string,
): Answer | null {
  if (!path.startsWith('/__')) return null;
  if (path === '/__requests' && method === 'GET') return { status: 200, body: log.requests() };
  if (path === '/__requests' && method === 'DELETE') {
    log.clear();
    return DONE;
  }
  try {
    if (path === '/__quirks' && method === 'POST') {
      Object.assign(quirks, quirksFrom(body));
      return DONE;
    }
    if (path === '/__fail' && method === 'POST') {
      if (body.trim() === '') trouble.orders.length = 0;
      else trouble.orders.push(...body.trim().split(/\s+/).map(failureFrom));
      return DONE;
    }
  } catch (error) {
    return graphError(400, 'BadRequest', (error as Error).message);
  }
  return graphError(404, 'NotFound', `There is no ${path}.`);
}
