// The goals of this service, compared with the measured figures.
import { count, seconds, table, times } from './table.mjs';

/** The most round trips of a request to PostgreSQL, for any number of devices. */
export const MOST_ROUND_TRIPS = 7;

const NO_AUTHORIZATION = ['mercurius', 'yoga'];
const LARGE_TENANT = 100_000;

/** The largest figure; undefined without figures. */
const most = (figures) => {
  const known = figures.filter((figure) => figure !== undefined && figure !== null);
  return known.length === 0 ? undefined : Math.max(...known);
};

const service = (name) => (measured) => measured.operations?.[name]?.service;
const toHandwritten = (name) => (measured) => service(name)(measured)?.ratio ?? undefined;
const to = (other, name) => (measured) => service(name)(measured)?.to[other];

const toPeers = ({ operations = {} }) =>
  most(Object.values(operations).flatMap((lines) => NO_AUTHORIZATION.map((peer) => lines.service.to[peer])));

/** The additional statements of larger answers and larger tenants. */
function statementsMore({ operations = {}, growth = {} }) {
  const answers = ['troubleshoot', 'troubleshoot-large'].map((name) => operations[name]?.service.statements);
  const spread = (counts) => (counts.includes(undefined) ? undefined : Math.max(...counts) - Math.min(...counts));
  const tenants = Object.values(growth).map((sizes) => spread(sizes.map(({ statements }) => statements)));
  return most([spread(answers), ...tenants]);
}

const onPostgres = (name) => (measured) => measured.postgres?.lines[name]?.service;
const cpuTo = (other, name) => (measured) => onPostgres(name)(measured)?.to[other];
const p50To = (other, name) => (measured) =>
  measured.postgres?.delayMs > 0 ? onPostgres(name)(measured)?.p50To[other] : undefined;

const roundTrips = ({ postgres, roundTrips = {} }) =>
  most([
    ...Object.values(roundTrips),
    ...['troubleshoot-1', 'troubleshoot-large-1'].map((name) => onPostgres(name)({ postgres })?.roundTrips),
  ]);

const largest = (engine) => (measured) => {
  const sizes = measured.growth?.[engine];
  return sizes === undefined || sizes.length < 2 ? undefined : sizes.at(-1).ratio;
};
const firstAnswer = (engine) => (measured) =>
  measured.growth?.[engine]?.find(({ users }) => users === LARGE_TENANT)?.firstAnswerMs;

const GOALS = [
  ['3 to 5 devices, to the hand-written endpoint', toHandwritten('troubleshoot'), 2, times],
  ['3 to 5 devices, to Mercurius + JIT without authorization', to('mercurius', 'troubleshoot'), 0.7, times],
  ['any operation, to any peer without authorization', toPeers, 1, times],
  ['authorization, everything allowed', to('without-rules', 'troubleshoot'), 1.05, times],
  ['authorization, one permission missing', to('without-rules', 'partial'), 1.15, times],
  ['authorization, two scopes', to('without-rules', 'two-scopes'), 1.15, times],
  ['40 devices, to the hand-written endpoint', toHandwritten('troubleshoot-large'), 1.6, times],
  ['search page, to a hand-written search', toHandwritten('search'), 1.7, times],
  ['PostgreSQL, CPU to PostGraphile', cpuTo('postgraphile', 'troubleshoot-1'), 1.3, times],
  ['PostgreSQL, CPU to Mercurius + JIT', cpuTo('mercurius', 'troubleshoot-1'), 1, times],
  ['PostgreSQL, p50 to PostGraphile, with a delay', p50To('postgraphile', 'troubleshoot-1'), 1.5, times],
  ['PostgreSQL, round trips', roundTrips, MOST_ROUND_TRIPS, count],
  ['largest tenant to the smallest, SQLite', largest('sqlite'), 1.2, times],
  ['largest tenant to the smallest, PostgreSQL', largest('postgres'), 1.2, times],
  ['statements that a larger answer or tenant takes more', statementsMore, 0, count],
  ['first answer after a start, 100,000 users, SQLite', firstAnswer('sqlite'), 1_000, seconds],
  ['first answer after a start, 100,000 users, PostgreSQL', firstAnswer('postgres'), 1_000, seconds],
  ['memory after mixed requests, to after a tenth', ({ memory }) => memory?.mixed.ratio, 1.05, times],
  ['memory after operations that differ, to after a tenth', ({ memory }) => memory?.unique.ratio, 1.05, times],
  ['a request after operations that differ, to one before', ({ memory }) => memory?.later, 1.2, times],
];

/** @returns each goal with the measured figure, null if not measured, and whether it is reached */
export function goalsOf(measured) {
  return GOALS.map(([what, figureOf, atMost]) => {
    const figure = figureOf(measured) ?? null;
    return { what, measured: figure, atMost, isReached: figure === null ? null : figure <= atMost };
  });
}

export function describeGoals(goals) {
  const rows = goals.map(({ what, measured, atMost, isReached }, i) => {
    const [, , , shown] = GOALS[i];
    return [
      what,
      measured === null ? '–' : shown(measured),
      shown(atMost),
      measured === null ? 'not measured' : isReached ? 'ok' : 'missed',
    ];
  });
  return table([['goal', 'measured', 'at most', ''], ...rows]);
}
