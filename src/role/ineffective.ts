import type { Language } from '../failure/explain';

/** Why an assignment grants nothing, as the database has it. */
export const INEFFECTIVE = {
  scopeTag: 'It has a scope tag, which this service does not evaluate.',
  scopeType: 'Its scope type is unknown.',
  mixedScope: 'It names scope groups beside all users or devices.',
  notAllowed: 'Its role names actions that are not allowed, which this service does not evaluate.',
  emptyScope: 'Its scope is empty: no group, not all users, not all devices.',
} as const;

type Reason = (typeof INEFFECTIVE)[keyof typeof INEFFECTIVE];

const FRENCH: Record<Reason, string> = {
  [INEFFECTIVE.scopeTag]: 'Elle porte une balise d’étendue, que ce service n’évalue pas.',
  [INEFFECTIVE.scopeType]: 'Son type d’étendue est inconnu.',
  [INEFFECTIVE.mixedScope]: 'Elle nomme des groupes d’étendue à côté de tous les utilisateurs ou appareils.',
  [INEFFECTIVE.notAllowed]: 'Son rôle nomme des actions non autorisées, que ce service n’évalue pas.',
  [INEFFECTIVE.emptyScope]:
    'Son étendue est vide\u00a0: aucun groupe, ni tous les utilisateurs, ni tous les appareils.',
};

/** The same in the language of a request; what another version of this service wrote stays as it is. */
export function reasonIn(language: Language, reason: string | null): string | null {
  return language === 'fr' && reason !== null && Object.hasOwn(FRENCH, reason) ? FRENCH[reason as Reason] : reason;
}
