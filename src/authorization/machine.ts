import type { Db } from '../database/database';
import type { Permission } from '../generated/graphql';
import { grantsOfGroup, MACHINE_MARK, type MachineKey } from './grants';
import { toViewer, type Viewer } from './viewer';

const isRead = (permission: Permission): boolean => permission.endsWith('_READ');

/**
 * An application as the viewer of a request. It holds what the assignments of its group give, and never more than reads.
 */
export async function readMachine(db: Db, { machineId }: MachineKey, groupId: string): Promise<Viewer> {
  const grants = (await grantsOfGroup(db, groupId)).map((grant) => ({
    ...grant,
    permissions: grant.permissions.filter(isRead),
  }));
  const id = `${MACHINE_MARK}${machineId}`;
  const names = { displayName: null, userPrincipalName: id, preferredLanguage: null };
  return toViewer({ id, ...names, accountEnabled: 1, intuneLicensed: 1 }, grants, false);
}
