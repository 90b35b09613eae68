import { useTranslation } from 'react-i18next';
import { Refused } from '../design/refused';
import { useTotals } from '../design/total';
import { Trouble } from '../design/trouble';
import { useHolds } from '../frame/viewer';
import { WhoHoldsDocument } from '../generated/administration';
import { refusalAt } from '../graph/refusal';
import { useAnswer } from '../graph/use-answer';

/** Lists people to ask, for an operator who may not change roles. */
export function WhoCan({ permission }: { readonly permission: 'ROLES_ASSIGN' | 'ROLES_CREATE' }) {
  const { t } = useTranslation();
  const { totalOf } = useTotals();
  const mayAsk = useHolds('ROLES_READ');
  const isHeld = useHolds(permission);
  const { data, error, trouble, again } = useAnswer(WhoHoldsDocument, { permission }, !mayAsk || isHeld);
  if (isHeld) return null;
  const operators = data?.permission?.operators;
  const refusal = refusalAt(error, 'permission');
  const name = t(`permission.${permission}`);
  return (
    <div className="who-can">
      <h3>{t('roles.whoCan')}</h3>
      <p>{t(permission === 'ROLES_ASSIGN' ? 'roles.whoCanAssign' : 'roles.whoCanCreate', { permission: name })}</p>
      {mayAsk ? null : <p>{t('roles.whoCanHidden', { permission: t('permission.ROLES_READ') })}</p>}
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      {refusal ? <Refused refusal={refusal} inPart again={again} /> : null}
      {operators == null ? null : operators.totalCount === 0 ? (
        <p>{t('roles.whoCanNobody')}</p>
      ) : (
        <>
          <p>{t('roles.whoCanList')}</p>
          <ul>
            {operators.nodes.map(({ id, displayName, userPrincipalName }) => (
              <li key={id}>
                {displayName ?? userPrincipalName} <span className="hint">{userPrincipalName}</span>
              </li>
            ))}
            {operators.totalCount > operators.nodes.length ? (
              <li>
                {operators.totalCountIsLowerBound
                  ? t('lists.shown', { shown: operators.nodes.length, total: totalOf(operators) })
                  : t('roles.whoCanMore', { count: operators.totalCount - operators.nodes.length })}
              </li>
            ) : null}
          </ul>
        </>
      )}
    </div>
  );
}
