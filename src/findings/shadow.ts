import type { FindingRule } from '../generated/graphql';

/* Rules on trial: they run on each page and are counted, but nothing that they find is shown. */

// Enough to judge a rule, and few enough to keep in memory.
const MOST_PAGES = 10_000;

/** The rules in shadow, and the pages on which they fired since this process started. */
export interface Shadow {
  has(rule: FindingRule): boolean;
  /** Counts a page once. @param pageId the node id of its user or device */
  count(rule: FindingRule, pageId: string): void;
  /** The number of pages, up to 10,000; null for a rule that is not in shadow. */
  pagesOf(rule: FindingRule): number | null;
  /** Each rule in shadow with its number of pages. */
  all(): ReadonlyMap<FindingRule, number>;
}

/** Creates the counts. @param onFirst called when a rule fires on a page for the first time */
export function createShadow(
  rules: ReadonlySet<FindingRule>,
  onFirst: (rule: FindingRule, pageId: string) => void,
): Shadow {
  const pages = new Map([...rules].map((rule) => [rule, new Set<string>()]));
  return {
    has: (rule) => pages.has(rule),
    count(rule, pageId) {
      const counted = pages.get(rule);
      if (counted === undefined || counted.size >= MOST_PAGES || counted.has(pageId)) return;
      counted.add(pageId);
      onFirst(rule, pageId);
    },
    pagesOf: (rule) => pages.get(rule)?.size ?? null,
    all: () => new Map([...pages].map(([rule, { size }]) => [rule, size])),
  };
}
