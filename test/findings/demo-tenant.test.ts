import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../support/place';
import { type Service, startService } from '../support/service';
import { EXPECTED_OF_DEVICES, EXPECTED_OF_USERS } from './expected';

/*
 * The findings of the demo tenant, as the help-desk operator sees them: a table that was decided by reading the data.
 */

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly title: string;
  readonly why: string;
  readonly steps: readonly { readonly text: string }[];
  readonly devices: readonly { readonly deviceName: string }[];
  readonly evidence: readonly { readonly coordinate: string; readonly value: string | null }[];
  readonly explains?: readonly Found[];
}

const FIELDS = `rule severity title why devices { deviceName } evidence { coordinate value } steps { text }`;
const REPORT = `findings {
  nodes { ${FIELDS} explains { ${FIELDS} explains { ${FIELDS} } } }
  normal { ${FIELDS} explains { ${FIELDS} } }
  notChecked { rules reason }
}`;

let service: Service;
let users: readonly { displayName: string; findings: Report }[];
let devices: readonly { deviceName: string; primaryUser: object | null; findings: Report }[];

interface Report {
  readonly nodes: readonly Found[];
  readonly normal: readonly Found[];
  readonly notChecked: readonly { readonly rules: readonly string[]; readonly reason: string }[];
}

async function read(query: string, headers: Record<string, string> = {}) {
  const { data, errors } = await service.ask(query, { as: 'helpdesk@contoso.example', headers });
  expect(errors).toEqual([]);
  return data;
}

beforeAll(async () => {
  service = await startService();
  ({
    users: { nodes: users },
  } = await read(`{ users(first: 60) { nodes { displayName ${REPORT} } } }`));
  const pages = [
    await read(`{ devices(first: 100) { nodes { deviceName primaryUser { id } ${REPORT} } pageInfo { endCursor } } }`),
  ];
  const after = pages[0].devices.pageInfo.endCursor;
  pages.push(
    await read(`{ devices(first: 100, after: "${after}") { nodes { deviceName primaryUser { id } ${REPORT} } } }`),
  );
  devices = pages.flatMap((page) => page.devices.nodes);
});
afterAll(() => service.stop());

/** A finding in short: severity, rule, device, and what it explains. */
function inShort({ severity, rule, devices: on, explains = [] }: Found): string {
  const [device] = on;
  const about = device === undefined ? '' : ` ${device.deviceName}${on.length > 1 ? ` +${on.length - 1}` : ''}`;
  const below = explains.length === 0 ? '' : ` [${explains.map(inShort).join(', ')}]`;
  return `${severity} ${rule}${about}${below}`;
}
const allOf = ({ nodes, normal }: Report): string[] => [...nodes, ...normal].map(inShort);
const flat = (found: Found): Found[] => [found, ...(found.explains ?? []).flatMap(flat)];

test('each of the 60 users has the findings of the table, in its order', () => {
  expect(Object.fromEntries(users.map(({ displayName, findings }) => [displayName, allOf(findings)]))).toEqual(
    EXPECTED_OF_USERS,
  );
  expect(users).toHaveLength(60);
});

test('so does each device without a user', () => {
  const shared = devices.filter(({ primaryUser }) => primaryUser === null);

  expect(Object.fromEntries(shared.map(({ deviceName, findings }) => [deviceName, allOf(findings)]))).toEqual(
    EXPECTED_OF_DEVICES,
  );
});

