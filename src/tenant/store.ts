import { type Db, firstRow, rows } from '../database/database';
import { syncedAt } from '../database/freshness';
import { list, raw, sql } from '../database/sql';
import type { ConnectorKind, MdmAuthority, SubscriptionState } from '../generated/graphql';

export interface TenantRow {
  id: string;
  displayName: string;
  subscriptionState: SubscriptionState;
  mdmAuthority: MdmAuthority;
  complianceValidityDays: number | null;
  secureByDefault: 0 | 1 | null;
  syncedAt: string;
}

export interface ConnectorRow {
  /** Its kind and Microsoft's id, as in the table. */
  connectorId: string;
  kind: ConnectorKind;
  name: string | null;
  /** Microsoft's own state, if the dates do not show it. */
  reported: 'NOT_ENABLED' | 'UNHEALTHY' | null;
  expiresAt: string | null;
  lastSyncAt: string | null;
}

/** The tenant; null before the first import. */
export function tenant(db: Db): Promise<TenantRow | null> {
  return firstRow<TenantRow>(
    db,
    sql`SELECT id, display_name AS "displayName", subscription_state AS "subscriptionState",
      mdm_authority AS "mdmAuthority", compliance_validity_days AS "complianceValidityDays",
      secure_by_default AS "secureByDefault", ${raw(syncedAt('organization'))}
    FROM tenants`,
  );
}

const CONNECTOR_COLUMNS = raw(
  'id AS "connectorId", kind, name, reported, expires_at AS "expiresAt", last_sync_at AS "lastSyncAt"',
);

/** All connectors, sorted by name. */
export function connectors(db: Db): Promise<ConnectorRow[]> {
  return rows<ConnectorRow>(db, sql`SELECT ${CONNECTOR_COLUMNS} FROM connectors ORDER BY name_key, kind, id`);
}

/** @returns the connectors that exist, in any order */
export function connectorsById(db: Db, ids: readonly string[]): Promise<ConnectorRow[]> {
  return rows<ConnectorRow>(db, sql`SELECT ${CONNECTOR_COLUMNS} FROM connectors WHERE id IN ${list(ids)}`);
}
