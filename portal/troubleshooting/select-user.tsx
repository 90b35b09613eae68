import { ListBoxItem, Text } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { SearchBox } from '../design/search-box';
import { FindUsersDocument } from '../generated/graphql';
import { useSearch } from '../graph/use-search';

/** Searches for a user by name, user principal name or e-mail address. */
export function SelectUser({ onSelect }: { onSelect(id: string): void }) {
  const { t } = useTranslation();
  const search = useSearch(FindUsersDocument, 'users', 'user');
  return (
    <SearchBox
      label={t('selectUser.label')}
      hint={t('selectUser.hint')}
      nothing={t('selectUser.nobody')}
      search={search}
      autoFocus
      onPick={onSelect}
    >
      {({ id, displayName, userPrincipalName }) => (
        <ListBoxItem id={id} textValue={displayName ?? userPrincipalName}>
          <Text slot="label">{displayName ?? userPrincipalName}</Text>
          <Text slot="description">{userPrincipalName}</Text>
        </ListBoxItem>
      )}
    </SearchBox>
  );
}
