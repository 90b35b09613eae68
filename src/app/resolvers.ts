import { linked } from '../authorization/reach';
import { searchOf } from '../database/search';
import { explainCode } from '../failure/explain-code';
import type {
  AppDependencyResolvers,
  AppInstallStateResolvers,
  AppResolvers,
  AppSupersedenceResolvers,
  QueryResolvers,
} from '../generated/resolvers';
import { connection, toPage } from '../resolving/connection';
import { noted } from '../resolving/context';
import { lastRead } from '../resolving/last-read';
import { keyOf, toNodeId } from '../resolving/node-id';
import type { Complete } from '../resolving/resolver-types';
import {
  APPS_BY_NAME,
  type AppDependencyRow,
  type AppInstallStateRow,
  type AppRow,
  type AppSupersedenceRow,
  stateKey,
} from './store';

export const Query: Pick<Required<QueryResolvers>, 'app' | 'apps'> = {
  app: async (_, { id }, context) => noted(context, 'App', context.loaders.appById.load(keyOf('App', id))),
  apps: (_, args, { loaders }) => {
    const page = toPage(APPS_BY_NAME, args);
    const search = searchOf(args.search);
    return connection(
      APPS_BY_NAME,
      page,
      () => loaders.appPage.load({ search, page }),
      () => loaders.appCount.load({ search }),
    );
  },
};

const App: Complete<AppResolvers, AppRow> = {
  id: (app) => toNodeId('App', app.id),
  volumePurchaseToken: async ({ connectorId }, _, { loaders }) =>
    connectorId === null ? null : loaders.connectorById.load(connectorId),
  assignments: (app, args, { loaders, viewer }) =>
    loaders.assignmentsByApp(app.id, args, viewer.scopeOf('ORGANIZATION_READ').everything),
  dependencies: (app, _, { loaders }) => loaders.dependenciesByApp.load(app.id),
  supersedes: (app, _, { loaders }) => loaders.supersededByApp.load(app.id),
  supersededBy: (app, _, { loaders }) => loaders.supersedingByApp.load(app.id),
  installStates: (app, args, { loaders, viewer }) =>
    loaders.appInstallStatesByApp(
      app.id,
      args,
      { states: args.filter?.states ?? null },
      viewer.scopeOf('MOBILE_APPS_READ').allDevices,
    ),
};

const AppDependency: Complete<AppDependencyResolvers, AppDependencyRow> = {
  app: ({ appId }, _, { loaders }) => loaders.appById.load(appId) as Promise<AppRow>,
};

const AppSupersedence: Complete<AppSupersedenceResolvers, AppSupersedenceRow> = {
  app: ({ appId }, _, { loaders }) => loaders.appById.load(appId) as Promise<AppRow>,
};

const AppInstallState: Complete<AppInstallStateResolvers, AppInstallStateRow> = {
  id: (state) => toNodeId('AppInstallState', stateKey(state)),
  syncedAt: lastRead,
  app: (state, _, { loaders }) => loaders.appById.load(state.appId) as Promise<AppRow>,
  error: (state, _, { language }) => explainCode(state.errorCode, null, language),
  device: linked(
    'MANAGED_DEVICES_READ',
    'allDevices',
    (state) => state.deviceId,
    (id, { loaders }) => loaders.deviceById.load(id),
  ),
};

export const types = { App, AppDependency, AppSupersedence, AppInstallState };
