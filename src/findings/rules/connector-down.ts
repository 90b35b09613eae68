import { constant, sql } from '../../database/sql';
import type { ConnectorKind, FindingTopic } from '../../generated/graphql';
import { DAY_MS } from '../../resolving/days';
import { groupsOf } from '../../resolving/grouping';
import { CONNECTOR_SILENT_DAYS } from '../../tenant/health';
import { devicesWithApp, devicesWithPolicy, devicesWithProfile, oneOf } from '../candidates';
import type { Clock } from '../clock';
import { isOneOf, NO_APP_LICENCE } from '../codes';
import type { ConnectorFacts, DeviceFacts } from '../facts';
import { calledDevice, calledThing, namesOnce, ownNameOf } from '../naming';
import type { Draft, EvidenceOf, PageRule, TextValue } from '../rule';
import { kindOfSetting } from '../setting-names';
import { evidence } from '../views';

interface Dependent {
  readonly device: DeviceFacts;
  readonly name: TextValue;
  /** The connector that it came from; null if any one of the kind will do, or if that is not known. */
  readonly connectorId: string | null;
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
        connectorId: null,
        evidence: evidence(profile, 'displayName', 'state'),
      })),
  APPLE_VOLUME_PURCHASE: (device) =>
    device.appInstallStates
      .filter((state) => state.state === 'FAILED' && isOneOf(state.error, NO_APP_LICENCE))
      .map((state) => ({
        device,
        name: calledThing(state.app.displayName, 'APP'),
        connectorId: state.app.connectorId,
        evidence: evidence(state, 'state', 'error'),
      })),
  MOBILE_THREAT_DEFENSE: (device) =>
    device.compliancePolicyStates
      .flatMap((policy) => policy.settings)
      .filter((setting) => kindOfSetting(setting) === 'THREAT')
      .slice(0, 1)
      .map((setting) => ({
        device,
        name: calledDevice(device),
        connectorId: null,
        evidence: evidence(setting, 'name', 'state'),
      })),
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

/** The connector whose outage a dependent suffers from; null if there is none. @param all the connectors of a kind */
function downFor({ connectorId }: Dependent, all: readonly ConnectorFacts[]): ConnectorFacts | null {
  const own = connectorId === null ? undefined : all.find((connector) => connector.connectorId === connectorId);
  if (own !== undefined) return own.health === 'UNHEALTHY' ? own : null;
  // Retired connectors stay listed. One that works is enough.
  if (all.some(({ health }) => health === 'HEALTHY' || health === 'WARNING')) return null;
  return all.find(({ health }) => health === 'UNHEALTHY') ?? null;
}

/** The statement about a connector that is down. @param others devices on which its kind is not the reason of every failure */
function draftOf(
  down: ConnectorFacts,
  dependents: readonly Dependent[],
  others: ReadonlySet<DeviceFacts>,
  clock: Clock,
): Draft {
  const { kind, connectorId } = down;
  const topics = TOPICS[kind];
  const names = namesOnce(dependents.map(({ name }) => name));
  const reason = reasonOf(down, clock);
  const name = ownNameOf(down);
  return {
    subject: down,
    about: dependents.some((dependent) => dependent.connectorId === connectorId) ? connectorId : kind,
    ...(topics !== undefined && { topics }),
    // One finding lists all apps of a device without licence, so it is explained only if that holds for each of them.
    explains: dependents.some(({ device }) => others.has(device)) ? [] : (EXPLAINS[kind] ?? []),
    devices: [...new Set(dependents.map(({ device }) => device))],
    since: reason === 'EXPIRED' ? down.expiresAt : reason === 'SILENT' ? down.lastSyncAt : null,
    count: dependents.length,
    values: {
      connector: { name: kind, of: 'CONNECTOR' },
      ...(name !== null && { name }),
      dependent: { list: names },
      ...(down.expiresAt !== null && { expiresAt: { date: down.expiresAt } }),
      ...(down.lastSyncAt !== null && { lastSyncAt: { date: down.lastSyncAt } }),
    },
    more: [...(name === null ? [] : ['NAMED']), reason, names.length > 1 ? 'DEPEND' : 'DEPENDS'],
    evidence: [
      ...evidence(down, 'kind', 'name', 'health', 'expiresAt', 'lastSyncAt'),
      ...dependents.flatMap((each) => each.evidence),
    ],
  };
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
    App: 'displayName volumePurchaseToken',
  },
  explains: Object.values(EXPLAINS).flat(),
  steps: [{ who: 'INTUNE_ADMIN' }],
  candidates({ clock }) {
    const silentSince = clock.ago(CONNECTOR_SILENT_DAYS * DAY_MS);
    const isDown = (kind: ConnectorKind) => sql`EXISTS (SELECT 1 FROM connectors k
      WHERE k.kind = ${constant(kind)}
        AND (k.reported = 'UNHEALTHY' OR k.expires_at <= ${clock.now} OR k.last_sync_at <= ${silentSince}))`;
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
      if (all.every(({ health }) => health !== 'UNHEALTHY')) continue;
      const byConnector = groupsOf(devices.flatMap(dependentsOf), (dependent) => downFor(dependent, all));
      const others = new Set(byConnector.get(null)?.map(({ device }) => device));
      for (const [down, dependents] of byConnector) {
        if (down !== null) yield draftOf(down, dependents, others, clock);
      }
    }
  },
};
