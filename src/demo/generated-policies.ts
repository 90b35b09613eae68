import { pick, weighted } from './dice';
import { devices, type GeneratedDevice } from './generated-devices';
import { type GeneratedTenant, NO_ID, type Part } from './generated-tenant';
import { COMPLIANCE_SETTINGS, GENERATED_PLATFORMS, GENERATED_PROFILES, SETTING_CODES } from './generator-data';

const profileId = ({ dice }: GeneratedTenant, place: number, profile: number) =>
  dice('profile').id(place * 100 + profile);

/** The configuration profiles of each platform, in the form of Microsoft Graph. */
export function* deviceConfigurations(tenant: GeneratedTenant): Iterable<object> {
  for (const [place, { name }] of GENERATED_PLATFORMS.entries()) {
    for (const [i, [title, type]] of GENERATED_PROFILES.entries()) {
      const prefix = name === 'Windows' ? 'windows10' : name.toLowerCase();
      const odataType = `#microsoft.graph.${prefix}${type}`;
      yield { '@odata.type': odataType, id: profileId(tenant, place, i), displayName: `${name} – ${title}` };
    }
  }
}

/** A device's report on a policy or profile. Only the first setting can fail. */
function policyState(
  { person, shared }: GeneratedDevice,
  { id, displayName }: { id: string; displayName: string },
  settings: readonly string[],
  state: string,
  code: number,
): object {
  const user = shared
    ? { userId: NO_ID, userPrincipalName: 'System account' }
    : { userId: person.id, userPrincipalName: person.principalName };
  return {
    id,
    displayName,
    state,
    ...user,
    settingStates: settings.map((setting, i) => ({
      setting,
      settingName: setting,
      state: i === 0 ? state : 'compliant',
      errorCode: i === 0 ? code : 0,
      currentValue: null,
      ...user,
      sources: [{ id, displayName }],
    })),
  };
}

/** The states of the compliance policies on each device, with their settings. */
export function* complianceStates(tenant: GeneratedTenant): Iterable<Part> {
  const { id, roll } = tenant.dice('compliancePolicy');
  const common = ['DefaultDeviceCompliancePolicy.RequireRemainContact', 'DefaultDeviceCompliancePolicy.UserExists'];
  const byDefault = { id: id(GENERATED_PLATFORMS.length), displayName: 'Default Device Compliance Policy' };
  for (const found of devices(tenant)) {
    const { index, platform, place, compliance } = found;
    const count = roll(index, 1) < 0.5 ? 2 : 3;
    const settings = COMPLIANCE_SETTINGS.slice(0, count).map((name) => `${platform.name}CompliancePolicy.${name}`);
    const own = { id: id(place), displayName: `${platform.name} – Compliance` };
    const code = compliance === 'error' ? pick(SETTING_CODES, roll(index, 2)) : 0;
    yield [policyState(found, own, settings, compliance, code), found.id];
    yield [policyState(found, byDefault, common, 'compliant', 0), found.id];
  }
}

const PROFILE_STATES = weighted('compliant 94, notApplicable 3, error 2, conflict 1');

/** The states of the configuration profiles on each device, with their settings. */
export function* configurationStates(tenant: GeneratedTenant): Iterable<Part> {
  const { roll } = tenant.dice('configurationState');
  for (const found of devices(tenant)) {
    const { index, platform, place } = found;
    const first = Math.floor(roll(index, 0) * GENERATED_PROFILES.length);
    for (let i = 0; i < 3; i++) {
      const profile = (first + i) % GENERATED_PROFILES.length;
      const [title, , setting] = GENERATED_PROFILES[profile] as (typeof GENERATED_PROFILES)[number];
      const state = pick(PROFILE_STATES, roll(index, i + 1));
      const settings = [setting, 'Payload', 'Assignment'].slice(0, roll(index, i + 11) < 0.5 ? 2 : 3);
      const code = state === 'error' ? pick(SETTING_CODES, roll(index, i + 21)) : 0;
      const own = { id: profileId(tenant, place, profile), displayName: `${platform.name} – ${title}` };
      yield [policyState(found, own, settings, state, code), found.id];
    }
  }
}
