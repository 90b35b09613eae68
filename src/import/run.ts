import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { ImportError, type Item, type Resource, type Source } from './source';
import { TABLES, type TableName } from './tables';
import { count, type Values } from './values';
import { createTableWriter, type Row, type TableWriter } from './writer';

/** How far an import has come. */
export type Progress = (resource: Resource, items: number) => void;

// Whose rows have to be there first.
const PARENTS: Partial<Record<TableName, readonly TableName[]>> = {
  userSearch: ['users'],
  userLicenses: ['users'],
  groupSearch: ['groups'],
  groupMembers: ['groups'],
  devices: ['users'],
  deviceSearch: ['devices'],
  deviceActions: ['devices'],
  policyStates: ['devices'],
  policySettingStates: ['policyStates'],
  appSearch: ['apps'],
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
export interface Reading {
  readonly values: Values;
  /** The objects of a resource, checked. @throws ImportError with file, record and reason */
  read<Shape extends z.ZodType>(
    resource: Resource,
    shape: Shape,
  ): AsyncIterable<{ object: z.output<Shape>; parent: string | null; where: string }>;
  /** Counts a record that is not written, and why. */
  leaveOut(reason: string): void;
}

/** One import on its way: what it reads from, writes to, and has met so far. */
export interface Run extends Reading {
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

function checked<Shape extends z.ZodType>(shape: Shape, item: Item): z.output<Shape> {
  const parsed = shape.safeParse(item.value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  const id = (item.value as { id?: unknown } | null)?.id;
  const missing = issue?.code === 'invalid_type' && issue.input === undefined && / undefined$/.test(issue.message);
  throw new ImportError(
    `${item.where}${typeof id === 'string' ? ` (${id})` : ''}: ${
      missing
        ? `lacks \`${field}\`; ask for it with $select`
        : `\`${field}\`: ${issue?.message ?? 'is not as expected'}`
    }.`,
  );
}

// Whose id names one object of the tenant. A page that Graph repeats is no harm; two that differ are.
const IDENTIFIED: Partial<Record<Resource, 'id' | 'skuId'>> = {
  subscribedSkus: 'skuId',
  users: 'id',
  groups: 'id',
  devices: 'id',
  managedDevices: 'id',
  deviceConfigurations: 'id',
  mobileApps: 'id',
  managedAppPolicies: 'id',
  managedAppRegistrations: 'id',
  troubleshootingEvents: 'id',
  roleDefinitions: 'id',
  roleAssignments: 'id',
};

/** Tells what was read before, and refuses the same id with other content. */
function createRepetition(resource: Resource, values: Values): (object: unknown, where: string) => boolean {
  const name = IDENTIFIED[resource];
  if (name === undefined) return () => false;
  const seen = new Map<string, string>();
  return (object, where) => {
    const id = values.id((object as Record<string, string>)[name]) ?? '';
    const content = createHash('sha1').update(JSON.stringify(object)).digest('base64');
    const before = seen.get(id);
    if (before !== undefined && before !== content) {
      throw new ImportError(`${where}: the same id was read before, with other content.`);
    }
    seen.set(id, content);
    return before !== undefined;
  };
}

export function createReading(source: Source, values: Values, progress: Progress): Reading {
  return {
    values,
    async *read(resource, shape) {
      const isRepeated = createRepetition(resource, values);
      let items = 0;
      for await (const item of source.read(resource)) {
        const object = checked(shape, item);
        if (!isRepeated(object, item.where)) yield { object, parent: values.id(item.parent), where: item.where };
        items++;
        if (items % 1_000 === 0) progress(resource, items);
      }
      progress(resource, items);
    },
    leaveOut: (reason) => count(values.notes.leftOut, reason),
  };
}

export async function createRun(trx: Knex.Transaction, reading: Reading): Promise<Run> {
  const tables = {} as Record<TableName, TableWriter>;
  for (const name of Object.keys(TABLES) as TableName[]) {
    const parents = (PARENTS[name] ?? []).map((parent) => tables[parent]);
    tables[name] = await createTableWriter(trx, TABLES[name], parents);
  }
  return {
    ...reading,
    tables,
    known: { users: new Set(), groups: new Set(), entraDevices: new Set(), devices: new Map() },
    put: (table, row, where) => tables[table].put(row, where),
  };
}

/** Writes the search words of an object. */
export async function putWords(
  run: Run,
  table: 'userSearch' | 'groupSearch' | 'deviceSearch' | 'appSearch',
  id: string,
  found: readonly string[],
  where: string,
): Promise<void> {
  const [, column] = TABLES[table].columns;
  for (const key of found) await run.put(table, { key, [column]: id }, where);
}
