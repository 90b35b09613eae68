import { createHash } from 'node:crypto';
import { MicrosoftGraphError } from './errors';

// Ten times the pages of a million users, of whom a delta query may give 100 in a page.
const MOST_PAGES = 100_000;
// A delta query may have hundreds of empty pages in a row.
const MOST_IDLE_PAGES = 1_000;

const digestOf = (value: unknown): string => createHash('sha1').update(JSON.stringify(value)).digest('base64');

interface WatchedPage {
  readonly items: readonly unknown[];
  /** The link to the next page. */
  readonly nextLink?: string | null;
}

/**
 * Notices page links without an end. It watches one reading, which calls it with each page before it keeps the page.
 * @param name the resource or path that is read, for messages
 * @returns a function that throws a MicrosoftGraphError at a page that must be the last
 */
export function watchPages(name: string): (link: string, page: WatchedPage, pagesBefore: number) => void {
  const seen = new Set<string>();
  let idle = 0;
  /** Whether no page had this content before. */
  const isNew = (digest: string): boolean => seen.size < seen.add(digest).size;
  return (link, { items, nextLink = null }, pagesBefore) => {
    const content = digestOf(items);
    if (!isNew(digestOf([link, nextLink, content]))) {
      throw new MicrosoftGraphError('BROKEN', `The page links of ${name} form a loop.`);
    }
    idle = items.length > 0 && isNew(content) ? 0 : idle + 1;
    if (idle === MOST_IDLE_PAGES) {
      throw new MicrosoftGraphError('BROKEN', `${MOST_IDLE_PAGES} pages of ${name} in a row bring nothing new.`);
    }
    if (pagesBefore >= MOST_PAGES) {
      throw new MicrosoftGraphError('BROKEN', `${name} has more than ${MOST_PAGES} pages.`);
    }
  };
}
