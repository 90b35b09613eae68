import { overEverything, whole } from '../authorization/reach';
import type { SyncStatusResolvers, TenantResolvers } from '../generated/resolvers';
import { connection, toPage } from '../resolving/connection';
import type { Complete } from '../resolving/resolver-types';
import { QUARANTINE, type SyncKindRow } from './store';

/** What a tenant tells of its sync: to who may read everything of it. */
export const ofTenant = {
  sync: (_, __, context, info) =>
    whole(info, 'ORGANIZATION_READ', overEverything(context, 'ORGANIZATION_READ'), () =>
      context.loaders.syncKinds.load('sync'),
    ),
  quarantine: (_, args, context, info) =>
    whole(info, 'ORGANIZATION_READ', overEverything(context, 'ORGANIZATION_READ'), () => {
      const page = toPage(QUARANTINE, args);
      return connection(
        QUARANTINE,
        page,
        () => context.loaders.quarantinePage.load(page),
        () => context.loaders.quarantineCount.load('quarantine'),
      );
    }),
} satisfies Pick<TenantResolvers, 'sync' | 'quarantine'>;

const SyncStatus: Complete<SyncStatusResolvers, SyncKindRow> = {
  counts: ({ items, added, changed, removed, setAside }) => ({ read: items, added, changed, removed, setAside }),
};

export const types = { SyncStatus };
