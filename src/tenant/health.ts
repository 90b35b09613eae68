import { type AccountStatus, ConnectorHealth, type SubscriptionState } from '../generated/graphql';
import { DAY_MS } from '../resolving/days';
import type { ConnectorRow } from './store';

/** Days without contact after which a connector is unhealthy. */
export const CONNECTOR_SILENT_DAYS = 3;

const WORST_FIRST = Object.keys(ConnectorHealth);

/**
 * The health of a connector at this instant, by the rules of Intune's tenant status page. It is unhealthy if expired or
 * without contact for three days. It is a warning if it expires within seven days or had no contact for more than one
 * day.
 */
export function connectorHealth(connector: ConnectorRow, now: string): ConnectorHealth {
  if (connector.reported !== null) return connector.reported;
  const instant = Date.parse(now);
  const left = connector.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(connector.expiresAt) - instant;
  const silent = connector.lastSyncAt === null ? 0 : instant - Date.parse(connector.lastSyncAt);
  if (left <= 0 || silent >= CONNECTOR_SILENT_DAYS * DAY_MS) return 'UNHEALTHY';
  if (left <= 7 * DAY_MS || silent > DAY_MS) return 'WARNING';
  return 'HEALTHY';
}

/** The connectors, worst health first, otherwise in the given order. */
export function worstFirst(connectors: readonly ConnectorRow[], now: string): ConnectorRow[] {
  const rank = (connector: ConnectorRow) => WORST_FIRST.indexOf(connectorHealth(connector, now));
  return [...connectors].sort((a, b) => rank(a) - rank(b));
}

/** The account status as in Intune's portal. */
export const accountStatusOf = (subscription: SubscriptionState): AccountStatus =>
  subscription === 'ACTIVE' || subscription === 'WARNING' ? 'ACTIVE' : 'INACTIVE';
