import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useActiveOption } from '../design/active-option';
import { inOneLine } from '../design/names';
import { Refused } from '../design/refused';
import { Trouble } from '../design/trouble';
import style from './find-box.module.css';
import { devicePath, OVER_PAGE, type Place, useRecentPlaces, userPath } from './recent';
import { useShortcut } from './shortcuts';
import { type FoundDevice, type Person, useFind } from './use-find';

/** The most people, and the most devices, that the graph returns. */
const MOST = 25;

interface Group {
  readonly title: string;
  readonly places: readonly Place[];
}

interface FindBoxProps {
  /** Whether it is the content of the page: then its list is part of the page, and it has the focus. */
  readonly isPage: boolean;
}

/** The one search for people and devices. Without a text it lists those opened last. */
export function FindBox({ isPage }: FindBoxProps) {
  const { t } = useTranslation();
  const [, goTo] = useLocation();
  const id = useId();
  const find = useFind();
  const { text, setText, isSearching, refusal, trouble, again } = find;
  const isEmpty = text.trim() === '';
  const groups = useGroups(find, isEmpty);
  const places = groups.flatMap(({ places }) => places);
  const [isOpen, setIsOpen] = useState(isPage || find.isRestored);
  const { active, activate, move, deactivate } = useActiveOption(
    id,
    places.map(() => true),
  );
  /** Whether Enter was pressed before the results arrived. */
  const [isAwaited, setIsAwaited] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useShortcut('search', () => field.current?.focus());

  function type(typed: string) {
    setText(typed);
    deactivate();
    setIsAwaited(false);
    setIsOpen(true);
  }
  function open({ href }: Place) {
    type('');
    setIsOpen(isPage);
    // The focus moves to the heading of the page that opens, or of this one if it is the page.
    field.current?.blur();
    if (href === location.pathname) document.querySelector<HTMLElement>('main h1')?.focus();
    goTo(href, href.startsWith(`${location.pathname}?`) ? { state: OVER_PAGE } : {});
  }
  function enter() {
    const [first, second] = places;
    if (isEmpty || first === undefined) return;
    if (second === undefined) open(first);
    else {
      setIsOpen(true);
      activate(0);
    }
  }
  useEffect(() => {
    if (!isAwaited || isSearching) return;
    setIsAwaited(false);
    enter();
  });

  function press(event: KeyboardEvent) {
    const place = active === null ? undefined : places[active];
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (place !== undefined && isOpen) open(place);
      else if (isSearching) setIsAwaited(true);
      else enter();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setIsOpen(true);
      move(event.key);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      setIsAwaited(false);
      if (isOpen && !isPage) setIsOpen(false);
      else type('');
    }
  }

  /** Goes back from the results to the field. */
  function leave(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    field.current?.focus();
    press(event);
  }

  const isShown = isOpen && (!isEmpty || places.length > 0);
  const isListed = isShown && places.length > 0;
  return (
    <search
      className={isPage ? style['page'] : style['bar']}
      onFocus={() => setIsOpen(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (currentTarget.contains(relatedTarget)) return;
        // The operator has gone elsewhere, so a late result must not open.
        setIsAwaited(false);
        if (!isPage) setIsOpen(false);
      }}
    >
      <label htmlFor={id} className={isPage ? undefined : 'hidden'}>
        {t('find.label')}
      </label>
      {isPage ? (
        <p className="hint" id={`${id}-hint`}>
          {t('find.hint')}
        </p>
      ) : null}
      <input
        {...{ id, ref: field, value: text }}
        role="combobox"
        type="text"
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: the search is all that the page is for.
        autoFocus={isPage}
        placeholder={t('find.placeholder')}
        aria-expanded={isListed}
        aria-controls={isListed ? `${id}-list` : undefined}
        aria-activedescendant={active === null || !isListed ? undefined : `${id}-${active}`}
        aria-autocomplete="list"
        aria-describedby={isPage ? `${id}-hint` : undefined}
        aria-keyshortcuts="/"
        onChange={({ target }) => type(target.value)}
        onKeyDown={press}
      />
      {isShown ? (
        // A press on a message gives the results the focus, so that they stay and the text can be selected.
        // biome-ignore lint/a11y/noStaticElementInteractions: only Escape, which the field has too.
        <div className={style['results']} tabIndex={-1} onKeyDown={leave}>
          {isListed ? <PlaceList {...{ id, groups, active, open }} /> : null}
          <Outcome
            {...{ isEmpty, isSearching, count: places.length }}
            isFailed={trouble !== undefined}
            groups={groups}
          />
          {refusal ? <Refused refusal={refusal} inPart {...{ field, again }} /> : null}
          {trouble ? <Trouble error={trouble} {...{ field, again }} /> : null}
        </div>
      ) : null}
    </search>
  );
}

