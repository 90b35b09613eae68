import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  CreateKnownIssueErrorCode,
  CreateRoleAssignmentErrorCode,
  CreateRoleErrorCode,
  EndKnownIssueErrorCode,
  UpdateKnownIssueErrorCode,
} from '../generated/administration';
import type { Permission, ReportFindingErrorCode } from '../generated/graphql';
import { useNames } from './names';

/** Why the graph did not make a change. */
export interface UserError {
  readonly code:
    | CreateRoleErrorCode
    | CreateRoleAssignmentErrorCode
    | CreateKnownIssueErrorCode
    | UpdateKnownIssueErrorCode
    | EndKnownIssueErrorCode
    | ReportFindingErrorCode
    // The portal asks for a kind of finding itself, since the graph takes no input without one.
    | 'RULE_REQUIRED';
  readonly field: readonly string[] | null;
  readonly missing: readonly Permission[];
}

/** The errors of one form field. With `field` null: the errors that belong to none of the `others`. */
export function errorsOf(errors: readonly UserError[], field: string | null, others: readonly string[] = []) {
  return errors.filter((error) =>
    field === null ? !others.some((other) => error.field?.includes(other)) : error.field?.includes(field),
  );
}

export interface UserErrorsProps {
  readonly errors: readonly UserError[];
}

export function UserErrors({ errors }: UserErrorsProps) {
  const { t } = useTranslation();
  const { listedPermissions } = useNames();
  return errors.map(({ code, missing }) => (
    <p role="alert" className="problem" key={code}>
      {t(`userError.${code}`, { permissions: listedPermissions(missing) })}
    </p>
  ));
}

/** Moves the focus to the first refused field of a form. */
export function useFirstBadField(errors: readonly UserError[]) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (errors.length === 0) return;
    const problem = form.current?.querySelector('.problem');
    problem
      ?.closest('.field, .search-box, .react-aria-TextField, .react-aria-CheckboxGroup, .react-aria-RadioGroup')
      ?.querySelector<HTMLElement>('input, textarea, select')
      ?.focus();
  }, [errors]);
  return form;
}

export const NO_ERRORS: readonly UserError[] = [];
