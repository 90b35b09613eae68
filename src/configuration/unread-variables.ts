import { closest, distance } from 'fastest-levenshtein';

/** A variable in the environment that looks like one of this service, but is not read. */
interface UnreadVariable {
  readonly variable: string;
  /** The variable that is probably meant; null if no name is near. */
  readonly nearest: string | null;
}

const OURS = /^(?:AUDIT|DATABASE|FINDINGS|GRAPH|METRICS|OIDC|SYNC)_/;
// Kubernetes sets these for each Service, also for one with the name graph.
const OF_KUBERNETES = /_SERVICE_(?:HOST|PORT)|_PORT(?:_\d+_\w+)?$/;
const MOST_TYPOS = 5;

/**
 * Finds the variables that are probably misspelt.
 * @param read the names of all variables that are read
 */
export function unreadAmong(names: readonly string[], read: readonly string[]): UnreadVariable[] {
  return names
    .filter((name) => OURS.test(name) && !OF_KUBERNETES.test(name) && !read.includes(name))
    .sort()
    .map((variable) => {
      const nearest = closest(variable, read);
      return { variable, nearest: distance(variable, nearest) <= MOST_TYPOS ? nearest : null };
    });
}
