import type { ConnectorResolvers, QueryResolvers, TenantResolvers } from '../generated/resolvers';
import { booleanOf } from '../resolving/flag';
import { toNodeId } from '../resolving/node-id';
import type { Complete } from '../resolving/resolver-types';
import { ofTenant } from '../sync/resolvers';
import { accountStatusOf, connectorHealth, worstFirst } from './health';
import type { ConnectorRow, TenantRow } from './store';

export const Query: Pick<Required<QueryResolvers>, 'tenant'> = {
  tenant: (_, __, { loaders }) => loaders.tenant.load('tenant'),
};

const Tenant: Complete<Omit<TenantResolvers, keyof typeof ofTenant>, TenantRow> = {
  id: (tenant) => toNodeId('Tenant', tenant.id),
  accountStatus: ({ subscriptionState }) => accountStatusOf(subscriptionState),
  noncompliantWithoutPolicy: ({ secureByDefault }) => booleanOf(secureByDefault),
  connectors: async (_, __, { loaders, now }) => worstFirst(await loaders.connectors.load('tenant'), now),
};

const Connector: Complete<ConnectorResolvers, ConnectorRow> = {
  health: (connector, _, { now }) => connectorHealth(connector, now),
};

export const types = { Tenant: { ...Tenant, ...ofTenant }, Connector };
