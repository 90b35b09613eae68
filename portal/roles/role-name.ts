import { useTranslation } from 'react-i18next';
import type { Origin } from '../generated/graphql';

/**
 * Names roles: those that come with Intune as Intune names them in the page's language, the others as they are named.
 */
export function useRoleName() {
  const { i18n } = useTranslation();
  return ({ displayName, origin }: { readonly displayName: string; readonly origin: Origin }): string => {
    const names: Record<string, string> = i18n.getResource(i18n.language, 'translation', 'builtInRole');
    return (origin === 'BUILT_IN' ? names[displayName] : undefined) ?? displayName;
  };
}
