import { useTranslation } from 'react-i18next';
import { Mark } from '../design/mark';
import { useHoldsOverEverything } from '../frame/viewer';
import { SyncStateDocument } from '../generated/graphql';
import { useReadWith } from '../graph/reading';
import { useAnswer } from '../graph/use-answer';

/** The parts of the tenant that the last sync could not read. The graph tells only operators over everything. */
export function SyncTrouble() {
  const { t } = useTranslation();
  const mayRead = useHoldsOverEverything('ORGANIZATION_READ');
  const { data, again } = useAnswer(SyncStateDocument, {}, !mayRead);
  useReadWith(() => mayRead && again());
  const troubled = (data?.tenant?.sync ?? []).filter(({ state }) => state === 'PARTIAL' || state === 'FAILED');
  if (troubled.length === 0) return null;
  return (
    <ul className="lines">
      {troubled.map(({ kind, state, problem }) => (
        <li key={kind}>
          <Mark tone="caution">
            {t(state === 'PARTIAL' ? 'tenant.partlyRead' : 'tenant.notRead', {
              kind: t(`syncKind.${kind}`),
              problem: problem ?? '',
            })}
          </Mark>
        </li>
      ))}
    </ul>
  );
}
