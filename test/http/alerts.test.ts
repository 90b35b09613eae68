import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import dashboard from '../../deploy/grafana/dashboard.json';
import { createMetrics } from '../../src/metrics/metrics';
import { ROOT } from '../support/place';
import { samplesOf } from '../support/prometheus';
import { NOW, type Service, startService } from '../support/service';
import { until } from '../support/until';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const ALERTS: readonly Alert[] = parse(textOf('deploy/prometheus/alerts.yaml')).groups[0].rules;

/** Each expression with the texts that show its labels. */
const EXPRESSIONS: readonly (readonly [place: string, expression: string, texts: string])[] = [
  ...ALERTS.map(({ alert, expr, annotations }) => [alert, expr, annotations.summary] as const),
  ...dashboard.panels.flatMap(({ title, targets }) =>
    targets.map(({ expr, legendFormat }) => {
      const expression = expr.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.*');
      return [title, expression, legendFormat] as const;
    }),
  ),
];

// The label that Prometheus adds to each series.
const ADDED = 'instance';

/** A part of an expression that selects series. */
interface Selection {
  readonly metric: string;
  readonly matchers: { readonly label: string; readonly values: readonly string[] }[];
}

/** The series that an expression selects, and the labels that it groups and joins by. @throws if it is no PromQL */
function readExpression(expression: string): { selections: Selection[]; grouping: string[] } {
  const selections: Selection[] = [];
  const grouping: string[] = [];
  parser.parse(expression).iterate({
    enter({ type, from, to, node }) {
      if (type.isError) throw new Error(`This is no PromQL at ${from}: ${expression}`);
      const text = expression.slice(from, to);
      if (type.name === 'VectorSelector') {
        const name = node.getChild('Identifier');
        selections.push({ metric: expression.slice(name?.from, name?.to), matchers: [] });
      } else if (type.name === 'UnquotedLabelMatcher') {
        const [, label = '', value = ''] = /^(\w+)\s*=~?\s*"(.*)"$/.exec(text) ?? [];
        selections.at(-1)?.matchers.push({ label, values: value.split('|') });
      } else if (type.name === 'LabelName' && node.parent?.name === 'GroupingLabels') grouping.push(text);
    },
  });
  return { selections, grouping };
}

const labelsShownIn = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)].map(([, label]) => label as string);

let service: Service;
/** The labels of each metric of a scrape, with their values. */
const exposed = new Map<string, Map<string, Set<string>>>();

/** Makes the service count one of everything. */
async function useAll(): Promise<void> {
  const findings = '{ user(userPrincipalName: "marc.dubois@contoso.example") { findings { nodes { rule } } } }';
  await service.ask(findings, { as: 'helpdesk@contoso.example' });
  await service.ask('{ devices(first: 1) { nodes { id } } }', { as: 'apps.only@contoso.example' });
  await service.database.writer('sync_kinds').insert([
    { kind: 'USERS', state: 'COMPLETED', problem: null, last_completed_at: NOW.toISOString() },
    { kind: 'APPS', state: 'FAILED', problem: 'It was not read.' },
  ]);
  await until(() => service.log.filter(({ msg }) => msg === 'answered').length === 2);
}

/** A scrape of a service with a disk of its own, a standby and an identity provider. */
async function scrapeOfProduction(): Promise<string> {
  const disk = { bytes: 100, freeBytes: 50, logBytes: 1 };
  const database = { ...service.database, replicaLag: async () => 3, diskState: async () => disk };
  const metrics = createMetrics({ database, now: () => NOW });
  metrics.noteIssuerKeys();
  return metrics.scrape();
}

beforeAll(async () => {
  service = await startService({ isMetered: true });
  await useAll();
  for (const { name, labels } of samplesOf(`${await service.scrape()}${await scrapeOfProduction()}`)) {
    const known = exposed.get(name) ?? new Map<string, Set<string>>();
    exposed.set(name, known);
    for (const [label, value] of Object.entries(labels)) {
      known.set(label, (known.get(label) ?? new Set()).add(value));
    }
  }
});
afterAll(() => service.stop());

test.each(EXPRESSIONS)('%s uses only metrics and labels that a scrape has: %s', (_, expression, texts) => {
  const { selections, grouping } = readExpression(expression);
  const labels = new Set([ADDED, ...selections.flatMap(({ metric }) => [...(exposed.get(metric)?.keys() ?? [])])]);

  expect(selections.length).toBeGreaterThan(0);
  expect(selections.filter(({ metric }) => !exposed.has(metric))).toEqual([]);
  expect([...grouping, ...labelsShownIn(texts)].filter((label) => !labels.has(label))).toEqual([]);
  for (const { metric, matchers } of selections) {
    for (const { label, values } of matchers.filter((each) => each.label !== ADDED)) {
      const missing = values.filter((value) => exposed.get(metric)?.get(label)?.has(value) !== true);
      expect({ label, missing }).toEqual({ label, missing: [] });
    }
  }
});

test('The dashboard shows each metric of the service', () => {
  const plain = (name: string) => name.replace(/_(?:bucket|sum|count)$/, '');
  const shown = EXPRESSIONS.slice(ALERTS.length).flatMap(([, expression]) => readExpression(expression).selections);
  const own = [...exposed.keys()].filter((name) => name.startsWith('tsg_'));

  expect(shown.map(({ metric }) => plain(metric))).toEqual(expect.arrayContaining(own.map(plain)));
});

test('Each alert has a severity and a runbook, and docs/running.md has no runbook of another', () => {
  const headings = [...textOf('docs/running.md').matchAll(/^### (Graph\w+)$/gm)].map(([, name]) => name);

  expect(headings).toEqual(ALERTS.map(({ alert }) => alert));
  for (const { alert, labels, annotations } of ALERTS) {
    expect(['page', 'ticket']).toContain(labels.severity);
    expect(annotations.runbook).toBe(`docs/running.md#${alert.toLowerCase()}`);
  }
});

// Debian's package prometheus has it.
const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

(hasPromtool ? test : test.skip)('Each alert fires when it should, and not before', () => {
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', 'deploy/prometheus/alerts.test.yaml'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ status, stderr: `${stderr}${status === 0 ? '' : stdout}` }).toEqual({ status: 0, stderr: '' });
});

test('Each alert has a case in which it fires', () => {
  const fired = [...textOf('deploy/prometheus/alerts.test.yaml').matchAll(/alertname="(\w+)"/g)].map(
    ([, name]) => name,
  );

  expect([...new Set(fired)].sort()).toEqual(ALERTS.map(({ alert }) => alert).sort());
});
