import { type BatchPart, createBatch } from './batch';
import { type Credentials, createBearer } from './credentials';
import { type Answer, type Judge, judge, MicrosoftGraphError, members } from './errors';
import { createTransport, pathOf, type TransportOptions } from './transport';

export { MicrosoftGraphError };

export interface MicrosoftGraphOptions extends Credentials, TransportOptions {
  /** Where Microsoft Graph is, without a slash at the end: `https://graph.microsoft.com`. */
  readonly baseUrl: string;
}

/** One page of a collection. */
export interface GraphPage {
  readonly items: readonly unknown[];
  /** Where the next page is; null on the last one. An empty page may have a next one. */
  readonly nextLink: string | null;
  /** Where to ask for later changes; null except on the last page of a delta query. */
  readonly deltaLink: string | null;
}

/**
 * Microsoft Graph, as an application reads it. It waits and retries where a failure may pass (throttling, broken
 * connections, failures of the service). Every other failure is thrown as a MicrosoftGraphError, or as the signal's
 * reason.
 */
export interface MicrosoftGraph {
  /**
   * One page of a collection. `url` is a path such as `/v1.0/users?$select=id`, or a link from an earlier page, which is
   * used verbatim. Microsoft Graph forgets the headers from one page to the next.
   */
  page(url: string, headers?: Readonly<Record<string, string>>): Promise<GraphPage>;
  /** Whether a stored link belongs to this address of Microsoft Graph. */
  hasLink(link: string): boolean;
  /** One object; null where there is none. */
  object(url: string): Promise<unknown>;
  /**
   * The items of many collections, each with all its pages, or of many objects, in the order asked. A part that cannot be
   * read says why and leaves the others alone. The paths start with a slash and leave the version out.
   */
  batch(
    version: 'v1.0' | 'beta',
    paths: readonly string[],
    options?: { readonly isObjects?: boolean },
  ): Promise<readonly BatchPart[]>;
  /**
   * The rows of a report, as objects by the names of its columns.
   * @param filter which rows, in the report's own terms: `(ApplicationId eq '…')`
   * @param most how many rows are enough
   */
  report(url: string, filter: string, most?: number): Promise<readonly ReportRow[]>;
}

/** A row of a report, by the names of its columns. */
type ReportRow = Readonly<Record<string, unknown>>;

// As many rows as a page of a report may have.
const REPORT_PAGE = 1_000;

/** @throws MicrosoftGraphError where the answer is no page of a report */
function reportPageIn({ json }: Answer, path: string): { rows: ReportRow[]; total: number } {
  const { TotalRowCount: total, Schema: schema, Values: values } = members(json);
  if (!Array.isArray(schema) || !Array.isArray(values)) {
    throw new MicrosoftGraphError('BROKEN', `The answer to ${path} has no columns or no rows.`);
  }
  const columns = schema.map((column) => String(members(column)['Column']));
  const rows = (values as unknown[][]).map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
  return { rows, total: Number(total ?? rows.length) };
}

/** @throws MicrosoftGraphError where the answer is no page */
function pageIn({ json }: Answer, path: string): GraphPage {
  const { value, '@odata.nextLink': nextLink, '@odata.deltaLink': deltaLink } = members(json);
  if (!Array.isArray(value)) throw new MicrosoftGraphError('BROKEN', `The answer to ${path} has no list of values.`);
  return {
    items: value,
    nextLink: typeof nextLink === 'string' ? nextLink : null,
    deltaLink: typeof deltaLink === 'string' ? deltaLink : null,
  };
}

/** @throws MicrosoftGraphError where the answer is no object */
function objectIn({ json }: Answer, path: string): object | null {
  const { value, ...rest } = members(json);
  const isWrapped = typeof value === 'object' && Object.keys(rest).every((name) => name.startsWith('@'));
  const object = isWrapped ? value : json;
  if (typeof object !== 'object' || Array.isArray(object)) {
    throw new MicrosoftGraphError('BROKEN', `The answer to ${path} is no object.`);
  }
  return object;
}

export function createMicrosoftGraph(options: MicrosoftGraphOptions): MicrosoftGraph {
  const { baseUrl, concurrency = 8 } = options;
  const transport = createTransport(options);
  const bearer = createBearer(options, baseUrl, transport);

  const hasLink = (link: string): boolean => URL.canParse(link) && new URL(link).origin === new URL(baseUrl).origin;

  /** Sends to Microsoft Graph, with a token, when there is room. */
  async function call(url: string, init: RequestInit, judged: Judge = judge): Promise<Answer> {
    const address = url.startsWith('/') ? baseUrl + url : url;
    // The token must not leave for another host.
    if (!hasLink(address)) {
      const host = URL.canParse(address) ? new URL(address).host : 'nowhere';
      throw new MicrosoftGraphError('BROKEN', `A link to ${host} leads away from Graph and is not followed.`);
    }
    return transport.run(() => transport.exchange(address, init, judged, bearer));
  }

  async function read(url: string, headers: Readonly<Record<string, string>>): Promise<GraphPage> {
    const answer = await call(url, { headers });
    if (answer.status === 404) throw new MicrosoftGraphError('REFUSED', `Graph knows no ${pathOf(url)} (404).`);
    return pageIn(answer, pathOf(url));
  }

  /** All items of a collection, given the answer with its first page; or the one object that an answer is. */
  async function itemsFrom(answer: Answer, path: string, isObject: boolean): Promise<readonly unknown[]> {
    if (isObject) return [objectIn(answer, path)];
    let page: GraphPage = pageIn(answer, path);
    const items = [...page.items];
    const followed = new Set<string>();
    while (page.nextLink !== null) {
      if (followed.has(page.nextLink))
        throw new MicrosoftGraphError('BROKEN', `The pages of ${path} lead round in a circle.`);
      followed.add(page.nextLink);
      page = await read(page.nextLink, {});
      for (const item of page.items) items.push(item);
    }
    return items;
  }

  async function report(url: string, filter: string, most = Number.POSITIVE_INFINITY): Promise<readonly ReportRow[]> {
    const found: ReportRow[] = [];
    for (;;) {
      const body = JSON.stringify({ filter, top: Math.min(REPORT_PAGE, most), skip: found.length });
      const answer = await call(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      if (answer.status === 404) throw new MicrosoftGraphError('REFUSED', `Graph knows no ${pathOf(url)} (404).`);
      const { rows, total } = reportPageIn(answer, pathOf(url));
      for (const row of rows) found.push(row);
      if (rows.length === 0 || found.length >= Math.min(total, most)) return found;
    }
  }

  return {
    hasLink,
    batch: createBatch({ call, transport, bearer, concurrency, itemsFrom }),
    report,
    page: (url, headers = {}) => read(url, headers),
    async object(url) {
      const answer = await call(url, {});
      return answer.status === 404 ? null : objectIn(answer, pathOf(url));
    },
  };
}
