import type { z } from 'zod';
import { compareText, fold, nameKey } from '../database/folding';
import { normalizeCode } from '../failure/explain-code';
import { PolicyState, type ProfileType } from '../generated/graphql';
import type { Run } from './run';
import * as shapes from './shapes';

/** The worst state first: the place of each in the graph's enum. */
const SEVERITY = new Map<string, number>(Object.keys(PolicyState).map((state, i) => [state, i]));

type State = z.output<typeof shapes.PolicyState>;
type Setting = z.output<typeof shapes.SettingState>;

/** Configurations, by id and by folded name: a state names one or the other. */
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

type SettingsResource = 'compliancePolicySettings' | 'configurationSettings';

/** The settings that were read apart from their states, by `device/state`. */
async function readSettings(run: Run, resource: SettingsResource): Promise<ReadonlyMap<string, readonly Setting[]>> {
  const found = new Map<string, Setting[]>();
  for await (const { object, parent } of run.read(resource, shapes.SettingState)) {
    const key = parent ?? '';
    const settings = found.get(key);
    if (settings === undefined) found.set(key, [object]);
    else settings.push(object);
  }
  return found;
}

const SETTINGS = {
  deviceCompliancePolicyStates: 'compliancePolicySettings',
  deviceConfigurationStates: 'configurationSettings',
} as const satisfies Record<string, SettingsResource>;

/** Tells apart the states of one policy for several users of a device, or that come again. */
function createStateIds(kind: string) {
  // The states of a device come together, so those of one device are remembered.
  let repeated = new Map<string, number>();
  let last: string | null = null;
  return (deviceId: string, policyId: string, userId: string): string => {
    if (deviceId !== last) repeated = new Map();
    last = deviceId;
    const name = `${deviceId}/${kind.toLowerCase()}/${policyId}/${userId}`;
    const before = repeated.get(name) ?? 0;
    repeated.set(name, before + 1);
    return before === 0 ? name : `${name}/${before + 1}`;
  };
}

/**
 * Reads the states of policies or profiles on devices.
 * @returns the states, by the ids of their rows, whose settings were not read
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
  for await (const { object: state, parent, where } of run.read(resource, shapes.PolicyState)) {
    if (parent === null || !run.known.devices.has(parent)) {
      run.leaveOut('policy states of devices that do not exist');
      continue;
    }
    const displayName = values.text(state.displayName);
    const policyId = values.id(state.id) as string;
    const found = settingsOf(run, state, apart.get(`${parent}/${policyId}`));
    const [first] = found;
    // The id is the policy's, so the device belongs to the key, and so does the user: one policy can appear once for each.
    const id = idOf(parent, policyId, values.id(state.userId ?? first?.userId) ?? '');
    const settings = settingRows(run, found);
    const failed = settings.find((row) => row.error_code !== null || row.error_description !== null);
    const known = values.oneOf(PolicyState, state.state, 'state');
    const isRead = found.length > 0 || run.isRead(SETTINGS[resource], `${parent}/${policyId}`);
    if (!isRead) unread.set(id, known);
    const type = profiles.get(policyId) ?? profiles.get(`name ${fold(displayName)}`) ?? null;
    await run.put(
      'policyStates',
      {
        id,
        device_id: parent,
        kind,
        profile_type: kind === 'COMPLIANCE' ? null : type,
        display_name: displayName,
        name_key: nameKey(displayName),
        state: known,
        severity: SEVERITY.get(known) as number,
        user_principal_name: values.text(state.userPrincipalName ?? first?.userPrincipalName),
        user_id: values.id(state.userId ?? first?.userId),
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

/** The settings of a state: its own, or those read apart, of its user where both name one. */
function settingsOf({ values }: Run, state: State, apart: readonly Setting[] = []): readonly Setting[] {
  if (state.settingStates.length > 0) return state.settingStates;
  const userId = values.id(state.userId);
  return apart.filter((setting) => userId === null || [null, userId].includes(values.id(setting.userId)));
}
