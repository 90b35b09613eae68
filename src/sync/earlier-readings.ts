import type { Knex } from 'knex';
import { type Db, rows } from '../database/database';
import { list, sql } from '../database/sql';
import type { AppIntent, Platform, PolicyState } from '../generated/graphql';
import type { KnownIntents } from '../import/app-install-states';
import type { Policies, ProtectedApp, Targeting } from '../import/app-protection';
import { type Apps, appsAmong } from '../import/apps';
import type { Profile } from '../import/configurations';
import type { Run } from '../import/run';
import * as shapes from '../import/shapes';
import { TABLES } from '../import/tables';
import type { KnownAssignments, PlansBySku, SkuAssignment } from '../import/users';
import { putRows, type Row, rowKeyOf } from '../import/writer';
import { PROTECTION_LISTS } from '../microsoft-graph/protection-resources';
import type { Resource } from '../microsoft-graph/resources';
import { addTo } from '../resolving/grouping';
import { nextRows, rowsByKey, rowsOf } from './changes';

/*
 * Data of earlier syncs, for the resources that this sync does not read.
 */

/** All apps, for resources that refer to them. */
export async function knownApps(live: Db): Promise<Apps> {
  const found = await rows<{ id: string; name: string | null; platform: string; identifier: string | null }>(
    live,
    sql`SELECT id, display_name AS name, platform, identifier FROM apps ORDER BY id`,
  );
  return appsAmong(found);
}

/** All configuration profiles, for resources that cannot be read this time. */
export function knownProfiles(live: Db): Promise<Profile[]> {
  return rows(
    live,
    sql`SELECT id, display_name AS "displayName", profile_type AS type FROM policies
      WHERE kind = 'CONFIGURATION' ORDER BY id`,
  );
}

/** How licences were assigned, where they failed or came from a group, by user and SKU. */
export async function knownLicenseAssignments(live: Db): Promise<KnownAssignments> {
  const told = await rows<SkuAssignment & { userId: string; skuId: string }>(
    live,
    sql`SELECT DISTINCT user_id AS "userId", sku_id AS "skuId", error, assigned_by_group AS "groupId" FROM user_licenses
      WHERE error IS NOT NULL OR assigned_by_group IS NOT NULL ORDER BY user_id, sku_id`,
  );
  const found = new Map<string, Map<string, SkuAssignment>>();
  for (const { userId, skuId, error, groupId } of told) {
    found.set(userId, (found.get(userId) ?? new Map<string, SkuAssignment>()).set(skuId, { error, groupId }));
  }
  return found;
}

/** The Intune plans by SKU, for SKUs that at least one user has. */
export async function knownPlans(live: Db): Promise<PlansBySku> {
  const found = await rows<{ skuId: string; planId: string }>(
    live,
    sql`SELECT DISTINCT sku_id AS "skuId", plan_id AS "planId" FROM user_licenses WHERE sku_id <> ''
      ORDER BY sku_id, plan_id`,
  );
  const plans = new Map<string, string[]>();
  for (const { skuId, planId } of found) addTo(plans, skuId, planId);
  return plans;
}

/** The intents and versions of an app, by `device/user`. */
export const knownIntents =
  (live: Db): KnownIntents =>
  async (appId) => {
    const found = await rows<{ key: string; intent: AppIntent; version: string | null }>(
      live,
      sql`SELECT device_id || '/' || user_id AS key, intent, version FROM app_install_states WHERE app_id = ${appId}`,
    );
    return new Map(found.map(({ key, intent, version }) => [key, { intent, version }]));
  };

/** The lists that an app protection policy of this platform can be in. */
export function protectionListsOf(platform: unknown): readonly Resource[] {
  const list = (PROTECTION_LISTS as Readonly<Record<string, Resource>>)[String(platform)];
  return list === undefined ? Object.values(PROTECTION_LISTS) : [list];
}

/** The app protection policies whose list, or whose record, could not be read. They protect the apps that users lack. */
export const knownProtection =
  (run: Run, live: Db) =>
  async (read: Policies): Promise<Policies> => {
    const all = await rows<{ id: string; platform: Platform }>(
      live,
      sql`SELECT id, platform FROM app_protection_policies ORDER BY id`,
    );
    const isUnread = ({ id, platform }: { id: string; platform: Platform }) =>
      protectionListsOf(platform).some((resource) => !run.isRead(resource) || run.isSetAside(resource, id));
    const unread = all.flatMap((policy) => (read.has(policy.id) || !isUnread(policy) ? [] : [policy.id]));
    if (unread.length === 0) return new Map();
    // The id of the state of an app that a user has not registered is `user/platform/identifier`.
    const found = await rows<{ policyId: string; platform: Platform; name: string | null; key: string }>(
      live,
      sql`SELECT DISTINCT x.policy_id AS "policyId", s.platform, s.app_name AS name,
        SUBSTR(s.id, LENGTH(s.user_id) + 2) AS key
      FROM app_protection_state_policies x JOIN app_protections s ON s.id = x.state_id
      WHERE x.policy_id IN ${list(unread)} AND s.state = 'NOT_CHECKED_IN'
        AND SUBSTR(s.id, 1, LENGTH(s.user_id) + 1) = s.user_id || '/'
      ORDER BY "policyId", key`,
    );
    const policies = new Map<string, ProtectedApp[]>(unread.map((id) => [id, []]));
    for (const { policyId, platform, name, key } of found) {
      const identifier = key.slice(platform.length + 1);
      addTo(policies, policyId, { identifier, platform, name: name ?? identifier });
    }
    return policies;
  };

