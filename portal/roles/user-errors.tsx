import { useTranslation } from 'react-i18next';
import { useNames } from '../design/names';
import type { CreateRoleAssignmentErrorCode, CreateRoleErrorCode, Permission } from '../generated/graphql';

/** Why the graph did not make a role or an assignment. */
export interface UserError {
  readonly code: CreateRoleErrorCode | CreateRoleAssignmentErrorCode;
  readonly field: readonly string[] | null;
  readonly missing: readonly Permission[];
}

/** The errors that belong to one field of a form; without a field, those that belong to none of the `others`. */
export function errorsOf(errors: readonly UserError[], field: string | null, others: readonly string[] = []) {
  return errors.filter((error) =>
    field === null ? !others.some((other) => error.field?.includes(other)) : error.field?.includes(field),
  );
}

export function UserErrors({ errors }: { readonly errors: readonly UserError[] }) {
  const { t } = useTranslation();
  const { listedPermissions } = useNames();
  return errors.map(({ code, missing }) => (
    <p role="alert" className="problem" key={code}>
      {t(`userError.${code}`, { permissions: listedPermissions(missing) })}
    </p>
  ));
}
