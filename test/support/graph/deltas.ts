import type { Answer, Ask, Json } from './answer';
import type { Contents } from './contents';
import { changesBetween, type DeltaResource, pagesOfChanges, type Snapshot, snapshotOf } from './delta';
import { type Luck, opaque } from './faults';
import type { Version } from './metadata';
import type { Paging } from './paging';
import type { Presenter } from './presentation';
import { PLAIN, type Query } from './query';
import type { Quirks } from './quirks';
import { badRequest, notHere, Refusal } from './refusal';
import { idOf } from './tenant';

/** A round of a delta, which starts with the first page. Its token names the snapshot at its start. */
interface Round {
  readonly resource: DeltaResource;
  readonly select: readonly string[] | null;
  readonly snapshot: Snapshot;
  isExpired: boolean;
}

/** Answers the changes in the directory since a link was issued. */
export interface Deltas {
  answer(ask: Ask, name: string, query: Query, context: string): Answer;
  expireAll(): void;
}

export interface DeltaOptions {
  readonly contents: Contents;
  readonly presenter: Presenter;
  readonly paging: Paging;
  readonly quirks: Quirks;
  readonly luck: Luck;
  readonly url: string;
  readonly permissions: readonly string[] | null;
}

const LICENCES = /licen[cs]e|assignedPlans/i;

/** Takes snapshots of the part of the directory that the application may see. */
function createSnapshots({ contents, presenter, quirks, permissions }: DeltaOptions) {
  const last = new Map<DeltaResource, Snapshot>();

  /** The members of a group, unless they are hidden from the application. */
  function membersOf(group: object): readonly object[] {
    const isHidden = (group as Json)['visibility'] === 'HiddenMembership' && quirks['hidden-members'] > 0;
    const isLetIn = permissions === null || permissions.includes('Member.Read.Hidden');
    return isHidden && !isLetIn ? [] : contents.membersOf(idOf(group));
  }

  return (ask: Ask, resource: DeltaResource, select: readonly string[] | null, query: Query): Snapshot => {
    const declared = resource === 'users' ? 'user' : 'group';
    const properties = select?.filter((name) => name !== 'members') ?? null;
    const view = { version: ask.version as Version, declared, owner: 'root', isSingle: false };
    const project = (object: object) => ({
      ...presenter.show(object, { ...view, query: { ...PLAIN, select: properties } }),
      id: idOf(object),
    });
    const hasMembers = resource === 'groups' && (select === null || select.includes('members'));
    const objects = contents.tenant.collections[resource] as Json[];
    const wanted = query.filter === null ? objects : objects.filter(query.filter);
    const snapshot = snapshotOf(wanted, project, hasMembers ? membersOf : null, last.get(resource));
    last.set(resource, snapshot);
    return snapshot;
  };
}

export function createDeltas(options: DeltaOptions): Deltas {
  const { paging, quirks, luck, url } = options;
  const takeSnapshot = createSnapshots(options);
  const tokens = new Map<string, Round>();
  const rounds = new Set<Round>();

  function checkExpiry(ask: Ask, round: Round, token: string): void {
    if (!round.isExpired && luck.expires(round.resource, token)) round.isExpired = true;
    if (!round.isExpired) return;
    const selection = round.select === null ? '' : `$select=${round.select.join(',')}&`;
    const text = 'The sync state generation is not found; continuing a sync is not possible. A full sync is required.';
    throw new Refusal(410, 'syncStateNotFound', text, {
      Location: `${url}/${ask.version}/${round.resource}/delta?${selection}$deltatoken=`,
    });
  }

  /** The round that ended with a token; null if everything must be sent. */
  function roundOf(ask: Ask, resource: DeltaResource, token: string | null): Round | null {
    if (token === null || token === '' || token === 'latest') return null;
    const round = tokens.get(token);
    if (round === undefined || round.resource !== resource) throw badRequest('Badly formed token.');
    if (quirks['expired-delta'] > 0) {
      quirks['expired-delta']--;
      round.isExpired = true;
    }
    checkExpiry(ask, round, token);
    return round;
  }

  return {
    answer(ask, name, query, context) {
      if (name !== 'users' && name !== 'groups') throw notHere(`a delta of ${name}`);
      if (query.skipToken !== null) return paging.next(ask, query.skipToken);
      const earlier = roundOf(ask, name, query.deltaToken);
      const select = earlier === null ? query.select : earlier.select;
      const snapshot = takeSnapshot(ask, name, select, query);
      const before = query.deltaToken === 'latest' ? snapshot : (earlier?.snapshot ?? null);
      const changes = changesBetween(before, snapshot, {
        isMinimal: /\breturn=minimal\b/.test(ask.header('Prefer') ?? ''),
        membersInPart: quirks['members-in-parts'] || Number.POSITIVE_INFINITY,
        silent: quirks['delta-without-licences'] ? LICENCES : null,
      });
      const round: Round = { resource: name, select, snapshot, isExpired: false };
      rounds.add(round);
      const token = opaque(name, rounds.size);
      tokens.set(token, round);
      const pages = pagesOfChanges(changes, paging.sizeFor(ask, query, true));
      return paging.first(ask, {
        pages: paging.spoilt(ask, pages),
        show: (item) => item,
        context,
        count: null,
        isEventual: false,
        end: () => token,
        check: () => checkExpiry(ask, round, token),
      });
    },
    expireAll() {
      for (const round of rounds) round.isExpired = true;
    },
  };
}
