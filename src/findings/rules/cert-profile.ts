import { raw, type Sql, sql } from '../../database/sql';
import type { PolicyState, ProfileType } from '../../generated/graphql';
import { devicesWithProfile, oneOf } from '../candidates';
import { isOneOf, NEEDS_CERTIFICATE } from '../codes';
import { HOUR_MS, MOST_FAILING, NEW_DEVICE_HOURS, WORKING_DEVICES, WORKING_SHARE } from '../constants';
import { errorsOf } from '../errors';
import type { ConfigurationFacts, ConnectorFacts } from '../facts';
import { calledDevice, calledProfiles, calledThing } from '../naming';
import type { DeviceRule, DeviceView, Reads } from '../rule';
import { sinceStates } from '../since';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';

export const CERTIFICATES: readonly ProfileType[] = ['CERTIFICATE', 'TRUSTED_ROOT'];
export const NETWORK: readonly ProfileType[] = ['WIFI', 'VPN', 'EMAIL'];

export const isNetworkProfile = ({ profileType }: ConfigurationFacts): boolean => NETWORK.includes(profileType);
export const isCertificateProfile = ({ profileType }: ConfigurationFacts): boolean =>
  CERTIFICATES.includes(profileType);

/** The states of a profile that is listed for a device and is not on it, such as one that a filter leaves out. */
const NOT_THERE: readonly PolicyState[] = ['NOT_APPLICABLE', 'NOT_ASSIGNED'];

/** Whether a profile has reached the device, whatever became of it there. */
export const hasArrived = ({ state }: Pick<ConfigurationFacts, 'state'>): boolean => !NOT_THERE.includes(state);

/** SQL: a profile of this type has reached the device with this id. */
export const profileArrived = (deviceId: string, profileType: Sql): Sql => sql`EXISTS (SELECT 1 FROM policy_states ps
  WHERE ps.device_id = ${raw(deviceId)} AND ps.kind = 'CONFIGURATION' AND ps.profile_type = ${profileType}
    AND ps.state NOT IN ${oneOf(NOT_THERE)})`;

/** Whether a profile works on nearly all devices in the viewer's scope that tried it. */
export function worksElsewhere({ outcomes }: ConfigurationFacts): boolean {
  if (outcomes === null || outcomes.failed >= MOST_FAILING) return false;
  const tried = outcomes.succeeded + outcomes.failed;
  return tried >= WORKING_DEVICES && outcomes.succeeded >= tried * WORKING_SHARE;
}

/** Whether a network profile failed for lack of a certificate: its code or the name of its setting says so. */
export const lacksCertificate = (profile: ConfigurationFacts): boolean =>
  isNetworkProfile(profile) &&
  profile.state === 'ERROR' &&
  (isOneOf(profile.error, NEEDS_CERTIFICATE) ||
    profile.settings.some((setting) => /identity|certificate|scep/i.test(setting.name)));

const PROFILE_READS: Reads = {
  ConfigurationState: 'displayName profileType state stateSince error settings',
  SettingState: 'name',
};

/** The sentence about a certificate connector that is about to fail, if the viewer can see connectors. */
function failingConnector({ tenant }: DeviceView): ConnectorFacts | undefined {
  const all = (tenant?.connectors ?? []).filter(({ kind }) => kind === 'CERTIFICATE_CONNECTOR');
  // Retired connectors stay listed. One that works is enough.
  return all.some(({ health }) => health === 'HEALTHY') ? undefined : all.find(({ health }) => health === 'WARNING');
}

