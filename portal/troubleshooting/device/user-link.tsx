import { type ReactNode, use } from 'react';
import { OverlayTriggerStateContext } from 'react-aria-components';
import { Link } from 'wouter';
import { userPath } from '../../frame/recent';

interface UserLinkProps {
  readonly userId: string;
  readonly children: ReactNode;
}

/** A link to a user. In the panel over the page of that user it closes the panel, so that Back does not open it again. */
export function UserLink({ userId, children }: UserLinkProps) {
  const panel = use(OverlayTriggerStateContext);
  const path = userPath(userId);
  return (
    <Link
      href={path}
      onClick={(event) => {
        if (panel === null || location.pathname !== path) return;
        event.preventDefault();
        panel.close();
      }}
    >
      <bdi>{children}</bdi>
    </Link>
  );
}
