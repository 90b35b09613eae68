import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reason, Refusal } from '../graph/refusal';
import { useNames } from './names';
import { RetryButton } from './retry-button';

interface RefusedProps {
  readonly refusal: Refusal;
  /** Whether only part of the data is missing. */
  readonly inPart?: boolean;
  /** The sentence for a failure; by default that this data could not be read. */
  readonly failed?: string;
  /** The field of the request, to which the focus returns after a successful retry. */
  readonly field?: RefObject<HTMLElement | null>;
  /** Retries, where the surroundings offer no retry of their own. */
  again?(): unknown;
}

/** Why data is not shown: the missing permissions by name, the scope, or a failure with its request id. */
export function Refused({ refusal, inPart = false, failed, field, again }: RefusedProps) {
  const { t } = useTranslation();
  const { listedPermissions } = useNames();
  function told(refused: Reason): string {
    switch (refused.reason) {
      case 'PERMISSION':
        return t(inPart ? 'refused.permissionHere' : 'refused.permission', {
          count: refused.missing.length,
          permissions: listedPermissions(refused.missing),
        });
      case 'OUT_OF_SCOPE':
        return t(inPart ? 'refused.scopeHere' : 'refused.scope');
      case 'FAILED':
        return [
          failed ?? t('trouble.failed'),
          ...(refused.wait === undefined ? [] : [t(`trouble.${refused.wait.code}`)]),
          ...(refused.requestId === null ? [] : [t('trouble.request', { id: refused.requestId })]),
        ].join(' ');
      default:
        return t(`refused.${refused.reason}`);
    }
  }
  const failure = refusal.find((refused) => refused.reason === 'FAILED');
  return (
    <>
      {refusal.map((refused) => (
        <p className={inPart ? 'note' : 'refused'} key={told(refused)}>
          {told(refused)}
        </p>
      ))}
      {again && failure ? (
        <RetryButton answer={failure.requestId} seconds={failure.wait?.seconds ?? 0} {...{ field, again }} />
      ) : null}
    </>
  );
}
