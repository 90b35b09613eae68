import type { Answer, Ask } from './answer';
import { type Luck, opaque } from './faults';
import type { Query } from './query';
import type { Quirks } from './quirks';
import { badRequest, Refusal } from './refusal';

/** A list in pages. */
export interface Listing {
  readonly pages: readonly (readonly object[])[];
  readonly show: (item: object) => object;
  readonly context: string;
  readonly count: number | null;
  /** Whether every page requires the same header `ConsistencyLevel` as the first. */
  readonly isEventual: boolean;
  /** The end of the list: with a delta link or without. @returns the link's token */
  readonly end: (() => string) | null;
  /** A check before each further page. @throws Refusal */
  readonly check: () => void;
}

/** Serves lists page by page. */
export interface Paging {
  /** Cuts items into pages. */
  pagesOf(ask: Ask, items: readonly object[], size: number): object[][];
  /** Cuts items into pages and applies random faults and quirks. */
  spoilt(ask: Ask, pages: readonly (readonly object[])[]): object[][];
  first(ask: Ask, listing: Listing): Answer;
  next(ask: Ask, token: string): Answer;
  sizeFor(ask: Ask, query: Query, isDirectory: boolean): number;
}

export interface PagingOptions {
  readonly url: string;
  readonly pageSize: number | null;
  readonly luck: Luck;
  readonly quirks: Quirks;
}

/** Reports an expired token once for each order. */
function expire(quirks: Quirks): void {
  if (quirks['expired-page'] <= 0) return;
  quirks['expired-page']--;
  const text = 'The specified page token value has expired and can no longer be included in your request.';
  throw new Refusal(400, 'Directory_ExpiredPageToken', text);
}

export function createPaging({ url, pageSize, luck, quirks }: PagingOptions): Paging {
  const tokens = new Map<string, { readonly listing: Listing; readonly page: number; readonly path: string }>();
  const starts = new Map<string, number>();
  let shown = 0;

  /** Distinguishes repeated requests for the same list. */
  function keyFor({ version, path, search }: Ask): string {
    const asked = `${version}${path}?${search}`;
    starts.set(asked, (starts.get(asked) ?? 0) + 1);
    return `${asked} ${starts.get(asked)}`;
  }

  function withEmptyPages(pages: object[][]): object[][] {
    const every = quirks['empty-pages'];
    if (every === 0) return pages;
    return pages.flatMap((page) => (++shown % every === 0 ? [[], page] : [page]));
  }

  function answer(ask: Ask, listing: Listing, page: number): Answer {
    const address = `${url}/${ask.version}${ask.path}`;
    const isLast = page === listing.pages.length - 1;
    const body: Record<string, unknown> = { '@odata.context': `${url}/${listing.context}` };
    if (listing.count !== null) body['@odata.count'] = listing.count;
    if (!isLast) {
      const token = opaque(keyFor(ask), page + 1);
      tokens.set(token, { listing, page: page + 1, path: ask.path });
      const others = ask.search.split('&').filter((pair) => pair !== '' && !/^(\$|%24)skip/i.test(pair));
      const kept = listing.end === null ? others : [];
      body['@odata.nextLink'] = `${address}?${[...kept, `$skiptoken=${token}`].join('&')}`;
    } else if (listing.end !== null) body['@odata.deltaLink'] = `${address}?$deltatoken=${listing.end()}`;
    body['value'] = (listing.pages[page] ?? []).map(listing.show);
    return { status: 200, body };
  }

  const spoilt = (ask: Ask, pages: readonly (readonly object[])[]) =>
    withEmptyPages(luck.distorted(keyFor(ask), pages));

  return {
    pagesOf(ask, items, size) {
      const pages: object[][] = [];
      for (let from = 0; from < Math.max(1, items.length); from += size) pages.push(items.slice(from, from + size));
      return spoilt(ask, pages);
    },
    spoilt,
    first: (ask, listing) => answer(ask, listing, 0),
    next(ask, token) {
      const found = tokens.get(token);
      if (found === undefined || found.path !== ask.path) throw badRequest('Badly formed token.');
      expire(quirks);
      const { listing, page } = found;
      if (listing.isEventual && ask.header('ConsistencyLevel') === undefined) {
        const text = 'The header ConsistencyLevel of the first page is missing.';
        throw new Refusal(400, 'Request_UnsupportedQuery', text);
      }
      listing.check();
      return answer(ask, listing, page);
    },
    sizeFor(ask, { top }, isDirectory) {
      const preferred = /odata\.maxpagesize=(\d+)/i.exec(ask.header('Prefer') ?? '')?.[1];
      const most = pageSize ?? (isDirectory ? 999 : 1000);
      const usual = pageSize ?? (isDirectory ? 100 : 1000);
      const wanted = top ?? (preferred === undefined ? usual : Number(preferred));
      return Math.max(1, Math.min(wanted, most));
    },
  };
}
