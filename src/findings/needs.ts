import { type GraphQLSchema, isObjectType } from 'graphql';
import { needsOfField } from '../authorization/permissions';
import type { Permission } from '../generated/graphql';
import { PROFILE_RESOURCES, type Resource } from '../microsoft-graph/resources';
import type { Rule } from './rule';
import { RULES } from './rule-list';
import { coordinatesIn, Guard, Views } from './views';

/** A rule with the permissions of its declared fields. */
export interface CheckedRule {
  readonly rule: Rule;
  readonly guard: Guard;
  readonly coordinates: readonly string[];
  readonly declared: ReadonlySet<string>;
  /** What it reads of the lists of a user, if the viewer may. */
  readonly ofUserLists: ReadonlySet<string>;
  /** Whether it reads fields of a device that a viewer of the device may not see. */
  readonly readsOwner: boolean;
  readonly readsApps: boolean;
  /** Whether it looks at devices. */
  readonly isOfDevices: boolean;
  /** The values with which it runs on a device: of a field, or the states of the items of a list; null on any device. */
  readonly onlyWith: readonly { readonly field: string; readonly values: readonly unknown[] | 'ANY' }[] | null;
  /** The permissions of its fields, derived from the schema. */
  readonly needs: readonly Permission[];
  /** One field for each resource of Microsoft Graph that the rule reads, because each was read at another time. */
  readonly sections: ReadonlyMap<Resource, string>;
  /** Every resource that the rule reads. */
  readonly resources: ReadonlySet<Resource>;
}

/** The resource of Microsoft Graph that the fields of a type come from. */
const RESOURCES: Readonly<Record<string, Resource>> = {
  User: 'users',
  UserStatus: 'users',
  License: 'users',
  EnrollmentFailure: 'troubleshootingEvents',
  AppProtectionState: 'managedAppRegistrations',
  Device: 'managedDevices',
  DeviceLogon: 'managedDevices',
  AssignedPolicy: 'deviceConfigurations',
  Policy: 'deviceConfigurations',
  DeviceAction: 'managedDevices',
  AutopilotDevice: 'windowsAutopilotDeviceIdentities',
  SetupEvent: 'autopilotEvents',
  CompliancePolicyState: 'deviceCompliancePolicyStates',
  ConfigurationState: 'deviceConfigurationStates',
  AppInstallState: 'mobileAppIntentAndStates',
  App: 'mobileApps',
  Tenant: 'organization',
  Connector: 'organization',
};
const OF_USER: readonly string[] = ['User', 'EnrollmentFailure', 'AppProtectionState'];
const OF_ENTRA: ReadonlySet<string> = new Set(['Device.joinType', 'Device.entraCompliance']);

/** The resources behind assigned policies. Of the policies of users, rules look at enrolment restrictions only. */
const ASSIGNED: Readonly<Record<string, readonly Resource[]>> = {
  'Device.assignedPolicies': [
    ...PROFILE_RESOURCES,
    'deviceCompliancePolicies',
    'compliancePolicies',
    'deviceConfigurationAssignments',
    'configurationPolicyAssignments',
    'groupPolicyConfigurationAssignments',
    'intentAssignments',
    'deviceCompliancePolicyAssignments',
  ],
  'User.assignedPolicies': ['deviceEnrollmentConfigurations', 'deviceEnrollmentConfigurationAssignments'],
};

/** The resource of Microsoft Graph that a field comes from; null if the field has the same resource as its owner. */
export function resourceOfField(coordinate: string): Resource | null {
  if (OF_ENTRA.has(coordinate)) return 'devices';
  return RESOURCES[coordinate.split('.')[0] ?? ''] ?? null;
}

function needsOf(schema: GraphQLSchema, coordinate: string): Permission[] {
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (!isObjectType(type) || field === undefined)
    throw new Error(`A rule of findings reads ${coordinate}, which is no field.`);
  return needsOfField(schema, type, field);
}

function check(rule: Rule, schema: GraphQLSchema): CheckedRule {
  const coordinates = coordinatesIn(rule.reads);
  const onlyWith = rule.about === 'DEVICE' ? rule.onlyWith : undefined;
  const ofUserLists = coordinatesIn(rule.mayRead ?? {}).filter((each) => OF_USER.includes(each.split('.')[0] ?? ''));
  const sections = new Map<Resource, string>();
  for (const coordinate of [...coordinates, ...ofUserLists]) {
    const resource = resourceOfField(coordinate);
    if (resource !== null && !sections.has(resource)) sections.set(resource, coordinate);
  }
  return {
    rule,
    guard: new Guard(rule),
    coordinates,
    declared: new Set(coordinates),
    ofUserLists: new Set(ofUserLists),
    readsOwner: coordinates.includes('Device.primaryUser'),
    readsApps: coordinates.includes('Device.appInstallStates'),
    onlyWith: onlyWith === undefined ? null : Object.entries(onlyWith).map(([field, values]) => ({ field, values })),
    isOfDevices:
      rule.about === 'DEVICE' || (rule.about === 'PAGE' && coordinates.some((each) => each.startsWith('Device.'))),
    needs: [...new Set(coordinates.flatMap((coordinate) => needsOf(schema, coordinate)))].sort(),
    sections,
    resources: new Set([...sections.keys(), ...coordinates.flatMap((coordinate) => ASSIGNED[coordinate] ?? [])]),
  };
}

interface Catalogue {
  readonly rules: readonly CheckedRule[];
  readonly views: Views;
}

const catalogues = new WeakMap<GraphQLSchema, Catalogue>();

function catalogueOf(schema: GraphQLSchema): Catalogue {
  const known = catalogues.get(schema);
  if (known !== undefined) return known;
  const made = { rules: RULES.map((rule) => check(rule, schema)), views: new Views(schema) };
  catalogues.set(schema, made);
  return made;
}

/** The rules with their permissions by the map of a schema. @throws if a rule declares an unknown field */
export const checkedRules = (schema: GraphQLSchema): readonly CheckedRule[] => catalogueOf(schema).rules;

/** The views of facts by the types of a schema. */
export const viewsOf = (schema: GraphQLSchema): Views => catalogueOf(schema).views;
