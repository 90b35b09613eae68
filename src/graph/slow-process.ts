import { getOperationAST, parse } from 'graphql';
import { viewerOf } from '../authorization/viewer';
import { openDatabase } from '../database/open';
import type { FindingRule } from '../generated/graphql';
import type { RequestContext } from '../resolving/context';
import { Deadline } from '../resolving/deadline';
import { createTrail, type Trail } from '../resolving/request-trail';
import { createExecutor } from './execution';
import { READY, type RelayedAnswer, type RelayedOperation, type RelaySettings, relayedResult, stackOf } from './relay';
import { createGraph } from './schema';

/*
 * The process of slow operations. It runs one query at a time with the rights that the service read, and can be killed
 * at any moment, because it only reads.
 */

type Run = (operation: RelayedOperation) => Promise<RelayedAnswer>;

/** The parts of an operation's trail that the service needs. */
const notesOf = ({ subjects, statements, rules }: Trail) => ({
  subjects: [...subjects],
  statements: statements.runs(),
  rules,
});

async function start({ databaseUrl, licenseNeeded, findings }: RelaySettings): Promise<Run> {
  const database = await openDatabase(databaseUrl, { migrates: false });
  const graph = createGraph();
  const execute = createExecutor(graph);

  return async (operation) => {
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
      turn: { operator: '', spend() {}, stepAside() {} },
      // A query neither writes to the audit trail nor reads from Microsoft Graph.
      administration: { database, auditKey: '', licenseNeeded, refreshes: null, logHead() {} },
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
}

// The service decides when this process ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());

function end(error: unknown): void {
  console.error(error);
  process.exit(1);
}

let run: Promise<Run> | null = null;
process.on('message', (message: RelaySettings | RelayedOperation) => {
  if (run === null) {
    run = start(message as RelaySettings);
    run.then(() => process.send?.(READY), end);
    return;
  }
  run
    .then((runs) => runs(message as RelayedOperation))
    .then((answer) => process.send?.(answer))
    .catch(end);
});
