import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isSystemAccount } from '../../../src/findings/system-account';
import { UserByPrincipalNameDocument } from '../../generated/graphql';
import { useAnswer } from '../../graph/use-answer';
import { InOrder } from '../in-order';
import styles from './by-user.module.css';
import type { InspectedDevice } from './inspected-device';
import { isPolicyOpen, sorted } from './order';
import { UserLink } from './user-link';

type State = InspectedDevice['compliancePolicyStates'][number] | InspectedDevice['configurationStates'][number];

interface ByUserProps<Each extends State> {
  readonly of: 'policies' | 'profiles';
  readonly states: readonly Each[];
  /** The primary user, whose states need no name; null if there is none, or if the viewer cannot see them. */
  readonly owner: InspectedDevice['primaryUser'];
  /** One state. */
  children(state: Each): ReactNode;
}

/** The states of policies, grouped by the user for whom they were evaluated. The device itself and other users are named. */
export function ByUser<Each extends State>({ of, states, owner, children }: ByUserProps<Each>) {
  const { t } = useTranslation();
  const own = owner?.userPrincipalName.toLowerCase();
  const nameOf = ({ userPrincipalName: name }: Each) => (name === null || name.toLowerCase() === own ? null : name);
  const names = [...new Set(states.map(nameOf))].sort((a, b) => Number(a !== null) - Number(b !== null));
  return names.map((name) => {
    const [open, inOrder] = sorted(
      states.filter((state) => nameOf(state) === name),
      isPolicyOpen,
    );
    const isOfDevice = name !== null && isSystemAccount(name);
    const isOwn = name === null || isOfDevice;
    return (
      // Without a primary user to compare with, nobody is another user.
      <div className={isOwn || own === undefined ? styles['own'] : styles['other']} key={name}>
        {isOfDevice ? <p className="hint">{t('panel.deviceItself')}</p> : null}
        {isOwn ? null : <OfUser userPrincipalName={name} isOther={own !== undefined} />}
        {open.map(children)}
        <InOrder of={of} count={inOrder.length}>
          {inOrder.map(children)}
        </InOrder>
      </div>
    );
  });
}

interface OfUserProps {
  readonly userPrincipalName: string;
  /** Whether it is another user than the primary one. */
  readonly isOther: boolean;
}

function OfUser({ userPrincipalName, isOther }: OfUserProps) {
  const { t } = useTranslation();
  const { data } = useAnswer(UserByPrincipalNameDocument, { userPrincipalName });
  const user = data?.user ?? null;
  return (
    <p>
      {t(isOther ? 'panel.otherUser' : 'panel.ofUser')}{' '}
      <strong>
        {user === null ? <bdi>{userPrincipalName}</bdi> : <UserLink userId={user.id}>{userPrincipalName}</UserLink>}
      </strong>
    </p>
  );
}
