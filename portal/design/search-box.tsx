import type { ReactNode } from 'react';
import { ComboBox, type ComboBoxProps, Input, Label, ListBox, Popover, Text } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Search } from '../graph/use-search';
import { Refused } from './refused';
import { Trouble } from './trouble';

interface SearchBoxProps<Item extends object> {
  readonly label: string;
  readonly hint: string;
  /** The text of the open list when nothing was found. */
  readonly nothing: string;
  readonly search: Search<Item>;
  readonly disabledKeys?: ComboBoxProps<Item>['disabledKeys'];
  readonly autoFocus?: boolean;
  readonly isInvalid?: boolean;
  /** The errors of the selected item. */
  readonly errors?: ReactNode;
  readonly children: (item: Item) => ReactNode;
  onPick(id: string): void;
}

/** A search field with results as you type. It works by keyboard alone, and keeps the text if nothing is selected. */
export function SearchBox<Item extends object>(props: SearchBoxProps<Item>) {
  const { t } = useTranslation();
  const {
    label,
    hint,
    nothing,
    disabledKeys = [],
    autoFocus = false,
    isInvalid = false,
    errors,
    children,
    onPick,
  } = props;
  const { text, setText, found, total, isSearching, refusal, isRestored, trouble, again } = props.search;
  const isExplained = refusal !== null || trouble !== undefined;
  return (
    <>
      <ComboBox
        className="search-box"
        items={found}
        inputValue={text}
        onInputChange={setText}
        value={null}
        onChange={(key) => {
          if (key !== null) onPick(String(key));
        }}
        disabledKeys={disabledKeys}
        isInvalid={isInvalid}
        // An interrupted search shows its list again with the focus, not only with the next key.
        menuTrigger={isRestored ? 'focus' : 'input'}
        allowsCustomValue
        allowsEmptyCollection={text.trim() !== '' && (isSearching || !isExplained)}
      >
        <Label>{label}</Label>
        <Input autoFocus={autoFocus} spellCheck={false} />
        <Text slot="description" className="hint">
          {hint}
        </Text>
        {errors}
        <Popover className="popover" placement="bottom start">
          <ListBox<Item>
            renderEmptyState={() => <p className="hint">{isSearching ? t('lists.searching') : nothing}</p>}
          >
            {children}
          </ListBox>
          {total > found.length ? <p className="hint">{t('lists.narrow', { shown: found.length, total })}</p> : null}
        </Popover>
      </ComboBox>
      {refusal ? <Refused refusal={refusal} /> : null}
      {trouble ? <Trouble error={trouble} again={again} /> : null}
    </>
  );
}
