import { importTenant } from '../../src/import/import';
import { fromSeed } from '../oracle/world';
import { cases } from '../support/amount';
import { NOW, type Service, startService } from '../support/service';
import { shapeOf } from './healthy';
import { tenantWith } from './people';
import { BROKEN, type Drawn, drawPerson, SCENARIOS } from './scenarios';

/*
 * Users with one fault each, in Microsoft Graph's JSON, through the import: the fault comes first, with its symptoms under
 * it. Healthy users have nothing above INFO.
 */

const CASES = cases(2_000, 126);
const HEALTHY = cases(2_000, 60);

/** The faults that do not come first, or not with all of their symptoms. Each needs a reason. */
const MISSED: readonly string[] = [];

/** The rules that find something normal about healthy users. */
const NORMAL = [
  ...['APP_WAITING', 'COMPLIANCE_UNKNOWN', 'DEVICE_LOCKED', 'DEVICE_SILENT', 'ENROLMENT_BLOCKED', 'MAM_NOT_USED'],
  ...['MAM_STOPPED', 'NO_DEVICE', 'NO_INTUNE_LICENCE', 'PROFILE_FAILED', 'WRONG_PRIMARY_USER'],
];

const ofTenant = (name: 'DEMO' | 'BROKEN') => (each: Drawn) => (each.scenario?.tenant ?? 'DEMO') === name;

let services: Record<'DEMO' | 'BROKEN', Service>;
let drawn: Drawn[];
beforeAll(async () => {
  drawn = [
    ...Array.from({ length: CASES }, (_, i) =>
      fromSeed(i + 1, (draw) => drawPerson(draw, SCENARIOS[i % SCENARIOS.length] ?? null)),
    ),
    ...Array.from({ length: HEALTHY }, (_, i) => fromSeed(100_000 + i, (draw) => drawPerson(draw, null))),
  ];
  services = { DEMO: await startService({ demo: false }), BROKEN: await startService({ demo: false }) };
  for (const name of ['DEMO', 'BROKEN'] as const) {
    const people = drawn.filter(ofTenant(name)).map(({ person }) => person);
    const source = await tenantWith(people, name === 'BROKEN' ? BROKEN : {});
    await importTenant(services[name].database.writer, { source, now: NOW });
  }
}, 600_000);
afterAll(() => Promise.all(Object.values(services).map((service) => service.stop())));

interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly explains?: readonly Finding[];
}
interface Report {
  readonly nodes: readonly Finding[];
  readonly normal: readonly Finding[];
  readonly notChecked: readonly { readonly reason: string }[];
}

const REPORT = `findings { nodes { rule severity explains { rule severity explains { rule severity explains { rule severity } } } }
  normal { rule severity } notChecked { reason } }`;

async function reportOn({ person, scenario }: Drawn): Promise<Report> {
  const { data, errors } = await services[scenario?.tenant ?? 'DEMO'].ask(
    `query ($upn: String!) { user(userPrincipalName: $upn) { ${REPORT} } }`,
    { as: 'helpdesk@contoso.example', variables: { upn: person.name } },
  );
  expect(errors).toEqual([]);
  return data.user.findings;
}

const under = ({ explains = [] }: Finding): string[] => explains.flatMap((each) => [each.rule, ...under(each)]);

/** What is wrong with a report on a fault; null if nothing is. */
function missOf({ scenario }: Drawn, { nodes }: Report): string | null {
  const [first] = nodes;
  const said = nodes.map(({ rule, severity }) => `${severity} ${rule}`).join(', ');
  if (first?.rule !== scenario?.rule) return `${scenario?.name}: ${said}`;
  const folded = first === undefined ? [] : under(first);
  const beside = scenario?.brings.filter((rule) => !folded.includes(rule)) ?? [];
  return beside.length === 0 ? null : `${scenario?.name}: ${beside.join(', ')} not under ${first?.rule}`;
}

test(`the fault of ${CASES} users is found with its symptoms, and nothing is wrong with ${HEALTHY} others`, async () => {
  const missed: string[] = [];
  const wrong: string[] = [];
  const normal = new Set<string>();
  let failed = 0;
  for (const each of drawn) {
    const report = await reportOn(each);
    const miss = each.scenario === null ? null : missOf(each, report);
    if (miss !== null) missed.push(miss);
    if (each.scenario === null) {
      wrong.push(...report.nodes.map(({ rule, severity }) => `${severity} ${rule}`));
      for (const { rule } of report.normal) normal.add(rule);
    }
    failed += report.notChecked.filter(({ reason }) => reason === 'INTERNAL').length;
  }

  expect([...new Set(missed)].sort()).toEqual(MISSED);
  expect(wrong).toEqual([]);
  expect(failed).toBe(0);
  expect([...normal].sort()).toEqual(NORMAL);
}, 3_600_000);

test('the faults are of many kinds, each with its source, and few healthy users are alike', () => {
  const healthy = drawn.filter(({ scenario }) => scenario === null);

  expect(SCENARIOS.length).toBeGreaterThanOrEqual(49);
  expect(new Set(SCENARIOS.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(33);
  expect(SCENARIOS.filter(({ source }) => source.length < 10)).toEqual([]);
  // Each of them was drawn.
  expect(new Set(drawn.flatMap(({ scenario }) => scenario?.name ?? [])).size).toBe(SCENARIOS.length);
  expect(new Set(healthy.map(({ person }) => shapeOf(person))).size).toBeGreaterThan(0.9 * HEALTHY);
});
