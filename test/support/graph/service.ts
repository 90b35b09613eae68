import { type Answer, type Answers, type Ask, graphError, type Json } from './answer';
import { type Contents, createContents, isList } from './contents';
import { createDeltas, type Deltas } from './deltas';
import type { Luck } from './faults';
import { hasDerived, isKindOf, itemType, permissionsFor, typeNameOf, type Version } from './metadata';
import { createPaging, type Paging } from './paging';
import { parametersFrom } from './parameters';
import { noRoute, type Place, placeAt, required } from './place';
import { createPresenter, type Presenter, type View } from './presentation';
import { answerType, orderBy, type Query, queryFrom, searchFor } from './query';
import type { Quirks } from './quirks';
import { absent, intuneRefusal, notAllowed, notHere, Refusal, serviceOf } from './refusal';
import { createReports, isReport, type Reports } from './reports';
import type { Entry, RequestLog } from './request-log';
import { type GraphTenant, NOBODY } from './tenant';
import type { Trouble } from './trouble';

export interface ServiceOptions {
  readonly tenant: GraphTenant;
  readonly url: string;
  readonly pageSize: number | null;
  readonly luck: Luck;
  readonly quirks: Quirks;
  readonly trouble: Trouble;
  readonly log: RequestLog;
  /** The granted permissions; null for all. */
  readonly permissions: readonly string[] | null;
}

/** A request with a known path. */
interface Call {
  readonly ask: Ask;
  readonly version: Version;
  readonly at: Place;
  readonly entry: Entry;
}

