import { insertRows } from '../database/bulk';
import { execute, rows } from '../database/database';
import { list, sql } from '../database/sql';
import { TABLES } from '../import/tables';
import type { Values } from '../import/values';
import type { Resource } from '../microsoft-graph/resources';
import type { ObjectTables, Slice } from '../sync/changes';
import { objectOf } from '../sync/parts';
import { type Live, reconcile, reconcileSlices } from '../sync/reconcile';
import type { Spool } from '../sync/spool';
import type { Among, Stage, Staged } from '../sync/stage';
import { removeObjects } from '../sync/sync-run';
import { revokeUsers } from '../sync/unread-rights';
import { checkSubscriptions, problemsOf } from '../sync/writing';
import { devicesGone, groupIdsIn, idsIn, RESOURCES_OF, type RefreshedKind } from './user-reading';

/*
 * Writes the data of one user. Only rows of the user and of the user's devices are removed, and only if the part of
 * Microsoft Graph that they come from was read completely.
 */

/** The data of a kind, and its target. */
interface UserWriting {
  readonly kind: RefreshedKind;
  readonly userId: string;
  readonly spool: Spool;
  readonly stage: Stage;
  readonly values: Values;
  readonly live: Live;
  /** The resources that could not be read, and why. */
  readonly lost: ReadonlyMap<Resource, string>;
}

type Filled = UserWriting & { readonly staged: Staged };

/** The text of a property of each object in the pages of a resource, in lower case. */
async function textsIn(spool: Spool, resource: Resource, ...names: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for await (const { value } of spool.read(resource)) {
    for (const name of names) {
      const text = (value as Readonly<Record<string, unknown>> | null)?.[name];
      if (typeof text === 'string') found.add(text.toLowerCase());
    }
  }
  return [...found];
}

/** The users and devices that the records of the user may refer to. */
async function among({ kind, spool, userId }: UserWriting): Promise<Among> {
  const devices = await idsIn(spool, 'managedDevices');
  if (kind === 'MANAGED_DEVICES') return { users: [userId, ...(await textsIn(spool, 'managedDevices', 'userId'))] };
  if (kind !== 'APP_PROTECTION') return { devices };
  const named = await textsIn(spool, 'managedAppRegistrations', 'managedDeviceId', 'azureADDeviceId');
  return { users: [userId], devices: [...devices, ...named] };
}

const UPDATED = { removesAbsent: false } as const;

/** Writes objects, and removes none. */
async function put({ staged, live }: Filled, ...tables: readonly ObjectTables[]): Promise<void> {
  for (const each of tables) await reconcile(staged.db, live, each, UPDATED);
}

/** Writes the rows of some parents. Removes those that are gone, if every record could be read. */
async function putSlices(
  { staged, live }: Filled,
  tables: ObjectTables,
  slice: Slice,
  parents: readonly string[],
): Promise<void> {
  await reconcileSlices(staged.db, live, tables, slice, parents, { removesAbsent: staged.setAside.length === 0 });
}

/** The devices whose parts of a resource were read. */
const partsIn = async ({ spool }: UserWriting, resource: Resource): Promise<string[]> =>
  (await spool.parentsRead(resource)).map((parent) => objectOf(resource, parent));

async function writeUser(filled: Filled): Promise<void> {
  const { staged, live, userId } = filled;
  await put(filled, { root: 'skus' }, { root: 'users', children: { userSearch: 'user_id', userLicenses: 'user_id' } });
  // A record that cannot be read grants nothing.
  if (staged.setAside.some(({ resource }) => resource === 'users')) await revokeUser(live, userId);
}

/** Clears the account state: a user who cannot be read cannot sign in. */
export const revokeUser = (live: Live, userId: string): Promise<void> =>
  live.write((trx) => revokeUsers(trx, trx, { ids: [userId], isAnybody: false, isFull: false }));

