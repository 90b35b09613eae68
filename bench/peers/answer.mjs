// What every peer's answer is made of: ids, cursors, explanations and summaries as this graph writes them.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const explain = require('../../dist/failure/explain-code');
const folding = require('../../dist/database/folding');

export const { principalNameKey, startingWith, words } = folding;

const encode = (text) => Buffer.from(text, 'utf8').toString('base64url');

export const nodeId = (type, key) => encode(`${type}:${key}`);

/** The cursor of a row in an order, from the values that the order compares. */
export const cursorOf = (order, ...values) => encode(JSON.stringify([order, ...values]));

export const DEVICES_BY_NAME = 'devices by name ASC';
export const USERS_BY_NAME = 'users by name_key ASC';

/** An error with the four fields that the operations ask for. */
export function failureOf(code, description = null) {
  const failure = explain.explainCode(code, description, 'en');
  if (failure === null) return null;
  const { hex, meaning, remedy } = failure;
  return { code: failure.code, hex, meaning, remedy };
}

export function enrollmentFailureOf(category, reason) {
  const { code, hex, meaning, remedy } = explain.explainEnrollmentFailure(category, reason, 'en');
  return { code, hex, meaning, remedy };
}

/** @param counts how many of a device's apps are in which state; undefined where it has none */
export function installSummary(counts) {
  if (counts === undefined) return 'NONE';
  if (counts.failed > 0) return 'FAILED';
  if (counts.pending > 0) return 'PENDING';
  return counts.installed > 0 ? 'INSTALLED' : 'NONE';
}

export const accountStatus = (subscriptionState) =>
  subscriptionState === 'ACTIVE' || subscriptionState === 'WARNING' ? 'ACTIVE' : 'INACTIVE';

/** A flag as SQLite keeps it. */
export const flag = (value) => (value === null ? null : value === 1);

/**
 * A page cut from all the rows of a list.
 * @param order with a name, and the values that a row is placed by; a list without has no cursors
 */
export function pageOf(rows, first, order, total = rows.length) {
  const nodes = rows.length > first ? rows.slice(0, first) : rows;
  const last = nodes.at(-1);
  return {
    totalCount: total,
    complete: true,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > first,
      endCursor: last === undefined || order === undefined ? null : cursorOf(order.name, ...order.placeOf(last)),
    },
  };
}

/** The rows of each key, in their order. */
export function groupBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
