import { useState } from 'react';
import { Button, ListBoxItem, Text } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Refused } from '../design/refused';
import { SearchBox, useSearchWords } from '../design/search-box';
import { Trouble } from '../design/trouble';
import { FindGroupsDocument } from '../generated/graphql';
import { refusalAt } from '../graph/refusal';
import { useAnswer } from '../graph/use-answer';

export interface ChosenGroup {
  readonly id: string;
  readonly name: string;
}

interface GroupPickerProps {
  readonly label: string;
  readonly chosen: readonly ChosenGroup[];
  /** Whether only groups that can be given rights may be chosen. */
  readonly securityOnly: boolean;
  onChange(chosen: readonly ChosenGroup[]): void;
}

/** Chooses groups by name, one after the other. */
export function GroupPicker({ label, chosen, securityOnly, onChange }: GroupPickerProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const search = useSearchWords(text);
  const { data, error, fetching, again } = useAnswer(FindGroupsDocument, { search }, search === '');
  const found = search === '' ? [] : (data?.groups?.nodes ?? []);
  const total = data?.groups?.totalCount ?? 0;
  const refusal = refusalAt(error, 'groups');
  const disabled = found.filter(
    ({ id, securityEnabled }) => (securityOnly && !securityEnabled) || chosen.some((group) => group.id === id),
  );

  const isSearching = fetching || search !== text.trim();
  const whenEmpty = isSearching ? t('selectUser.searching') : error ? null : t('assign.noGroup');

  function pick(id: string) {
    const group = found.find((one) => one.id === id);
    if (group === undefined) return;
    onChange([...chosen, { id, name: group.displayName ?? t('groups.unnamed') }]);
    setText('');
  }

  return (
    <div className="group-picker">
      {chosen.length === 0 ? null : (
        <ul className="chosen" aria-label={t('assign.chosen')}>
          {chosen.map(({ id, name }) => (
            <li key={id}>
              {name}
              <Button
                aria-label={t('assign.remove', { name })}
                onPress={() => onChange(chosen.filter((group) => group.id !== id))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      <SearchBox
        label={label}
        hint={t('assign.groupHint')}
        text={text}
        items={found}
        whenEmpty={whenEmpty}
        footer={
          found.length > 0 && total > found.length ? (
            <p className="hint">{t('selectUser.more', { shown: found.length, total })}</p>
          ) : null
        }
        disabledKeys={disabled.map(({ id }) => id)}
        onText={setText}
        onPick={pick}
      >
        {({ id, displayName, description, securityEnabled }) => (
          <ListBoxItem id={id} textValue={displayName ?? id}>
            <Text slot="label">{displayName ?? t('groups.unnamed')}</Text>
            <Text slot="description">{securityOnly && !securityEnabled ? t('assign.notSecurity') : description}</Text>
          </ListBoxItem>
        )}
      </SearchBox>
      {refusal ? <Refused refusal={refusal} /> : null}
      {error && !refusal ? <Trouble error={error} again={again} /> : null}
    </div>
  );
}