export const certProfileFailed: DeviceRule = {
  id: 'CERT_PROFILE_FAILED',
  about: 'DEVICE',
  onlyWith: { configurationStates: ['ERROR'] },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['NETWORK', 'ACCESS'],
  reads: {
    Device: 'deviceName configurationStates',
    ...PROFILE_READS,
  },
  mayRead: { Tenant: 'connectors', Connector: 'kind health lastSyncAt' },
  explains: ['NETWORK_PROFILE_FAILED:CERTIFICATE'],
  steps: [STEPS.sync, { who: 'PKI_TEAM' }],
  candidates: () => [devicesWithProfile('ERROR', sql`p.profile_type IN ${oneOf(CERTIFICATES)}`)],
  *find(view) {
    const { device } = view;
    const isOfCertificate = ({ profileType }: ConfigurationFacts) => profileType === 'CERTIFICATE';
    // The certificate itself says more about the cause than its root does.
    const failed = device.configurationStates
      .filter((profile) => isCertificateProfile(profile) && profile.state === 'ERROR')
      .sort((a, b) => Number(isOfCertificate(b)) - Number(isOfCertificate(a)));
    if (failed.length === 0) return;
    const errors = errorsOf(failed, ({ displayName }) => calledThing(displayName, 'PROFILE'));
    const dependents = device.configurationStates.filter(lacksCertificate);
    const types = [...new Set(dependents.map(({ profileType }) => profileType))];
    const connector = failingConnector(view);
    yield {
      subject: device,
      ...(dependents.length === 0 && { variant: 'ALONE' }),
      ...sinceStates(failed),
      tags: ['CERTIFICATE'],
      count: failed.length,
      codes: failed.map(({ error }) => error?.code),
      values: {
        device: calledDevice(device),
        profile: { list: calledProfiles(failed) },
        types: { list: types.map((type) => ({ name: type, of: 'PROFILE_TYPE' })) },
        dependents: { list: calledProfiles(dependents) },
        ...errors,
        ...(connector?.lastSyncAt != null && { connectorAt: { date: connector.lastSyncAt } }),
      },
      more: [
        ...(errors === null ? [] : ['MEANING']),
        ...(dependents.length === 0 ? [] : ['DEPENDENTS']),
        ...(connector?.lastSyncAt != null ? ['CONNECTOR'] : []),
      ],
      evidence: [
        ...failed.flatMap((profile) => evidence(profile, 'displayName', 'state', 'error')),
        ...dependents.flatMap((profile) => evidence(profile, 'displayName', 'error')),
        ...(connector === undefined ? [] : evidence(connector, 'health', 'lastSyncAt')),
      ],
    };
  },
};

export const certProfileAbsent: DeviceRule = {
  id: 'CERT_PROFILE_ABSENT',
  about: 'DEVICE',
  onlyWith: { configurationStates: ['ERROR'] },
  severity: 'PROBLEM',
  confidence: 'LIKELY',
  topics: ['NETWORK', 'ACCESS'],
  reads: { Device: 'deviceName enrolledAt joinType configurationStates', ...PROFILE_READS },
  explains: ['NETWORK_PROFILE_FAILED:CERTIFICATE'],
  steps: [stepNeeding(STEPS.admin, 'ASSIGN_PROFILE')],
  candidates: () => [
    devicesWithProfile(
      'ERROR',
      sql`p.profile_type IN ${oneOf(NETWORK)} AND NOT ${profileArrived('p.device_id', raw("'CERTIFICATE'"))}`,
    ),
  ],
  *find({ device, clock }) {
    const failed = device.configurationStates.filter(lacksCertificate);
    if (failed.length === 0) return;
    if (device.configurationStates.some((each) => each.profileType === 'CERTIFICATE' && hasArrived(each))) return;
    const names = calledProfiles(failed);
    // It may not have arrived yet.
    const isNew = device.enrolledAt !== null && !clock.hasPassed(device.enrolledAt, NEW_DEVICE_HOURS * HOUR_MS);
    // Group policy or Configuration Manager may bring the certificate to a hybrid device.
    const isHybrid = device.joinType === 'HYBRID_JOINED';
    yield {
      subject: device,
      ...(names.length > 1 && { variant: 'SEVERAL' }),
      ...sinceStates(failed),
      severity: isNew ? 'INFO' : isHybrid ? 'WARNING' : 'PROBLEM',
      restatedBy: ['NETWORK_PROFILE_FAILED'],
      codes: failed.map(({ error }) => error?.code),
      values: {
        device: calledDevice(device),
        profile: { list: names },
      },
      more: isNew ? ['NEW'] : isHybrid ? ['HYBRID'] : [],
      evidence: [
        ...failed.flatMap((profile) => evidence(profile, 'displayName', 'state', 'error')),
        ...evidence(device, 'enrolledAt'),
      ],
    };
  },
};
