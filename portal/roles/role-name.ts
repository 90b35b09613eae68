import { useTranslation } from 'react-i18next';
import type { Origin } from '../generated/graphql';

interface NamedRole {
  readonly displayName: string;
  readonly origin: Origin;
}

/** The texts for the built-in roles, in the page's language. */
function useBuiltIn(section: 'builtInRole' | 'builtInRoleDescription') {
  const { i18n } = useTranslation();
  const texts: Record<string, string> = i18n.getResource(i18n.language, 'translation', section);
  return ({ displayName, origin }: NamedRole): string | undefined =>
    origin === 'BUILT_IN' ? texts[displayName] : undefined;
}

/**
 * Names roles: those that come with Intune as Intune names them in the page's language, the others as they are named.
 */
export function useRoleName() {
  const builtIn = useBuiltIn('builtInRole');
  return (role: NamedRole): string => builtIn(role) ?? role.displayName;
}

/** Describes roles. The built-in ones are described in the page's language. */
export function useRoleDescription() {
  const builtIn = useBuiltIn('builtInRoleDescription');
  return (role: NamedRole & { readonly description: string | null }): string | null =>
    builtIn(role) ?? role.description;
}
