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

/** The values in the text of a reason. */
interface Named {
  readonly permission: Permission | null;
  readonly roles: number;
  /** The type of the subject; null for a field without one. */
  readonly subject: string | null;
}

type Text = (named: Named) => string;

const TEXTS: Record<Language, Record<AccessReasonKind, Text>> = {
  en: {
    ACCOUNT_DISABLED: () => 'The account is not enabled.',
    NO_LICENSE: () => 'The account has no Intune licence.',
    PERMISSION_MISSING: ({ permission, roles }) =>
      `No assignment gives ${permission}; ${roles} ${roles === 1 ? 'role holds' : 'roles hold'} it.`,
    OUT_OF_SCOPE: ({ permission, subject }) => `${permission} is held, but not over this ${subject}.`,
    NOT_TOLD: ({ permission, subject }) =>
      `${permission} is held. Whether it is held over this ${subject} depends on objects that you cannot see.`,
    GRANTED: ({ permission, subject }) => `${permission} is held${subject === null ? '' : ` over this ${subject}`}.`,
    OPEN: () => 'The field needs no permission.',
  },
  fr: {
    ACCOUNT_DISABLED: () => 'Le compte n’est pas activé.',
    NO_LICENSE: () => 'Le compte n’a pas de licence Intune.',
    PERMISSION_MISSING: ({ permission, roles }) =>
      `Aucune affectation ne donne ${permission}\u00a0; ${roles} ${roles > 1 ? 'rôles la contiennent' : 'rôle la contient'}.`,
    OUT_OF_SCOPE: ({ permission, subject }) => `${permission} est accordée, mais pas sur cet objet (${subject}).`,
    NOT_TOLD: ({ permission, subject }) =>
      `${permission} est accordée. Qu’elle le soit sur cet objet (${subject}) dépend d’objets que vous ne pouvez pas voir.`,
    GRANTED: ({ permission, subject }) =>
      `${permission} est accordée${subject === null ? '' : ` sur cet objet (${subject})`}.`,
    OPEN: () => 'Le champ ne demande aucune autorisation.',
  },
};

/** Creates a reason with its text. Omitted parts are empty. */
export function toReason(
  language: Language,
  subject: string | null,
  kind: AccessReasonKind,
  given: Partial<Pick<Reason, 'permission' | 'roleIds' | 'grantsOf' | 'assignmentIds'>> = {},
): Reason {
  const { permission = null, roleIds = [], grantsOf = [], assignmentIds = [] } = given;
  const message = TEXTS[language][kind]({ permission, roles: roleIds.length, subject });
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