/** The results by kind, or the places opened last while nothing is typed. */
function useGroups({ people, devices }: ReturnType<typeof useFind>, isEmpty: boolean): readonly Group[] {
  const { t } = useTranslation();
  const recent = useRecentPlaces();
  const nameOf = ({ displayName, userPrincipalName }: Person) => displayName ?? userPrincipalName;
  const personAt = (person: Person): Place => ({
    ...{ kind: 'person', id: person.id, name: nameOf(person), href: userPath(person.id) },
    detail: person.userPrincipalName,
  });
  const deviceAt = ({ id, deviceName, serialNumber, operatingSystem, primaryUser: user }: FoundDevice): Place => ({
    ...{ kind: 'device', id, name: deviceName ?? t('find.unnamed'), href: devicePath(id, user?.id ?? null) },
    detail: inOneLine([user === null ? t('find.noOwner') : nameOf(user), serialNumber, operatingSystem]),
  });
  const groups = isEmpty
    ? [{ title: t('find.recent'), places: recent }]
    : [
        { title: t('find.people'), places: people.map(personAt) },
        { title: t('find.devices'), places: devices.map(deviceAt) },
      ];
  return groups.filter(({ places }) => places.length > 0);
}

interface PlaceListProps {
  readonly id: string;
  readonly groups: readonly Group[];
  readonly active: number | null;
  open(place: Place): void;
}

function PlaceList({ id, groups, active, open }: PlaceListProps) {
  const { t } = useTranslation();
  let count = 0;
  const numbered = groups.map(({ title, places }) => ({
    title,
    places: places.map((place) => ({ place, number: count++ })),
  }));
  return (
    <div role="listbox" id={`${id}-list`} aria-label={t('find.results')}>
      {numbered.map(({ title, places }, i) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a list of options.
        <div role="group" key={title} aria-labelledby={`${id}-group-${i}`}>
          <div className={style['title']} id={`${id}-group-${i}`} role="presentation">
            {title}
          </div>
          {places.map(({ place, number }) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field of the search has the keys.
            // biome-ignore lint/a11y/useFocusableInteractive: the field of the search keeps the focus.
            <div
              role="option"
              key={place.id}
              id={`${id}-${number}`}
              className={style['place']}
              aria-selected={number === active}
              data-focused={number === active || undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => open(place)}
            >
              <span className={style['name']}>{place.name}</span>
              <span className={style['detail']}>{place.detail}</span>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

interface OutcomeProps {
  readonly isEmpty: boolean;
  readonly isSearching: boolean;
  readonly isFailed: boolean;
  readonly count: number;
  readonly groups: readonly Group[];
}

/** How many results there are, also for assistive tools. */
function Outcome({ isEmpty, isSearching, isFailed, count, groups }: OutcomeProps) {
  const { t } = useTranslation();
  const isCut = groups.some(({ places }) => places.length === MOST);
  if (isEmpty || (isFailed && !isSearching)) return null;
  return (
    <p className="hint" role="status">
      {isSearching ? t('find.searching') : t('find.count', { count })}
      {isCut ? ` ${t('find.more', { shown: MOST })}` : null}
    </p>
  );
}
