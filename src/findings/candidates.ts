import { constant, join, raw, type Sql, sql } from '../database/sql';
import type { PolicyState } from '../generated/graphql';
import type { Clock } from './clock';
import type { Thresholds } from './constants';
import { BAD_STATES } from './facts';

/*
 * The candidates of a rule, in SQL: the users and devices that it may fire on. Every firing is about a candidate, but not
 * every candidate gives a firing. A condition reads only rows that a viewer of the candidate sees: its own rows, and those
 * of the tenant. So the existence of a candidate reveals nothing that the viewer cannot see.
 */

/** Rows that name the users or devices that a rule may fire on. */
export interface Candidates {
  readonly of: 'DEVICE' | 'USER';
  readonly from: Sql;
  /** The column with the id of the user or device. */
  readonly id: string;
  readonly where: Sql;
  /** A condition on devices `d` that takes longer than `where`. */
  readonly then?: Sql;
  /** The column with a device that the rows belong to, if that is not the candidate. It must be in scope too. */
  readonly device?: string;
}

/** The values that conditions compare with. */
export interface Wanted {
  readonly clock: Clock;
  readonly thresholds: Thresholds;
  /** Whether findings of severity `INFO` are wanted. A rule that explains others cannot use it: symptoms raise it. */
  readonly withInfo: boolean;
}

export type CandidatesOf = (wanted: Wanted) => readonly Candidates[];

/** SQL: constant texts as a list. */
export const oneOf = (values: Iterable<string>): Sql => sql`(${join([...values].map(constant), ', ')})`;

/** Devices that meet a condition, and then one that takes longer. */
export const devicesWith = (where: Sql, then?: Sql): Candidates => ({
  ...{ of: 'DEVICE', from: raw('devices d'), id: 'd.id', where },
  ...(then && { then }),
});

export const usersWith = (where: Sql): Candidates => ({ of: 'USER', from: raw('users u'), id: 'u.id', where });

/** Devices with a compliance policy in a bad state that meets the condition. */
export const devicesWithPolicy = (where: Sql): Candidates => ({
  of: 'DEVICE',
  from: raw('policy_states p'),
  id: 'p.device_id',
  where: sql`p.kind = 'COMPLIANCE' AND p.state IN ${oneOf(BAD_STATES)} AND ${where}`,
});

/** Devices with a setting in this state, in a compliance policy in this or another bad state. */
export const devicesWithSetting = (state: PolicyState, where: Sql): Candidates =>
  devicesWithPolicy(sql`EXISTS (SELECT 1 FROM policy_setting_states s
    WHERE s.state_id = p.id AND s.state = ${constant(state)} AND ${where})`);

/** Devices with a noncompliant setting whose name few devices have, so the statement starts with the settings. */
export function devicesWithRareSetting(where: Sql): Candidates {
  const source = devicesWithPolicy(sql`s.state_id = p.id AND s.state = 'NONCOMPLIANT' AND ${where}`);
  return { ...source, from: raw('policy_setting_states s CROSS JOIN policy_states p') };
}

/** Devices with a failing profile that meets the condition. */
export const devicesWithProfile = (state: 'ERROR' | 'CONFLICT', where: Sql): Candidates => ({
  of: 'DEVICE',
  from: raw('policy_states p'),
  id: 'p.device_id',
  where: sql`p.kind = 'CONFIGURATION' AND p.state = ${constant(state)} AND ${where}`,
});

export const devicesWithApp = (where: Sql): Candidates => ({
  of: 'DEVICE',
  from: raw('app_install_states i'),
  id: 'i.device_id',
  where,
});

export const devicesWithAction = (where: Sql): Candidates => ({
  of: 'DEVICE',
  from: raw('device_actions a'),
  id: 'a.device_id',
  where,
});

/** Users with a failed enrolment since an instant; null for any. */
export const usersWithFailure = (since: string | null): Candidates => ({
  of: 'USER',
  from: raw('enrollment_failures f'),
  id: 'f.user_id',
  where: since === null ? raw('TRUE') : sql`f.occurred_at > ${since}`,
});

/** Users with a protected app that meets the condition. */
export const usersWithProtectedApp = (where: Sql): Candidates => ({
  of: 'USER',
  from: raw('app_protections t'),
  id: 't.user_id',
  where,
});
