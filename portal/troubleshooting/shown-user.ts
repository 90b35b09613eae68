import type { TroubleshootUserQuery } from '../generated/graphql';
import type { Answer } from '../graph/use-answer';

/** A user, as read by the page's single request. */

export type ShownUser = NonNullable<TroubleshootUserQuery['user']>;
/** The properties of a section: the user, and the errors about missing parts. */

export interface SectionProps {
  readonly user: ShownUser;
  readonly error: Answer<unknown>['error'];
}
