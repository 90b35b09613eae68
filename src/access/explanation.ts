import type { AccessReasonKind, Permission } from '../generated/graphql';
import type { Language } from '../resolving/language';
import type { Grant } from './store';

/** One step of an explanation. The account comes first, then each permission of the field. */
export interface Reason {
  readonly kind: AccessReasonKind;
  readonly permission: Permission | null;
  readonly message: string;
  /** With `PERMISSION_MISSING`: the roles that hold the permission. */
  readonly roleIds: readonly string[];
  readonly grantsOf: readonly Grant[];
  /** The assignments that give the permission over the subject. */
  readonly assignmentIds: readonly string[];
}

/** The result of `explainAccess`: the decision and its reasons. */
export interface Explanation {
  /** Null if the asker may not know. */
  readonly allowed: boolean | null;
  readonly reasons: readonly Reason[];
}

/** Where a permission is held: over everything, over an object of a type, or anywhere. */
export type Place = 'EVERYTHING' | { readonly type: string } | null;

/** The values in the text of a reason. */
interface Named {
  readonly permission: Permission | null;
  readonly roles: number;
  readonly place: Place;
}

type Text = (named: Named) => string;

/** The words for a place, which begin with a blank. There are none for anywhere. */
const over = (place: Place): string =>
  place === null ? '' : place === 'EVERYTHING' ? ' over all users and all devices' : ` over this ${place.type}`;
const sur = (place: Place): string =>
  place === null
    ? ''
    : place === 'EVERYTHING'
      ? ' sur tous les utilisateurs et tous les appareils'
      : ` sur cet objet (${place.type})`;

const TEXTS: Record<Language, Record<AccessReasonKind, Text>> = {
  en: {
    ACCOUNT_DISABLED: () => 'The account is not enabled.',
    NO_LICENSE: () => 'The account has no Intune licence.',
    PERMISSION_MISSING: ({ permission, roles }) =>
      `None of the operator’s assignments gives ${permission}; ${roles} ${roles === 1 ? 'role holds' : 'roles hold'} it.`,
    OUT_OF_SCOPE: ({ permission, place }) =>
      place === 'EVERYTHING'
        ? `${permission} is held, but none of the operator’s assignments gives it${over(place)}.`
        : `${permission} is held, but not${over(place)}.`,
    NOT_TOLD: ({ permission, place }) =>
      `${permission} is held. Whether it is held${over(place)} depends on objects that you cannot see.`,
    GRANTED: ({ permission, place }) => `${permission} is held${over(place)}.`,
    OPEN: () => 'The field needs no permission.',
  },
  fr: {
    ACCOUNT_DISABLED: () => 'Le compte n’est pas activé.',
    NO_LICENSE: () => 'Le compte n’a pas de licence Intune.',
    PERMISSION_MISSING: ({ permission, roles }) =>
      `Aucune affectation de l’opérateur ne donne ${permission}\u00a0; ${roles} ${roles > 1 ? 'rôles la contiennent' : 'rôle la contient'}.`,
    OUT_OF_SCOPE: ({ permission, place }) =>
      place === 'EVERYTHING'
        ? `${permission} est accordée, mais aucune affectation de l’opérateur ne la donne${sur(place)}.`
        : `${permission} est accordée, mais pas${sur(place)}.`,
    NOT_TOLD: ({ permission, place }) =>
      `${permission} est accordée. Qu’elle le soit${sur(place)} dépend d’objets que vous ne pouvez pas voir.`,
    GRANTED: ({ permission, place }) => `${permission} est accordée${sur(place)}.`,
    OPEN: () => 'Le champ ne demande aucune autorisation.',
  },
};

/** Creates a reason with its text. Omitted parts are empty. */
export function toReason(
  language: Language,
  place: Place,
  kind: AccessReasonKind,
  given: Partial<Pick<Reason, 'permission' | 'roleIds' | 'grantsOf' | 'assignmentIds'>> = {},
): Reason {
  const { permission = null, roleIds = [], grantsOf = [], assignmentIds = [] } = given;
  const message = TEXTS[language][kind]({ permission, roles: roleIds.length, place });
  return { kind, permission, message, roleIds, grantsOf, assignmentIds };
}

/** Combines reasons: one refusal denies, and without a refusal one unknown step makes the result unknown. */
export function toExplanation(reasons: readonly Reason[]): Explanation {
  const kinds = new Set(reasons.map(({ kind }) => kind));
  const isDenied = (['ACCOUNT_DISABLED', 'NO_LICENSE', 'PERMISSION_MISSING', 'OUT_OF_SCOPE'] as const).some((kind) =>
    kinds.has(kind),
  );
  return { allowed: isDenied ? false : kinds.has('NOT_TOLD') ? null : true, reasons };
}
