import { getDirective } from '@graphql-tools/utils';
import {
  BreakingChangeType as Breaking,
  findBreakingChanges,
  type GraphQLInputField,
  type GraphQLSchema,
  isInputObjectType,
} from 'graphql';
import { compilePermissions } from '../../src/authorization/permissions';

/** A change that can break a client, or take an answer from an operator. */
export interface Change {
  /** The coordinate, as clients write it: `User`, `User.mail`, `Query.users(first:)`. */
  readonly coordinate: string;
  readonly problem: string;
}

/**
 * graphql-js's message for each kind of breaking change, with its coordinate. Directives of the schema itself are left
 * out, because clients cannot use them.
 */
const COORDINATES: Readonly<Partial<Record<Breaking, readonly [RegExp, string]>>> = {
  [Breaking.TYPE_REMOVED]: [/^(?:Standard scalar )?(\w+) was removed/, '$1'],
  [Breaking.TYPE_CHANGED_KIND]: [/^(\w+) changed from/, '$1'],
  [Breaking.TYPE_REMOVED_FROM_UNION]: [/^\w+ was removed from union type (\w+)/, '$1'],
  [Breaking.VALUE_REMOVED_FROM_ENUM]: [/^(\w+) was removed from enum type (\w+)/, '$2.$1'],
  [Breaking.REQUIRED_INPUT_FIELD_ADDED]: [/^A required field (\w+) on input type (\w+)/, '$2.$1'],
  [Breaking.IMPLEMENTED_INTERFACE_REMOVED]: [/^(\w+) no longer implements/, '$1'],
  [Breaking.FIELD_REMOVED]: [/^(\w+\.\w+) was removed/, '$1'],
  [Breaking.FIELD_CHANGED_KIND]: [/^(\w+\.\w+) changed type/, '$1'],
  [Breaking.REQUIRED_ARG_ADDED]: [/^A required arg (\w+) on (\w+\.\w+)/, '$2($1:)'],
  [Breaking.ARG_REMOVED]: [/^(\w+\.\w+) arg (\w+) was removed/, '$1($2:)'],
  [Breaking.ARG_CHANGED_KIND]: [/^(\w+\.\w+) arg (\w+) has changed type/, '$1($2:)'],
};

function breakingChanges(released: GraphQLSchema, current: GraphQLSchema): Change[] {
  return findBreakingChanges(released, current).flatMap(({ type, description: problem }) => {
    const [pattern, coordinate] = COORDINATES[type] ?? [];
    if (pattern === undefined || coordinate === undefined) return [];
    const [found] = pattern.exec(problem) ?? [];
    if (found === undefined) throw new Error(`This change is not understood: ${problem}`);
    return [{ coordinate: found.replace(pattern, coordinate), problem }];
  });
}

const inputFields = (schema: GraphQLSchema): Map<string, GraphQLInputField> =>
  new Map(
    Object.values(schema.getTypeMap())
      .filter(isInputObjectType)
      .flatMap((type) =>
        Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as const),
      ),
  );

/** The requirements of every field and input field, by coordinate: permissions, and an active viewer. */
function demands(schema: GraphQLSchema): Map<string, readonly string[]> {
  const ofInput = [...inputFields(schema)].map(([coordinate, field]) => {
    const needs = getDirective(schema, field, 'needs') ?? [];
    return [coordinate, needs.map(({ permission }) => String(permission))] as const;
  });
  const ofFields = [...compilePermissions(schema)].map(([coordinate, { permissions, inactive }]) => {
    const activity = inactive ? [] : ['an active operator'];
    return [coordinate, [...activity, ...permissions]] as const;
  });
  return new Map([...ofInput, ...ofFields]);
}

function newDemands(released: GraphQLSchema, current: GraphQLSchema): Change[] {
  const before = demands(released);
  return [...demands(current)].flatMap(([coordinate, now]) => {
    const added = now.filter((demand) => !(before.get(coordinate)?.includes(demand) ?? true));
    return added.length === 0 ? [] : [{ coordinate, problem: `${coordinate} now needs ${added.join(' and ')}.` }];
  });
}

/** The breaking changes between the released schema and another one. */
export const changesBetween = (released: GraphQLSchema, current: GraphQLSchema): Change[] => [
  ...breakingChanges(released, current),
  ...newDemands(released, current),
];

/** The section of CHANGELOG.md for the next release; empty if the first section has a date. */
export function openSection(changelog: string): string {
  const [, first = ''] = changelog.split(/^## /m);
  return /^.*\d{4}-\d{2}-\d{2}/.test(first) ? '' : first;
}

/**
 * The changes whose coordinates a section does not contain as code. `User` does not stand for `User.mail`, nor the
 * reverse.
 */
export function unannounced(changes: readonly Change[], section: string): Change[] {
  const code = section.match(/`[^`]+`/g) ?? [];
  const named = new Set(code.flatMap((span) => span.match(/\w+(?:\.\w+(?:\(\w+:\))?)?/g) ?? []));
  return changes.filter(({ coordinate }) => !named.has(coordinate));
}
