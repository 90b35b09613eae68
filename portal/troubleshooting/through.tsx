import { useTranslation } from 'react-i18next';
import { useMissingPart } from '../design/missing-part';
import { inOneLine } from '../design/names';
import type { AssignedAppPageFragment, AssignedPolicyPageFragment } from '../generated/assigned';

type Reaching = (AssignedAppPageFragment | AssignedPolicyPageFragment)['nodes'][number];
type Assignment = Reaching['through'][number];

/** The assignments through which a policy or an app reaches a user: groups, exclusions and filters. */
export function Through({ assigned: { through, hiddenCount } }: { readonly assigned: Reaching }) {
  const { t } = useTranslation();
  const missing = useMissingPart();
  function named(assignment: Assignment): string {
    const { target, excluded, filterMode, filterName, group } = assignment;
    const ofGroup = () => (group === null ? missing(assignment, 'group') : (group.displayName ?? t('groups.unnamed')));
    const name = target === 'GROUP' ? ofGroup() : t(`assignmentTarget.${target}`);
    const filter = filterMode === 'NONE' ? [] : [t(`assignmentFilter.${filterMode}`, { filter: filterName ?? '–' })];
    return inOneLine([excluded ? t('assigned.excluded', { name }) : name, ...filter]);
  }
  const texts = [...new Set(through.map(named))];
  return (
    <>
      {texts.map((text) => (
        <div key={text}>
          <bdi>{text}</bdi>
        </div>
      ))}
      {hiddenCount === 0 ? null : <span className="hint">{t('assigned.hidden', { count: hiddenCount })}</span>}
    </>
  );
}
