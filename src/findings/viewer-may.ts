import { holdsDevice, holdsUser } from '../authorization/reach';
import type { DeviceRow } from '../device/store';
import type { Context } from '../resolving/context';
import { INTUNE_ADMINISTRATOR } from '../role/built-in';
import type { UserRow } from '../user/store';
import type { AllowedActions } from './store';
import type { Fact } from './views';

/*
 * Whether the viewer may do a step in Intune: from the actions that the roles of the viewer's assignments allow, over
 * the scopes of those assignments.
 */

/** The object of an action. */
type Subject = Pick<Fact, 'type' | 'row'>;

/** Whether the viewer may do actions over a subject; null if this service does not know. */
export type MayDo = (actions: readonly string[], subject: Subject | null) => Promise<boolean | null> | null;

const allows = ({ roleId, actions }: AllowedActions, action: string): boolean =>
  roleId === INTUNE_ADMINISTRATOR || actions.has(action);

function covers(context: Context, { scope }: AllowedActions, { type, row }: Subject): boolean | Promise<boolean> {
  if (type === 'Device') return holdsDevice(context, scope, row as DeviceRow);
  if (type === 'User') return holdsUser(context, scope, row as UserRow);
  // The tenant's own objects are in every scope.
  return true;
}

async function decide(context: Context, actions: readonly string[], subject: Subject | null): Promise<boolean | null> {
  const assignments = await context.loaders.actionsOfOperator.load(context.viewer.id);
  const over = (assignment: AllowedActions) => subject === null || covers(context, assignment, subject);
  let isUnclear = false;
  for (const action of actions) {
    const allowing = assignments.filter((assignment) => allows(assignment, action));
    const reaching = await Promise.all(allowing.map(over));
    const isGiven = allowing.some((assignment, i) => assignment.isEffective && reaching[i]);
    // Here an assignment with a foreign scope tag grants nothing; in Intune it may.
    const isPerhapsGiven = allowing.some((assignment) => !assignment.isEffective);
    if (!isGiven && !isPerhapsGiven) return false;
    isUnclear ||= !isGiven;
  }
  return isUnclear ? null : true;
}

/** Answers whether the viewer's Intune role allows remote actions on a subject; null if that is unknown. */
export function mayDo(context: Context): MayDo {
  return (actions, subject) =>
    // Remote tasks of a simulated operator are not withheld one by one, so nothing is claimed about them.
    actions.length === 0 || context.isSimulated ? null : decide(context, actions, subject);
}
