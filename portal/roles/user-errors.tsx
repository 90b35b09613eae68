import { useEffect, useRef } from 'react';
import { Text } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNames } from '../design/names';
import type { CreateRoleAssignmentErrorCode, CreateRoleErrorCode, Permission } from '../generated/graphql';

/** Why the graph did not create a role or an assignment. */
export interface UserError {
  readonly code: CreateRoleErrorCode | CreateRoleAssignmentErrorCode;
  readonly field: readonly string[] | null;
  readonly missing: readonly Permission[];
}

/** The errors of one form field. With `field` null: the errors that belong to none of the `others`. */
export function errorsOf(errors: readonly UserError[], field: string | null, others: readonly string[] = []) {
  return errors.filter((error) =>
    field === null ? !others.some((other) => error.field?.includes(other)) : error.field?.includes(field),
  );
}

interface UserErrorsProps {
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

/** The same inside a field, so that assistive tools link them to it. */
export function FieldErrors({ errors }: UserErrorsProps) {
  if (errors.length === 0) return null;
  return (
    <Text slot="errorMessage" elementType="div">
      <UserErrors errors={errors} />
    </Text>
  );
}

/** Moves the focus to the first refused field of a form. */
export function useFirstBadField(errors: readonly UserError[]) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (errors.length === 0) return;
    const problem = form.current?.querySelector('.problem');
    problem
      ?.closest('.search-box, .react-aria-TextField, .react-aria-CheckboxGroup, .react-aria-RadioGroup')
      ?.querySelector<HTMLElement>('input, textarea')
      ?.focus();
  }, [errors]);
  return form;
}

export const NO_ERRORS: readonly UserError[] = [];
