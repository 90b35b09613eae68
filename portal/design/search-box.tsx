import { type ReactNode, useEffect, useState } from 'react';
import { ComboBox, type ComboBoxProps, Input, Label, ListBox, Popover, Text } from 'react-aria-components';

interface SearchBoxProps<Item extends object> {
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  readonly items: readonly Item[];
  /** What the open list says when there is nothing in it; null when something else says why. */
  readonly whenEmpty: string | null;
  /** What stands below the open list. */
  readonly footer?: ReactNode;
  readonly disabledKeys?: ComboBoxProps<Item>['disabledKeys'];
  readonly autoFocus?: boolean;
  readonly children: (item: Item) => ReactNode;
  onText(text: string): void;
  onPick(id: string): void;
}

/** Searches as one types, and lets one pick with the keyboard alone. What was typed stays when nothing is picked. */
export function SearchBox<Item extends object>(props: SearchBoxProps<Item>) {
  const { label, hint, text, items, whenEmpty, footer, disabledKeys = [], autoFocus = false, children } = props;
  return (
    <ComboBox
      className="search-box"
      items={items}
      inputValue={text}
      onInputChange={props.onText}
      value={null}
      onChange={(key) => {
        if (key !== null) props.onPick(String(key));
      }}
      disabledKeys={disabledKeys}
      allowsCustomValue
      allowsEmptyCollection={whenEmpty !== null && text.trim() !== ''}
    >
      <Label>{label}</Label>
      <Input autoFocus={autoFocus} spellCheck={false} />
      <Text slot="description" className="hint">
        {hint}
      </Text>
      <Popover className="popover" placement="bottom start">
        <ListBox<Item> renderEmptyState={() => <p className="hint">{whenEmpty}</p>}>{children}</ListBox>
        {footer}
      </Popover>
    </ComboBox>
  );
}

const PAUSE_MS = 150;

/** The words to search for: what is typed, once the typing pauses. */
export function useSearchWords(text: string): string {
  const [words, setWords] = useState('');
  useEffect(() => {
    const pause = setTimeout(() => setWords(text.trim()), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [text]);
  return words;
}
