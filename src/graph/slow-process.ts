import { GraphQLError, getOperationAST, parse } from 'graphql';
import { type Difference, differencesNow } from '../administration/difference';
import { viewerOf } from '../authorization/viewer';
import type { Database } from '../database/database';
import { openDatabase } from '../database/open';
import type { FindingRule } from '../generated/graphql';
import type { RequestContext } from '../resolving/context';
import { Deadline } from '../resolving/deadline';
import { createTrail, type Trail } from '../resolving/request-trail';
import { FREE_TURN } from '../resolving/turn';
import { createExecutor } from './execution';
import {
  READY,
  type RelayedAnswer,
  type RelayedComparison,
  type RelayedDifferences,
  type RelayedOperation,
  type RelaySettings,
  relayedError,
  relayedResult,
  stackOf,
} from './relay';
import { createGraph } from './schema';

/*
 * The process of slow operations. It runs one query or comparison at a time with the rights that the service read, and can
 * be killed at any moment, because it only reads.
 */

interface Work {
  run(operation: RelayedOperation): Promise<RelayedAnswer>;
  compare(compared: RelayedComparison): Promise<RelayedDifferences>;
}

/** The parts of an operation's trail that the service needs. */
const notesOf = ({ subjects, statements, rules }: Trail) => ({
  subjects: [...subjects],
  statements: statements.runs(),
  rules,
});

async function compare(database: Database, { comparison, timeoutMs }: RelayedComparison): Promise<RelayedDifferences> {
  const deadline = new Deadline(timeoutMs);
  const { statements } = createTrail('');
  let differences: Difference[] = [];
  let failure: RelayedDifferences['failure'] = null;
  try {
    differences = await differencesNow(database, comparison, deadline, statements);
  } catch (error) {
    const { message } = error as Error;
    failure = relayedError(new GraphQLError(message, { originalError: error as Error }));
  } finally {
    deadline.clear();
  }
  return { differences, failure, statements: statements.runs() };
}

async function start({ databaseUrl, licenseNeeded, findings }: RelaySettings): Promise<Work> {
  const database = await openDatabase(databaseUrl, { migrates: false });
  const graph = createGraph();
  const execute = createExecutor(graph);

  const run: Work['run'] = async (operation) => {
    const { query, queryHash, operationName, variables, viewer, timeoutMs, shadowPages, ...facts } = operation;
    // The service writes the log and the audit trail, so only it needs the ids of the request.
    const requestId = '';
    const trail = createTrail(requestId);
    const shadow: (readonly [FindingRule, string])[] = [];
    const faults: (readonly [FindingRule, string])[] = [];
    const deadline = new Deadline(timeoutMs);
    const context: RequestContext = {
      ...facts,
      requestId,
      viewer: viewerOf(viewer),
      // SQLite has no standby, and the service has checked the cost.
      readsPrimary: false,
      reads: 0,
      trail,
      deadline,
      // The service has let it run.
      turn: FREE_TURN,
      // A query neither writes to the audit trail nor reads from Microsoft Graph.
      administration: { database, auditKey: '', licenseNeeded, refreshes: null, logHead() {}, compareAside: null },
      findings: {
        ...findings,
        shadow: {
          has: (rule) => shadowPages.has(rule),
          count: (rule, pageId) => void shadow.push([rule, pageId]),
          pagesOf: (rule) => shadowPages.get(rule) ?? null,
          all: () => shadowPages,
        },
        onFault: (rule, error) => void faults.push([rule, stackOf(error)]),
      },
      schema: graph.schema,
    };
    const document = parse(query);
    const asked = {
      request: { query, variables, ...(operationName !== null && { operationName }) },
      document,
      operation: getOperationAST(document, operationName),
      operationName,
      queryHash,
      context,
    };
    try {
      const result = await execute(asked);
      return { ...relayedResult(result), ...notesOf(trail), shadow, faults };
    } finally {
      deadline.clear();
    }
  };
  return { run, compare: (compared) => compare(database, compared) };
}

// The service decides when this process ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());

function end(error: unknown): void {
  console.error(error);
  process.exit(1);
}

let work: Promise<Work> | null = null;
process.on('message', (message: RelaySettings | RelayedOperation | RelayedComparison) => {
  if (work === null) {
    work = start(message as RelaySettings);
    work.then(() => process.send?.(READY), end);
    return;
  }
  work
    .then<RelayedAnswer | RelayedDifferences>(({ run, compare }) =>
      'comparison' in message ? compare(message) : run(message as RelayedOperation),
    )
    .then((answer) => process.send?.(answer))
    .catch(end);
});
