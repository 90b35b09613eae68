import type { Json } from './answer';
import { idOf } from './tenant';

/** What can be asked for by its changes. */
export type DeltaResource = 'users' | 'groups';

type Members = readonly (readonly [id: string, type: unknown])[];

/** What a tenant held at one time, as JSON, so that later changes in place do not reach it. */
export interface Snapshot {
  readonly objects: ReadonlyMap<string, string>;
  readonly members: ReadonlyMap<string, string>;
}

/** Takes a snapshot, of members too where there are any; texts that are those of an earlier one are kept but once. */
export function snapshotOf(
  all: readonly object[],
  project: (object: object) => object,
  membersOf: ((group: object) => readonly object[]) | null,
  earlier: Snapshot | undefined,
): Snapshot {
  const objects = new Map<string, string>();
  const members = new Map<string, string>();
  const put = (to: Map<string, string>, from: ReadonlyMap<string, string> | undefined, id: string, value: unknown) => {
    const text = JSON.stringify(value);
    const known = from?.get(id);
    to.set(id, known === text ? known : text);
  };
  for (const object of all) {
    const id = idOf(object);
    put(objects, earlier?.objects, id, project(object));
    if (membersOf === null) continue;
    const list = membersOf(object) as Json[];
    const found: Members = list.map((member) => [idOf(member), member['@odata.type'] ?? '#microsoft.graph.user']);
    put(members, earlier?.members, id, found);
  }
  return { objects, members };
}

/** What has to be said of a group's members, in `members@delta`'s form. */
function memberChanges(before: string, now: string): object[] {
  if (before === now) return [];
  const earlier = new Map(JSON.parse(before) as Members);
  const later = new Map(JSON.parse(now) as Members);
  const joined = [...later].filter(([id]) => !earlier.has(id)).map(([id, type]) => ({ '@odata.type': type, id }));
  const left = [...earlier]
    .filter(([id]) => !later.has(id))
    .map(([id, type]) => ({ '@odata.type': type, id, '@removed': { reason: 'deleted' } }));
  return [...joined, ...left];
}

/** The properties that an object has anew, and its id. */
function changedProperties(before: Json, now: Json): Json {
  const names = Object.keys({ ...before, ...now });
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]));
  return { id: now['id'], ...Object.fromEntries(changed.map((name) => [name, now[name] ?? null])) };
}

/** A user who can still be restored is `changed`, another is `deleted`; which of them is who follows from the id. */
const tombstone = (id: string) => {
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return { id, '@removed': { reason: sum % 2 === 0 ? 'deleted' : 'changed' } };
};

/** How changes are told. */
export interface Telling {
  /** Whether only what changed of an object is said. */
  readonly isMinimal: boolean;
  /** How many members one item of a group holds. */
  readonly membersInPart: number;
  /** Properties whose change alone is not told. */
  readonly silent: RegExp | null;
}

/** Whether nothing changed but what is not told. */
function isSilent(before: string, now: string, silent: RegExp | null): boolean {
  if (before === now) return true;
  if (silent === null) return false;
  const changed = Object.keys(changedProperties(JSON.parse(before), JSON.parse(now))).filter((name) => name !== 'id');
  return changed.every((name) => silent.test(name));
}

/**
 * What changed from one snapshot to another, everything where there is no earlier one. The members of a big group are
 * spread over several items of that group, further apart than a page reaches.
 */
export function changesBetween(before: Snapshot | null, now: Snapshot, telling: Telling): object[] {
  const { isMinimal, membersInPart, silent } = telling;
  const rows: object[][] = [];
  const put = (row: number, item: object) => {
    const items = rows[row];
    if (items === undefined) rows[row] = [item];
    else items.push(item);
  };
  for (const [id, text] of now.objects) {
    const earlier = before?.objects.get(id);
    const members = memberChanges(before?.members.get(id) ?? '[]', now.members.get(id) ?? '[]');
    if (earlier !== undefined && members.length === 0 && isSilent(earlier, text, silent)) continue;
    const object: Json = JSON.parse(text);
    const said = isMinimal && earlier !== undefined ? changedProperties(JSON.parse(earlier), object) : object;
    if (members.length === 0) put(0, said);
    for (let i = 0; i < members.length; i += membersInPart) {
      put(i / membersInPart, { ...said, 'members@delta': members.slice(i, i + membersInPart) });
    }
  }
  for (const id of before?.objects.keys() ?? []) {
    if (!now.objects.has(id)) put(0, tombstone(id));
  }
  return rows.flat();
}

/** Pages of which none is too long or holds an object twice. */
export function pagesOfChanges(items: readonly object[], size: number): object[][] {
  let page: object[] = [];
  let onPage = new Set<string>();
  const pages = [page];
  for (const item of items) {
    if (page.length === size || onPage.has(idOf(item))) {
      page = [];
      onPage = new Set();
      pages.push(page);
    }
    page.push(item);
    onPage.add(idOf(item));
  }
  return pages;
}