/** The app protection policies of each user for whom they are not read this time. */
export async function knownTargeting(run: Run, live: Db): Promise<Targeting[]> {
  const found = await rows<Targeting>(
    live,
    sql`SELECT user_id AS "userId", policy_id AS "policyId" FROM user_app_protection_policies
      WHERE user_id IN ${list([...run.known.users])} ORDER BY user_id, policy_id`,
  );
  return found.filter(({ userId }) => !run.isRead('userManagedAppPolicies', userId));
}

/** Keeps the assignments of endpoint security policies whose assignments were not read this time. */
export async function keepAssignments(run: Run, staged: Knex, live: Db): Promise<void> {
  const { policyAssignments } = TABLES;
  const baselines = await rows<{ id: string }>(
    staged,
    sql`SELECT id FROM policies WHERE profile_type = 'ENDPOINT_SECURITY'
      AND NOT EXISTS (SELECT 1 FROM policy_assignments x WHERE x.policy_id = policies.id)`,
  );
  const unread = baselines.map(({ id }) => id).filter((id) => !run.isRead('intentAssignments', id));
  // Skip endpoint security of the settings catalog: its assignments come with the profile.
  const intents = new Set<string>();
  for await (const { object } of run.read('intents', shapes.Reference)) intents.add(run.values.id(object.id) ?? '');
  const kept = unread.filter((id) => intents.has(id));
  await putRows(staged, policyAssignments, await rowsOf(live, policyAssignments, 'policy_id', kept));
}

// Rows per query.
const LOOKED_UP = 500;

/** Keeps the notes of devices. @param unread the devices whose details were not read: a list of devices has no notes */
export async function keepNotes(staged: Knex, live: Db, unread: readonly string[]): Promise<void> {
  const { devices } = TABLES;
  for (let from = 0; from < unread.length; from += LOOKED_UP) {
    const before = await rowsOf(live, devices, 'id', unread.slice(from, from + LOOKED_UP));
    const notes = new Map(before.flatMap(({ id, notes: text }) => (text === null ? [] : [[id, text]])));
    const now = await rowsOf(staged, devices, 'id', [...notes.keys()].map(String));
    const kept = now.map((row) => ({ ...row, notes: row['notes'] ?? notes.get(row['id'] ?? null) ?? null }));
    await putRows(staged, devices, kept);
  }
}

/** Keeps the error codes and versions that an earlier report gave, for apps in the same state. */
export async function keepCodes(staged: Knex, live: Db): Promise<void> {
  const spec = TABLES.appInstallStates;
  for (let after: Row | null = null; ; ) {
    const found: Row[] = await nextRows(staged, spec, after, LOOKED_UP);
    if (found.length === 0) return;
    after = found.at(-1) ?? null;
    const devices = [...new Set(found.map((row) => String(row['device_id'])))];
    const before = rowsByKey(spec, await rowsOf(live, spec, 'device_id', devices));
    const kept = found.map((row) => {
      const known = before.get(rowKeyOf(spec, row));
      if (known === undefined || known['state'] !== row['state']) return row;
      const { error_code = null, version = null } = known;
      return { ...row, error_code: row['error_code'] ?? error_code, version: row['version'] ?? version };
    });
    await putRows(staged, spec, kept);
  }
}

/**
 * Keeps the settings of an earlier sync for states that are unchanged and whose settings were not read this time.
 * @param unread the states without settings, by row id
 */
export async function keepSettings(staged: Knex, live: Db, unread: ReadonlyMap<string, PolicyState>): Promise<void> {
  const { policyStates, policySettingStates } = TABLES;
  const ids = [...unread.keys()];
  for (let from = 0; from < ids.length; from += LOOKED_UP) {
    const before = (await rowsOf(live, policyStates, 'id', ids.slice(from, from + LOOKED_UP))).filter(
      (row) => row['settings_read'] === 1 && row['state'] === unread.get(String(row['id'])),
    );
    const kept = new Map(before.map((row) => [String(row['id']), row]));
    const now = (await rowsOf(staged, policyStates, 'id', [...kept.keys()])).map((row) => {
      const { error_code = null, error_description = null } = kept.get(String(row['id'])) ?? {};
      return { ...row, error_code, error_description, settings_read: 1 };
    });
    await putRows(staged, policyStates, now);
    await putRows(staged, policySettingStates, await rowsOf(live, policySettingStates, 'state_id', [...kept.keys()]));
  }
}
