import { Text } from 'react-aria-components';
import { UserErrors, type UserErrorsProps } from '../design/user-errors';

/** The errors inside a field, so that assistive tools link them to it. */
export function FieldErrors({ errors }: UserErrorsProps) {
  if (errors.length === 0) return null;
  return (
    <Text slot="errorMessage" elementType="div">
      <UserErrors errors={errors} />
    </Text>
  );
}
