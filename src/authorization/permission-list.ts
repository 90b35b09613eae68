import { type EnumTypeDefinitionNode, Kind } from 'graphql';
import type { Permission } from '../generated/graphql';
import { typeDefs } from '../resolving/sdl';

/** A permission in Intune's words. */
export interface PermissionInfo {
  readonly permission: Permission;
  readonly displayName: string;
  readonly microsoftAction: string;
}

function permissionInfos(): PermissionInfo[] {
  const definition = typeDefs.definitions.find(
    (node): node is EnumTypeDefinitionNode =>
      node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'Permission',
  );
  return (definition?.values ?? []).map((value) => {
    const text = (name: string): string => {
      const argument = value.directives
        ?.flatMap((directive) => directive.arguments ?? [])
        .find((a) => a.name.value === name);
      if (argument?.value.kind !== Kind.STRING) throw new Error(`${value.name.value} lacks @intune(${name}:).`);
      return argument.value.value;
    };
    return {
      permission: value.name.value as Permission,
      displayName: text('name'),
      microsoftAction: text('action'),
    };
  });
}

/** Every permission that this service enforces, in the order of the schema. */
export const PERMISSIONS: readonly PermissionInfo[] = permissionInfos();

/** The read permissions that a troubleshooting role must hold. */
export const TROUBLESHOOTING: readonly Permission[] = [
  'ORGANIZATION_READ',
  'MANAGED_DEVICES_READ',
  'MOBILE_APPS_READ',
  'MANAGED_APPS_READ',
];
