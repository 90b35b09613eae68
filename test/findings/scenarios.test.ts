import { importTenant } from '../../src/import/import';
import { fromSeed } from '../oracle/world';
import { cases } from '../support/amount';
import { NOW, type Service, startService } from '../support/service';
import { shapeOf } from './healthy';
import { tenantWith } from './people';
import { type Drawn, drawPerson, SCENARIOS } from './scenarios';

/*
 * Users with one fault each, in Microsoft Graph's JSON, through the import: the fault comes first in at least 95 %, and
 * among the first three always. Healthy users have nothing above INFO.
 */

const CASES = cases(2_000, 126);
const HEALTHY = cases(2_000, 60);
const A_PAGE = 50;

/** The rules that find something normal about healthy users. */
const NORMAL = [
  ...['APP_WAITING', 'COMPLIANCE_UNKNOWN', 'DEVICE_LOCKED', 'DEVICE_SILENT', 'ENROLMENT_BLOCKED', 'MAM_NOT_USED'],
  ...['MAM_STOPPED', 'NO_DEVICE', 'NO_INTUNE_LICENCE', 'PROFILE_FAILED', 'WRONG_PRIMARY_USER'],
];

let service: Service;
let drawn: Drawn[];
beforeAll(async () => {
  service = await startService({ demo: false });
  drawn = [
    ...Array.from({ length: CASES }, (_, i) =>
      fromSeed(i + 1, (draw) => drawPerson(draw, SCENARIOS[i % SCENARIOS.length] ?? null)),
    ),
    ...Array.from({ length: HEALTHY }, (_, i) => fromSeed(100_000 + i, (draw) => drawPerson(draw, null))),
  ];
  await importTenant(service.database.writer, {
    source: await tenantWith(drawn.map(({ person }) => person)),
    now: NOW,
  });
}, 600_000);
afterAll(() => service.stop());

interface Report {
  readonly nodes: readonly { readonly rule: string; readonly severity: string }[];
  readonly normal: readonly { readonly rule: string }[];
  readonly notChecked: readonly { readonly reason: string }[];
}

/** The reports of all people, by principal name. */
async function reports(): Promise<Map<string, Report>> {
  const found = new Map<string, Report>();
  for (let i = 0; i < drawn.length; i += A_PAGE) {
    const names = drawn.slice(i, i + A_PAGE).map(({ person }) => person.name);
    for (const name of names) {
      const { data, errors } = await service.ask(
        'query ($upn: String!) { user(userPrincipalName: $upn) { findings { nodes { rule severity } normal { rule } notChecked { reason } } } }',
        { as: 'helpdesk@contoso.example', variables: { upn: name } },
      );
      expect(errors).toEqual([]);
      found.set(name, data.user.findings);
    }
  }
  return found;
}

test(`the fault of ${CASES} users is found, and nothing is wrong with ${HEALTHY} others`, async () => {
  const found = await reports();
  const rankOf = ({ person, scenario }: Drawn) =>
    found.get(person.name)?.nodes.findIndex(({ rule }) => rule === scenario?.rule) ?? -1;
  const spoiled = drawn.filter(({ scenario }) => scenario !== null);
  const missed = spoiled.filter((each) => rankOf(each) !== 0);
  const inShort = (each: Drawn) =>
    `${each.scenario?.name}: ${found
      .get(each.person.name)
      ?.nodes.map(({ rule, severity }) => `${severity} ${rule}`)
      .join(', ')}`;

  expect(SCENARIOS.length).toBeGreaterThanOrEqual(35);
  expect([...new Set(spoiled.filter((each) => rankOf(each) < 0 || rankOf(each) > 2).map(inShort))]).toEqual([]);
  // Each miss is listed where there are too many.
  expect(missed.length <= spoiled.length * 0.05 ? [] : [...new Set(missed.map(inShort))]).toEqual([]);
  const healthy = drawn.filter(({ scenario }) => scenario === null);
  expect(healthy.filter(({ person }) => (found.get(person.name)?.nodes.length ?? -1) !== 0).map(inShort)).toEqual([]);
  // Few are alike, and much about them looks wrong.
  expect(new Set(healthy.map(({ person }) => shapeOf(person))).size).toBeGreaterThan(0.9 * HEALTHY);
  const normal = healthy.flatMap(({ person }) => found.get(person.name)?.normal ?? []).map(({ rule }) => rule);
  expect([...new Set(normal)].sort()).toEqual(NORMAL);
  expect(
    [...found.values()].flatMap(({ notChecked }) => notChecked.filter(({ reason }) => reason === 'INTERNAL')),
  ).toEqual([]);
}, 3_600_000);
