import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Search } from '../graph/use-search';
import { useActiveOption } from './active-option';
import { Refused } from './refused';
import style from './search-box.module.css';
import { useTotals } from './total';
import { Trouble } from './trouble';

export interface Option {
  readonly id: string;
  readonly name: string;
  readonly detail?: string | null;
  readonly isDisabled?: boolean;
}

interface SearchBoxProps<Item> {
  readonly label: string;
  readonly hint: string;
  /** The text of the open list when nothing was found. */
  readonly nothing: string;
  readonly search: Search<Item>;
  /** The errors of the selected items; null if there are none. */
  readonly errors?: ReactNode;
  optionOf(item: Item): Option;
  onPick(option: Option): void;
}

/**
 * A text field with results as you type: the combobox of the ARIA Authoring Practices. It works by keyboard alone, and
 * keeps the text if nothing is selected.
 */
export function SearchBox<Item>({ label, hint, nothing, search, errors, optionOf, onPick }: SearchBoxProps<Item>) {
  const id = useId();
  const { text, setText, found, total, isSearching, refusal, isRestored, trouble, again } = search;
  const options = found.map(optionOf);
  const { active, move, deactivate } = useActiveOption(
    id,
    options.map(({ isDisabled = false }) => !isDisabled),
  );
  const [isOpen, setIsOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const isFailed = trouble !== undefined;
  useEffect(() => {
    // A retry that succeeded has given the focus back.
    if (!isFailed && document.activeElement === field.current) setIsOpen(true);
  }, [isFailed]);
  const isExplained = refusal !== null || isFailed;
  const isShown = isOpen && text.trim() !== '' && (isSearching || !isExplained || options.length > 0);
  const isListed = isShown && options.length > 0;
  const hasErrors = Boolean(errors);

  function set(open: boolean) {
    deactivate();
    setIsOpen(open);
  }
  function pick(option: Option | undefined) {
    if (option === undefined || option.isDisabled) return;
    set(false);
    onPick(option);
  }
  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setIsOpen(true);
      move(event.key);
    } else if (isShown && (event.key === 'Enter' || event.key === 'Escape')) {
      // The key is for the open list alone, not for the form or the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') set(false);
      else if (active !== null) pick(options[active]);
    }
  }

  return (
    <>
      <div className="search-box">
        <label htmlFor={id}>{label}</label>
        <div className={style['field']}>
          <input
            {...{ id, ref: field, value: text }}
            role="combobox"
            type="text"
            autoComplete="off"
            spellCheck={false}
            aria-expanded={isListed}
            aria-controls={isListed ? `${id}-list` : undefined}
            aria-activedescendant={isListed && active !== null ? `${id}-${active}` : undefined}
            aria-autocomplete="list"
            aria-invalid={hasErrors || undefined}
            aria-describedby={hasErrors ? `${id}-hint ${id}-errors` : `${id}-hint`}
            onChange={({ target }) => {
              setText(target.value);
              set(true);
            }}
            // An interrupted search shows its list again with the focus, not only with the next key.
            onFocus={() => setIsOpen(isRestored)}
            onBlur={() => set(false)}
            onKeyDown={press}
          />
          {isShown ? (
            // A press in the list leaves the focus in the field.
            // biome-ignore lint/a11y/noStaticElementInteractions: only the focus is held.
            <div className={style['results']} onMouseDown={(event) => event.preventDefault()}>
              {isListed ? <OptionList {...{ id, label, options, active, pick }} /> : null}
              <p className="hint" role="status">
                <Outcome {...{ isSearching, total, nothing }} shown={options.length} />
              </p>
            </div>
          ) : null}
        </div>
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
        {hasErrors ? <div id={`${id}-errors`}>{errors}</div> : null}
      </div>
      {refusal ? <Refused refusal={refusal} {...{ field, again }} /> : null}
      {trouble ? <Trouble error={trouble} {...{ field, again }} /> : null}
    </>
  );
}

interface OptionListProps {
  readonly id: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly active: number | null;
  pick(option: Option): void;
}

function OptionList({ id, label, options, active, pick }: OptionListProps) {
  return (
    <div role="listbox" id={`${id}-list`} aria-label={label}>
      {options.map((option, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field of the search has the keys.
        // biome-ignore lint/a11y/useFocusableInteractive: the field of the search keeps the focus.
        <div
          role="option"
          key={option.id}
          id={`${id}-${place}`}
          className={style['option']}
          aria-selected={place === active}
          aria-disabled={option.isDisabled || undefined}
          data-focused={place === active || undefined}
          onClick={() => pick(option)}
        >
          <div className={style['name']}>
            <bdi>{option.name}</bdi>
          </div>
          {option.detail ? <div className={style['detail']}>{option.detail}</div> : null}
        </div>
      ))}
    </div>
  );
}

interface OutcomeProps {
  readonly isSearching: boolean;
  readonly shown: number;
  readonly total: Search<unknown>['total'];
  readonly nothing: string;
}

/** How many results there are, also for assistive tools. */
function Outcome({ isSearching, shown, total, nothing }: OutcomeProps) {
  const { t } = useTranslation();
  const { totalOf } = useTotals();
  if (isSearching) return t('lists.searching');
  if (shown === 0) return nothing;
  return total !== null && total.totalCount > shown
    ? t('lists.narrow', { shown, total: totalOf(total) })
    : t('find.count', { count: shown });
}
