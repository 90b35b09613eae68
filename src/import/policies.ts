import type { z } from 'zod';
import { compareText, fold, nameKey } from '../database/folding';
import { meansSuccess } from '../failure/catalogue';
import { normalizeCode } from '../failure/code-number';
import { PolicyState, type ProfileType } from '../generated/graphql';
import * as policyShapes from './policy-shapes';
import { type Run, readByParent } from './run';

/** The severity of a state: its place in the graph's enum, worst first. */
export const SEVERITY = new Map<string, number>(Object.keys(PolicyState).map((state, i) => [state, i]));

type State = z.output<typeof policyShapes.PolicyState>;
type Setting = z.output<typeof policyShapes.SettingState>;

/** Profile types by id and by folded name: a state has one or the other. */
export type Profiles = ReadonlyMap<string, ProfileType>;

/** The settings of a policy or profile as rows, worst state first, then by name. */
function settingRows({ values }: Run, settings: readonly Setting[]) {
  return settings
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

/** True if a setting failed: an error code can also mean success. */
function hasError({
  error_code: code,
  error_description: description,
}: ReturnType<typeof settingRows>[number]): boolean {
  return code === null ? description !== null : !meansSuccess(code);
}

type SettingsResource = 'compliancePolicySettings' | 'configurationSettings';

/** Settings that were read apart from their states, by `device/state`. */
const readSettings = (run: Run, resource: SettingsResource): Promise<ReadonlyMap<string, readonly Setting[]>> =>
  readByParent(run, resource, policyShapes.SettingState);

const SETTINGS = {
  deviceCompliancePolicyStates: 'compliancePolicySettings',
  deviceConfigurationStates: 'configurationSettings',
} as const satisfies Record<string, SettingsResource>;

/** The key of a state of a policy on a device for a user. */
export const policyStateKey = (deviceId: string, kind: string, policyId: string, userId: string): string =>
  `${deviceId}/${kind.toLowerCase()}/${policyId}/${userId}`;

/** Creates keys for states: one policy can have several states on a device, or come again. */
function createStateIds(kind: string) {
  // The states of a device come together, so remember only those of one device.
  let repeated = new Map<string, number>();
  let last: string | null = null;
  return (deviceId: string, policyId: string, userId: string): string => {
    if (deviceId !== last) repeated = new Map();
    last = deviceId;
    const name = policyStateKey(deviceId, kind, policyId, userId);
    const before = repeated.get(name) ?? 0;
    repeated.set(name, before + 1);
    return before === 0 ? name : `${name}/${before + 1}`;
  };
}

/**
 * Imports the states of policies or profiles on devices, after devices.
 * @returns the states whose settings were not read, by row id
 */
export async function importPolicyStates(
  run: Run,
  resource: 'deviceCompliancePolicyStates' | 'deviceConfigurationStates',
  profiles: Profiles,
): Promise<ReadonlyMap<string, PolicyState>> {
  const { values } = run;
  const kind = resource === 'deviceCompliancePolicyStates' ? 'COMPLIANCE' : 'CONFIGURATION';
  const apart = await readSettings(run, SETTINGS[resource]);
  const unread = new Map<string, PolicyState>();
  const idOf = createStateIds(kind);
  for await (const { object: state, parent, where } of run.read(resource, policyShapes.PolicyState)) {
    if (parent === null || !run.known.devices.has(parent)) {
      run.leaveOut('policy states of devices that do not exist');
      continue;
    }
    const displayName = values.text(state.displayName);
    const policyId = values.id(state.id) as string;
    const found = settingsOf(run, state, apart.get(`${parent}/${policyId}`));
    const [first] = found;
    // The id is the policy's, so add device and user to the key: a policy has a state for each of them.
    const userId = values.id(state.userId ?? first?.userId);
    const id = idOf(parent, policyId, userId ?? '');
    const settings = settingRows(run, found);
    const failed = settings.find(hasError);
    const known = values.oneOf(PolicyState, state.state, 'state');
    const isRead = found.length > 0 || run.isRead(SETTINGS[resource], `${parent}/${policyId}`);
    if (!isRead) unread.set(id, known);
    const type = profiles.get(policyId) ?? profiles.get(`name ${fold(displayName)}`) ?? null;
    await run.put(
      'policyStates',
      {
        id,
        device_id: parent,
        policy_id: policyId,
        kind,
        profile_type: kind === 'COMPLIANCE' ? null : type,
        display_name: displayName,
        name_key: nameKey(displayName),
        state: known,
        severity: SEVERITY.get(known) as number,
        user_principal_name: values.text(state.userPrincipalName ?? first?.userPrincipalName),
        user_id: userId,
        error_code: failed?.error_code ?? null,
        error_description: failed?.error_description ?? null,
        settings_read: Number(isRead),
      },
      where,
    );
    for (const [ordinal, { severity: _, ...row }] of settings.entries()) {
      await run.put('policySettingStates', { state_id: id, ordinal, ...row }, where);
    }
  }
  return unread;
}

/** The settings of a state: its own, or those read apart, for its user if both name one. */
function settingsOf({ values }: Run, state: State, apart: readonly Setting[] = []): readonly Setting[] {
  if (state.settingStates.length > 0) return state.settingStates;
  const userId = values.id(state.userId);
  return apart.filter((setting) => userId === null || [null, userId].includes(values.id(setting.userId)));
}