test('every rule speaks in the demo tenant, but those about the whole organisation', async () => {
  const reports = [...users, ...devices].map(({ findings }) => findings);
  const all = reports.flatMap(({ nodes, normal }) => [...nodes, ...normal].flatMap(flat));
  const spoken = new Set(all.map(({ rule }) => rule));
  const { findingRules } = await read('{ findingRules { rule } }');
  const silent = findingRules.map(({ rule }: { rule: string }) => rule).filter((rule: string) => !spoken.has(rule));

  // A change is a sentence of another finding, and a connector that ends is on no page of a user or device.
  expect(silent).toEqual([
    ...['TENANT_INACTIVE', 'APPLE_PUSH_EXPIRED', 'CONNECTOR_ENDING', 'DATA_OUT_OF_DATE', 'CHANGED_RECENTLY'],
  ]);
  const conflict = all.find(({ rule }) => rule === 'PROFILE_CONFLICT');
  expect(conflict?.why).toMatch(
    / Windows – VPN Madrid split tunnel \(pilot\) was changed on 18 November 2026, which may be the reason: ask its owner\.$/,
  );
  expect(conflict?.evidence.slice(0, 2).map(({ coordinate }) => coordinate)).toEqual([
    'Policy.modifiedAt',
    'Policy.displayName',
  ]);
  // Contoso Timesheet got a new package two days ago. It fails on five laptops. No other app in trouble was changed lately.
  const list = await read(`{ findings(rule: APP_AT_FAULT, first: 50) { nodes { ${FIELDS} } } }`);
  const ofApps: Found[] = [...all, ...list.findings.nodes].filter(({ rule }) => /APP_|REQUIRED|RESTART/.test(rule));
  const changed = ofApps.filter(({ why }) => why.includes('was changed on'));
  expect(changed).toEqual(ofApps.filter(({ title }) => title.includes('Contoso Timesheet')));
  for (const { why, evidence } of changed) {
    expect(why).toMatch(
      / Contoso Timesheet was changed on 18 November 2026, which may be the reason: ask its owner\.$/,
    );
    expect(evidence[0]?.coordinate).toBe('App.modifiedAt');
  }
  expect(new Set(changed.flatMap(({ devices: on }) => on.map(({ deviceName }) => deviceName)))).toEqual(
    new Set(['BER-LT-0041', 'MAD-LT-0051', 'PAR-LT-0067', 'PAR-LT-0077', 'PAR-LT-0402']),
  );
  expect(changed.filter((found) => list.findings.nodes.includes(found))).toHaveLength(5);
  const whyOf = (name: string, rule: string) =>
    users
      .find(({ displayName }) => displayName === name)
      ?.findings.nodes.flatMap(flat)
      .find((found) => found.rule === rule)?.why;
  expect(whyOf('Aylin Demir', 'DEVICE_LIMIT_REACHED')).toContain('The device limit “Field service: two devices” is 2.');
  expect(whyOf('Tomáš Novák', 'ENROLMENT_BLOCKED')).toContain(
    'The enrolment restriction “All users and all devices” counts for this user.',
  );
  expect(reports.flatMap(({ notChecked }) => notChecked.filter(({ reason }) => reason === 'INTERNAL'))).toEqual([]);
  // A finding without evidence, or with a hole in its text, helps nobody.
  expect(all.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
  expect(all.flatMap(({ evidence }) => evidence.filter(({ value }) => value?.includes('[object')))).toEqual([]);
  const texts = all.flatMap(({ title, why, steps }) => [title, why, ...steps.map(({ text }) => text)]);
  expect(texts.filter((text) => /[{}]|undefined|null|\s{2}|: [.,]|^\s|\s$/.test(text))).toEqual([]);
  expect(all.filter(({ title, steps }) => title === '' || steps.length === 0)).toEqual([]);
});

test('the texts are French for who prefers French, and say the same', async () => {
  const query = `{ users(first: 60) { nodes { ${REPORT} } } }`;
  const french = (await read(query, { 'accept-language': 'fr' })).users.nodes as { findings: Report }[];
  const textsOf = (reports: readonly { readonly findings: Report }[]) =>
    reports.flatMap(({ findings: { nodes, normal } }) => [...nodes, ...normal].flatMap(flat));

  expect(textsOf(french).map(({ rule }) => rule)).toEqual(textsOf(users).map(({ rule }) => rule));
  const titles = textsOf(french).map(({ title }) => title);
  expect(titles.filter((title) => textsOf(users).some((other) => other.title === title))).toEqual([]);
  expect(textsOf(french).filter(({ why }) => /[{}]|undefined|\s{2}/.test(why))).toEqual([]);
});

test.each([
  ['README.md', 'en'],
  ['README.fr.md', 'fr'],
] as const)('%s shows the answer of the service', async (file, language) => {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const query = /```graphql\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const shown = [...text.matchAll(/"(?:title|why|text|displayName)": "(.*?)"(?:,| })?$/gm)].map(([, words]) => words);
  const answer = JSON.stringify(await read(query, { 'accept-language': language }));

  expect(shown.length).toBeGreaterThan(4);
  expect(shown.filter((words) => !answer.includes(JSON.stringify(words)))).toEqual([]);
});
