import { createHash } from 'node:crypto';
import { groupsOf } from '../resolving/grouping';
import type { Firing } from './engine';
import type { TextValue, TextValues } from './rule';

/* Which statements say the same, and what they are called. */

/**
 * Whether a value belongs to one device: a name, a number, a date or an age. Joined statements show that of the first device.
 * Their other values are the same on each device.
 */
const isOfOneDevice = (value: TextValue): boolean =>
  typeof value !== 'object' || ['date', 'moment', 'daysSince', 'ageOf'].some((kind) => kind in value);

/**
 * The settings, apps, profiles, errors and so on that a statement names. What has to tell statements apart is a list, even with
 * one name. Lists in statements about what is normal do not: for a user with many devices, these are always joined.
 */
function namedIn({ values = {}, severity, rule }: Firing): readonly (readonly [string, TextValue])[] {
  const isAnyList = severity === 'INFO' && rule.joinsDevices !== true;
  return Object.entries(values as TextValues).filter(
    ([name, value]) =>
      // A device without a name is called by words of ours.
      name !== 'device' && !isOfOneDevice(value) && !(isAnyList && typeof value === 'object' && 'list' in value),
  );
}

/** What a statement says and advises, without its device. Statements that say the same are joined. */
export function saidBy(firing: Firing): string {
  const { rule, variant, severity, about = '', codes = [], more = [], steps = rule.steps } = firing;
  return JSON.stringify([rule.id, variant, severity, about, codes, more, steps, namedIn(firing)]);
}

/** All that a statement says, of its device too. */
const wholeOf = (firing: Firing): string =>
  JSON.stringify([saidBy(firing), firing.fact.nodeId, firing.values, firing.since]);

/** A short name for a text, which is the same in every run. */
const shortened = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 12);

/**
 * The key of statements that are joined on the page of a user. It does not tell their devices, so that it stays the same
 * when there is one more.
 * @param under the key of their cause
 */
export const keyOfJoined = (firing: Firing, userId: string, under: string): string =>
  [firing.rule.id, userId, shortened(under + saidBy(firing))].join(':');

/** Gives each statement a key of its own. Several of one key that say the same share it. */
export function withOwnKeys(firings: readonly Firing[]): readonly Firing[] {
  const groups = groupsOf(firings, ({ key }) => key);
  if (groups.size === firings.length) return firings;
  return firings.map((firing) => {
    const [first, ...others] = groups.get(firing.key) ?? [];
    if (first === undefined || others.length === 0) return firing;
    const whole = wholeOf(firing);
    return whole === wholeOf(first) ? firing : { ...firing, key: `${firing.key}:${shortened(whole)}` };
  });
}
