// Measures what findings add to the CPU of a request: npm run bench:findings -- --help
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { concatAST, Kind, parse, print, separateOperations, visit } from 'graphql';
import { readArguments, wholeNumber } from '../usage.mjs';
import { createClient } from './cpu/client.mjs';
import { startIssuer } from './cpu/issuer.mjs';
import { casesOf } from './cpu/operations.mjs';
import { median, ratio, requestsOf } from './cpu/rounds.mjs';
import { createServers, serversOf, WITHOUT_LOAD_LIMITS } from './cpu/servers.mjs';
import { ms, table, times } from './cpu/table.mjs';
import { subjectsOf, tenantFile, tokensOf, VIEWERS } from './cpu/tenant.mjs';

const USAGE = `Usage: npm run bench:findings -- [options]

Measures what findings add to the CPU of the first operation and of the portal's page about a user.

  --rounds <n>      rounds (15)
  --users <n>       users of the tenant (1000)
  --keep <folder>   makes the tenant there, or takes the one that is there
  --help            prints this`;

const { values } = readArguments(USAGE, {
  options: {
    rounds: { type: 'string', default: '15' },
    users: { type: 'string', default: '1000' },
    keep: { type: 'string' },
  },
});
const users = wholeNumber(USAGE, 'users', values.users);
const rounds = wholeNumber(USAGE, 'rounds', values.rounds);
const folder = values.keep ?? mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-bench-'));
mkdirSync(folder, { recursive: true });

const OPERATIONS = path.join(import.meta.dirname, '..', 'portal', 'operations');
const FILES = readdirSync(OPERATIONS, { recursive: true }).filter((name) => name.endsWith('.graphql'));
const portal = concatAST(FILES.map((name) => parse(readFileSync(path.join(OPERATIONS, name), 'utf8'))));
const WARMUPS = 3;

/** An operation of these documents, with the fragments that it uses. */
const operationIn = (document, name) => separateOperations(document)[name];
const without = (document, isLeftOut) => visit(document, { Field: (field) => (isLeftOut(field) ? null : undefined) });

/** The portal's page about a user. */
const PAGE = operationIn(portal, 'TroubleshootUser');
const PAGE_WITHOUT = operationIn(
  without(PAGE, ({ alias }) => alias?.value === 'judged'),
  'TroubleshootUser',
);

/** What the first operation asks of findings: hardly anything, what the README asks, and the portal's card. */
const SELECTED = {
  'rules only': 'nodes { rule } normal { rule }',
  'as the README asks': `nodes { severity title why explains { title } steps { who text viewerMay } }
    normal { rule } notChecked { reason }`,
  'the card of the portal': '...FindingsCard',
};

/** The first operation with these fields of findings. */
function withFindings(document, selected) {
  const added = `query ($userId: ID!) { judged: user(id: $userId) { findings { ${selected} } } }`;
  const fragments = portal.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const [plain, findings] = [parse(document), parse(added)].map(({ definitions }) => definitions[0]);
  const both = {
    ...plain,
    variableDefinitions: [...plain.variableDefinitions, ...findings.variableDefinitions],
    selectionSet: {
      ...plain.selectionSet,
      selections: [...plain.selectionSet.selections, ...findings.selectionSet.selections],
    },
  };
  return operationIn({ kind: Kind.DOCUMENT, definitions: [both, ...fragments] }, plain.name.value);
}

/** What is measured: a title, the operation without and with findings, and its variables. */
function pairsOf(found, userId) {
  const page = { title: `the portal's page, ${found.title}`, pair: [PAGE_WITHOUT, PAGE], variables: { userId } };
  // With larger pages it would run in a process of its own, whose CPU time is not counted.
  const variables = { ...found.variables, devices: 5, apps: 10 };
  const first = Object.entries(SELECTED).map(([title, selected]) => ({
    title: `the first operation, ${found.title}: ${title}`,
    pair: [parse(found.document), withFindings(found.document, selected)],
    variables: { ...variables, userId },
  }));
  return found.name === 'troubleshoot' ? [...first, page] : [page];
}

const client = createClient(4);
const issuer = await startIssuer();
const servers = createServers({ ...issuer.environment, ...WITHOUT_LOAD_LIMITS });
try {
  const url = await tenantFile(folder, users);
  const tokens = await tokensOf(url, issuer, VIEWERS);
  const server = await servers.start(
    serversOf('sqlite').find(({ name }) => name === 'service'),
    { url },
  );
  const cases = casesOf(await subjectsOf(url)).filter(({ name }) => name.startsWith('troubleshoot'));
  const lines = [];
  for (const found of cases) {
    const token = tokens[found.viewer];
    const document = 'query ($upn: String!) { user(userPrincipalName: $upn) { id } }';
    const asked = await client.answer(server, server.request({ document, variables: found.variables, token }));
    for (const { title, pair, variables } of pairsOf(found, asked.data.user.id)) {
      // The findings of one user are compared.
      const [plain, full] = pair.map((each) => ({ ...found, others: [], document: print(each), variables }));
      const figures = [plain, full].map((each) => ({ found: each, cpuMs: [] }));
      const { errors, data } = await client.answer(server, requestsOf(server, full, tokens)(0));
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      for (let round = -WARMUPS; round < rounds; round++) {
        // Each is first in turn, because the first one inherits the state of the last round.
        for (const { found, cpuMs } of round % 2 === 0 ? figures : figures.toReversed()) {
          const before = await server.usage();
          await client.repeat(server, requestsOf(server, found, tokens), found.requests);
          const after = await server.usage();
          if (round >= 0) cpuMs.push((after.cpuUs - before.cpuUs) / 1_000 / found.requests);
        }
      }
      const [one, other] = figures;
      const count = data.judged.findings.nodes.length + data.judged.findings.normal.length;
      lines.push([title, String(count), ms(median(one.cpuMs)), ms(median(other.cpuMs)), times(ratio(other, one))]);
    }
  }
  console.log(table([['operation', 'findings', 'CPU without', 'CPU with', 'with to without'], ...lines]));
} finally {
  await servers.stop();
  client.close();
  issuer.stop();
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}
