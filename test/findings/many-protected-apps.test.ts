import { needed } from '../support/needed';
import { NOW, type Service, startService } from '../support/service';

/* A user with more protected apps, and more failed enrolments, than findings look at. */

const AS = 'helpdesk@contoso.example';
const UPN = 'zoe.bernard@contoso.example';
const DAY_MS = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS).toISOString();

let service: Service;
let userId = '';
beforeAll(async () => {
  service = await startService();
  await service.database.write(async (trx) => {
    userId = (await needed(trx('users').where('upn_key', UPN).select('id'))).id;
    await trx('app_protections').where('user_id', userId).delete();
    await trx('enrollment_failures').where('user_id', userId).delete();
    const policy: string = await needed(trx('app_protection_policies').pluck('id'));
    await trx('user_app_protection_policies').where('user_id', userId).delete();
    await trx('user_app_protection_policies').insert({ user_id: userId, policy_id: policy });
  });
});
afterAll(() => service.stop());

/** Rows of protected apps, as an import writes them: those that never checked in come before the others. */
const protect = (count: number, row: object) =>
  service.database.write(async (trx) => {
    const before = await trx('app_protections').where('user_id', userId).pluck('id');
    for (let i = 0; i < count; i++) {
      const name = `App ${before.length + i}`;
      await trx('app_protections').insert({
        ...{ id: `protected-${before.length + i}`, user_id: userId, app_name: name, name_key: name.toLowerCase() },
        ...{ state: 'NOT_CHECKED_IN', severity: 0, device_name: null, device_type: null, platform: 'ANDROID' },
        ...{ flagged_reasons: '[]', last_sync_at: null, device_id: null },
        ...row,
      });
    }
  });

interface Report {
  readonly nodes: readonly { readonly rule: string }[];
  readonly normal: readonly { readonly rule: string }[];
  readonly notChecked: readonly { readonly rules: readonly string[]; readonly reason: string; readonly text: string }[];
}

async function report(upn = UPN): Promise<Report> {
  const query = `query ($upn: String!) { user(userPrincipalName: $upn) { findings {
    nodes { rule } normal { rule } notChecked { rules reason text } } } }`;
  const { data, errors } = await service.ask(query, { as: AS, variables: { upn } });
  expect(errors).toEqual([]);
  return data.user.findings;
}

const rulesIn = ({ nodes, normal }: Report) => [...nodes, ...normal].map(({ rule }) => rule);
const truncated = ({ notChecked }: Report) =>
  notChecked.flatMap(({ reason, text, rules }) => (reason === 'TRUNCATED' ? [{ text, rules }] : []));

test('a hundred protected apps are all looked at, and none of them was used', async () => {
  await protect(100, {});
  const page = await report();

  expect(rulesIn(page)).toContain('MAM_NOT_USED');
  expect(truncated(page)).toEqual([]);
});

describe('with one more that never checked in', () => {
  beforeAll(() => protect(1, {}));

  test('nobody claims that no app was used, and the report says why', async () => {
    const page = await report();

    expect(rulesIn(page)).not.toContain('MAM_NOT_USED');
    expect(truncated(page)).toEqual([
      {
        text: 'Of this user’s protected apps, only 100 were looked at: those with a flag first, then those that have reported.',
        rules: ['ROOTED_OR_JAILBROKEN', 'NO_INTUNE_LICENCE', 'MAM_STOPPED', 'MAM_NOT_USED', 'NO_DEVICE'],
      },
    ]);
  });

  test('a phone that is rooted, and an app that stopped, are findings before all that never reported', async () => {
    const checkedIn = { state: 'CHECKED_IN', severity: 1 };
    await protect(1, { ...checkedIn, device_name: 'Old phone', last_sync_at: daysAgo(40) });
    await protect(1, {
      ...{ ...checkedIn, device_name: 'Rooted phone', last_sync_at: daysAgo(1) },
      flagged_reasons: '["ROOTED_DEVICE"]',
    });

    expect(rulesIn(await report())).toEqual(expect.arrayContaining(['ROOTED_OR_JAILBROKEN', 'MAM_STOPPED']));
  });

  test('so is a flag among very many apps that have reported', async () => {
    await protect(101, { device_name: 'Busy phone', last_sync_at: daysAgo(1) });

    expect(rulesIn(await report())).toContain('ROOTED_OR_JAILBROKEN');
  });

  test('the page of several users looks at the same apps', async () => {
    const { data } = await service.ask(
      '{ users(first: 60) { nodes { userPrincipalName findings { nodes { rule } } } } }',
      {
        as: AS,
      },
    );
    const own = data.users.nodes.find(
      ({ userPrincipalName }: { userPrincipalName: string }) => userPrincipalName === UPN,
    );

    expect(own.findings.nodes.map(({ rule }: { rule: string }) => rule)).toContain('ROOTED_OR_JAILBROKEN');
  });
});

test('of more than twenty failed enrolments the report says that only the newest were looked at', async () => {
  const fail = (count: number) =>
    service.database.write(async (trx) => {
      const failure = await needed(trx('enrollment_failures'));
      for (let i = 0; i < count; i++) {
        const id = `failed-${count}-${i}`;
        await trx('enrollment_failures').insert({ ...failure, id, user_id: userId, occurred_at: daysAgo(1 + i / 100) });
      }
    });
  const texts = async () => truncated(await report()).filter(({ text }) => text.includes('failed enrolments'));
  await fail(20);
  expect(await texts()).toEqual([]);
  await fail(1);

  expect(await texts()).toEqual([
    {
      text: 'Only the newest 20 failed enrolments of this user were looked at.',
      rules: ['NO_INTUNE_LICENCE', 'APPLE_PUSH_EXPIRED', 'DEVICE_LIMIT_REACHED', 'ENROLMENT_BLOCKED'],
    },
  ]);
});
