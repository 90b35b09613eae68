import { type ReactNode, useId } from 'react';
import { type UserError, UserErrors } from './user-errors';

/** The attributes that link a control to its label, hint and errors. */
interface Linked {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly errors: readonly UserError[];
  children(linked: Linked): ReactNode;
}

/** A control with its label, its hint and its errors. */
export function Field({ label, hint, errors, children }: FieldProps) {
  const id = useId();
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(errors.length === 0 ? [] : [`${id}-errors`])];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described.join(' ') || undefined,
        'aria-invalid': errors.length > 0 || undefined,
      })}
      {hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {errors.length === 0 ? null : (
        <div id={`${id}-errors`}>
          <UserErrors errors={errors} />
        </div>
      )}
    </div>
  );
}
