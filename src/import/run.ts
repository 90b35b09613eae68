import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { type Resource, resourceOf } from '../microsoft-graph/resources';
import { addTo } from '../resolving/grouping';
import { cameTwice, ImportError, type Item, type Source } from './source';
import { TABLES, type TableName } from './tables';
import { count, type Values } from './values';
import { createTableWriter, type Row, type TableWriter } from './writer';

/** Called while a resource is read, with the number of items so far and the total; null if the total is unknown. */
export type OnRead = (resource: Resource, items: number, of: number | null) => void;

// For each table, the tables that its rows refer to. Their rows are written first.
const PARENTS: Partial<Record<TableName, readonly TableName[]>> = {
  userSearch: ['users'],
  userLicenses: ['users'],
  groupSearch: ['groups'],
  groupMembers: ['groups'],
  devices: ['users'],
  deviceSearch: ['devices'],
  deviceActions: ['devices'],
  deviceLogons: ['devices'],
  autopilotDevices: ['devices'],
  setupEvents: ['devices'],
  policyAssignments: ['policies'],
  policyStates: ['devices'],
  policySettingStates: ['policyStates'],
  appSearch: ['apps'],
  appAssignments: ['apps'],
  appRelations: ['apps'],
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

/** Reads and checks Microsoft Graph's objects for an import or a sync. */
export interface Reader {
  readonly values: Values;
  /** Reads the objects of a resource and checks their shape. @throws ImportError with file, record and reason */
  read<Shape extends z.ZodType>(
    resource: Resource,
    shape: Shape,
  ): AsyncIterable<{ object: z.output<Shape>; parent: string | null; where: string }>;
  /** Counts a record that is left out, by reason. */
  leaveOut(reason: string): void;
  /** Handles an invalid record: an import stops. @throws ImportError */
  refuse(resource: Resource, id: string | null, where: string, problem: string): void;
  /** Whether an object exists but was invalid, so that a sync set it aside. */
  isSetAside(resource: Resource, id: string): boolean;
  /** Whether the resource was read completely, for this parent if given. */
  isRead(resource: Resource, parent?: string): boolean;
}

/** A running import: its reader, its tables, and the ids that it has read. */
export interface Run extends Reader {
  readonly tables: Readonly<Record<TableName, TableWriter>>;
  /** The ids that were read, to find dangling references. */
  readonly known: {
    readonly users: Set<string>;
    readonly groups: Set<string>;
    readonly entraDevices: Set<string>;
    /** Managed devices, with the device id of their Entra device. */
    readonly devices: Map<string, string | null>;
  };
  /** The managed devices of each serial number. */
  readonly serialNumbers: Map<string, string[]>;
  /** The resources with the assignments of objects that came without theirs. */
  readonly assignmentsApart: Set<Resource>;
  put(table: TableName, row: Row, where: string): Promise<void>;
}

/** Parses an object, or returns its id and the problem. @param name the property with its id */
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

/** Reads the objects of a resource that is saved or read part by part, by their parent's id. */
export async function readByParent<Shape extends z.ZodType>(
  reader: Reader,
  resource: Resource,
  shape: Shape,
): Promise<ReadonlyMap<string, readonly z.output<Shape>[]>> {
  const found = new Map<string, z.output<Shape>[]>();
  for await (const { object, parent } of reader.read(resource, shape)) {
    addTo(found, parent ?? '', object);
  }
  return found;
}

const digest = (text: string): Buffer => createHash('sha1').update(text).digest();

/**
 * Creates a check whether an object was read before. Microsoft Graph can repeat a page, which is harmless. An id that comes
 * again with other content is not.
 */
function createRepetition(resource: Resource, values: Values): (object: unknown) => 'FIRST' | 'SAME' | 'OTHER' {
  const { id: name } = resourceOf(resource);
  if (name === undefined) return () => 'FIRST';
  // One entry per object, so keep 48 bits of the id's digest and 30 bits of the content's.
  const seen = new Map<number, number>();
  return (object) => {
    const id = digest(values.id((object as Record<string, string>)[name]) ?? '').readUIntBE(0, 6);
    const content = digest(JSON.stringify(object)).readUInt32BE() >>> 2;
    const before = seen.get(id);
    seen.set(id, content);
    return before === undefined ? 'FIRST' : before === content ? 'SAME' : 'OTHER';
  };
}

/** The error of an object that came before with other content. It reads the source again to find the first place. */
async function repeated(source: Source, resource: Resource, values: Values, { value, where }: Item) {
  const idOf = (object: unknown) => values.id((object as Record<string, string>)[resourceOf(resource).id ?? '']) ?? '';
  const id = idOf(value);
  for await (const item of source.read(resource)) if (idOf(item.value) === id) return cameTwice(where, id, item.where);
  return cameTwice(where, id, null);
}

const REMOVAL = 'is a removal that a delta query reports: save the list itself, without /delta';

const isRemoval = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, '@removed');

// Every state says whether its settings were read.
const OF_STATES: ReadonlySet<Resource> = new Set(['compliancePolicySettings', 'configurationSettings']);

/**
 * Creates the reader of an import, which stops at the first invalid record.
 * @param lacking the resources that the source lacks
 */
export function createReader(source: Source, values: Values, onRead: OnRead, lacking: ReadonlySet<Resource>): Reader {
  const refuse: Reader['refuse'] = (_, id, where, problem) => {
    throw new ImportError(`${where}${id === null ? '' : ` (${id})`}: ${problem}.`);
  };
  return {
    values,
    refuse,
    // An import stops at an invalid record, so it never sets one aside.
    isSetAside: () => false,
    isRead: (resource) => !(OF_STATES.has(resource) && lacking.has(resource)),
    async *read(resource, shape) {
      const repetition = createRepetition(resource, values);
      let items = 0;
      for await (const item of source.read(resource)) {
        if (isRemoval(item.value)) throw new ImportError(`${item.where}: ${REMOVAL}.`);
        const found = checked(shape, item);
        if ('problem' in found) refuse(resource, found.id, item.where, found.problem);
        else {
          const kind = repetition(found.object);
          if (kind === 'OTHER') throw await repeated(source, resource, values, item);
          if (kind === 'FIRST') yield { object: found.object, parent: values.id(item.parent), where: item.where };
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
 * Creates a run with a writer for each table.
 * @param onTwice called if a key comes again with other content; throws an ImportError by default
 * @param names the tables to write; all by default
 */
export async function createRun(
  db: Knex,
  reader: Reader,
  onTwice?: Parameters<typeof createTableWriter>[3],
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
    serialNumbers: new Map(),
    assignmentsApart: new Set(),
    put: (table, row, where) => tables[table].put(row, where),
  };
}

/** Remembers the serial number of a device. */
export function addSerialNumber({ serialNumbers }: Run, serialNumber: string | null, deviceId: string): void {
  if (serialNumber === null) return;
  addTo(serialNumbers, serialNumber.toLowerCase(), deviceId);
}

/** The tables of search words, each with the column of the object's id. */
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
