import type { Json } from './answer';
import { typeNameOf } from './metadata';
import { type GraphTenant, idOf } from './tenant';

/** Derives compliance policies from their states on devices. */
export function compliancePoliciesIn({ parts }: GraphTenant): Json[] {
  const policies = new Map<string, Json>();
  for (const [, states] of parts.deviceCompliancePolicyStates) {
    for (const { id, displayName, version, settingStates } of states as Json[]) {
      const [first] = (settingStates ?? []) as Json[];
      const kind = /^(\w+CompliancePolicy)\./.exec(String(first?.['setting']))?.[1];
      if (kind === undefined || policies.has(String(id)) || /^Default/.test(kind)) continue;
      const type = `#microsoft.graph.${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
      const dates = { createdDateTime: '2025-02-03T08:00:00Z', lastModifiedDateTime: '2026-09-01T08:00:00Z' };
      const shown = { displayName, description: null, version, ...dates, roleScopeTagIds: ['0'] };
      policies.set(String(id), { '@odata.type': type, id, ...shown });
    }
  }
  return [...policies.values()];
}

export const isLinux = (policy: object) => typeNameOf(policy, '') === 'linuxCompliancePolicy';

/** The scope tags of the tenant, or else those that objects have. */
export function scopeTagsIn({ collections }: GraphTenant): object[] {
  if (collections.roleScopeTags.length > 0) return collections.roleScopeTags;
  const tags = new Map<string, unknown>([['0', 'Default']]);
  for (const object of [...collections.roleAssignments, ...collections.managedDevices] as Json[]) {
    for (const tag of (object['roleScopeTags'] ?? []) as Json[]) tags.set(idOf(tag), tag['displayName']);
    for (const id of (object['roleScopeTagIds'] ?? []) as string[]) if (!tags.has(id)) tags.set(id, `Scope ${id}`);
  }
  return [...tags].map(([id, name]) => ({ id, displayName: name ?? id, description: null, isBuiltIn: id === '0' }));
}

/** The id of an assignment's role. */
export const roleIn = (assignment: Json): string => idOf((assignment['roleDefinition'] ?? {}) as object);

/** The ids of an assignment's scope tags, in either place. */
export const tagsIn = (assignment: Json): readonly string[] =>
  (assignment['roleScopeTagIds'] as string[] | undefined) ??
  ((assignment['roleScopeTags'] ?? []) as object[]).map(idOf);
