import type { MemberKind } from '../authorization/scope';
import type { Keyset, Page } from '../database/keyset';
import { type Connection, connection, toPage } from '../resolving/connection';
import type { Context } from '../resolving/context';
import { groupsOf } from '../resolving/grouping';
import type { Reaching, ReachingRow } from './store';

/** A policy or an app whose assignments reach a user or a device. */
export interface AssignedRow {
  readonly objectId: string;
  readonly kind: MemberKind;
  /** The user or device. */
  readonly subjectId: string;
  readonly rows: readonly ReachingRow[];
  /** The cursor: the sort name, and the id. */
  readonly cursor0: string;
  readonly cursor1: string;
}

const BY_NAME: Keyset = {
  name: 'assigned by name',
  columns: ['o.name_key', 'o.id'],
  types: ['string', 'string'],
  direction: 'ASC',
};

/** Groups assignments by their policy or app; the rows are already sorted by it. What only excludes the subject is left out. */
function byObject(found: readonly ReachingRow[], kind: MemberKind, subjectId: string): AssignedRow[] {
  const objects = groupsOf(found, (row) => row.objectId);
  const included = [...objects].filter(([, rows]) => rows.some(({ excluded }) => excluded === 0));
  return included.map(([objectId, rows]) => ({
    objectId,
    kind,
    subjectId,
    rows,
    cursor0: rows[0]?.nameKey ?? '',
    cursor1: objectId,
  }));
}

const isAfter = ({ cursor0, cursor1 }: AssignedRow, [name, id]: readonly unknown[]): boolean =>
  (Buffer.compare(Buffer.from(cursor0), Buffer.from(String(name))) ||
    Buffer.compare(Buffer.from(cursor1), Buffer.from(String(id)))) > 0;

function pageOf(found: readonly AssignedRow[], { first, after }: Page): AssignedRow[] {
  const beyond = after === null ? found : found.filter((row) => isAfter(row, after));
  return beyond.slice(0, first + 1);
}

/** The policies or apps assigned to a user or a device, sorted by name. They are few enough to read at once. */
export async function assignedTo(
  what: 'POLICY' | 'APP',
  kind: MemberKind,
  subjectId: string,
  { loaders }: Context,
  arriving: Reaching['arriving'] = 'ALL',
): Promise<AssignedRow[]> {
  const found = await loaders.assignmentsReaching.load({ of: subjectId, by: { what, kind, arriving } });
  return byObject(found, kind, subjectId);
}

/** The result of `assignedTo` as a connection. */
export function assignedList(
  what: 'POLICY' | 'APP',
  kind: MemberKind,
  subjectId: string,
  args: { first: number; after?: string | null | undefined },
  context: Context,
): Connection<AssignedRow> {
  const page = toPage(BY_NAME, args);
  const all = () => assignedTo(what, kind, subjectId, context);
  return connection(
    BY_NAME,
    page,
    async () => pageOf(await all(), page),
    async () => (await all()).length,
  );
}
