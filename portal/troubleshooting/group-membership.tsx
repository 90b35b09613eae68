import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ListEnd } from '../design/list-end';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { MoreGroupMembershipsDocument } from '../generated/graphql';
import { refusalAt } from '../graph/refusal';
import { usePages } from '../graph/use-pages';
import { CopyButton } from './copy-button';
import type { SectionProps } from './shown-user';

const FIRST_NAMES = 3;

/** The groups of the user: the first few names, the rest on demand. */
export function GroupMembership({ user, error }: SectionProps) {
  const { t } = useTranslation();
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
  const directFirst = nodes.toSorted(({ kind: a }, { kind: b }) => Number(a !== 'DIRECT') - Number(b !== 'DIRECT'));

  return (
    <Section
      title={t('groups.title')}
      syncedAt={memberships.nodes.flatMap(({ group: { syncedAt } }) => syncedAt ?? [])[0]}
    >
      {refusal ? <Refused refusal={refusal} inPart /> : null}
      {totalCount === 0 && complete ? <p>{t('groups.none')}</p> : null}
      <ul className="lines">
        {directFirst.slice(0, isOpen ? undefined : FIRST_NAMES).map(({ kind, group }) => (
          <li key={group.id}>
            <bdi>{group.displayName ?? t('groups.unnamed')}</bdi>
            {isOpen ? <CopyButton value={group.id} what={t('groupList.id')} /> : null}
            {kind === 'TRANSITIVE' ? <span className="hint">{t('groups.transitive')}</span> : null}
            {group.membershipType === 'ASSIGNED' ? null : <span className="hint">{t('groupList.dynamic')}</span>}
          </li>
        ))}
      </ul>
      {hidden > 0 ? (
        <Button className="link" aria-expanded={isOpen} onPress={() => setIsOpen(!isOpen)}>
          {isOpen ? t('groups.fewer') : t('groups.more', { count: hidden })}
        </Button>
      ) : null}
      {isOpen || !complete ? (
        <ListEnd
          {...more}
          hasMore={isOpen && more.hasMore}
          shown={nodes.length}
          total={totalCount}
          complete={complete}
        />
      ) : null}
    </Section>
  );
}
