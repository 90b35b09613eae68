import { PERMISSIONS, type PermissionInfo } from '../authorization/permission-list';

const listed = (permissions: readonly PermissionInfo[]): string =>
  permissions.map(({ permission }) => `  '${permission}',\n`).join('');

/** The portal's module with the permissions, in the order in which the portal shows them. */
export function portalPermissions(): string {
  // The portal shows the read permissions of a troubleshooting role first.
  const first = PERMISSIONS.filter(({ troubleshooting }) => troubleshooting);
  const rest = PERMISSIONS.filter(({ troubleshooting }) => !troubleshooting);
  return `// Written from the schema by \`npm run codegen\`.
import type { Permission } from './graphql';

/** The read permissions that a troubleshooting role must hold. */
export const TROUBLESHOOTING: readonly Permission[] = [
${listed(first)}];

/** Every permission, those of a troubleshooting role first. */
export const ALL_PERMISSIONS: readonly Permission[] = [
  ...TROUBLESHOOTING,
${listed(rest)}];
`;
}
