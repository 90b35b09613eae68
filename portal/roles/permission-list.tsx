import { useNames } from '../design/names';
import type { Permission } from '../generated/graphql';

export function PermissionList({ permissions }: { readonly permissions: readonly Permission[] }) {
  const { permissionNames } = useNames();
  return (
    <ul className="permissions">
      {permissionNames(permissions).map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}
