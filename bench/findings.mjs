// Measures what findings add to the CPU of the troubleshooting operation: npm run bench:findings -- [--rounds 15] [--keep folder]
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from './cpu/client.mjs';
import { startIssuer } from './cpu/issuer.mjs';
import { casesOf } from './cpu/operations.mjs';
import { median, ratio, requestsOf } from './cpu/rounds.mjs';
import { createServers, serversOf, WITHOUT_LOAD_LIMITS } from './cpu/servers.mjs';
import { ms, table, times } from './cpu/table.mjs';
import { subjectsOf, tenantFile, tokensOf, VIEWERS } from './cpu/tenant.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    users: { type: 'string', default: '1000' },
    keep: { type: 'string' },
  },
});
const folder = values.keep ?? mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-bench-'));
mkdirSync(folder, { recursive: true });

// The card of the portal's page.
const CARD = readFileSync(path.join(import.meta.dirname, '..', 'portal', 'operations', 'findings.graphql'), 'utf8');
const FRAGMENTS = CARD.slice(CARD.indexOf('fragment '));
const WARMUPS = 3;

/** The operation with the findings of the user. */
const withFindings = (document) =>
  `${document.replace(/(user\([^)]*\) \{)/, '$1 findings { ...FindingsCard }')}\n${FRAGMENTS}`;

const client = createClient(4);
const issuer = await startIssuer();
const servers = createServers({ ...issuer.environment, ...WITHOUT_LOAD_LIMITS });
try {
  const url = await tenantFile(folder, Number(values.users));
  const tokens = await tokensOf(url, issuer, VIEWERS);
  const server = await servers.start(
    serversOf('sqlite').find(({ name }) => name === 'service'),
    { url },
  );
  const cases = casesOf(await subjectsOf(url)).filter(({ name }) => name.startsWith('troubleshoot'));
  const lines = [];
  for (const found of cases) {
    // The findings of one user are compared.
    const plain = { ...found, others: [] };
    const full = { ...plain, document: withFindings(plain.document) };
    const figures = [plain, full].map((found) => ({ found, cpuMs: [] }));
    const { errors, data } = await client.answer(server, requestsOf(server, full, tokens)(0));
    if (errors !== undefined && !plain.isPartial) throw new Error(JSON.stringify(errors));
    for (let round = -WARMUPS; round < Number(values.rounds); round++) {
      // Each is first in turn, because the first one inherits the state of the last round.
      for (const { found, cpuMs } of round % 2 === 0 ? figures : figures.toReversed()) {
        const before = await server.usage();
        await client.repeat(server, requestsOf(server, found, tokens), found.requests);
        const after = await server.usage();
        if (round >= 0) cpuMs.push((after.cpuUs - before.cpuUs) / 1_000 / found.requests);
      }
    }
    const [one, other] = figures;
    const count = data.user.findings.nodes.length + data.user.findings.normal.length;
    lines.push([plain.title, String(count), ms(median(one.cpuMs)), ms(median(other.cpuMs)), times(ratio(other, one))]);
  }
  console.log(table([['operation', 'findings', 'CPU without', 'CPU with', 'with to without'], ...lines]));
} finally {
  await servers.stop();
  client.close();
  issuer.stop();
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}
