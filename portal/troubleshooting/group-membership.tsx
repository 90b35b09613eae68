import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Field } from '../design/field';
import { ListEnd } from '../design/list-end';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { useTotals } from '../design/total';
import { NO_ERRORS } from '../design/user-errors';
import { MoreGroupMembershipsDocument } from '../generated/graphql';
import { refusalAt } from '../graph/refusal';
import { usePages } from '../graph/use-pages';
import { CopyButton } from './copy-button';
import type { SectionProps } from './shown-user';

const FIRST_NAMES = 3;
/** Above this number of groups, the open list has a filter. */
const FEW = 15;

/** A name without accents and capitals, so that a filter finds it however it is typed. */
const folded = (name: string): string => name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The groups of the user: the first few names, the rest on demand. */
export function GroupMembership({ user, error }: SectionProps) {
  const { t } = useTranslation();
  const { totalOf } = useTotals();
  const [isOpen, setIsOpen] = useState(false);
  const memberships = user.groupMemberships;
  const refusal = refusalAt(error, 'user', 'groupMemberships');
  const { nodes, ...more } = usePages(memberships, {
    query: MoreGroupMembershipsDocument,
    variables: (after) => ({ userId: user.id, after }),
    pageIn: (data) => data.user?.groupMemberships,
    told: refusal,
  });
  const { totalCount, complete } = memberships;
  const hidden = totalCount - FIRST_NAMES;
  const [filter, setFilter] = useState('');
  const hasFilter = isOpen && totalCount > FEW;
  const wanted = hasFilter ? folded(filter).split(/\s+/) : [];
  const isFiltered = wanted.some((word) => word !== '');
  const { hasMore, fetching, refusal: readRefusal, readOn } = more;
  // A filter over the first pages alone would hide the groups of the others.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page reads on to the next.
  useEffect(() => {
    if (isFiltered && hasMore && !fetching && readRefusal === null) void readOn();
  }, [isFiltered, memberships, nodes.length]);
  // The number of matches stands above the list.
  const isCounted = !isFiltered || readRefusal !== null;
  const matching = nodes.filter(({ group }) => wanted.every((word) => folded(group.displayName ?? '').includes(word)));
  const directFirst = matching.toSorted(({ kind: a }, { kind: b }) => Number(a !== 'DIRECT') - Number(b !== 'DIRECT'));

  return (
    <Section
      title={t('groups.title')}
      syncedAt={memberships.nodes.flatMap(({ group: { syncedAt } }) => syncedAt ?? [])[0]}
    >
      {refusal ? <Refused refusal={refusal} inPart /> : null}
      {totalCount === 0 && complete ? <p>{t('groups.none')}</p> : null}
      {hasFilter ? (
        <Field label={t('groupList.filter')} errors={NO_ERRORS}>
          {(linked) => <input {...linked} value={filter} onChange={({ target }) => setFilter(target.value)} />}
        </Field>
      ) : null}
      {hasFilter ? (
        <p className="hint" role="status">
          {!isFiltered
            ? ''
            : hasMore && readRefusal === null
              ? t('lists.searching')
              : t('groupList.match', { count: matching.length })}
        </p>
      ) : null}
      <ul className="lines">
        {directFirst.slice(0, isOpen ? undefined : FIRST_NAMES).map(({ kind, group }) => (
          <li key={group.id}>
            <bdi>{group.displayName ?? t('groups.unnamed')}</bdi>{' '}
            {isOpen ? <CopyButton value={group.id} what="groupId" /> : null}
            {kind === 'TRANSITIVE' ? <span className="hint">{t('groups.transitive')}</span> : null}
            {group.membershipType === 'ASSIGNED' ? null : <span className="hint">{t('groupList.dynamic')}</span>}
          </li>
        ))}
      </ul>
      {hidden > 0 ? (
        <Button className="link" aria-expanded={isOpen} onPress={() => setIsOpen(!isOpen)}>
          {isOpen
            ? t('groups.fewer')
            : memberships.totalCountIsLowerBound
              ? t('groupList.all', { total: totalOf(memberships) })
              : t('groups.more', { count: hidden })}
        </Button>
      ) : null}
      {isOpen || !complete ? (
        <ListEnd
          {...more}
          hasMore={isOpen && hasMore && isCounted}
          isReadOn={more.isReadOn && isCounted}
          shown={nodes.length}
          total={memberships}
          complete={complete}
        />
      ) : null}
    </Section>
  );
}
