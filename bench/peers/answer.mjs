// The parts of every peer's answer: ids, cursors, explanations and summaries in the form of this graph.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const explain = require('../../dist/failure/explain-code');
const { explainEnrollmentFailure } = require('../../dist/failure/enrollment-failure');
const folding = require('../../dist/database/folding');

export const { principalNameKey, startingWith, words } = folding;

const encode = (text) => Buffer.from(text, 'utf8').toString('base64url');

export const nodeId = (type, key) => encode(`${type}:${key}`);

/** The cursor of a row, from the values of its sort order. */
export const cursorOf = (order, ...values) => encode(JSON.stringify([order, ...values]));

export const DEVICES_BY_NAME = 'devices by name ASC';
export const USERS_BY_NAME = 'users by name_key ASC';

/** An error with the four fields of the operations. */
export function failureOf(code, description = null) {
  const failure = explain.explainCode(code, description, 'en');
  if (failure === null) return null;
  const { hex, meaning, remedy } = failure;
  return { code: failure.code, hex, meaning, remedy };
}

export function enrollmentFailureOf(category, reason) {
  const { code, hex, meaning, remedy } = explainEnrollmentFailure(category, reason, 'en');
  return { code, hex, meaning, remedy };
}

/** @param counts the number of a device's apps in each state; undefined without apps */
export function installSummary(counts) {
  if (counts === undefined) return 'NONE';
  if (counts.failed > 0) return 'FAILED';
  if (counts.pending > 0) return 'PENDING';
  return counts.installed > 0 ? 'INSTALLED' : 'NONE';
}

export const accountStatus = (subscriptionState) =>
  subscriptionState === 'ACTIVE' || subscriptionState === 'WARNING' ? 'ACTIVE' : 'INACTIVE';

/** A boolean from SQLite. */
export const flag = (value) => (value === null ? null : value === 1);

/**
 * The first page of a complete list.
 * @param order the name of the order and the sort values of a row; without it the list has no cursors
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
