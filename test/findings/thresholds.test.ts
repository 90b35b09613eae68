import { DEFAULT_THRESHOLDS, type Thresholds } from '../../src/findings/constants';
import { needed } from '../support/needed';
import { NOW, type Service, startService } from '../support/service';

/* Each threshold that a tenant can change shows in the list of findings, and so in its candidates, and on the pages. */

let service: Service;
beforeAll(async () => {
  service = await startService();
  const { writer } = service.database;
  const device = await needed(writer('devices').where('device_name', 'PAR-LT-0402').pluck('id'));
  // The device has been in contact since.
  await writer('device_actions').insert({
    ...{ device_id: device, ordinal: 99, kind: 'SYNC_DEVICE', name: 'syncDevice', state: 'PENDING' },
    requested_at: new Date(NOW.getTime() - 5 * 60 * 60 * 1000).toISOString(),
  });
});
afterAll(() => service.stop());

const DESK = 'helpdesk@contoso.example';
const FINDING = 'key severity devices { id }';

interface Told {
  readonly key: string;
  readonly severity: string;
  readonly devices: readonly object[];
}

/** The findings of a rule for the help desk in a service with these thresholds: of the list, and of all pages. */
async function toldWith(thresholds: Partial<Thresholds>, rule: string): Promise<{ list: Told[]; pages: Told[] }> {
  const other = await startService({
    databaseUrl: service.databaseUrl,
    server: { findings: { thresholds: { ...DEFAULT_THRESHOLDS, ...thresholds } } },
  });
  try {
    const ask = async (query: string) => {
      const { data, errors } = await other.ask(query, { as: DESK });
      expect(errors).toEqual([]);
      return data;
    };
    const { findings } = await ask(`{ findings(first: 100, rule: ${rule}) { nodes { ${FINDING} } } }`);
    const { users } = await ask(`{ users(first: 60) { nodes { findings { nodes { rule ${FINDING} } } } } }`);
    const onPages: { findings: { nodes: (Told & { rule: string })[] } }[] = users.nodes;
    const pages = onPages.flatMap((page) => page.findings.nodes).filter((found) => found.rule === rule);
    return { list: findings.nodes, pages };
  } finally {
    await other.stop();
  }
}

const numberOf = (found: readonly Told[], severity: string) =>
  found.filter((each) => each.severity === severity).length;

test.each([
  ['silentDays', { silentDays: 4 }, 'DEVICE_SILENT', 'WARNING', 'more'],
  ['validityDays', { validityDays: 4 }, 'DEVICE_SILENT', 'PROBLEM', 'more'],
  ['actionHours', { actionHours: 1 }, 'ACTION_WAITING', 'WARNING', 'more'],
  ['enrolmentDays', { enrolmentDays: 300 }, 'ENROLMENT_BLOCKED', 'PROBLEM', 'more'],
  ['protectionDays', { protectionDays: 90 }, 'MAM_STOPPED', 'WARNING', 'fewer'],
] as const)('%s', async (_, thresholds, rule, severity, expected) => {
  const [before, after] = [await toldWith({}, rule), await toldWith(thresholds, rule)];
  const difference = (from: 'list' | 'pages') => numberOf(after[from], severity) - numberOf(before[from], severity);

  expect(Math.sign(difference('list'))).toBe(expected === 'more' ? 1 : -1);
  expect(difference('pages')).toBe(difference('list'));
});

test('groupAbove', async () => {
  const [apart, together] = [
    await toldWith({ groupAbove: 50 }, 'NOT_REGISTERED'),
    await toldWith({}, 'NOT_REGISTERED'),
  ];
  const most = (found: readonly Told[]) => Math.max(...found.map(({ devices }) => devices.length));

  expect(most(apart.pages)).toBe(1);
  expect(most(together.pages)).toBeGreaterThan(3);
  expect(together.pages.length).toBeLessThan(apart.pages.length);
  expect(together.list.length).toBeLessThan(apart.list.length);
});
