import type { z } from 'zod';
import { compareText, fold, nameKey } from '../database/folding';
import { meansSuccess } from '../failure/catalogue';
import { normalizeCode } from '../failure/code-number';
import { PolicyState, ProfileType } from '../generated/graphql';
import type { Resource } from '../microsoft-graph/resources';
import type { Run } from './run';
import * as shapes from './shapes';

/** The worst state first: the place of each in the graph's enum. */
const SEVERITY = new Map<string, number>(Object.keys(PolicyState).map((state, i) => [state, i]));

const PROFILES: readonly (readonly [RegExp, ProfileType])[] = [
  [/trustedrootcertificate/, 'TRUSTED_ROOT'],
  [/certificate/, 'CERTIFICATE'],
  [/vpnconfiguration|vpn$/, 'VPN'],
  [/wifi/, 'WIFI'],
  [/email/, 'EMAIL'],
  [/general(device)?configuration|restriction/, 'RESTRICTIONS'],
  [/custom/, 'CUSTOM'],
];

/** What a profile configures, which only the type of its configuration tells. */
export function profileTypeOf(odataType: string | null | undefined): ProfileType {
  const name = (odataType ?? '').toLowerCase();
  return PROFILES.find(([pattern]) => pattern.test(name))?.[1] ?? ProfileType.OTHER;
}

/** A configuration, by what names it and what it configures. */
export interface Profile {
  readonly id: string;
  readonly displayName: string | null;
  readonly type: ProfileType;
}

/** Configurations, by id and by folded name: a state names one or the other. */
type Profiles = ReadonlyMap<string, ProfileType>;

/** @param known what is known of the profiles that are not read */
export async function importConfigurations(run: Run, known: Iterable<Profile> = []): Promise<Profiles> {
  const profiles = new Map<string, ProfileType>();
  const know = ({ id, displayName, type }: Profile) => {
    profiles.set(id, type);
    if (displayName !== null) profiles.set(`name ${fold(displayName)}`, type);
  };
  for (const profile of known) know(profile);
  for await (const { object, where } of run.read('deviceConfigurations', shapes.DeviceConfiguration)) {
    const id = run.values.id(object.id) as string;
    const displayName = run.values.text(object.displayName);
    const type = profileTypeOf(object['@odata.type']);
    know({ id, displayName, type });
    await run.put('configurations', { id, display_name: displayName, profile_type: type }, where);
  }
  return profiles;
}

type State = z.output<typeof shapes.PolicyState>;

/** The settings of a policy or profile as rows, worst state first, then by name. */
function settingRows({ values }: Run, state: State) {
  return state.settingStates
    .map((setting) => {
      const known = values.oneOf(PolicyState, setting.state, 'state');
      const names = setting.sources.flatMap((source) => values.text(source.displayName ?? source.id) ?? []);
      return {
        name: values.text(setting.settingName ?? setting.setting ?? setting.instanceDisplayName) ?? '',
        state: known,
        current_value: values.text(setting.currentValue),
        sources: JSON.stringify(names),
        error_code: normalizeCode(setting.errorCode),
        error_description: values.text(setting.errorDescription),
        severity: SEVERITY.get(known) as number,
      };
    })
    .sort((a, b) => a.severity - b.severity || compareText(nameKey(a.name), nameKey(b.name)));
}

/** A setting can carry a code that means success next to one that failed. */
function hasError({
  error_code: code,
  error_description: description,
}: ReturnType<typeof settingRows>[number]): boolean {
  return code === null ? description !== null : !meansSuccess(code);
}

export async function importPolicyStates(
  run: Run,
  resource: Extract<Resource, 'deviceCompliancePolicyStates' | 'deviceConfigurationStates'>,
  profiles: Profiles,
): Promise<void> {
  const { values } = run;
  const kind = resource === 'deviceCompliancePolicyStates' ? 'COMPLIANCE' : 'CONFIGURATION';
  // A device's states come together, so no more than one device's are remembered.
  let repeated = new Map<string, number>();
  let last: string | null = null;
  for await (const { object: state, parent, where } of run.read(resource, shapes.PolicyState)) {
    if (parent === null || !run.known.devices.has(parent)) {
      run.leaveOut('policy states of devices that do not exist');
      continue;
    }
    if (parent !== last) repeated = new Map();
    last = parent;
    const displayName = values.text(state.displayName);
    // The id is the policy's, so the device belongs to the key, and so does the user: one policy can appear once for each.
    const [setting] = state.settingStates;
    const user = values.id(state.userId ?? setting?.userId) ?? '';
    const named = `${parent}/${kind.toLowerCase()}/${values.id(state.id)}/${user}`;
    const before = repeated.get(named) ?? 0;
    repeated.set(named, before + 1);
    const id = before === 0 ? named : `${named}/${before + 1}`;
    const settings = settingRows(run, state);
    const failed = settings.find(hasError);
    const known = values.oneOf(PolicyState, state.state, 'state');
    await run.put(
      'policyStates',
      {
        id,
        device_id: parent,
        kind,
        profile_type:
          kind === 'COMPLIANCE'
            ? null
            : (profiles.get(values.id(state.id) as string) ?? profiles.get(`name ${fold(displayName)}`) ?? null),
        display_name: displayName,
        name_key: nameKey(displayName),
        state: known,
        severity: SEVERITY.get(known) as number,
        user_principal_name: values.text(state.userPrincipalName ?? setting?.userPrincipalName),
        error_code: failed?.error_code ?? null,
        error_description: failed?.error_description ?? null,
      },
      where,
    );
    for (const [ordinal, { severity: _, ...row }] of settings.entries()) {
      await run.put('policySettingStates', { state_id: id, ordinal, ...row }, where);
    }
  }
}
