import type { DeviceRow } from '../../src/device/store';
import { type Arm, candidatePage } from '../../src/findings/candidate-page';
import type { Candidates } from '../../src/findings/candidates';
import { createClock } from '../../src/findings/clock';
import type { Firing } from '../../src/findings/engine';
import { findingsOn } from '../../src/findings/report';
import { RULES } from '../../src/findings/rule-list';
import { inContext } from '../../src/graph/request';
import { importTenant } from '../../src/import/import';
import type { Context } from '../../src/resolving/context';
import type { UserRow } from '../../src/user/store';
import { fromSeed } from '../oracle/world';
import { cases } from '../support/amount';
import { needed } from '../support/needed';
import { asImport, NOW, requestOf, type Service, startService } from '../support/service';
import { tenantWith } from './people';
import { drawPerson, SCENARIOS } from './scenarios';

/*
 * Every firing of a rule is about one of the rule's candidates, so that the list of all findings misses none.
 */

const DAY_MS = 24 * 60 * 60 * 1000;
const AS = 'helpdesk@contoso.example';

/** The candidates of every rule, as `RULE KIND id`. */
async function candidatesOf(context: Context, withInfo: boolean): Promise<Set<string>> {
  const clock = createClock(context.now);
  const arms = RULES.flatMap(({ candidates }, rank): Arm[] => {
    if (candidates === 'TENANT') return [];
    const all = candidates({ clock, thresholds: context.findings.thresholds, withInfo });
    const kinds: readonly Candidates['of'][] = ['DEVICE', 'USER'];
    return kinds.flatMap((kind) => {
      const sources = all.filter(({ of }) => of === kind);
      return sources.length === 0 ? [] : [{ rank, kind, sources, reached: [], after: null }];
    });
  });
  const scope = context.viewer.scopeOf('MANAGED_DEVICES_READ');
  const scopes = { users: scope, devices: scope, apps: scope, protections: scope };
  const found = await candidatePage(context.snapshot, scopes, { arms, most: 1_000_000 });
  return new Set(found.map(({ rank, kind, id }) => `${RULES[rank]?.id} ${kind} ${id}`));
}

const idOf = ({ row }: { readonly row: object }) => (row as { readonly id: string }).id;

/** The candidates that a firing on a page may have: its devices, or else the user. */
function placesOf({ rule, on }: Firing, user: UserRow | null): string[] {
  const devices = on.map((device) => `${rule.id} DEVICE ${idOf(device)}`);
  return user === null ? devices : [...devices, `${rule.id} USER ${user.id}`];
}

interface Missed {
  readonly firings: number;
  readonly rules: ReadonlySet<string>;
  readonly missed: readonly string[];
}

/** The firings on all pages that are about no candidate. */
async function missedAt(service: Service, now: Date): Promise<Missed> {
  const request = { ...(await requestOf(service, AS)), now: now.toISOString() };
  return inContext(request, async (context) => {
    const [all, wanted] = [await candidatesOf(context, true), await candidatesOf(context, false)];
    const users: { id: string }[] = await service.database.primary('users').select('id');
    const devices: { id: string }[] = await service.database.primary('devices').select('id');
    const rows = [
      ...(await Promise.all(users.map(({ id }) => context.loaders.userById.load(id)))),
      ...(await Promise.all(devices.map(({ id }) => context.loaders.deviceById.load(id)))),
    ].flatMap((row) => row ?? []);
    const judged = await Promise.all(
      rows.map(async (row) => {
        const isUser = 'userPrincipalName' in row;
        const { run } = await findingsOn(
          context,
          isUser ? { of: 'USER', row } : { of: 'DEVICE', row: row as DeviceRow },
        );
        return run.firings.map((firing) => ({ firing, user: isUser ? row : null }));
      }),
    );
    const firings = judged
      .flat()
      .filter(({ firing: { rule } }) => rule.isRemark !== true && rule.candidates !== 'TENANT');
    const isMissed = ({ firing, user }: (typeof firings)[number]) => {
      const places = placesOf(firing, user);
      const isRemark = firing.severity === 'INFO';
      return !places.some((place) => all.has(place) && (isRemark || wanted.has(place)));
    };
    return {
      firings: firings.length,
      rules: new Set(firings.map(({ firing }) => firing.rule.id)),
      missed: firings.filter(isMissed).map(({ firing }) => `${firing.severity} ${firing.key}`),
    };
  });
}

/** The rules that fired on some page. */
const fired = new Set<string>();

describe('on the demo tenant', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  test.each([0, 1, 5, 40])('%i days later, each firing is about a candidate', async (days) => {
    const { firings, rules, missed } = await missedAt(service, new Date(NOW.getTime() + days * DAY_MS));
    for (const rule of rules) fired.add(rule);
    expect(missed).toEqual([]);
    // After a week without a sync the facts are too old for any rule.
    if (days > 7) return;
    expect(firings).toBeGreaterThan(100);
    expect(rules.size).toBeGreaterThan(40);
  });
});

