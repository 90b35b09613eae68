import { useTranslation } from 'react-i18next';
import { bidiIsolated } from '../../src/resolving/bidi';
import type { Permission } from '../generated/graphql';

/** Names and words in one line, each in its own direction; those that are missing are left out. */
export const inOneLine = (parts: readonly (string | null | undefined)[], between = ' · '): string =>
  parts.flatMap((part) => (part ? bidiIsolated(part) : [])).join(between);

/** Names and lists of names in the page's language. */
export function useNames() {
  const { t, i18n } = useTranslation();
  const permissionNames = (permissions: readonly Permission[]) => permissions.map((one) => t(`permission.${one}`));
  const listed = (names: readonly string[]) => new Intl.ListFormat(i18n.language).format(names.map(bidiIsolated));
  return { permissionNames, listed, listedPermissions: (all: readonly Permission[]) => listed(permissionNames(all)) };
}
