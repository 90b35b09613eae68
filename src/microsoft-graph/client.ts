import { type BatchPart, createBatch } from './batch';
import { type Credentials, createBearer } from './credentials';
import { type Answer, type Judge, judge, MicrosoftGraphError, members } from './errors';
import { watchPages } from './page-watch';
import type { Report } from './resource';
import { createTransport, LONGEST_ANSWER_MB, pathOf, type TransportOptions } from './transport';

export { MicrosoftGraphError };

export interface MicrosoftGraphOptions extends Credentials, TransportOptions {
  /** The address of Microsoft Graph, without a slash at the end: `https://graph.microsoft.com`. */
  readonly baseUrl: string;
}

/** One page of a collection. */
interface GraphPage {
  readonly items: readonly unknown[];
  /** The link to the next page; null on the last page. An empty page may have a next one. */
  readonly nextLink: string | null;
  /** The link for later changes; null except on the last page of a delta query. */
  readonly deltaLink: string | null;
}

/**
 * A client of Microsoft Graph with application permissions. It waits and retries after throttling, lost connections and
 * failures of the service. Any other failure, and the last retry, throws a MicrosoftGraphError; an abort throws the
 * signal's reason.
 */
export interface MicrosoftGraph {
  /**
   * Reads one page of a collection.
   * @param url a path such as `/v1.0/users?$select=id`, or a link from an earlier page
   * @param headers needed again for each page
   */
  page(url: string, headers?: Readonly<Record<string, string>>): Promise<GraphPage>;
  /** Reads all pages of a collection, of up to 64 MB together. */
  items(url: string): Promise<readonly unknown[]>;
  /** True if a link leads to this address of Microsoft Graph. */
  hasLink(link: string): boolean;
  /**
   * Reads one object; null if it does not exist (404).
   * @param options.mayBeNone whether OData's `{"value": null}` says that the tenant has none
   */
  object(url: string, options?: { readonly mayBeNone?: boolean }): Promise<object | null>;
  /**
   * Reads many collections with all their pages, or many objects, in batches of 20.
   * @param paths start with a slash, without the version
   * @returns a part for each path, in order; a part that cannot be read has its error
   */
  batch(
    version: 'v1.0' | 'beta',
    paths: readonly string[],
    options?: { readonly isObjects?: boolean },
  ): Promise<readonly BatchPart[]>;
  /** Reads all rows of a report. @throws MicrosoftGraphError if there are more than `report.mostRows` */
  report(url: string, report: Report, filter: string): Promise<readonly ReportRow[]>;
  /**
   * Reads one page of a report.
   * @param filter in the report's columns: `(ApplicationId eq '…')`; null for all rows
   * @param skip the number of rows before the page
   * @param top the most rows of the page
   */
  reportPage(
    url: string,
    report: Report,
    filter: string | null,
    skip: number,
    top?: number,
  ): Promise<{ readonly rows: readonly ReportRow[]; readonly total: number }>;
}

/** A row of a report, by column. */
type ReportRow = Readonly<Record<string, unknown>>;

// The most rows in a page of a report.
const REPORT_PAGE = 1_000;
// The most rows of a report for one filter, which are kept in memory: an app on a million devices.
const MOST_ROWS = 1_000_000;

/** @throws MicrosoftGraphError if the answer is not a page of this report */
function reportPageIn({ json }: Answer, path: string, report: Report): { rows: ReportRow[]; total: number | null } {
  const { TotalRowCount: total, Schema: schema, Values: values } = members(json);
  if (!Array.isArray(schema) || !Array.isArray(values)) {
    throw new MicrosoftGraphError('BROKEN', `The answer to ${path} has no columns or no rows.`);
  }
  const columns = schema.map((column) => String(members(column)['Column']));
  const lacking = (report.columns ?? []).find((names) => !names.some((name) => columns.includes(name)));
  if (lacking !== undefined && values.length > 0) {
    throw new MicrosoftGraphError('BROKEN', `The answer to ${path} has no column ${lacking.join(' or ')}.`);
  }
  const count = total == null ? null : Number(total);
  if (!values.every(Array.isArray) || Number.isNaN(count) || (count ?? 0) < 0) {
    throw new MicrosoftGraphError('BROKEN', `The answer to ${path} has a row without values, or no number of rows.`);
  }
  const rows = (values as unknown[][]).map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
  return { rows, total: count };
}

/** @throws MicrosoftGraphError if the answer is not a page */
function pageIn({ json }: Answer, path: string): GraphPage {
  const { value, '@odata.nextLink': nextLink, '@odata.deltaLink': deltaLink } = members(json);
  if (!Array.isArray(value)) throw new MicrosoftGraphError('BROKEN', `The answer to ${path} has no list of values.`);
  // A page that passes for the last one removes the objects of the pages behind it.
  if (nextLink != null && typeof nextLink !== 'string') {
    throw new MicrosoftGraphError('BROKEN', `The answer to ${path} has a next link that is no text.`);
  }
  return { items: value, nextLink: nextLink ?? null, deltaLink: typeof deltaLink === 'string' ? deltaLink : null };
}

