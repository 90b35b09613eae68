import { useTranslation } from 'react-i18next';
import type { Permission } from '../generated/graphql';

/** Names and lists of names in the page's language. */
export function useNames() {
  const { t, i18n } = useTranslation();
  const permissionNames = (permissions: readonly Permission[]) => permissions.map((one) => t(`permission.${one}`));
  const listed = (names: readonly string[]) => new Intl.ListFormat(i18n.language).format(names);
  return { permissionNames, listed, listedPermissions: (all: readonly Permission[]) => listed(permissionNames(all)) };
}
