import { sql } from '../../database/sql';
import type { ConnectorKind, FindingTopic } from '../../generated/graphql';
import { DAY_MS } from '../../resolving/days';
import { CONNECTOR_SILENT_DAYS } from '../../tenant/health';
import { devicesWithApp, devicesWithPolicy, devicesWithProfile, oneOf } from '../candidates';
import type { Clock } from '../clock';
import { isOneOf, NO_APP_LICENCE } from '../codes';
import type { ConnectorFacts, DeviceFacts } from '../facts';
import { calledDevice, calledThing, namesOnce } from '../naming';
import type { EvidenceOf, PageRule, TextValue } from '../rule';
import { kindOfSetting } from '../setting-names';
import { evidence } from '../views';

interface Dependent {
  readonly device: DeviceFacts;
  readonly name: TextValue;
  readonly evidence: readonly EvidenceOf[];
}

/** The symptoms of a missing connector of this kind. */
const DEPENDENTS: Partial<Record<ConnectorKind, (device: DeviceFacts) => Dependent[]>> = {
  CERTIFICATE_CONNECTOR: (device) =>
    device.configurationStates
      .filter((profile) => profile.profileType === 'CERTIFICATE' && profile.state === 'ERROR')
      .map((profile) => ({
        device,
        name: calledThing(profile.displayName, 'PROFILE'),
        evidence: evidence(profile, 'displayName', 'state'),
      })),
  APPLE_VOLUME_PURCHASE: (device) =>
    device.appInstallStates
      .filter((state) => state.state === 'FAILED' && isOneOf(state.error, NO_APP_LICENCE))
      .map((state) => ({
        device,
        name: calledThing(state.app.displayName, 'APP'),
        evidence: evidence(state, 'state', 'error'),
      })),
  MOBILE_THREAT_DEFENSE: (device) =>
    device.compliancePolicyStates
      .flatMap((policy) => policy.settings)
      .filter((setting) => kindOfSetting(setting) === 'THREAT')
      .slice(0, 1)
      .map((setting) => ({ device, name: calledDevice(device), evidence: evidence(setting, 'name', 'state') })),
};

/** The subjects of the calls that a missing connector of this kind leads to. */
const TOPICS: Partial<Record<ConnectorKind, readonly FindingTopic[]>> = {
  CERTIFICATE_CONNECTOR: ['NETWORK', 'ACCESS'],
  APPLE_VOLUME_PURCHASE: ['APPS'],
  MOBILE_THREAT_DEFENSE: ['ACCESS'],
};

/** The findings that a missing connector of this kind explains. */
const EXPLAINS: Partial<Record<ConnectorKind, readonly string[]>> = {
  CERTIFICATE_CONNECTOR: ['CERT_PROFILE_FAILED:CERTIFICATE'],
  APPLE_VOLUME_PURCHASE: ['REQUIRED_APP_FAILED:LICENCES'],
  MOBILE_THREAT_DEFENSE: ['NONCOMPLIANT_SETTING:THREAT'],
};

/** Why it is down. Microsoft can report a connector as failed that was in contact lately. */
function reasonOf({ expiresAt, lastSyncAt }: ConnectorFacts, clock: Clock): 'EXPIRED' | 'SILENT' | 'FAILED' {
  if (clock.hasPassed(expiresAt)) return 'EXPIRED';
  return clock.hasPassed(lastSyncAt, CONNECTOR_SILENT_DAYS * DAY_MS) ? 'SILENT' : 'FAILED';
}

export const connectorDown: PageRule = {
  id: 'CONNECTOR_DOWN',
  about: 'PAGE',
  severity: 'PROBLEM',
  // The dependent thing can have failed for another reason.
  confidence: 'LIKELY',
  topics: ['NETWORK', 'APPS', 'ACCESS'],
  reads: {
    Tenant: 'connectors',
    Connector: 'kind name health expiresAt lastSyncAt',
    Device: 'deviceName configurationStates appInstallStates compliancePolicyStates',
    ConfigurationState: 'profileType state displayName',
    CompliancePolicyState: 'settings',
    SettingState: 'name state',
    AppInstallState: 'state error app',
    App: 'displayName',
  },
  explains: Object.values(EXPLAINS).flat(),
  steps: [{ who: 'INTUNE_ADMIN' }],
  candidates({ clock }) {
    const isDown = (kind: ConnectorKind) => sql`EXISTS (SELECT 1 FROM connectors k WHERE k.kind = ${kind} AND (
      k.reported = 'UNHEALTHY' OR k.expires_at <= ${clock.now} OR k.last_sync_at <= ${clock.ago(CONNECTOR_SILENT_DAYS * DAY_MS)}))`;
    return [
      devicesWithProfile('ERROR', sql`p.profile_type = 'CERTIFICATE' AND ${isDown('CERTIFICATE_CONNECTOR')}`),
      devicesWithApp(sql`i.state = 'FAILED' AND i.error_code IN ${oneOf(NO_APP_LICENCE)}
        AND ${isDown('APPLE_VOLUME_PURCHASE')}`),
      devicesWithPolicy(sql`${isDown('MOBILE_THREAT_DEFENSE')} AND EXISTS (SELECT 1 FROM policy_setting_states s
        WHERE s.state_id = p.id AND LOWER(s.name) LIKE '%threatprotection%')`),
    ];
  },
  *find({ tenant, devices, clock }) {
    const connectors = tenant?.connectors ?? [];
    for (const [kind, dependentsOf] of Object.entries(DEPENDENTS)) {
      const all = connectors.filter((connector) => connector.kind === kind);
      const down = all.find(({ health }) => health === 'UNHEALTHY');
      // Retired connectors stay listed. One that works is enough.
      if (down === undefined || all.some(({ health }) => health === 'HEALTHY' || health === 'WARNING')) continue;
      const dependents = devices.flatMap(dependentsOf);
      const topics = TOPICS[kind as ConnectorKind];
      const explains = EXPLAINS[kind as ConnectorKind] ?? [];
      if (dependents.length === 0) continue;
      const names = namesOnce(dependents.map(({ name }) => name));
      const reason = reasonOf(down, clock);
      yield {
        subject: down,
        about: kind,
        ...(topics !== undefined && { topics }),
        explains,
        devices: [...new Set(dependents.map(({ device }) => device))],
        since: reason === 'EXPIRED' ? down.expiresAt : reason === 'SILENT' ? down.lastSyncAt : null,
        onset: null,
        count: dependents.length,
        values: {
          connector: down.name ?? { name: kind, of: 'CONNECTOR' },
          dependent: { list: names },
          ...(down.expiresAt !== null && { expiresAt: { date: down.expiresAt } }),
          ...(down.lastSyncAt !== null && { lastSyncAt: { date: down.lastSyncAt } }),
        },
        more: [reason, names.length > 1 ? 'DEPEND' : 'DEPENDS'],
        evidence: [
          ...evidence(down, 'health', 'expiresAt', 'lastSyncAt'),
          ...dependents.flatMap((each) => each.evidence),
        ],
      };
    }
  },
};
