import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { type Resource, resourceOf } from '../microsoft-graph/resources';
import { ImportError, type Item, type Source } from './source';
import { TABLES, type TableName } from './tables';
import { count, type Values } from './values';
import { createTableWriter, type Row, type TableWriter } from './writer';

/** Is called while a resource is read: with the items so far, and with how many there are where that is known. */
export type OnRead = (resource: Resource, items: number, of: number | null) => void;

// Whose rows have to be there first.
const PARENTS: Partial<Record<TableName, readonly TableName[]>> = {
  userSearch: ['users'],
  userLicenses: ['users'],
  groupSearch: ['groups'],
  groupMembers: ['groups'],
  devices: ['users'],
  deviceSearch: ['devices'],
  deviceActions: ['devices'],
  deviceLogons: ['devices'],
  policyAssignments: ['policies'],
  policyStates: ['devices'],
  policySettingStates: ['policyStates'],
  appSearch: ['apps'],
  appAssignments: ['apps'],
  appProtectionAssignments: ['appProtectionPolicies'],
  appInstallStates: ['devices', 'apps'],
  userAppProtectionPolicies: ['users', 'appProtectionPolicies'],
  appProtections: ['users', 'devices'],
  appProtectionStatePolicies: ['appProtections', 'appProtectionPolicies'],
  enrollmentFailures: ['users'],
  rolePermissions: ['roles'],
  roleAssignments: ['roles'],
  assignmentMembers: ['roleAssignments', 'groups'],
  assignmentScopes: ['roleAssignments', 'groups'],
};

/** The reading side of an import: Microsoft Graph's objects, checked, and what was met among them. */
export interface Reader {
  readonly values: Values;
  /** The objects of a resource, checked. @throws ImportError with file, record and reason */
  read<Shape extends z.ZodType>(
    resource: Resource,
    shape: Shape,
  ): AsyncIterable<{ object: z.output<Shape>; parent: string | null; where: string }>;
  /** Counts a record that is not written, and why. */
  leaveOut(reason: string): void;
  /** A record that cannot be taken as it is: an import stops there. @throws ImportError */
  refuse(resource: Resource, id: string | null, where: string, problem: string): void;
  /** Whether an object is there that could not be taken as it is. */
  isSetAside(resource: Resource, id: string): boolean;
  /** Whether a resource could be read as a whole for this parent: not where Microsoft Graph refused it. */
  isRead(resource: Resource, parent?: string): boolean;
}

/** One import on its way: what it reads from, writes to, and has met so far. */
export interface Run extends Reader {
  readonly tables: Readonly<Record<TableName, TableWriter>>;
  /** The ids that were read, to tell references that lead nowhere. */
  readonly known: {
    readonly users: Set<string>;
    readonly groups: Set<string>;
    readonly entraDevices: Set<string>;
    /** Managed devices, with the device id of their Entra device. */
    readonly devices: Map<string, string | null>;
  };
  put(table: TableName, row: Row, where: string): Promise<void>;
}

/** An object as its shape reads it, or what is wrong with it. @param name the property that holds its id */
export function checked<Shape extends z.ZodType>(
  shape: Shape,
  { value }: Item,
  name = 'id',
): { object: z.output<Shape> } | { id: string | null; problem: string } {
  const parsed = shape.safeParse(value);
  if (parsed.success) return { object: parsed.data };
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  const id = (value as Record<string, unknown> | null)?.[name];
  const missing = issue?.code === 'invalid_type' && issue.input === undefined && / undefined$/.test(issue.message);
  return {
    id: typeof id === 'string' ? id : null,
    problem: missing
      ? `lacks \`${field}\`; ask for it with $select`
      : `\`${field}\`: ${issue?.message ?? 'is not as expected'}`,
  };
}

const digest = (text: string): Buffer => createHash('sha1').update(text).digest();

/**
 * Tells whether an object was read before. A page that Microsoft Graph repeats is no harm; the same id with other content
 * is refused.
 */
function createRepetition(resource: Resource, values: Values): (object: unknown, where: string) => boolean {
  const { id: name } = resourceOf(resource);
  if (name === undefined) return () => false;
  // As many as there are objects, so numbers of 48 bits stand for the ids and of 30 for what they say.
  const seen = new Map<number, number>();
  return (object, where) => {
    const id = digest(values.id((object as Record<string, string>)[name]) ?? '').readUIntBE(0, 6);
    const content = digest(JSON.stringify(object)).readUInt32BE() >>> 2;
    const before = seen.get(id);
    if (before !== undefined && before !== content) {
      throw new ImportError(`${where}: the same id was read before, with other content.`);
    }
    seen.set(id, content);
    return before !== undefined;
  };
}

export function createReader(source: Source, values: Values, onRead: OnRead): Reader {
  const refuse: Reader['refuse'] = (_, id, where, problem) => {
    throw new ImportError(`${where}${id === null ? '' : ` (${id})`}: ${problem}.`);
  };
  return {
    values,
    refuse,
    // An import that meets such an object goes no further.
    isSetAside: () => false,
    isRead: () => true,
    async *read(resource, shape) {
      const isRepeated = createRepetition(resource, values);
      let items = 0;
      for await (const item of source.read(resource)) {
        const found = checked(shape, item);
        if ('problem' in found) refuse(resource, found.id, item.where, found.problem);
        else if (!isRepeated(found.object, item.where)) {
          yield { object: found.object, parent: values.id(item.parent), where: item.where };
        }
        items++;
        if (items % 1_000 === 0) onRead(resource, items, null);
      }
      onRead(resource, items, null);
    },
    leaveOut: (reason) => count(values.notes.leftOut, reason),
  };
}

/**
 * @param onTwice what is done with a row whose key was read before, with other content; an import stops there
 * @param names the tables that are written
 */
export async function createRun(
  db: Knex,
  reader: Reader,
  onTwice?: (where: string) => void,
  names: readonly TableName[] = Object.keys(TABLES) as TableName[],
): Promise<Run> {
  const tables = {} as Record<TableName, TableWriter>;
  for (const name of names) {
    const parents = (PARENTS[name] ?? []).flatMap((parent) => (names.includes(parent) ? [tables[parent]] : []));
    tables[name] = await createTableWriter(db, TABLES[name], parents, onTwice);
  }
  return {
    ...reader,
    tables,
    known: { users: new Set(), groups: new Set(), entraDevices: new Set(), devices: new Map() },
    put: (table, row, where) => tables[table].put(row, where),
  };
}

/** The tables of search words, and the column of each that holds the object's id. */
const SEARCHED = {
  userSearch: 'user_id',
  groupSearch: 'group_id',
  deviceSearch: 'device_id',
  appSearch: 'app_id',
} as const;

/** Writes the search words of an object. */
export async function putWords(
  run: Run,
  table: keyof typeof SEARCHED,
  id: string,
  found: readonly string[],
  where: string,
): Promise<void> {
  for (const key of found) await run.put(table, { key, [SEARCHED[table]]: id }, where);
}
