import type { z } from 'zod';
import { fold, nameKey } from '../database/folding';
import { type Platform, ProfileType } from '../generated/graphql';
import type { Resource } from '../microsoft-graph/resources';
import { platformOfType } from './apps';
import { assignmentsApart, putAssignments } from './assignments';
import { typeOfSettings } from './catalog-types';
import type { Profiles } from './policies';
import * as policyShapes from './policy-shapes';
import type { Run } from './run';

// What a name says, in a type or a template of Microsoft's. The first that fits is taken.
const TYPES: readonly (readonly [RegExp, ProfileType])[] = [
  [/trustedrootcertificate/, 'TRUSTED_ROOT'],
  [/certificate|scep|pkcs/, 'CERTIFICATE'],
  [/vpnconfiguration|vpn$/, 'VPN'],
  [/wifi|wirednetwork/, 'WIFI'],
  [/email/, 'EMAIL'],
  [/updateforbusiness|softwareupdate|^#microsoft\.graph\.iosupdate/, 'UPDATE_RING'],
  [/endpointprotection|advancedthreatprotection/, 'ENDPOINT_SECURITY'],
  [/general(device)?configuration|restriction/, 'RESTRICTIONS'],
  [/custom/, 'CUSTOM'],
];

/** What a profile configures, which only the type of its configuration tells. */
export function profileTypeOf(odataType: string | null | undefined): ProfileType {
  const name = (odataType ?? '').toLowerCase();
  return TYPES.find(([pattern]) => pattern.test(name))?.[1] ?? ProfileType.OTHER;
}

const FAMILIES: readonly (readonly [RegExp, ProfileType])[] = [
  [/^endpointsecurity|^baseline/i, 'ENDPOINT_SECURITY'],
  [/^deviceconfiguration.*wifi/i, 'WIFI'],
  [/^deviceconfiguration.*vpn/i, 'VPN'],
];

/** The type of a settings catalog profile, from the family of its template or else from its settings. */
function typeOfCatalog({
  templateReference,
  settings,
}: z.output<typeof policyShapes.ConfigurationPolicy>): ProfileType {
  const family = templateReference?.templateFamily ?? '';
  const found = FAMILIES.find(([pattern]) => pattern.test(family))?.[1];
  return found ?? typeOfSettings(settings.map(({ settingInstance }) => settingInstance?.settingDefinitionId));
}

/** The platform of a profile of the settings catalog; one for several platforms has none. */
const platformOfCatalog = (platforms: string | null | undefined): Platform =>
  platforms?.includes(',') ? 'UNKNOWN' : platformOfType(platforms);

/** A configuration, by what names it and what it configures. */
export interface Profile {
  readonly id: string;
  readonly displayName: string | null;
  readonly type: ProfileType;
}

type PolicyKind = 'COMPLIANCE' | 'CONFIGURATION' | 'ENROLLMENT_RESTRICTION' | 'ENROLLMENT_LIMIT';

/** A policy of any kind, as it is written. */
interface Policy extends Profile {
  readonly kind: PolicyKind;
  readonly platform: Platform;
  readonly modified: string | null | undefined;
  readonly priority?: number | null | undefined;
  readonly limit?: number | null | undefined;
  readonly assignments: readonly z.output<typeof policyShapes.Assignment>[];
  readonly where: string;
}

async function putPolicy(run: Run, policy: Policy): Promise<void> {
  const { id, displayName, type, kind, platform, priority, limit, where } = policy;
  await run.put(
    'policies',
    {
      id,
      display_name: displayName,
      profile_type: type,
      kind,
      name_key: nameKey(displayName),
      platform,
      modified_at: run.values.instant(policy.modified, 'lastModifiedDateTime'),
      priority: priority ?? null,
      device_limit: limit ?? null,
    },
    where,
  );
  await putAssignments(run, 'policyAssignments', id, policy.assignments, where);
}

const PROFILES = [
  ['deviceConfigurations', 'deviceConfigurationAssignments'],
  ['groupPolicyConfigurations', 'groupPolicyConfigurationAssignments'],
  ['intents', 'intentAssignments'],
] as const satisfies readonly (readonly [Resource, Resource])[];

function typeOfProfile(resource: (typeof PROFILES)[number][0], odataType: string | null | undefined): ProfileType {
  if (resource === 'intents') return ProfileType.ENDPOINT_SECURITY;
  return resource === 'groupPolicyConfigurations' ? ProfileType.ADMINISTRATIVE_TEMPLATE : profileTypeOf(odataType);
}

/** Reads every kind of configuration profile. @param known the profiles that the database has, for those that cannot be read */
export async function importConfigurations(run: Run, known: Iterable<Profile> = []): Promise<Profiles> {
  const { values } = run;
  const profiles = new Map<string, ProfileType>();
  const know = ({ id, displayName, type }: Profile) => {
    profiles.set(id, type);
    if (displayName !== null) profiles.set(`name ${fold(displayName)}`, type);
  };
  for (const profile of known) know(profile);
  const put = async (policy: Policy) => {
    know(policy);
    await putPolicy(run, policy);
  };
  for (const [resource, apartIn] of PROFILES) {
    const apart = await assignmentsApart(run, apartIn);
    for await (const { object, where } of run.read(resource, policyShapes.DeviceConfiguration)) {
      const id = values.id(object.id) as string;
      await put({
        id,
        displayName: values.text(object.displayName),
        type: typeOfProfile(resource, object['@odata.type']),
        kind: 'CONFIGURATION',
        platform: resource === 'groupPolicyConfigurations' ? 'WINDOWS' : platformOfType(object['@odata.type']),
        modified: object.lastModifiedDateTime,
        assignments: object.assignments ?? apart.get(id) ?? [],
        where,
      });
    }
  }
  const apart = await assignmentsApart(run, 'configurationPolicyAssignments');
  for await (const { object, where } of run.read('configurationPolicies', policyShapes.ConfigurationPolicy)) {
    const id = values.id(object.id) as string;
    await put({
      id,
      displayName: values.text(object.name),
      type: typeOfCatalog(object),
      kind: 'CONFIGURATION',
      platform: platformOfCatalog(object.platforms),
      modified: object.lastModifiedDateTime,
      assignments: object.assignments ?? apart.get(id) ?? [],
      where,
    });
  }
  return profiles;
}

// They are no profiles, so nothing of theirs says what they configure.
const NO_PROFILE = { type: ProfileType.UNKNOWN } as const;

/** Reads the compliance policies. */
export async function importCompliancePolicies(run: Run): Promise<void> {
  const { values } = run;
  const apart = await assignmentsApart(run, 'deviceCompliancePolicyAssignments');
  for await (const { object, where } of run.read('deviceCompliancePolicies', policyShapes.DeviceConfiguration)) {
    const id = values.id(object.id) as string;
    await putPolicy(run, {
      ...NO_PROFILE,
      id,
      displayName: values.text(object.displayName),
      kind: 'COMPLIANCE',
      platform: platformOfType(object['@odata.type']),
      modified: object.lastModifiedDateTime,
      assignments: object.assignments ?? apart.get(id) ?? [],
      where,
    });
  }
  for await (const { object, where } of run.read('compliancePolicies', policyShapes.ConfigurationPolicy)) {
    const id = values.id(object.id) as string;
    await putPolicy(run, {
      ...NO_PROFILE,
      id,
      displayName: values.text(object.name),
      kind: 'COMPLIANCE',
      platform: platformOfCatalog(object.platforms),
      modified: object.lastModifiedDateTime,
      assignments: object.assignments ?? apart.get(id) ?? [],
      where,
    });
  }
}

const RESTRICTIONS: readonly (readonly [RegExp, PolicyKind])[] = [
  [/enrollmentLimit/i, 'ENROLLMENT_LIMIT'],
  [/platformRestriction/i, 'ENROLLMENT_RESTRICTION'],
];

/** Reads the enrolment restrictions; what else configures enrolment restricts nobody. */
export async function importEnrollmentRestrictions(run: Run): Promise<void> {
  const { values } = run;
  const apart = await assignmentsApart(run, 'deviceEnrollmentConfigurationAssignments');
  for await (const { object, where } of run.read(
    'deviceEnrollmentConfigurations',
    policyShapes.EnrollmentConfiguration,
  )) {
    const type = object['@odata.type'] ?? '';
    const kind = RESTRICTIONS.find(([pattern]) => pattern.test(type))?.[1];
    if (kind === undefined) continue;
    const id = values.id(object.id) as string;
    await putPolicy(run, {
      ...NO_PROFILE,
      id,
      displayName: values.text(object.displayName),
      kind,
      platform: 'UNKNOWN',
      modified: object.lastModifiedDateTime,
      priority: object.priority,
      limit: object.limit,
      assignments: object.assignments ?? apart.get(id) ?? [],
      where,
    });
  }
}
