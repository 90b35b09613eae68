import type { Language } from '../resolving/language';

/** Why an assignment grants nothing. The database stores the code; a response has the text in the request's language. */
export type Ineffective = 'SCOPE_TAG' | 'SCOPE_TYPE' | 'MIXED_SCOPE' | 'NOT_ALLOWED' | 'EMPTY_SCOPE' | 'UNREADABLE';

const TEXTS: Record<Language, Record<Ineffective, string>> = {
  en: {
    SCOPE_TAG: 'It has a scope tag, which this service does not evaluate.',
    SCOPE_TYPE: 'Its scope type is unknown.',
    MIXED_SCOPE: 'It combines scope groups with all users or all devices.',
    NOT_ALLOWED: 'Its role names actions that are not allowed, which this service does not evaluate.',
    EMPTY_SCOPE: 'Its scope is empty: no group, not all users, not all devices.',
    UNREADABLE: 'The last sync could not read it, so it may have been revoked.',
  },
  fr: {
    SCOPE_TAG: 'Elle porte une balise d’étendue, que ce service n’évalue pas.',
    SCOPE_TYPE: 'Son type d’étendue est inconnu.',
    MIXED_SCOPE: 'Elle combine des groupes d’étendue avec tous les utilisateurs ou tous les appareils.',
    NOT_ALLOWED: 'Son rôle nomme des actions non autorisées, que ce service n’évalue pas.',
    EMPTY_SCOPE: 'Son étendue est vide\u00a0: aucun groupe, ni tous les utilisateurs, ni tous les appareils.',
    UNREADABLE: 'La dernière synchronisation n’a pas pu la lire\u00a0: elle a peut-être été révoquée.',
  },
};

/** The text of a reason. */
export function reasonIn(language: Language, reason: Ineffective | null): string | null {
  return reason === null ? null : TEXTS[language][reason];
}
