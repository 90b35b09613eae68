import { INEFFECTIVE_REASON } from '../authorization/effective';
import { ASSIGNMENTS_OF_OPERATORS, SCOPE, type StoredScope, scopeOf, split } from '../authorization/grants';
import type { Scope } from '../authorization/scope';
import { type Db, rows } from '../database/database';
import { keptAnswer } from '../database/kept';
import { sql } from '../database/sql';
import type { ConnectorKind, SyncKind } from '../generated/graphql';
import type { ConnectorRow } from '../tenant/store';

/** When a resource of Microsoft Graph was last read completely. */
export interface ReadingRow {
  resource: string;
  completedAt: string;
  /** Whether a sync reads this tenant; 0 for a folder that was imported. */
  isSynced: 0 | 1;
  /** Whether there are known issues, open or not. Usually there are none, which saves a statement. */
  hasKnownIssues: 0 | 1;
  /** Whether some policy has an exclusion or a filter. Without them, every assigned policy arrives. */
  hasExceptions: 0 | 1;
}

/** A kind of object whose last sync failed. One that broke off shows only by the age of what was read. */
export interface FailedSyncRow {
  kind: SyncKind;
  state: 'FAILED';
  problem: string | null;
  lastCompletedAt: string | null;
}

/** When resources were read, the syncs that failed, and the connectors of the tenant. */
interface TenantReadings {
  readonly readings: readonly ReadingRow[];
  readonly connectors: readonly ConnectorRow[];
  readonly failedSyncs: readonly FailedSyncRow[];
}

type FoundConnector = { resource: null; failedKind: null; kind: ConnectorKind } & Omit<ConnectorRow, 'kind'>;
interface FoundSync {
  resource: null;
  failedKind: SyncKind;
  completedAt: string | null;
  problem: string | null;
}

/** When each resource was last read completely, the failed syncs, and the connectors by name: one statement reads all of it. */
export const tenantReadings = (db: Db): Promise<TenantReadings> =>
  keptAnswer(db, 'tenantReadings', () => readTenantReadings(db));

async function readTenantReadings(db: Db): Promise<TenantReadings> {
  const found = await rows<ReadingRow | FoundConnector | FoundSync>(
    db,
    sql`SELECT r.kind AS resource, r.completed_at AS "completedAt",
      CASE WHEN EXISTS (SELECT 1 FROM sync_kinds) THEN 1 ELSE 0 END AS "isSynced",
      CASE WHEN EXISTS (SELECT 1 FROM known_issues) THEN 1 ELSE 0 END AS "hasKnownIssues",
      CASE WHEN EXISTS (SELECT 1 FROM policy_assignments WHERE excluded = 1 OR filter_mode <> 'NONE') THEN 1 ELSE 0 END
        AS "hasExceptions",
      NULL AS "connectorId", NULL AS kind, NULL AS name, NULL AS reported, NULL AS "expiresAt", NULL AS "lastSyncAt", NULL AS "nameKey",
      NULL AS "failedKind", NULL AS problem
    FROM readings r
    UNION ALL SELECT NULL, NULL, 0, 0, 0, id, kind, name, reported, expires_at, last_sync_at, name_key, NULL, NULL
    FROM connectors
    UNION ALL SELECT NULL, last_completed_at, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, kind, problem
    FROM sync_kinds WHERE state = 'FAILED'
    ORDER BY "nameKey", kind, "connectorId", "failedKind", resource`,
  );
  return {
    readings: found.flatMap((row) => (row.resource === null ? [] : [row])),
    connectors: found.flatMap((row) => (row.resource === null && row.failedKind === null ? [row] : [])),
    failedSyncs: found.flatMap((row) => {
      if (row.resource !== null || row.failedKind === null) return [];
      const { failedKind: kind, problem, completedAt: lastCompletedAt } = row;
      return [{ kind, state: 'FAILED', problem, lastCompletedAt } as const];
    }),
  };
}

/** The actions that one assignment of the viewer allows in Intune. */
export interface AllowedActions {
  readonly roleId: string;
  readonly isEffective: boolean;
  readonly scope: Scope;
  readonly actions: ReadonlySet<string>;
}

/** The actions that each assignment of an operator allows, also of ineffective assignments. */
export const actionsOfOperator = (db: Db, operatorId: string): Promise<readonly AllowedActions[]> =>
  keptAnswer(db, `actionsOfOperator ${operatorId}`, () => readActions(db, operatorId));

async function readActions(db: Db, operatorId: string): Promise<AllowedActions[]> {
  const found = await rows<StoredScope & { roleId: string; reason: string | null; actions: string | null }>(
    db,
    sql`SELECT a.role_id AS "roleId", ${INEFFECTIVE_REASON} AS reason, ${SCOPE},
      (SELECT string_agg(rp.action, ',') FROM role_permissions rp WHERE rp.role_id = a.role_id) AS actions
    FROM role_assignments a JOIN roles r ON r.id = a.role_id
    WHERE a.id IN (SELECT am.assignment_id ${ASSIGNMENTS_OF_OPERATORS} AND m.member_id = ${operatorId}) ORDER BY a.id`,
  );
  return found.map((row) => ({
    roleId: row.roleId,
    isEffective: row.reason === null,
    scope: scopeOf(row),
    actions: new Set(split(row.actions)),
  }));
}
