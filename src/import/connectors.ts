import type { z } from 'zod';
import { nameKey } from '../database/folding';
import type { ConnectorKind } from '../generated/graphql';
import type { Resource } from '../microsoft-graph/resources';
import type { Run } from './run';
import * as shapes from './shapes';
import type { Values } from './values';

/** The facts about one connector. */
interface ConnectorFacts {
  readonly id: string | null;
  readonly name: string | null | undefined;
  /** The health that Microsoft reports; null if it reports no problem. */
  readonly reported?: 'NOT_ENABLED' | 'UNHEALTHY' | null;
  readonly expiresAt?: string | null;
  readonly lastSyncAt?: string | null;
}

/** A kind of connector: its resource, and how to read the facts from an object. */
interface ConnectorSource {
  readonly kind: ConnectorKind;
  readonly resource: Resource;
  read(run: Run): AsyncIterable<{ facts: ConnectorFacts; where: string }>;
}

function source<Shape extends z.ZodType>(
  kind: ConnectorKind,
  resource: Resource,
  shape: Shape,
  factsOf: (object: z.output<Shape>, values: Values) => ConnectorFacts,
): ConnectorSource {
  return {
    kind,
    resource,
    async *read(run) {
      for await (const { object, where } of run.read(resource, shape)) {
        yield { facts: factsOf(object, run.values), where };
      }
    },
  };
}

const PARTNER_STATES: Readonly<Record<string, ConnectorFacts['reported']>> = {
  unavailable: 'NOT_ENABLED',
  notsetup: 'NOT_ENABLED',
  unresponsive: 'UNHEALTHY',
  error: 'UNHEALTHY',
};

/** The names of partners by id, because Microsoft Graph has only the id. */
const PARTNERS: ReadonlyMap<string, string> = new Map([
  ['fc780465-2017-40d4-a0c5-307022471b92', 'Microsoft Defender for Endpoint'],
  ['c2b688fe-48c0-464b-a89c-67041aa8fcb2', 'Microsoft Defender for Endpoint (app protection)'],
]);

const SOURCES: readonly ConnectorSource[] = [
  source('APPLE_PUSH_CERTIFICATE', 'applePushNotificationCertificate', shapes.PushCertificate, (object, values) => ({
    id: values.id(object.id),
    name: object.appleIdentifier,
    expiresAt: values.instant(object.expirationDateTime, 'expirationDateTime'),
  })),
  source('APPLE_VOLUME_PURCHASE', 'vppTokens', shapes.VppToken, (object, values) => ({
    id: values.id(object.id),
    name: object.displayName ?? object.organizationName,
    reported: /^(expired|invalid)$/i.test(object.state ?? '') ? 'UNHEALTHY' : null,
    expiresAt: values.instant(object.expirationDateTime, 'expirationDateTime'),
    lastSyncAt: values.instant(object.lastSyncDateTime, 'lastSyncDateTime'),
  })),
  source('APPLE_DEVICE_ENROLLMENT', 'depOnboardingSettings', shapes.DepOnboardingSetting, (object, values) => ({
    id: values.id(object.id),
    name: object.tokenName,
    expiresAt: values.instant(object.tokenExpirationDateTime, 'tokenExpirationDateTime'),
    lastSyncAt: values.instant(object.lastSuccessfulSyncDateTime, 'lastSuccessfulSyncDateTime'),
  })),
  source('MOBILE_THREAT_DEFENSE', 'mobileThreatDefenseConnectors', shapes.ThreatDefenseConnector, (object, values) => ({
    id: values.id(object.id),
    name: object.displayName ?? PARTNERS.get(object.id.toLowerCase()) ?? object.id,
    reported: PARTNER_STATES[(object.partnerState ?? '').toLowerCase()] ?? null,
    lastSyncAt: values.instant(object.lastHeartbeatDateTime, 'lastHeartbeatDateTime'),
  })),
  source('CERTIFICATE_CONNECTOR', 'ndesConnectors', shapes.NdesConnector, (object, values) => ({
    id: values.id(object.id),
    name: object.displayName,
    reported: /^inactive$/i.test(object.state ?? '') ? 'UNHEALTHY' : null,
    lastSyncAt: values.instant(object.lastConnectionDateTime, 'lastConnectionDateTime'),
  })),
];

/** The resource that each kind of connector comes from. */
export const CONNECTOR_RESOURCES: ReadonlyMap<string, Resource> = new Map(
  SOURCES.map(({ kind, resource }) => [kind, resource]),
);

/** The key of a connector in its table. @param id Microsoft's id; null for a kind without objects */
export const connectorKey = (kind: ConnectorKind, id: string | null): string => `${kind}/${id ?? ''}`;

/** Imports connectors. A kind without objects is stored as not enabled, unless it could not be read. */
export async function importConnectors(run: Run): Promise<void> {
  const { values } = run;
  const put = (kind: ConnectorKind, facts: ConnectorFacts, where: string) => {
    const name = values.text(facts.name);
    return run.put(
      'connectors',
      {
        id: connectorKey(kind, facts.id),
        kind,
        name,
        name_key: nameKey(name),
        reported: facts.reported ?? null,
        expires_at: facts.expiresAt ?? null,
        last_sync_at: facts.lastSyncAt ?? null,
      },
      where,
    );
  };
  for (const { kind, resource, read } of SOURCES) {
    let isEnabled = !run.isRead(resource);
    for await (const { facts, where } of read(run)) {
      await put(kind, facts, where);
      isEnabled = true;
    }
    if (!isEnabled) await put(kind, { id: null, name: null, reported: 'NOT_ENABLED' }, 'connectors');
  }
}
