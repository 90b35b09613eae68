import type { Knex } from 'knex';
import { type Db, rows } from '../database/database';
import { compareText, nameKey } from '../database/folding';
import { list, sql } from '../database/sql';
import { meansSuccess } from '../failure/catalogue';
import type { PolicyState } from '../generated/graphql';
import { policyStateKey, SEVERITY } from '../import/policies';
import type { Run } from '../import/run';
import {
  FAILED,
  REPORTED_KINDS,
  type ReportedKind,
  type ReportedState,
  readReportedStates,
  STATE_REPORTS,
} from '../import/state-reports';
import { TABLES } from '../import/tables';
import { createValues, NO_USER } from '../import/values';
import { putRows, type Row } from '../import/writer';
import { DAY_MS } from '../resolving/days';
import { byParent, rowsOf } from './changes';
import { patientReader } from './patient-reader';
import type { Spool } from './spool';

/*
 * Stages the failed states that reports name, for devices whose states this sync does not read one by one.
 */

// Devices per query.
const LOOKED_UP = 500;
// A report can lag behind, so for so long it does not overrule the states that were read from the device itself.
const OVERRULED_AFTER_MS = DAY_MS;

/**
 * True if a report may overrule the states that were read by device: never read, read before the device's last check-in,
 * or long ago.
 */
export function isOverruled(readAt: string | null, hasCheckedIn: boolean, now: Date): boolean {
  return readAt === null || hasCheckedIn || Date.parse(readAt) < now.getTime() - OVERRULED_AFTER_MS;
}

/** The rows of a state and of its settings. */
interface Staged {
  readonly state: Row;
  readonly settings: readonly Row[];
}

interface PolicyName {
  readonly displayName: string | null;
  readonly profileType: string | null;
}

type PolicyNames = ReadonlyMap<string, PolicyName>;

async function policyNames(staged: Db, live: Db): Promise<PolicyNames> {
  const query = sql`SELECT id, display_name AS "displayName", profile_type AS "profileType" FROM policies`;
  const of = (db: Db) => rows<PolicyName & { readonly id: string }>(db, query);
  const found = [...(await of(live)), ...(await of(staged))];
  return new Map(found.map(({ id, ...policy }) => [id, policy]));
}

/** The devices of `ids` whose states may be overruled. */
async function overruled(live: Db, kind: ReportedKind, ids: readonly string[], at: string): Promise<Set<string>> {
  const found = await rows<{ id: string; readAt: string | null; checkInAt: string | null }>(
    live,
    sql`SELECT d.id, r.read_at AS "readAt", d.last_check_in_at AS "checkInAt"
      FROM devices d LEFT JOIN sync_reads r ON r.resource = ${STATE_REPORTS[kind].states} AND r.parent_id = d.id
      WHERE d.id IN ${list(ids)}`,
  );
  const now = new Date(at);
  const isOld = ({ readAt, checkInAt }: (typeof found)[number]) =>
    isOverruled(readAt, (checkInAt ?? '') > (readAt ?? ''), now);
  return new Set(found.filter(isOld).map(({ id }) => id));
}

/** The keys that the state of a device may have: Microsoft names the system account by zeros, or not at all. */
const keysOf = (deviceId: string, kind: ReportedKind, { policyId, userId }: ReportedState): string[] =>
  (userId === '' ? [NO_USER, ''] : [userId]).map((user) => policyStateKey(deviceId, kind, policyId, user));

/** The row of a reported state among those of its device: one with the same state first. */
function rowAmong(present: readonly Row[], deviceId: string, kind: ReportedKind, reported: ReportedState): Row | null {
  const keys = keysOf(deviceId, kind, reported);
  const isOfKey = (id: unknown) => keys.some((key) => id === key || String(id).startsWith(`${key}/`));
  const found = present.filter((row) => isOfKey(row['id']));
  return found.find((row) => row['state'] === reported.state) ?? found[0] ?? null;
}

/** A state with the settings that failed. Its other settings are not known, so they do not count as read. */
function rowsFor(row: Row, { state, settings, userPrincipalName }: ReportedState): Staged {
  const severity = (name: string): number => SEVERITY.get(name) ?? SEVERITY.size;
  const sorted = settings.toSorted(
    (a, b) => severity(a.state) - severity(b.state) || compareText(nameKey(a.name), nameKey(b.name)),
  );
  const failed = sorted.find(({ errorCode }) => errorCode !== null && !meansSuccess(errorCode));
  return {
    state: {
      ...row,
      state,
      severity: severity(state),
      user_principal_name: row['user_principal_name'] ?? userPrincipalName,
      error_code: failed?.errorCode ?? null,
      error_description: null,
      settings_read: 0,
    },
    settings: sorted.map(({ name, state: known, errorCode }, ordinal) => ({
      state_id: String(row['id']),
      ordinal,
      name,
      state: known,
      current_value: null,
      sources: '[]',
      error_code: errorCode,
      error_description: null,
    })),
  };
}

