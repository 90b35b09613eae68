import type { Json } from './answer';
import { idOf } from './tenant';

/** The resources with a delta. */
export type DeltaResource = 'users' | 'groups';

type Members = readonly (readonly [id: string, type: unknown])[];

/** The contents of a tenant at one time, as JSON, so that later changes in place do not reach it. */
export interface Snapshot {
  readonly objects: ReadonlyMap<string, string>;
  readonly members: ReadonlyMap<string, string>;
}

/** Takes a snapshot, including members. Texts equal to those of an earlier snapshot are stored once. */
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

/** A group's member changes, as `members@delta`. */
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

/** The changed properties of an object, and its id. */
function changedProperties(before: Json, now: Json): Json {
  const names = Object.keys({ ...before, ...now });
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]));
  return { id: now['id'], ...Object.fromEntries(changed.map((name) => [name, now[name] ?? null])) };
}

/** Whether a removed user is `changed` (can be restored) or `deleted`; its id decides. */
const tombstone = (id: string) => {
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return { id, '@removed': { reason: sum % 2 === 0 ? 'deleted' : 'changed' } };
};

/** The form of a delta. */
export interface Telling {
  /** Whether an item holds only the changed properties. */
  readonly isMinimal: boolean;
  /** The maximum number of members in one item of a group. */
  readonly membersInPart: number;
  /** Properties that never cause an item by themselves. */
  readonly silent: RegExp | null;
}

/** Whether only such properties changed. */
function isSilent(before: string, now: string, silent: RegExp | null): boolean {
  if (before === now) return true;
  if (silent === null) return false;
  const changed = Object.keys(changedProperties(JSON.parse(before), JSON.parse(now))).filter((name) => name !== 'id');
  return changed.every((name) => silent.test(name));
}

/**
 * The changes between two snapshots; everything if there is no earlier one. The members of a large group are spread
 * over several items of the group, more than a page apart.
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

/** Pages of limited length without duplicates within a page. */
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
