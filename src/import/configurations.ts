import { fold } from '../database/folding';
import { ProfileType } from '../generated/graphql';
import type { Profiles } from './policies';
import type { Run } from './run';
import * as shapes from './shapes';

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

/** A configuration, by what names it and what it configures. */
export interface Profile {
  readonly id: string;
  readonly displayName: string | null;
  readonly type: ProfileType;
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
  const put = async (profile: Profile, where: string) => {
    know(profile);
    const { id, displayName, type } = profile;
    await run.put('configurations', { id, display_name: displayName, profile_type: type }, where);
  };
  for await (const { object, where } of run.read('deviceConfigurations', shapes.DeviceConfiguration)) {
    const id = values.id(object.id) as string;
    await put({ id, displayName: values.text(object.displayName), type: profileTypeOf(object['@odata.type']) }, where);
  }
  for await (const { object, where } of run.read('configurationPolicies', shapes.ConfigurationPolicy)) {
    const id = values.id(object.id) as string;
    const family = object.templateReference?.templateFamily ?? '';
    await put({ id, displayName: values.text(object.name), type: typeOfTemplate(family) }, where);
  }
  for (const resource of ['groupPolicyConfigurations', 'intents'] as const) {
    const type = resource === 'intents' ? ProfileType.ENDPOINT_SECURITY : ProfileType.ADMINISTRATIVE_TEMPLATE;
    for await (const { object, where } of run.read(resource, shapes.DeviceConfiguration)) {
      await put({ id: values.id(object.id) as string, displayName: values.text(object.displayName), type }, where);
    }
  }
  return profiles;
}

const FAMILIES: readonly (readonly [RegExp, ProfileType])[] = [
  [/^endpointsecurity|^baseline/i, 'ENDPOINT_SECURITY'],
  [/^deviceconfiguration.*wifi/i, 'WIFI'],
  [/^deviceconfiguration.*vpn/i, 'VPN'],
];

/** What a profile of the settings catalog configures, by the family of its template. */
const typeOfTemplate = (family: string): ProfileType =>
  FAMILIES.find(([pattern]) => pattern.test(family))?.[1] ?? ProfileType.SETTINGS_CATALOG;
