import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isObject, type Json } from './answer';

/** The resources that are requested as a whole: lists and single objects. */
const COLLECTIONS = [
  'organization',
  'deviceManagement',
  'subscribedSkus',
  'applePushNotificationCertificate',
  'vppTokens',
  'depOnboardingSettings',
  'mobileThreatDefenseConnectors',
  'ndesConnectors',
  'users',
  'groups',
  'devices',
  'managedDevices',
  'deviceConfigurations',
  'configurationPolicies',
  'groupPolicyConfigurations',
  'intents',
  'assignmentFilters',
  'deviceEnrollmentConfigurations',
  'windowsAutopilotDeviceIdentities',
  'autopilotEvents',
  'mobileApps',
  'managedAppPolicies',
  'managedAppRegistrations',
  'troubleshootingEvents',
  'roleDefinitions',
  'roleAssignments',
  'roleScopeTags',
] as const;

/** The resources that belong to a parent, and are requested for each parent. */
const BATCHES = [
  'groupMembers',
  'deviceCompliancePolicyStates',
  'deviceConfigurationStates',
  'mobileAppIntentAndStates',
  'mobileAppTroubleshootingEvents',
  'mobileAppDeviceStatuses',
  'userManagedAppPolicies',
  'mobileAppAssignments',
  'mobileAppRelationships',
  'deviceConfigurationAssignments',
  'deviceCompliancePolicyAssignments',
  'configurationPolicyAssignments',
  'groupPolicyConfigurationAssignments',
  'intentAssignments',
  'deviceEnrollmentConfigurationAssignments',
  'managedAppPolicyAssignments',
] as const;

export type CollectionResource = (typeof COLLECTIONS)[number];
export type BatchResource = (typeof BATCHES)[number];

/** A tenant of Graph's own objects. Tests may change it between syncs, in place or by replacing lists. */
export interface GraphTenant {
  readonly id: string;
  /** An object resource has one item, or none if it is not configured. */
  collections: Record<CollectionResource, object[]>;
  /** By the parent's id; missing parents have no items. */
  parts: Record<BatchResource, Map<string, object[]>>;
}

/** The user id of devices without a user. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

export const idOf = (object: object): string => String((object as { id?: unknown }).id);

/** The responses of a resource in a folder, page by page. */
function answersIn(folder: string, resource: string): Json[] {
  const answers: Json[] = [];
  for (let n = 1; ; n++) {
    const file = path.join(folder, n === 1 ? `${resource}.json` : `${resource}.${n}.json`);
    if (!existsSync(file)) return answers;
    const answer: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isObject(answer)) throw new Error(`${file}: holds no object.`);
    answers.push(answer);
  }
}

/** The objects of a response; none if it is an error. */
function objectsIn(answer: Json): object[] {
  if ('error' in answer) return [];
  if (Array.isArray(answer['value'])) return answer['value'];
  const { '@odata.context': _, ...object } = answer;
  return [object];
}

function partsIn(answers: readonly Json[]): Map<string, object[]> {
  const parts = new Map<string, object[]>();
  for (const { responses } of answers as { responses?: { id: string; body: Json }[] }[]) {
    for (const { id, body } of responses ?? []) parts.set(id, [...(parts.get(id) ?? []), ...objectsIn(body)]);
  }
  return parts;
}

/**
 * Reads a tenant from a folder of Graph's responses, as docs/import.md describes it. Resources without a file are
 * empty.
 */
export async function readGraphTenant(folder: string): Promise<GraphTenant> {
  const collections = Object.fromEntries(
    COLLECTIONS.map((resource) => [resource, answersIn(folder, resource).flatMap(objectsIn)]),
  ) as Record<CollectionResource, object[]>;
  const parts = Object.fromEntries(
    BATCHES.map((resource) => [resource, partsIn(answersIn(folder, resource))]),
  ) as Record<BatchResource, Map<string, object[]>>;
  const [organization] = collections.organization;
  if (organization === undefined) throw new Error(`${folder}: holds no organisation.`);
  return { id: idOf(organization), collections, parts };
}

/** Finds objects by id, ignoring case, in lists that may change at any time. */
export function createFinder(): (list: readonly object[], id: string) => object | undefined {
  const positions = new WeakMap<readonly object[], Map<string, number>>();
  const positionsIn = (list: readonly object[], isFresh: boolean) => {
    const known = positions.get(list);
    if (known !== undefined && !isFresh) return known;
    const found = new Map(list.map((object, i) => [idOf(object).toLowerCase(), i]));
    positions.set(list, found);
    return found;
  };
  return (list, id) => {
    const wanted = id.toLowerCase();
    for (const isFresh of [false, true]) {
      const object = list[positionsIn(list, isFresh).get(wanted) ?? -1];
      if (object !== undefined && idOf(object).toLowerCase() === wanted) return object;
    }
    return undefined;
  };
}
