import type { TroubleshootUserQuery } from '../generated/graphql';
import type { Answer } from '../graph/use-answer';

/** A user, as the page's one request reads it. */

export type ShownUser = NonNullable<TroubleshootUserQuery['user']>;
/** What a section is given: the user, and what the answer says of the parts that it leaves out. */

export interface SectionProps {
  readonly user: ShownUser;
  readonly error: Answer<unknown>['error'];
}
