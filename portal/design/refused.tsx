import { useTranslation } from 'react-i18next';
import type { Refusal } from '../graph/refusal';
import { useNames } from './names';

interface RefusedProps {
  readonly refusal: Refusal;
  /** Whether only some of what stands here is left out. */
  readonly inPart?: boolean;
}

/** Why something is not shown: the missing permissions by name, the scope, or a failure with what the log calls it. */
export function Refused({ refusal, inPart = false }: RefusedProps) {
  const { t } = useTranslation();
  const { listedPermissions } = useNames();
  function reason(): string {
    switch (refusal.reason) {
      case 'PERMISSION':
        return t(inPart ? 'refused.permissionHere' : 'refused.permission', {
          count: refusal.missing.length,
          permissions: listedPermissions(refusal.missing),
        });
      case 'OUT_OF_SCOPE':
        return t(inPart ? 'refused.scopeHere' : 'refused.scope');
      case 'FAILED':
        return [
          t('trouble.failed'),
          ...(refusal.requestId === null ? [] : [t('trouble.request', { id: refusal.requestId })]),
        ].join(' ');
      default:
        return t(`refused.${refusal.reason}`);
    }
  }
  return <p className={inPart ? 'note' : 'refused'}>{reason()}</p>;
}
