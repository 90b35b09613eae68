import type { z } from 'zod';
import { compareText } from '../database/folding';
import { AppIntent } from '../generated/graphql';
import type { Resource } from '../microsoft-graph/resources';
import * as policyShapes from './policy-shapes';
import { type Run, readByParent } from './run';
import type { Row } from './writer';

type Assignment = z.output<typeof policyShapes.Assignment>;

/** The tables of assignments, each with its column of the object's id. */
const PLACES = {
  policyAssignments: 'policy_id',
  appAssignments: 'app_id',
  appProtectionAssignments: 'policy_id',
} as const;

const TARGETS: readonly (readonly [RegExp, string])[] = [
  [/allLicensedUsers/i, 'ALL_USERS'],
  [/allDevices/i, 'ALL_DEVICES'],
  [/groupAssignmentTarget/i, 'GROUP'],
];

function rowOf({ values }: Run, { intent, target }: Assignment, isApp: boolean): Row {
  const type = target?.['@odata.type'] ?? '';
  const groupId = values.id(target?.groupId);
  const known = TARGETS.find(([pattern]) => pattern.test(type))?.[1] ?? (groupId === null ? 'UNKNOWN' : 'GROUP');
  const filterId = values.id(target?.deviceAndAppManagementAssignmentFilterId);
  const mode = /^(include|exclude)$/i.exec(target?.deviceAndAppManagementAssignmentFilterType ?? '')?.[1];
  return {
    target: known,
    group_id: known === 'GROUP' ? groupId : null,
    excluded: Number(/exclusion/i.test(type)),
    intent: isApp ? values.oneOf(AppIntent, intent, 'intent') : null,
    filter_id: mode === undefined ? null : filterId,
    filter_mode: mode === undefined || filterId === null ? 'NONE' : mode.toUpperCase(),
  };
}

/** An object that can have its assignments with it. */
export interface Assignable {
  readonly id: string;
  readonly assignments?: readonly Assignment[] | null | undefined;
}

/** Reads the assignments that a folder has in a file of their own. @returns the assignments of an object: its own, or those */
export async function readAssignments(
  run: Run,
  resource: Resource,
): Promise<(object: Assignable) => readonly Assignment[]> {
  const apart = await readByParent(run, resource, policyShapes.Assignment);
  return ({ id, assignments }) => {
    if (assignments != null) return assignments;
    run.assignmentsApart.add(resource);
    return apart.get(run.values.id(id) ?? '') ?? [];
  };
}

/** Writes the assignments of an object: inclusions first, then in an order that does not depend on names. */
export async function putAssignments(
  run: Run,
  table: keyof typeof PLACES,
  id: string,
  assignments: readonly Assignment[],
  where: string,
): Promise<void> {
  const rows = assignments.map((assignment) => rowOf(run, assignment, table === 'appAssignments'));
  const keyed = rows.map((row) => ({ row, key: JSON.stringify([row['excluded'], row['target'], row]) }));
  keyed.sort((one, other) => compareText(one.key, other.key));
  for (const [ordinal, { row }] of keyed.entries()) {
    await run.put(table, { [PLACES[table]]: id, ordinal, ...row }, where);
  }
}

/** Imports assignment filters. */
export async function importAssignmentFilters(run: Run): Promise<void> {
  const { values } = run;
  for await (const { object, where } of run.read('assignmentFilters', policyShapes.AssignmentFilter)) {
    const id = values.id(object.id) as string;
    const platform = values.text(object.platform) ?? '';
    await run.put(
      'assignmentFilters',
      { id, display_name: values.text(object.displayName), platform, rule: values.text(object.rule) },
      where,
    );
  }
}