function newRow(deviceId: string, kind: ReportedKind, reported: ReportedState, policy: PolicyName | undefined): Row {
  const displayName = policy?.displayName ?? reported.policyName;
  return {
    id: keysOf(deviceId, kind, reported)[0] as string,
    device_id: deviceId,
    policy_id: reported.policyId,
    kind,
    profile_type: kind === 'COMPLIANCE' ? null : (policy?.profileType ?? null),
    display_name: displayName,
    name_key: nameKey(displayName),
  };
}

/** One kind of states of some devices: as reported, staged and stored. */
interface Known {
  readonly kind: ReportedKind;
  readonly reported: readonly ReportedState[];
  /** The states that this sync read from the device, or else the stored ones. */
  readonly present: readonly Row[];
  /** The report may change `present`, not only add settings to it. */
  readonly isOverruled: boolean;
}

/** The rows to stage for a device. */
function rowsOfDevice(id: string, { kind, reported, present, isOverruled }: Known, names: PolicyNames): Staged[] {
  return reported.flatMap((state) => {
    const row = rowAmong(present, id, kind, state);
    if (row !== null && row['state'] === state.state) {
      return row['settings_read'] === 0 && state.settings.length > 0 ? [rowsFor(row, state)] : [];
    }
    return isOverruled ? [rowsFor(row ?? newRow(id, kind, state, names.get(state.policyId)), state)] : [];
  });
}

/** Stages the states and settings of reports that are newer than the database, or missing in a list of states. */
export async function stageReportedStates(run: Run, staged: Knex, live: Db, at: string): Promise<void> {
  const { policyStates, policySettingStates } = TABLES;
  const names = await policyNames(staged, live);
  for (const kind of REPORTED_KINDS) {
    const { report, states: resource } = STATE_REPORTS[kind];
    if (!run.isRead(report)) continue;
    const reported = await readReportedStates(run, kind);
    const ids = [...reported.keys()].filter((id) => {
      if (!run.known.devices.has(id)) run.leaveOut('policy states of devices that do not exist');
      return run.known.devices.has(id);
    });
    const byDevice = async (db: Db, some: readonly string[]) =>
      byParent('device_id', await rowsOf(db, policyStates, 'device_id', some, kind));
    for (let from = 0; from < ids.length; from += LOOKED_UP) {
      const some = ids.slice(from, from + LOOKED_UP);
      const old = await overruled(live, kind, some, at);
      const [read, stored] = [await byDevice(staged, some), await byDevice(live, some)];
      const found = some.flatMap((id) => {
        const isRead = run.isRead(resource, id);
        const present = (isRead ? read : stored).get(id) ?? [];
        const known = { kind, reported: reported.get(id) ?? [], present, isOverruled: !isRead && old.has(id) };
        return rowsOfDevice(id, known, names);
      });
      const states = found.map(({ state }) => state);
      await putRows(staged, policyStates, states);
      await putRows(
        staged,
        policySettingStates,
        found.flatMap(({ settings }) => settings),
      );
    }
  }
}

/** The policies that the reports of this sync are about. */
async function reportedPolicies(kind: ReportedKind, spool: Spool): Promise<(policyId: string) => boolean> {
  if (kind === 'COMPLIANCE') return () => true;
  const read = new Set(await spool.parentsRead(STATE_REPORTS[kind].report));
  return (policyId) => read.has(policyId);
}

/**
 * The devices whose stored states differ from those that a report names: a policy failed or is mended, or the settings of
 * a failed one were not read.
 */
export async function devicesAtOdds(kind: ReportedKind, db: Db, spool: Spool): Promise<ReadonlySet<string>> {
  const { report } = STATE_REPORTS[kind];
  if (!spool.reached(report).isComplete) return new Set();
  const reported = await readReportedStates(patientReader(spool, createValues(0), []), kind);
  const isReported = await reportedPolicies(kind, spool);
  const stored = await rows<{ deviceId: string; policyId: string; state: PolicyState; settingsRead: number }>(
    db,
    sql`SELECT device_id AS "deviceId", policy_id AS "policyId", state, settings_read AS "settingsRead"
      FROM policy_states WHERE kind = ${kind} AND policy_id IS NOT NULL AND state IN ${list(FAILED)}`,
  );
  const known = new Map<string, Set<PolicyState>>();
  const found = new Set<string>();
  for (const { deviceId, policyId, state, settingsRead } of stored) {
    const isNamed = reported.get(deviceId)?.some((each) => each.policyId === policyId) === true;
    if (isReported(policyId) && (!isNamed || settingsRead === 0)) found.add(deviceId);
    const key = `${deviceId}/${policyId}`;
    known.set(key, (known.get(key) ?? new Set()).add(state));
  }
  for (const [deviceId, states] of reported) {
    if (states.some(({ policyId, state }) => known.get(`${deviceId}/${policyId}`)?.has(state) !== true)) {
      found.add(deviceId);
    }
  }
  return found;
}
