import { PERMISSIONS } from '../authorization/permission-list';
import type { Trx } from '../database/database';
import { nameColumns } from '../database/folding';
import builtInRoles from './built-in-roles.json';

/**
 * Entra's directory role with all rights in Intune. Intune has no role definition for it. So it has Entra's id here,
 * and every permission that this service enforces.
 */
export const INTUNE_ADMINISTRATOR = '3a2c62db-5318-420d-8d74-23affee5d9d5';

const PREFIX = 'Microsoft.Intune_';

interface BuiltInRole {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly actions: readonly string[];
}

const ROLES: readonly BuiltInRole[] = [
  {
    id: INTUNE_ADMINISTRATOR,
    displayName: 'Intune Administrator',
    description: 'Has every permission that this service enforces.',
    actions: PERMISSIONS.map(({ microsoftAction }) => microsoftAction),
  },
  ...builtInRoles.map((role) => ({
    ...role,
    description: null,
    actions: role.actions.map((action) => `${PREFIX}${action}`),
  })),
];

/**
 * Creates Intune's built-in roles, as of 2023, if the database lacks them. An import replaces them by the tenant's own
 * state. The Intune administrator gains permissions that newer versions of this service enforce.
 */
export async function seedBuiltInRoles(trx: Trx): Promise<void> {
  const present = new Set(await trx('roles').pluck('id'));
  for (const role of ROLES) {
    if (present.has(role.id) && role.id !== INTUNE_ADMINISTRATOR) continue;
    const { id, displayName, description } = role;
    await trx('roles')
      .insert({ id, ...nameColumns(displayName), description, origin: 'BUILT_IN' })
      .onConflict()
      .ignore();
    const held = role.actions.map((action) => ({
      role_id: id,
      action,
      permission: PERMISSIONS.find(({ microsoftAction }) => microsoftAction === action)?.permission ?? null,
    }));
    await trx('role_permissions').insert(held).onConflict().ignore();
  }
}