const NOTHING_KNOWN = 'in metadata, without data here';
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const roughShape = (path: string) => path.replace(GUID, '{id}').replace(/\('[^']*'\)/g, '/{id}');
const json = (body: object): Answer => ({ status: 200, body });

/**
 * Answers like Microsoft Graph, as metadata and users' reports describe it. Anything else is refused with Graph's
 * message.
 */
export class Service implements Answers {
  private readonly contents: Contents;
  private readonly presenter: Presenter;
  private readonly paging: Paging;
  private readonly deltas: Deltas;
  private readonly reports: Reports;
  /** The log entry of the current request. */
  private entry: Entry | null = null;

  private readonly options: ServiceOptions;

  constructor(options: ServiceOptions) {
    this.options = options;
    const { tenant, quirks, luck, url, permissions } = options;
    this.contents = createContents(tenant);
    const { contents } = this;
    const note = (what: string) => {
      if (this.entry !== null) this.entry.note = `nothing is known here of ${what}`;
    };
    this.presenter = createPresenter(contents, quirks, note);
    this.paging = createPaging(options);
    const { presenter, paging } = this;
    this.deltas = createDeltas({ contents, presenter, paging, quirks, luck, url, permissions });
    this.reports = createReports(contents, quirks);
  }

  shapeOf(version: string, path: string): string {
    if (version !== 'v1.0' && version !== 'beta') return roughShape(path);
    try {
      return placeAt(version, path, this.contents).shape;
    } catch (error) {
      if (error instanceof Refusal) return roughShape(path);
      throw error;
    }
  }

  expireDeltaTokens(): void {
    this.deltas.expireAll();
  }

  answer(ask: Ask): Answer {
    const { method, version, path, search } = ask;
    const { trouble, log } = this.options;
    const entry: Entry = { method, version, shape: roughShape(path), search };
    this.entry = entry;
    try {
      const ordered = trouble.with(`/${version}${path}${search === '' ? '' : `?${search}`}`, ask.isPart);
      if (ordered !== null) {
        entry.isOnOrder = true;
        throw ordered;
      }
      const at = placeAt(version as Version, path, this.contents);
      entry.shape = at.shape;
      trouble.limit(at.shape);
      const answer = this.call({ ask, version: version as Version, at, entry });
      log.note(entry, answer.status);
      return answer;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log.note(entry, error.status, error.message);
      return graphError(error.status, error.code, error.message, error.headers);
    }
  }

  private call(call: Call): Answer {
    const { ask, at } = call;
    if (at.kind === 'operation') return at.operation?.kind === 'action' ? this.act(call) : this.function(call);
    if (ask.method !== 'GET') {
      throw /managedDevices$/.test(at.shape) ? noRoute(at, ask.method, serviceOf(at.where)) : notAllowed();
    }
    const query = this.queryOf(call, at.type);
    this.allow(ask.method, at);
    if (at.shape === '/users/{id}/managedDevices/{id}') throw noRoute(at, 'GET', serviceOf(at.where));
    if (at.kind === 'list') return this.list(call, query);
    if (at.kind === 'object') return this.object(call, query);
    if (at.kind === 'property') return this.property(call);
    const items = this.items(call, at.of ?? at, query);
    return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: String(items.length) };
  }

  private queryOf({ ask, version, at }: Call, type: string): Query {
    const isEventual = ask.header('ConsistencyLevel')?.toLowerCase() === 'eventual';
    return queryFrom(ask.search, { version, type, isDirectory: at.isDirectory, isEventual });
  }

  /** @throws Refusal if the application has none of the sufficient permissions */
  private allow(method: string, at: Place): void {
    const { permissions } = this.options;
    const accepted = permissions === null ? null : permissionsFor(method, at.shape);
    if (accepted === null || accepted.some((each) => permissions?.includes(each))) return;
    if (at.isDirectory && !/managed/i.test(at.operation?.name ?? '')) {
      const text = 'Insufficient privileges to complete the operation.';
      throw new Refusal(403, 'Authorization_RequestDenied', text);
    }
    const needed = `Application must have one of the following scopes: ${accepted.join(', ')}`;
    const text = `Application is not authorized to perform this operation. ${needed}`;
    throw intuneRefusal(403, 'Forbidden', text, at.where);
  }

  private context = ({ version, at }: Call) => `${version}/$metadata#${at.where}`;

  /** The items at a path, filtered and sorted, without types that the version lacks. */
  private items({ version, entry }: Call, at: Place, query: Query): readonly object[] {
    const content = at.content();
    if (!isList(content)) {
      entry.note = NOTHING_KNOWN;
      return [];
    }
    const tests: ((item: Json) => boolean)[] = [];
    if (at.isCast) tests.push((item) => typeNameOf(item, at.declared) === at.type);
    if (version === 'v1.0' && this.options.quirks['v1-types'] && hasDerived(version, at.declared)) {
      tests.push((item) => isKindOf(version, typeNameOf(item, at.declared), at.declared));
    }
    if (query.filter !== null) tests.push(query.filter);
    if (query.search !== null) tests.push(searchFor(query.search));
    const items = content.items as readonly Json[];
    const left = tests.length === 0 ? items : items.filter((item) => tests.every((test) => test(item)));
    return query.order.length === 0 ? left : [...left].sort(orderBy(query.order));
  }

  private viewOf({ version, at }: Call, query: Query, isSingle: boolean): View {
    return { version, declared: at.type, owner: at.owner, query, isSingle };
  }

  private list(call: Call, query: Query): Answer {
    const { ask, at } = call;
    if (at.of !== null) required(at.of);
    if (query.skipToken !== null) return this.paging.next(ask, query.skipToken);
    const items = this.items(call, at, query).slice(query.skip);
    const size = this.paging.sizeFor(ask, query, at.isDirectory);
    const pages = this.paging.pagesOf(ask, items, size);
    const isCounted = query.hasCount || /managedDevices$/.test(at.shape);
    return this.paging.first(ask, {
      pages,
      show: (item) => this.presenter.show(item, this.viewOf(call, query, false)),
      context: this.context(call),
      count: isCounted ? (query.hasCount ? items.length : (pages[0]?.length ?? 0)) : null,
      isEventual: at.isDirectory && ask.header('ConsistencyLevel') !== undefined,
      end: null,
      check: () => {},
    });
  }

  private object(call: Call, query: Query): Answer {
    const { at, version } = call;
    const object = required(at);
    if (at.shape === '/users/{id}' && object['id'] === NOBODY) throw absent(NOBODY, true, at.where);
    const isTyped = version === 'v1.0' && this.options.quirks['v1-types'] && hasDerived(version, at.type);
    if (isTyped && !isKindOf(version, typeNameOf(object, at.type), at.type)) {
      throw absent(at.key ?? at.name, false, at.where);
    }
    const shown = this.presenter.show(object, this.viewOf(call, query, true));
    return json({ '@odata.context': `${this.options.url}/${this.context(call)}/$entity`, ...shown });
  }

  private property(call: Call): Answer {
    const { at, version, entry } = call;
    const owner = required(at.of ?? at);
    const name = at.property?.name ?? '';
    let value = owner[name] ?? (name === 'deviceActionResults' ? [] : null);
    if (name === 'settingStates') {
      const isGiven = version === 'beta' || this.options.quirks['v1-setting-states'] > 0;
      if (!isGiven) entry.note = 'not known to be answered by v1.0';
      value = isGiven ? this.settingStates(at.of ?? at, owner) : [];
    }
    if (value === null) return { status: 204, body: '' };
    return json({ '@odata.context': `${this.options.url}/${this.context(call)}`, value });
  }

  /**
   * The settings in all states of one policy, which can have one state for a user and one for the system, with the same
   * id.
   */
  private settingStates(state: Place, { id }: Json): unknown[] {
    const among = state.of?.content();
    const states = isList(among) ? (among.items as readonly Json[]).filter((each) => each['id'] === id) : [];
    return states.flatMap((each) => (each['settingStates'] ?? []) as unknown[]);
  }

  private function(call: Call): Answer {
    const { ask, at, entry } = call;
    const { operation, of } = at;
    if (ask.method !== 'GET') throw notAllowed();
    if (operation?.name === 'delta') {
      const query = this.queryOf(call, of?.type ?? '');
      this.allow(ask.method, at);
      return this.deltas.answer(ask, of?.name ?? '', query, `${call.version}/$metadata#${of?.name}`);
    }
    const type = answerType(operation?.returns);
    const query = this.queryOf(call, type);
    this.allow(ask.method, at);
    const owner = of?.kind === 'object' ? required(of) : {};
    const values = this.results(operation?.name ?? '', owner);
    if (values === null) entry.note = NOTHING_KNOWN;
    const isShown = itemType(operation?.returns ?? '') !== null;
    const view = { ...this.viewOf(call, query, false), declared: type };
    const value = (values ?? []).map((each) =>
      isShown && typeof each === 'object' && each !== null ? this.presenter.show(each, view) : each,
    );
    return json({ '@odata.context': `${this.options.url}/${this.context(call)}`, value });
  }

  /** The result of a function; null if it is unknown. */
  private results(name: string, owner: Json): readonly unknown[] | null {
    const { ofUser, ofDevice, tenant } = this.contents;
    if (name === 'getManagedAppPolicies') return ofUser('userManagedAppPolicies', String(owner['id']));
    if (name === 'getManagedAppDiagnosticStatuses') return [];
    if (name === 'getNonCompliantSettings') {
      const states = ofDevice('deviceCompliancePolicyStates', owner) as Json[];
      const settings = states.flatMap((state) => (state['settingStates'] ?? []) as Json[]);
      return settings.filter(({ state }) => ['nonCompliant', 'error', 'conflict'].includes(String(state)));
    }
    if (name !== 'getUserIdsWithFlaggedAppRegistration') return null;
    const isFlagged = ({ flaggedReasons }: Json) =>
      ((flaggedReasons ?? []) as string[]).some((reason) => reason !== 'none');
    const flagged = (tenant.collections.managedAppRegistrations as Json[]).filter(isFlagged);
    return [...new Set(flagged.map(({ userId }) => userId))];
  }

  private act(call: Call): Answer {
    const { ask, at, version, entry } = call;
    const { operation, of } = at;
    if (operation === null || of === null) throw notAllowed();
    if (ask.method !== 'POST') {
      const where = `${of.where}/microsoft.management.services.api.${operation.name}`;
      throw noRoute(at, ask.method, serviceOf(at.where), where);
    }
    this.allow(ask.method, at);
    const parameters = parametersFrom(version, operation, ask.body, ask.header('Content-Type'));
    if (of.type !== 'deviceManagementReports') throw notHere(`the action ${operation.name}`);
    if (this.options.trouble.happens('report-limit')) {
      throw intuneRefusal(500, 'InternalServerError', 'Rate limit is exceeded. Try again later.', at.where);
    }
    if (!isReport(operation.name)) entry.note = NOTHING_KNOWN;
    const body = this.reports.answer(operation.name, parameters);
    if (!this.options.quirks['report-as-stream']) return json(body);
    return { status: 200, headers: { 'Content-Type': 'application/octet-stream' }, body: JSON.stringify(body) };
  }
}
