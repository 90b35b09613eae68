import { useState } from 'react';
import { ListBoxItem, Text } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Refused } from '../design/refused';
import { SearchBox, useSearchWords } from '../design/search-box';
import { Trouble } from '../design/trouble';
import { FindUsersDocument } from '../generated/graphql';
import { refusalAt } from '../graph/refusal';
import { useAnswer } from '../graph/use-answer';

interface SelectUserProps {
  readonly label: string;
  onSelect(id: string): void;
}

/** Finds a user by name, user principal name or mail address. */
export function SelectUser({ label, onSelect }: SelectUserProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const search = useSearchWords(text);
  const { data, error, fetching, again } = useAnswer(FindUsersDocument, { search }, search === '');
  const found = search === '' ? [] : (data?.users?.nodes ?? []);
  const total = data?.users?.totalCount ?? 0;
  const refusal = refusalAt(error, 'users');

  const isSearching = fetching || search !== text.trim();
  const whenEmpty = isSearching ? t('selectUser.searching') : error ? null : t('selectUser.nobody');

  return (
    <>
      <SearchBox
        label={label}
        hint={t('selectUser.hint')}
        text={text}
        items={found}
        whenEmpty={whenEmpty}
        footer={
          found.length > 0 && total > found.length ? (
            <p className="hint">{t('selectUser.more', { shown: found.length, total })}</p>
          ) : null
        }
        autoFocus
        onText={setText}
        onPick={onSelect}
      >
        {({ id, displayName, userPrincipalName }) => (
          <ListBoxItem id={id} textValue={displayName ?? userPrincipalName}>
            <Text slot="label">{displayName ?? userPrincipalName}</Text>
            <Text slot="description">{userPrincipalName}</Text>
          </ListBoxItem>
        )}
      </SearchBox>
      {refusal ? <Refused refusal={refusal} /> : null}
      {error && !refusal ? <Trouble error={error} again={again} /> : null}
    </>
  );
}