test('an Entra object that is not the newest of its device makes no candidate', async () => {
  const service = await startService();
  const request = await requestOf(service, AS);
  const candidates = () => inContext(request, (context) => candidatesOf(context, true));
  const before = await candidates();
  await service.database.write(async (trx) => {
    const known: string[] = await trx('entra_devices').distinct('device_id').pluck('device_id');
    for (const compliance of ['COMPLIANT', 'NONCOMPLIANT'] as const) {
      const old = { join_type: 'NOT_REGISTERED' as const, compliance, registered_at: '' };
      const rows = known.map((device_id) => ({ ...old, id: `old ${compliance} ${device_id}`, device_id }));
      await trx('entra_devices').insert(rows);
    }
  });
  const after = await candidates();
  await service.stop();

  expect([...after].filter((place) => !before.has(place))).toEqual([]);
  expect(after.size).toBe(before.size);
});

test('only a device that a policy includes is a candidate for what keeps the policy from it', async () => {
  const service = await startService();
  const ofPerson = service.database.primary('devices').where('platform', 'IOS').whereNotNull('user_id').orderBy('id');
  const id: string = await needed(ofPerson.clone().pluck('id'));
  const userId: string = await needed(ofPerson.clone().pluck('user_id'));
  const named = (name: string) => ({ id: name, display_name: name, name_key: name });
  await asImport(service, async (trx) => {
    for (const name of ['in', 'out']) {
      await trx('groups').insert({
        ...named(name),
        membership_type: 'ASSIGNED',
        security_enabled: 1,
        origin: 'INTUNE',
      });
      await trx('group_ancestors').insert({ group_id: name, ancestor_id: name });
    }
    await trx('group_members').insert({ group_id: 'out', kind: 'USER', member_id: userId });
    const model = await trx('policies').where('kind', 'CONFIGURATION').first();
    await trx('policies').insert({ ...model, ...named('vpn'), profile_type: 'VPN', platform: 'IOS' });
    const assigned = { policy_id: 'vpn', target: 'GROUP', filter_mode: 'NONE' } as const;
    await trx('policy_assignments').insert([
      { ...assigned, ordinal: 0, group_id: 'in', excluded: 0 },
      { ...assigned, ordinal: 1, group_id: 'out', excluded: 1 },
    ]);
    await trx('policy_states').where({ device_id: id, profile_type: 'VPN' }).delete();
  });
  const found = async () =>
    inContext(await requestOf(service, AS), async (context) => {
      const row = await context.loaders.deviceById.load(id);
      const { run } = await findingsOn(context, { of: 'DEVICE', row: row as DeviceRow });
      const isCandidate = (await candidatesOf(context, false)).has(`PROFILE_NOT_REACHING DEVICE ${id}`);
      return [run.firings.filter(({ key }) => key.startsWith('PROFILE_NOT_REACHING')).length, isCandidate];
    });
  const set = (change: object) =>
    asImport(service, (trx) => trx('policy_assignments').where({ policy_id: 'vpn', ordinal: 0 }).update(change));
  const answers = [await found()];
  for (const target of ['ALL_DEVICES', 'ALL_USERS'] as const) {
    await set({ target, group_id: null });
    answers.push(await found());
  }
  await set({ target: 'GROUP', group_id: 'in' });
  await asImport(service, (trx) => trx('group_members').insert({ group_id: 'in', kind: 'USER', member_id: userId }));
  answers.push(await found());
  await service.stop();

  expect(answers).toEqual([
    [0, false],
    [1, true],
    [1, true],
    [1, true],
  ]);
});

test('each firing on users with one fault each is about a candidate too', async () => {
  const service = await startService({ demo: false });
  const people = Array.from({ length: cases(400, 90) }, (_, i) =>
    fromSeed(i + 1, (draw) => drawPerson(draw, SCENARIOS[i % SCENARIOS.length] ?? null)),
  );
  const source = await tenantWith(people.map(({ person }) => person));
  await importTenant(service.database.writer, { source, now: NOW });
  const { firings, missed } = await missedAt(service, NOW);
  await service.stop();

  expect(missed).toEqual([]);
  expect(firings).toBeGreaterThan(people.length / 2);
}, 300_000);

test('every rule with candidates fired on some page of the demo tenant, so that each was compared', () => {
  const compared = RULES.filter(({ candidates, isRemark }) => candidates !== 'TENANT' && isRemark !== true);

  expect(compared.map(({ id }) => id).filter((id) => !fired.has(id))).toEqual([]);
});
