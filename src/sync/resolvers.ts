import { ofEverything } from '../authorization/reach';
import type { SyncStatusResolvers, TenantResolvers } from '../generated/resolvers';
import { connection, toPage } from '../resolving/connection';
import type { Complete } from '../resolving/resolver-types';
import { QUARANTINE, type SyncKindRow } from './store';

/** The fields of `Tenant` about its sync. They need ORGANIZATION_READ over everything. */
export const ofTenant: Pick<Required<TenantResolvers>, 'sync' | 'quarantine'> = {
  sync: ofEverything('ORGANIZATION_READ', (_, __, { loaders }) => loaders.syncKinds.load('sync')),
  quarantine: ofEverything('ORGANIZATION_READ', (_, args, { loaders }) => {
    const page = toPage(QUARANTINE, args);
    return connection(
      QUARANTINE,
      page,
      () => loaders.quarantinePage.load(page),
      () => loaders.quarantineCount.load('quarantine'),
    );
  }),
};

const SyncStatus: Complete<SyncStatusResolvers, SyncKindRow> = {
  counts: ({ items, added, changed, removed, setAside }) => ({ read: items, added, changed, removed, setAside }),
};

export const types = { SyncStatus };
