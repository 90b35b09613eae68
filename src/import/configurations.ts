import type { z } from 'zod';
import { fold, nameKey } from '../database/folding';
import { type Platform, ProfileType } from '../generated/graphql';
import type { Resource } from '../microsoft-graph/resources';
import { platformOfType } from './apps';
import { type Assignable, putAssignments, readAssignments } from './assignments';
import { typeOfSettings } from './catalog-types';
import type { Profiles } from './policies';
import * as policyShapes from './policy-shapes';
import type { Run } from './run';

// The profile type, from the name of Microsoft's type or template. The first match counts.
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

/** The type of a profile, from its OData type. */
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

/** The platform of a settings catalog profile; `UNKNOWN` for several platforms. */
const platformOfCatalog = (platforms: string | null | undefined): Platform =>
  platforms?.includes(',') ? 'UNKNOWN' : platformOfType(platforms);

/** A configuration profile. */
export interface Profile {
  readonly id: string;
  readonly displayName: string | null;
  readonly type: ProfileType;
}

type PolicyKind = 'COMPLIANCE' | 'CONFIGURATION' | 'ENROLLMENT_RESTRICTION' | 'ENROLLMENT_LIMIT';

/** A policy of any kind, ready to be written. */
interface Policy extends Profile {
  readonly kind: PolicyKind;
  readonly platform: Platform;
  readonly modified: string | null | undefined;
  readonly priority?: number | null | undefined;
  readonly limit?: number | null | undefined;
  readonly assignments: readonly z.output<typeof policyShapes.Assignment>[];
  readonly where: string;
}

interface PolicyObject extends Assignable {
  readonly lastModifiedDateTime?: string | null | undefined;
}

/** The part of a policy that is the same for every kind. */
function policyOf(
  { values }: Run,
  assignmentsOf: (object: Assignable) => Policy['assignments'],
  { object, where }: { readonly object: PolicyObject; readonly where: string },
): Pick<Policy, 'id' | 'modified' | 'assignments' | 'where'> {
  const id = values.id(object.id) as string;
  return { id, modified: object.lastModifiedDateTime, assignments: assignmentsOf(object), where };
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

/** Imports configuration profiles of every kind. @param known those of an earlier sync, if unreadable now */
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
    const assignmentsOf = await readAssignments(run, apartIn);
    for await (const found of run.read(resource, policyShapes.DeviceConfiguration)) {
      const { object } = found;
      await put({
        ...policyOf(run, assignmentsOf, found),
        displayName: values.text(object.displayName),
        type: typeOfProfile(resource, object['@odata.type']),
        kind: 'CONFIGURATION',
        platform: resource === 'groupPolicyConfigurations' ? 'WINDOWS' : platformOfType(object['@odata.type']),
      });
    }
  }
  const assignmentsOf = await readAssignments(run, 'configurationPolicyAssignments');
  for await (const found of run.read('configurationPolicies', policyShapes.ConfigurationPolicy)) {
    const { object } = found;
    await put({
      ...policyOf(run, assignmentsOf, found),
      displayName: values.text(object.name),
      type: typeOfCatalog(object),
      kind: 'CONFIGURATION',
      platform: platformOfCatalog(object.platforms),
    });
  }
  return profiles;
}

// Only configuration profiles have a type.
const NO_PROFILE = { type: ProfileType.UNKNOWN } as const;

/** Imports compliance policies. */
export async function importCompliancePolicies(run: Run): Promise<void> {
  const { values } = run;
  const assignmentsOf = await readAssignments(run, 'deviceCompliancePolicyAssignments');
  for await (const found of run.read('deviceCompliancePolicies', policyShapes.DeviceConfiguration)) {
    const { object } = found;
    await putPolicy(run, {
      ...NO_PROFILE,
      ...policyOf(run, assignmentsOf, found),
      displayName: values.text(object.displayName),
      kind: 'COMPLIANCE',
      platform: platformOfType(object['@odata.type']),
    });
  }
  for await (const found of run.read('compliancePolicies', policyShapes.ConfigurationPolicy)) {
    const { object } = found;
    await putPolicy(run, {
      ...NO_PROFILE,
      ...policyOf(run, assignmentsOf, found),
      displayName: values.text(object.name),
      kind: 'COMPLIANCE',
      platform: platformOfCatalog(object.platforms),
    });
  }
}

const RESTRICTIONS: readonly (readonly [RegExp, PolicyKind])[] = [
  [/enrollmentLimit/i, 'ENROLLMENT_LIMIT'],
  [/platformRestriction/i, 'ENROLLMENT_RESTRICTION'],
];

/** Imports enrolment restrictions. Other enrolment configurations are ignored, because they restrict nobody. */
export async function importEnrollmentRestrictions(run: Run): Promise<void> {
  const { values } = run;
  const assignmentsOf = await readAssignments(run, 'deviceEnrollmentConfigurationAssignments');
  for await (const found of run.read('deviceEnrollmentConfigurations', policyShapes.EnrollmentConfiguration)) {
    const { object } = found;
    const type = object['@odata.type'] ?? '';
    const kind = RESTRICTIONS.find(([pattern]) => pattern.test(type))?.[1];
    if (kind === undefined) continue;
    await putPolicy(run, {
      ...NO_PROFILE,
      ...policyOf(run, assignmentsOf, found),
      displayName: values.text(object.displayName),
      kind,
      platform: 'UNKNOWN',
      priority: object.priority,
      limit: object.limit,
    });
  }
}