/** The object of an answer, also if it is wrapped in `value`. @throws MicrosoftGraphError if it is not an object */
function objectIn({ json }: Answer, path: string): object {
  const { value, ...rest } = members(json);
  const isWrapped = typeof value === 'object' && Object.keys(rest).every((name) => name.startsWith('@'));
  const object = isWrapped ? value : json;
  // Null must not pass for an object that is gone: that answer is 404.
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    throw new MicrosoftGraphError('BROKEN', `The answer to ${path} is no object.`);
  }
  return object;
}

/** A client of Microsoft Graph that signs in, retries and observes throttling. It signs in with the first request. */
export function createMicrosoftGraph(options: MicrosoftGraphOptions): MicrosoftGraph {
  const { baseUrl, concurrency = 8 } = options;
  const transport = createTransport(options);
  const bearer = createBearer(options, baseUrl, transport);

  const home = new URL(baseUrl).origin;
  const hasLink = (link: string): boolean => {
    const url = URL.canParse(link) ? new URL(link) : null;
    // `fetch` refuses a link with a name or a password.
    return url?.origin === home && url.username === '' && url.password === '';
  };

  /** Sends a request with a token, within the limit of concurrent calls. */
  async function call(url: string, init: RequestInit, judged: Judge = judge): Promise<Answer> {
    const address = url.startsWith('/') ? baseUrl + url : url;
    // Never send the token to another host.
    if (!hasLink(address)) {
      const host = URL.canParse(address) ? new URL(address).host : 'nowhere';
      throw new MicrosoftGraphError('BROKEN', `A link to ${host} leads away from Graph and is not followed.`);
    }
    return transport.run(() => transport.exchange(address, init, judged, bearer));
  }

  /** Sends a request for something that must exist. */
  async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
    const answer = await call(url, init);
    if (answer.status === 404) throw new MicrosoftGraphError('REFUSED', `Graph knows no ${pathOf(url)} (404).`);
    return answer;
  }

  /** The items of a collection, from its first page on; or the one object of the answer. */
  async function itemsFrom(first: Answer, path: string, isObject: boolean): Promise<readonly unknown[]> {
    if (isObject) return [objectIn(first, path)];
    const watch = watchPages(path);
    const items: unknown[] = [];
    let answer = first;
    let link = path;
    for (let pages = 0, length = 0; ; pages++) {
      length += answer.text.length;
      if (length > LONGEST_ANSWER_MB * 1024 * 1024) {
        const says = `The pages of ${path} are longer than ${LONGEST_ANSWER_MB} MB together, so they are not read.`;
        throw new MicrosoftGraphError('BROKEN', says);
      }
      const page = pageIn(answer, path);
      for (const item of page.items) items.push(item);
      if (page.nextLink === null) return items;
      watch(link, page, pages);
      link = page.nextLink;
      answer = await ask(link);
    }
  }

  const reportPage: MicrosoftGraph['reportPage'] = async (url, report, filter, skip, top = REPORT_PAGE) => {
    const body = JSON.stringify({ ...(filter !== null && { filter }), top, skip });
    const answer = await ask(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { rows, total } = reportPageIn(answer, pathOf(url), report);
    // A page that passes for the last one removes the rows of the pages behind it.
    if (rows.length === 0 && total !== null && skip < total) {
      const says = `The answer to ${pathOf(url)} has no rows after ${skip} of ${total}.`;
      throw new MicrosoftGraphError('BROKEN', says);
    }
    // Without a number of all rows, a full page is not known to be the last.
    return { rows, total: total ?? skip + rows.length + (rows.length < top ? 0 : 1) };
  };

  const report: MicrosoftGraph['report'] = async (url, record, filter) => {
    const { mostRows = MOST_ROWS } = record;
    const found: ReportRow[] = [];
    for (;;) {
      const { rows, total } = await reportPage(url, record, filter, found.length);
      if (total > mostRows) {
        const problem = `${pathOf(url)} has ${total} rows for one filter, more than ${mostRows}.`;
        throw new MicrosoftGraphError('REFUSED', problem);
      }
      for (const row of rows) found.push(row);
      if (found.length >= total) return found;
    }
  };

  return {
    hasLink,
    batch: createBatch({ call, transport, bearer, concurrency, itemsFrom }),
    report,
    reportPage,
    page: async (url, headers = {}) => pageIn(await ask(url, { headers }), pathOf(url)),
    items: async (url) => itemsFrom(await ask(url), pathOf(url), false),
    async object(url, { mayBeNone = false } = {}) {
      const answer = await call(url, {});
      const isNone = answer.status === 404 || (mayBeNone && members(answer.json)['value'] === null);
      return isNone ? null : objectIn(answer, pathOf(url));
    },
  };
}
