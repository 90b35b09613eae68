import type { z } from 'zod';
import { indexWords, nameKey } from '../database/folding';
import { EntraCompliance, JoinType } from '../generated/graphql';
import { putWords, type Run } from './run';
import * as shapes from './shapes';

type Group = z.output<typeof shapes.Group>;

function membershipType({ groupTypes, membershipRule }: Group): string {
  if (!groupTypes.some((type) => /^dynamicmembership$/i.test(type))) return 'ASSIGNED';
  const users = /\buser\./i.test(membershipRule ?? '');
  const devices = /\bdevice\./i.test(membershipRule ?? '');
  if (users === devices) return 'DYNAMIC';
  return users ? 'DYNAMIC_USER' : 'DYNAMIC_DEVICE';
}

const TRUST_TYPES: Readonly<Record<string, JoinType>> = {
  azuread: 'JOINED',
  workplace: 'REGISTERED',
  serverad: 'HYBRID_JOINED',
};
const NO_DEVICE_ID = '00000000-0000-0000-0000-000000000000';

/** The device id of an Entra device; null if it is missing or all zeros. */
export function entraDeviceId(run: Run, raw: string | null | undefined): string | null {
  const id = run.values.id(raw);
  return id === NO_DEVICE_ID ? null : id;
}

/** Imports groups, before their members. @throws ImportError */
export async function importGroups(run: Run): Promise<void> {
  const { values, known } = run;
  for await (const { object: group, where } of run.read('groups', shapes.Group)) {
    const id = values.id(group.id) as string;
    const displayName = values.text(group.displayName);
    known.groups.add(id);
    await run.put(
      'groups',
      {
        id,
        display_name: displayName,
        name_key: nameKey(displayName),
        description: values.text(group.description),
        membership_type: membershipType(group),
        security_enabled: Number(group.securityEnabled === true),
        origin: 'INTUNE',
      },
      where,
    );
    await putWords(run, 'groupSearch', id, indexWords(displayName), where);
  }
}

/**
 * Imports Entra devices, before group members and managed devices. Those without a device id are left out.
 * @throws ImportError
 */
export async function importEntraDevices(run: Run): Promise<void> {
  const { values, known } = run;
  for await (const { object: device, where } of run.read('devices', shapes.EntraDevice)) {
    const id = values.id(device.id) as string;
    const deviceId = entraDeviceId(run, device.deviceId);
    if (deviceId === null) {
      run.leaveOut('Entra devices without a device id');
      continue;
    }
    known.entraDevices.add(id);
    await run.put(
      'entraDevices',
      {
        id,
        device_id: deviceId,
        join_type: values.oneOf(JoinType, device.trustType, 'trustType', TRUST_TYPES),
        compliance:
          device.isCompliant == null
            ? EntraCompliance.NOT_APPLICABLE
            : device.isCompliant
              ? EntraCompliance.COMPLIANT
              : EntraCompliance.NONCOMPLIANT,
        registered_at: values.instant(device.registrationDateTime, 'registrationDateTime') ?? '',
      },
      where,
    );
  }
}

/** The kind of a group's member, by its OData type. Of several types of a kind, the usual one is the last. */
export const MEMBER_KINDS: ReadonlyMap<string, 'USER' | 'GROUP' | 'DEVICE'> = new Map([
  ['microsoft.graph.agentUser', 'USER'],
  ['microsoft.graph.user', 'USER'],
  ['microsoft.graph.group', 'GROUP'],
  ['microsoft.graph.device', 'DEVICE'],
]);

/** Imports group members, after users, groups and Entra devices. Unknown members are left out. @throws ImportError */
export async function importMembers(run: Run): Promise<void> {
  const { values, known } = run;
  const exists = { USER: known.users, GROUP: known.groups, DEVICE: known.entraDevices };
  const kinds = ['USER', 'GROUP', 'DEVICE'] as const;
  for await (const { object: member, parent, where } of run.read('groupMembers', shapes.Member)) {
    const id = values.id(member.id) as string;
    const type = member['@odata.type']?.replace(/^#/, '');
    // Older responses have no OData type, so find the kind by the id.
    const kind = type === undefined ? kinds.find((name) => exists[name].has(id)) : MEMBER_KINDS.get(type);
    if (parent === null || !known.groups.has(parent)) run.leaveOut('members of groups that do not exist');
    else if (type !== undefined && kind === undefined)
      run.leaveOut(`members that are neither user, group nor device (${type})`);
    else if (kind === undefined || !exists[kind].has(id)) run.leaveOut('members that do not exist');
    else await run.put('groupMembers', { group_id: parent, kind, member_id: id }, where);
  }
}
