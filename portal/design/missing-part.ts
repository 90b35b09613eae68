import { useTranslation } from 'react-i18next';
import { isFailedPart } from '../graph/failed-parts';

/** The words in the place of a part that is null: that it could not be read, or that the viewer may not read it. */
export function useMissingPart() {
  const { t } = useTranslation();
  return <Owner extends object>(owner: Owner, part: keyof Owner & string): string =>
    t(isFailedPart(owner, part) ? 'trouble.cell' : 'refused.cell');
}