/** Writes the direct memberships of the user in the groups that the database has from Microsoft Graph. */
async function writeMemberships({ live, spool, userId, lost }: UserWriting): Promise<void> {
  if (lost.has('groupMembers')) return;
  const ids = await groupIdsIn(spool);
  await live.write(async (trx) => {
    await execute(
      trx,
      sql`DELETE FROM group_members WHERE kind = 'USER' AND member_id = ${userId} AND group_id NOT IN ${list(ids)}
        AND group_id IN (SELECT id FROM groups WHERE origin = 'INTUNE')`,
    );
    const known = await rows<{ id: string }>(
      trx,
      sql`SELECT id FROM groups WHERE origin = 'INTUNE' AND id IN ${list(ids)} ORDER BY id`,
    );
    const memberships = known.map(({ id }) => ({ group_id: id, kind: 'USER', member_id: userId }));
    await insertRows(trx, 'group_members', TABLES.groupMembers.columns, memberships, 'DO NOTHING');
  });
}

async function writeDevices(filled: Filled): Promise<void> {
  const { live, spool } = filled;
  await removeObjects(live, 'devices', devicesGone(spool), false);
  await put(filled, { root: 'devices', children: { deviceSearch: 'device_id', deviceLogons: 'device_id' } });
  const slice = { column: 'device_id', resource: 'managedDeviceDetails' } as const;
  await putSlices(filled, { root: 'deviceActions' }, slice, await partsIn(filled, slice.resource));
}

async function writePolicyStates(filled: Filled): Promise<void> {
  const tables = { root: 'policyStates', children: { policySettingStates: 'state_id' } } as const;
  for (const [kind, resource] of [
    ['COMPLIANCE', 'deviceCompliancePolicyStates'],
    ['CONFIGURATION', 'deviceConfigurationStates'],
  ] as const) {
    await putSlices(filled, tables, { column: 'device_id', kind, resource }, await partsIn(filled, resource));
  }
}

async function writeAppStates(filled: Filled): Promise<void> {
  const { staged, live } = filled;
  const slice = { column: 'device_id', resource: 'mobileAppIntentAndStates' } as const;
  const devices = await partsIn(filled, slice.resource);
  // The list of a user lacks apps that the report of an app has, so remove none.
  await reconcileSlices(staged.db, live, { root: 'appInstallStates' }, slice, devices, UPDATED);
}

async function writeAppProtection(filled: Filled): Promise<void> {
  const { userId, lost } = filled;
  // The states of a user come from policies, targeting and registrations together.
  if (lost.size > 0 || (await filled.spool.parentsRead('userManagedAppPolicies')).length === 0) return;
  await put(filled, { root: 'appProtectionPolicies', children: { appProtectionAssignments: 'policy_id' } });
  const slice = { column: 'user_id', resource: 'managedAppRegistrations' } as const;
  await putSlices(filled, { root: 'userAppProtectionPolicies' }, slice, [userId]);
  const states = { root: 'appProtections', children: { appProtectionStatePolicies: 'state_id' } } as const;
  await putSlices(filled, states, slice, [userId]);
}

const WRITERS: Readonly<Record<Exclude<RefreshedKind, 'GROUPS'>, (filled: Filled) => Promise<void>>> = {
  USERS: writeUser,
  MANAGED_DEVICES: writeDevices,
  POLICY_STATES: writePolicyStates,
  APP_INSTALL_STATES: writeAppStates,
  APP_PROTECTION: writeAppProtection,
};

/**
 * Writes the user's part of a kind.
 * @returns why a part could not be read or written; empty if everything was
 */
export async function writeKindOfUser(writing: UserWriting): Promise<string[]> {
  const { kind, spool, stage, values, live, lost } = writing;
  const problems = [
    ...problemsOf(lost),
    ...RESOURCES_OF[kind].flatMap((resource) =>
      // A device that is gone is removed, which is no problem.
      spool.reached(resource).lost.flatMap((part) => (resource === 'managedDevices' && part.isGone ? [] : part.reason)),
    ),
  ];
  if (kind === 'GROUPS') {
    await writeMemberships(writing);
    return problems;
  }
  const staged = await stage.fill(kind, spool, values, live.primary, await among(writing));
  checkSubscriptions(staged.setAside);
  await WRITERS[kind]({ ...writing, staged });
  return [...problems, ...staged.setAside.map(({ resource, reason }) => `A record of ${resource} ${reason}.`)];
}
