import { assignedList } from '../assignment/assigned';
import { linked, reachesDevice, whole, wholeOrPart } from '../authorization/reach';
import type { Viewer } from '../authorization/viewer';
import { searchOf } from '../database/search';
import { explainEnrollmentFailure } from '../failure/enrollment-failure';
import type { AppInstallSummary, ConfigurationSummary, QueryDevicesArgs } from '../generated/graphql';
import type {
  AutopilotDeviceResolvers,
  DeviceActionResolvers,
  DeviceLogonResolvers,
  DeviceResolvers,
  QueryResolvers,
  SetupEventResolvers,
} from '../generated/resolvers';
import { adminCentrePage } from '../resolving/admin-centre';
import { type Connection, connection, toPage } from '../resolving/connection';
import { type Context, noted } from '../resolving/context';
import { booleanOf } from '../resolving/flag';
import { keyOf, toNodeId } from '../resolving/node-id';
import type { Complete } from '../resolving/resolver-types';
import type { DeviceActionRow, DeviceLogonRow } from './activity';
import { type AutopilotDeviceRow, failedPhase, type SetupEventRow } from './autopilot-store';
import type { DeviceQuery } from './device-list';
import { DEVICE_ORDERS, type DeviceRow } from './store';

/** Whether no scope can hide a device of a list. A group or a user that the viewer cannot see hides all of theirs. */
const isComplete = ({ groupId, primaryUserId }: DeviceQuery, viewer: Viewer): boolean =>
  viewer.scopeOf('MANAGED_DEVICES_READ').allDevices &&
  (groupId === null || viewer.scopeOf('ORGANIZATION_READ').everything) &&
  (primaryUserId === null || viewer.scopeOf('ORGANIZATION_READ').allUsers);

function listDevices(args: QueryDevicesArgs, { loaders, viewer }: Context): Connection<DeviceRow> {
  const order = DEVICE_ORDERS[args.orderBy.field][args.orderBy.direction];
  const page = toPage(order, args);
  const filter = args.filter ?? {};
  const query = {
    search: searchOf(args.search),
    primaryUserId: filter.primaryUserId == null ? null : keyOf('User', filter.primaryUserId),
    groupId: filter.groupId == null ? null : keyOf('Group', filter.groupId),
    platform: filter.platform ?? null,
    intuneCompliance: filter.intuneCompliance ?? null,
    entraCompliance: filter.entraCompliance ?? null,
    ownership: filter.ownership ?? null,
    lastCheckInBefore: filter.lastCheckInBefore ?? null,
  };
  return connection(
    order,
    page,
    () => loaders.devicePage.load({ query, order, page }),
    () => loaders.deviceCount.load(query),
    isComplete(query, viewer),
  );
}

async function appInstallSummary(deviceId: string, { loaders }: Context): Promise<AppInstallSummary> {
  const counts = await loaders.appInstallCountsByDevice.load(deviceId);
  if (counts === null) return 'NONE';
  if (counts.failed > 0) return 'FAILED';
  if (counts.pending > 0) return 'PENDING';
  return counts.installed > 0 ? 'INSTALLED' : 'NONE';
}

async function configurationSummary(deviceId: string, { loaders }: Context): Promise<ConfigurationSummary> {
  const counts = await loaders.profileCountsByDevice.load(deviceId);
  if (counts === null) return 'NONE';
  if (counts.failed > 0) return 'FAILED';
  if (counts.pending > 0) return 'PENDING';
  return counts.applied > 0 ? 'APPLIED' : 'NONE';
}

export const Query: Pick<Required<QueryResolvers>, 'device' | 'devices'> = {
  device: async (_, { id }, context) => noted(context, 'Device', context.loaders.deviceById.load(keyOf('Device', id))),
  devices: (_, args, context) => listDevices(args, context),
};

// `findings` and `remoteTasks` are in a folder of their own.
const Device: Complete<Omit<DeviceResolvers, 'findings' | 'remoteTasks'>, DeviceRow> = {
  id: (device) => toNodeId('Device', device.id),
  appInstallSummary: whole('MOBILE_APPS_READ', reachesDevice, (device, _, context) =>
    appInstallSummary(device.id, context),
  ),
  configurationSummary: (device, _, context) => configurationSummary(device.id, context),
  adminCentreUrl: (device, _, { findings }) => adminCentrePage(findings, 'DEVICE', device.id),
  primaryUser: linked(
    'ORGANIZATION_READ',
    'allUsers',
    (device) => device.userId,
    (id, { loaders }) => loaders.userById.load(id),
  ),
  groupMemberships: wholeOrPart('ORGANIZATION_READ', reachesDevice, (device, args, { loaders }, complete) =>
    loaders.membershipsByMember(device.id, args, 'DEVICE', complete),
  ),
  encrypted: ({ isEncrypted }) => booleanOf(isEncrypted),
  supervised: ({ isSupervised }) => booleanOf(isSupervised),
  autopilotEnrolled: ({ isAutopilot }) => booleanOf(isAutopilot),
  logons: (device, _, { loaders }) => loaders.logonsByDevice.load(device.id),
  autopilot: (device, _, { loaders }) => loaders.autopilotByDevice.load(device.id),
  setupEvents: (device, _, { loaders }) => loaders.setupEventsByDevice.load(device.id),
  actions: (device, _, { loaders }) => loaders.actionsByDevice.load(device.id),
  compliancePolicyStates: (device, _, { loaders }) =>
    loaders.policyStatesByDevice.load({ of: device.id, by: ['COMPLIANCE'] }),
  configurationStates: (device, _, { loaders }) =>
    loaders.policyStatesByDevice.load({ of: device.id, by: ['CONFIGURATION'] }),
  assignedPolicies: (device, args, context) => assignedList('POLICY', 'DEVICE', device.id, args, context),
  assignedApps: whole('MOBILE_APPS_READ', reachesDevice, (device, args, context) =>
    assignedList('APP', 'DEVICE', device.id, args, context),
  ),
  appInstallStates: whole('MOBILE_APPS_READ', reachesDevice, (device, args, { loaders }) =>
    loaders.appInstallStatesByDevice(device.id, args, { appId: args.appId == null ? null : keyOf('App', args.appId) }),
  ),
};

const DeviceLogon: Complete<DeviceLogonResolvers, DeviceLogonRow> = {
  user: linked(
    'ORGANIZATION_READ',
    'allUsers',
    (logon) => logon.userId,
    (id, { loaders }) => loaders.userById.load(id),
  ),
};

const AutopilotDevice: Complete<AutopilotDeviceResolvers, AutopilotDeviceRow> = {};

const SetupEvent: Complete<SetupEventResolvers, SetupEventRow> = {
  failedPhase,
  error: ({ reason }, _, { language }) =>
    reason === null ? null : explainEnrollmentFailure('UNKNOWN', reason, language),
};

const DeviceAction: Complete<DeviceActionResolvers, DeviceActionRow> = {};

export const types = { Device, DeviceLogon, AutopilotDevice, SetupEvent, DeviceAction };
