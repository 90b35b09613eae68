import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { SearchBox } from '../design/search-box';
import { type UserError, UserErrors } from '../design/user-errors';
import { FindGroupsDocument } from '../generated/administration';
import { useSearch } from '../graph/use-search';

export interface ChosenGroup {
  readonly id: string;
  readonly name: string;
}

interface GroupPickerProps {
  readonly label: string;
  readonly chosen: readonly ChosenGroup[];
  /** The reason shown for a group that is not a security group and cannot be selected. */
  readonly notSecurity: string;
  readonly errors: readonly UserError[];
  onChange(chosen: readonly ChosenGroup[]): void;
}

/** Selects security groups by name, one after the other. */
export function GroupPicker({ label, chosen, notSecurity, errors, onChange }: GroupPickerProps) {
  const { t } = useTranslation();
  const search = useSearch(FindGroupsDocument, 'groups', label);
  const picker = useRef<HTMLDivElement>(null);
  function remove(removed: string) {
    // The button goes with its group.
    picker.current?.querySelector('input')?.focus();
    onChange(chosen.filter(({ id }) => id !== removed));
  }
  return (
    <div className="group-picker" ref={picker}>
      {chosen.length === 0 ? null : (
        <ul className="chosen" aria-label={t('assign.chosen')}>
          {chosen.map(({ id, name }) => (
            <li key={id}>
              {name}
              <Button aria-label={t('assign.remove', { name })} onPress={() => remove(id)}>
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      <SearchBox
        label={label}
        hint={t('assign.groupHint')}
        nothing={t('assign.noGroup')}
        search={search}
        errors={errors.length > 0 ? <UserErrors errors={errors} /> : null}
        optionOf={({ id, displayName, description, securityEnabled }) => ({
          id,
          name: displayName ?? t('groups.unnamed'),
          detail: securityEnabled ? description : notSecurity,
          isDisabled: !securityEnabled || chosen.some((group) => group.id === id),
        })}
        onPick={({ id, name }) => {
          onChange([...chosen, { id, name }]);
          search.setText('');
        }}
      />
    </div>
  );
}
