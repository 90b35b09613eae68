import { raw, sql } from '../../database/sql';
import { DAY_MS, daysBefore } from '../../resolving/days';
import { groupsOf } from '../../resolving/grouping';
import { usersWithProtectedApp } from '../candidates';
import { PROTECTION_NEWS_DAYS } from '../constants';
import type { AppProtectionFacts } from '../facts';
import { calledDevice, calledThing, calledUser, namesOnce } from '../naming';
import type { Draft, PageRule, StepOf, TextValue } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';

const byDevice = (apps: readonly AppProtectionFacts[]): Map<string, AppProtectionFacts[]> =>
  groupsOf(apps, ({ deviceName }) => deviceName ?? '');

const calledApps = (apps: readonly AppProtectionFacts[]): TextValue[] =>
  namesOnce(apps.map(({ appName }) => calledThing(appName, 'APP')));

const EACH: StepOf = { ...STEPS.user, text: 'EACH' };
const SOME: StepOf = { ...STEPS.user, text: 'SOME' };

export const mamStopped: PageRule = {
  id: 'MAM_STOPPED',
  about: 'USER',
  severity: 'WARNING',
  confidence: 'LIKELY',
  topics: ['ACCESS', 'APPS'],
  reads: { User: 'appProtectionStates', AppProtectionState: 'appName deviceName lastSyncAt platform' },
  unproven: true,
  steps: [STEPS.user],
  otherSteps: [EACH],
  candidates: ({ clock, thresholds }) => [
    usersWithProtectedApp(sql`t.last_sync_at <= ${clock.ago(thresholds.protectionDays * DAY_MS)}`),
  ],
  *find({ user, clock, thresholds }): Iterable<Draft> {
    const all = user?.appProtectionStates ?? [];
    // Without a policy that applies an app is not checked in, and reports all the same.
    const reports = (app: AppProtectionFacts) =>
      clock.hasPassed(app.lastSyncAt) && !clock.hasPassed(app.lastSyncAt, PROTECTION_NEWS_DAYS * DAY_MS);
    // One statement for each device, not for each app.
    for (const [deviceName, apps] of byDevice(all)) {
      const stopped = apps.filter(({ lastSyncAt }) => clock.hasPassed(lastSyncAt, thresholds.protectionDays * DAY_MS));
      const byReport = [...stopped].sort((a, b) => ((a.lastSyncAt ?? '') < (b.lastSyncAt ?? '') ? -1 : 1));
      const [first] = byReport;
      // Since the newest of their reports, none has reported.
      const lastSyncAt = byReport.at(-1)?.lastSyncAt ?? null;
      if (first === undefined || lastSyncAt === null) continue;
      const names = calledApps(stopped);
      const isSeveral = names.length > 1;
      // The user uses other apps here, or a newer phone.
      const isElsewhere = all.some((app) => reports(app) && app.platform === first.platform);
      yield {
        subject: first,
        about: deviceName,
        ...(isSeveral && { variant: 'SEVERAL', steps: [EACH] }),
        severity: isElsewhere ? 'INFO' : 'WARNING',
        since: lastSyncAt,
        // Only then had it stopped.
        onset: daysBefore(-thresholds.protectionDays, lastSyncAt),
        count: stopped.length,
        values: {
          app: { list: names },
          device: calledDevice(first),
          lastSyncAt: { date: lastSyncAt },
        },
        more: isElsewhere ? [isSeveral ? 'THESE_ELSEWHERE' : 'ELSEWHERE'] : [],
        evidence: stopped.flatMap((app) => evidence(app, 'appName', 'deviceName', 'lastSyncAt')),
      };
    }
  },
};

export const mamNotUsed: PageRule = {
  id: 'MAM_NOT_USED',
  about: 'USER',
  severity: 'INFO',
  confidence: 'CERTAIN',
  topics: ['ACCESS', 'APPS'],
  reads: {
    User: 'displayName userPrincipalName appProtectionStates appProtectionPolicies',
    AppProtectionState: 'appName state lastSyncAt platform',
  },
  claimsAbsence: ['User.appProtectionStates'],
  steps: [STEPS.user],
  otherSteps: [SOME],
  candidates: () => [{ of: 'USER', from: raw('user_app_protection_policies o'), id: 'o.user_id', where: raw('TRUE') }],
  *find({ user }): Iterable<Draft> {
    if (user === null || user.appProtectionPolicies === 0) return;
    const apps = user.appProtectionStates;
    const targeted = { coordinate: 'User.appProtectionPolicies', value: String(user.appProtectionPolicies) };
    const [own] = evidence(user, 'userPrincipalName');
    const proof = own === undefined ? [] : [{ ...own, ...targeted }];
    const used = new Set(apps.filter(({ lastSyncAt }) => lastSyncAt !== null).map(({ platform }) => platform));
    // A sync without a policy that applies shows use as well.
    if (!apps.some(({ state, lastSyncAt }) => state === 'CHECKED_IN' || lastSyncAt !== null)) {
      yield { subject: user, values: { user: calledUser(user) }, evidence: proof };
      return;
    }
    // Where nothing of the user has ever reported, there is no phone of that platform.
    const idle = apps.filter(
      ({ state, lastSyncAt, platform }) => state === 'NOT_CHECKED_IN' && lastSyncAt === null && used.has(platform),
    );
    if (idle.length === 0) return;
    yield {
      subject: user,
      variant: 'SOME',
      count: idle.length,
      values: {
        user: calledUser(user),
        app: { list: calledApps(idle) },
      },
      steps: [SOME],
      evidence: [...proof, ...idle.flatMap((app) => evidence(app, 'appName', 'state'))],
    };
  },
};
