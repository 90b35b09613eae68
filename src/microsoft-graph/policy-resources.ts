import { batch, collection, type GraphResource } from './resource';

const CATALOG = 'id,name,platforms,technologies,templateReference,lastModifiedDateTime';
const LINUX = 'id,name,platforms,lastModifiedDateTime';

const OPTIONAL = { isOptionalFile: true } as const;
const BY_ID = { id: 'id' } as const;
// Names of the column with the Intune id of a device.
const DEVICE_ID = ['IntuneDeviceId', 'DeviceId'] as const;
const PROFILES = { permission: 'DeviceManagementConfiguration.Read.All', kind: 'POLICY_STATES' } as const;
const ENROLLMENT = { permission: 'DeviceManagementServiceConfig.Read.All', kind: 'POLICY_STATES' } as const;

/** Policies of every kind, their assignments, and assignment filters. */
export const POLICY_RESOURCES = {
  deviceConfigurations: collection(
    'beta',
    '/deviceManagement/deviceConfigurations?$expand=assignments',
    'configuration profiles and their assignments',
    { ...PROFILES, ...BY_ID },
  ),
  configurationPolicies: collection(
    'beta',
    `/deviceManagement/configurationPolicies?$select=${CATALOG}&$expand=assignments,settings`,
    'profiles of the settings catalog and their assignments',
    { ...PROFILES, ...BY_ID, ...OPTIONAL },
  ),
  groupPolicyConfigurations: collection(
    'beta',
    '/deviceManagement/groupPolicyConfigurations?$expand=assignments',
    'administrative templates and their assignments',
    { ...PROFILES, ...BY_ID, ...OPTIONAL },
  ),
  intents: collection('beta', '/deviceManagement/intents', 'endpoint security and baselines', {
    ...PROFILES,
    ...BY_ID,
    ...OPTIONAL,
  }),
  // `$expand=assignments` returns none here.
  intentAssignments: batch(
    'beta',
    '/deviceManagement/intents/{id}/assignments',
    'assignments of endpoint security and baselines',
    { ...PROFILES, ...OPTIONAL, parent: 'intents' },
  ),
  deviceCompliancePolicies: collection(
    'beta',
    '/deviceManagement/deviceCompliancePolicies?$expand=assignments',
    'compliance policies and their assignments',
    { ...PROFILES, ...BY_ID, ...OPTIONAL },
  ),
  compliancePolicies: collection(
    'beta',
    `/deviceManagement/compliancePolicies?$select=${LINUX}&$expand=assignments`,
    'compliance policies for Linux and their assignments',
    { ...PROFILES, ...BY_ID, ...OPTIONAL },
  ),
  deviceEnrollmentConfigurations: collection(
    'beta',
    '/deviceManagement/deviceEnrollmentConfigurations?$expand=assignments',
    'enrolment restrictions and their assignments',
    { ...ENROLLMENT, ...BY_ID, ...OPTIONAL },
  ),
  assignmentFilters: collection('beta', '/deviceManagement/assignmentFilters', 'filters of assignments', {
    ...PROFILES,
    ...BY_ID,
    ...OPTIONAL,
  }),
  complianceReport: collection(
    'v1.0',
    '/deviceManagement/reports/getNoncompliantDevicesAndSettingsReport',
    'the report of settings that are not compliant',
    {
      ...PROFILES,
      ...OPTIONAL,
      report: {
        by: null,
        columns: [DEVICE_ID, ['PolicyId'], ['SettingStatus'], ['SettingName', 'SettingNm']],
      },
      isForLarge: true,
    },
  ),
  // Without a filter by policy, it is not known to answer.
  profileReport: batch(
    'v1.0',
    '/deviceManagement/reports/getConfigurationPolicyNonComplianceReport',
    'the report of configuration profiles that failed',
    {
      ...PROFILES,
      ...OPTIONAL,
      parent: 'profiles',
      report: { by: 'PolicyId', columns: [DEVICE_ID, ['PolicyStatus']], mostRows: 10_000 },
      isForLarge: true,
    },
  ),
  // A sync reads these with their policies; a folder of an import has a file for each.
  deviceConfigurationAssignments: batch('beta', null, 'assignments of profiles', { ...PROFILES, ...OPTIONAL }),
  configurationPolicyAssignments: batch('beta', null, 'assignments of the settings catalog', {
    ...PROFILES,
    ...OPTIONAL,
  }),
  groupPolicyConfigurationAssignments: batch('beta', null, 'assignments of administrative templates', {
    ...PROFILES,
    ...OPTIONAL,
  }),
  deviceCompliancePolicyAssignments: batch('beta', null, 'assignments of compliance policies', {
    ...PROFILES,
    ...OPTIONAL,
  }),
  deviceEnrollmentConfigurationAssignments: batch('beta', null, 'assignments of enrolment restrictions', {
    ...PROFILES,
    ...OPTIONAL,
  }),
} satisfies Record<string, GraphResource>;
