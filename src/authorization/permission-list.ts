import { type EnumTypeDefinitionNode, Kind, valueFromASTUntyped } from 'graphql';
import type { Permission } from '../generated/graphql';
import { typeDefs } from '../resolving/sdl';

/** A permission with its names in Intune. */
export interface PermissionInfo {
  readonly permission: Permission;
  readonly displayName: string;
  /** The action in Microsoft's roles, which src/import/roles.ts maps to the permission. */
  readonly microsoftAction: string;
  /** Whether a troubleshooting role must hold it. */
  readonly troubleshooting: boolean;
}

function permissionInfos(): PermissionInfo[] {
  const definition = typeDefs.definitions.find(
    (node): node is EnumTypeDefinitionNode =>
      node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'Permission',
  );
  return (definition?.values ?? []).map(({ name, directives }) => {
    const given = directives
      ?.find((directive) => directive.name.value === 'intune')
      ?.arguments?.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]);
    if (given === undefined) throw new Error(`${name.value} lacks @intune.`);
    const intune = Object.fromEntries(given) as { name: string; action: string; troubleshooting?: boolean };
    return {
      permission: name.value as Permission,
      displayName: intune.name,
      microsoftAction: intune.action,
      troubleshooting: intune.troubleshooting === true,
    };
  });
}

/** Every permission that this service enforces, in the order of the schema. */
export const PERMISSIONS: readonly PermissionInfo[] = permissionInfos();

/** The permissions with these names, each once, in the order of the schema. */
export function inSchemaOrder(names: Iterable<string | null>): Permission[] {
  const wanted = new Set(names);
  return PERMISSIONS.map(({ permission }) => permission).filter((permission) => wanted.has(permission));
}

/** The read permissions that a troubleshooting role must hold. */
export const TROUBLESHOOTING: readonly Permission[] = PERMISSIONS.filter(({ troubleshooting }) => troubleshooting).map(
  ({ permission }) => permission,
);
