import type { Db } from '../database/database';
import type { OperatorState, Permission, RefusalReason } from '../generated/graphql';
import { addTo } from '../resolving/grouping';
import { type GrantRow, MACHINE_MARK, type OperatorKey, type OperatorRow, operatorWithGrants } from './grants';
import { TROUBLESHOOTING } from './permission-list';
import { NO_SCOPE, type Scope, unionOf } from './scope';

/** A permission with its scope. */
export interface HeldPermission {
  readonly permission: Permission;
  readonly scope: Scope;
  /** The assignments that give the permission. */
  readonly assignmentIds: readonly string[];
}

/** The names of an assignment and of its role. */
export interface ViewerAssignment {
  readonly displayName: string;
  readonly roleDisplayName: string;
}

/** A read permission that the viewer does not hold. */
export interface MissingRead {
  readonly permission: Permission;
}

/** An operator and the rights that the database gave, as plain data. */
export interface OperatorRights {
  readonly id: string;
  readonly displayName: string | null;
  readonly userPrincipalName: string;
  readonly preferredLanguage: string | null;
  readonly state: OperatorState;
  /** The permissions from the assignments. They apply only while `state` is `ACTIVE`. */
  readonly granted: readonly HeldPermission[];
  /** Permissions that a simulated request leaves out, because its asker does not hold them over everything. */
  readonly withheld: readonly Permission[];
}

/** The operator of the current request, with the rights that the database gave when the request started. */
export interface Viewer extends OperatorRights {
  /** The scope of a permission; empty if the viewer does not hold it or may not use the graph. */
  scopeOf(permission: Permission): Scope;
  /** Why these permissions are refused; null if the viewer holds them all. */
  refusal(needs: readonly Permission[]): { reason: RefusalReason; missing: Permission[] } | null;
}

const INACTIVE: Record<Exclude<OperatorState, 'ACTIVE'>, RefusalReason> = {
  DISABLED: 'DISABLED',
  UNLICENSED: 'LICENSE',
};

/** Creates a viewer from plain data. */
export function viewerOf(rights: OperatorRights): Viewer {
  const { state, granted } = rights;
  const held = new Map(state === 'ACTIVE' ? granted.map(({ permission, scope }) => [permission, scope]) : []);
  return {
    ...rights,
    scopeOf: (permission) => held.get(permission) ?? NO_SCOPE,
    refusal(needs) {
      if (state !== 'ACTIVE') return { reason: INACTIVE[state], missing: [] };
      const missing = needs.filter((permission) => !held.has(permission));
      return missing.length === 0 ? null : { reason: 'PERMISSION', missing };
    },
  };
}

/** The plain data of a viewer, for another process. */
export const rightsOf = ({ scopeOf: _, refusal: __, ...rights }: Viewer): OperatorRights => rights;

/**
 * Creates a viewer from the operator's row and grants.
 * @param licenseNeeded whether to refuse operators without an Intune plan
 */
export function toViewer(operator: OperatorRow, grants: readonly GrantRow[], licenseNeeded: boolean): Viewer {
  const state: OperatorState =
    operator.accountEnabled !== 1
      ? 'DISABLED'
      : licenseNeeded && operator.intuneLicensed !== 1
        ? 'UNLICENSED'
        : 'ACTIVE';
  const given = new Map<Permission, { scope: Scope; assignmentId: string }[]>();
  for (const grant of grants) {
    const { scope, assignmentId } = grant;
    for (const permission of grant.permissions) addTo(given, permission, { scope, assignmentId });
  }
  const granted = [...given].map(([permission, each]) => ({
    permission,
    scope: unionOf(each.map(({ scope }) => scope)),
    assignmentIds: each.map(({ assignmentId }) => assignmentId),
  }));
  return viewerOf({
    id: operator.id,
    displayName: operator.displayName,
    userPrincipalName: operator.userPrincipalName,
    preferredLanguage: operator.preferredLanguage,
    state,
    granted,
    withheld: [],
  });
}

/** The read permissions of a troubleshooting role that no assignment gives the viewer. */
export function missingFor(viewer: Viewer): Permission[] {
  return TROUBLESHOOTING.filter((permission) => !viewer.granted.some((held) => held.permission === permission));
}

/** Whether an application sent the request. */
export const isMachine = ({ id }: Pick<Viewer, 'id'>): boolean => id.startsWith(MACHINE_MARK);

/** The viewer without any right: an operator who was deleted during the request, or an application that would write. */
export function noRights(viewer: Viewer): Viewer {
  return toViewer({ ...viewer, accountEnabled: isMachine(viewer) ? 1 : 0, intuneLicensed: 0 }, [], false);
}

/**
 * Reads an operator with the current rights; null if the operator does not exist.
 * @param licenseNeeded whether to refuse operators without an Intune plan
 */
export async function readViewer(db: Db, key: OperatorKey, licenseNeeded: boolean): Promise<Viewer | null> {
  const found = await operatorWithGrants(db, key);
  return found === null ? null : toViewer(found.operator, found.grants, licenseNeeded);
}
