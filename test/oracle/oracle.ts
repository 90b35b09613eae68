import {
  After,
  badInput,
  Cursor,
  compareKeys,
  Enum,
  type Expected,
  type ExpectedError,
  type Field,
  InAnyOrder,
  type Listed,
  OneOf,
  Refused,
  responseName,
  type Selection,
  sortedBy,
} from './answer';
import { type Args, given, NODES, TYPES, type Typed } from './rules';
import type { Ids, Sight } from './sight';

/*
 * Computes the expected answer of an operation.
 */

/** The root fields that need no permission, and those of them that inactive operators can read too. */
const OPEN_ROOTS: Ids = new Set(['findingRules', 'findings', 'viewer', 'node', 'nodes', 'permissions', 'search']);
const INACTIVE_ROOTS: Ids = new Set(['viewer', 'nodes']);

function plainOf(value: unknown): unknown {
  if (value instanceof Enum) return value.name;
  if (value instanceof After) return value;
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainOf(inner)]));
  }
  return value;
}

function fieldsOf(selections: readonly Selection[], type: string): Field[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'field') return selection.isSkipped ? [] : [selection];
    return selection.on === type || (selection.on === 'Node' && NODES[type] !== undefined)
      ? fieldsOf(selection.selections, type)
      : [];
  });
}

type Path = readonly (string | number)[];

/**
 * The expected answer of an operation.
 * @param mostCounted where the count of a list stops
 */
export function expected(sight: Sight, roots: readonly Selection[], mostCounted = 10_000): Expected {
  const errors: ExpectedError[] = [];

  function attempt(path: Path, read: () => unknown): unknown {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      errors.push({ path, ...error.extensions });
      return null;
    }
  }

  function object(type: string, source: unknown, selections: readonly Selection[], path: Path): unknown {
    if (source === null || source === undefined) return null;
    if (type === 'Node') {
      const { type: actual, source: found } = source as Typed;
      return object(actual, found, selections, path);
    }
    return Object.fromEntries(
      fieldsOf(selections, type).map((field) => {
        const at = [...path, responseName(field)];
        return [
          responseName(field),
          field.name === '__typename' ? type : attempt(at, () => value(type, source, field, at)),
        ];
      }),
    );
  }

  function value(type: string, source: unknown, field: Field, path: Path): unknown {
    const rule = TYPES[type]?.fields[field.name];
    if (rule === undefined) throw new Error(`The oracle does not know ${type}.${field.name}.`);
    const coordinate = `${type}.${field.name}`;
    const args = Object.fromEntries(field.args.map((argument) => [argument.name, plainOf(argument.value)]));
    const needs = [...new Set([...(TYPES[type]?.needs ?? []), ...(rule.needs ?? [])])];
    const isOpen = type === 'Query' ? INACTIVE_ROOTS.has(field.name) : needs.length === 0;
    if (type === 'Query' && needs.length === 0 && !OPEN_ROOTS.has(field.name))
      throw new Error(`${coordinate} is not open.`);
    const refused = isOpen ? null : sight.refusal(needs);
    if (refused !== null) throw new Refused({ code: 'FORBIDDEN', ...refused, coordinate });
    for (const {
      path: [argument, name],
      of,
      needs: permission,
    } of rule.inputs ?? []) {
      const isGiven = given((args[argument] as Record<string, unknown> | undefined)?.[name]);
      const lacking = isGiven ? sight.refusal([permission]) : null;
      if (lacking !== null) throw new Refused({ code: 'FORBIDDEN', ...lacking, coordinate: of });
    }
    const found = rule.read(source, args, sight, coordinate, expected);
    if (rule.type === undefined) return found;
    const inner = (item: unknown, at: Path) => object(rule.type as string, item, field.selections, at);
    if (rule.form === 'page') return page(found as Listed<unknown>, rule.type, coordinate, args, field, path);
    if (rule.form === 'list') {
      const list = (items: readonly unknown[]) =>
        items.map((item, i) => {
          const at = [...path, i];
          return attempt(at, () => inner(typeof item === 'function' ? item() : item, at));
        });
      if (found instanceof InAnyOrder) return new InAnyOrder(list(found.items));
      if (found instanceof OneOf) return new OneOf(found.choices.map(list));
      return list(found as readonly unknown[]);
    }
    return inner(found, path);
  }

  function page(
    listed: Listed<unknown>,
    type: string,
    coordinate: string,
    args: Args,
    field: Field,
    path: Path,
  ): unknown {
    const { key, options } = listed;
    const list = options.order === undefined ? coordinate : `${coordinate} ${options.order}`;
    const first = (args['first'] ?? 25) as number;
    const after = (args['after'] ?? null) as After | string | null;
    if (first < 1 || first > 100) throw badInput();
    if (after !== null && !(after instanceof After && after.cursor.list === list)) throw badInput();
    const sign = options.descending ? -1 : 1;
    const items = sortedBy(listed.items, key);
    if (options.descending) items.reverse();
    const beyond = items.filter(
      (item) => !(after instanceof After) || sign * compareKeys(key(item), after.cursor.key) > 0,
    );
    const shown = beyond.slice(0, first);
    const cursor = (item: unknown) => (item === undefined ? null : new Cursor(list, key(item)));
    const rows = (at: Path, selections: readonly Selection[], below: Path = []) =>
      shown.map((item, i) => object(type, item, selections, [...at, i, ...below]));
    const fields = field.selections as readonly Field[];
    return Object.fromEntries(
      fields
        .filter(({ isSkipped }) => !isSkipped)
        .map((each) => {
          const at = [...path, responseName(each)];
          const inner = each.selections as readonly Field[];
          const answers: Record<string, () => unknown> = {
            totalCount: () => Math.min(items.length, mostCounted),
            totalCountIsLowerBound: () => items.length > mostCounted,
            complete: () => options.complete,
            hiddenCount: () => options.hidden,
            nodes: () => rows(at, inner),
            edges: () =>
              shown.map((item, i) =>
                Object.fromEntries(
                  inner.map((part) => [
                    responseName(part),
                    part.name === 'cursor'
                      ? cursor(item)
                      : object(type, item, part.selections, [...at, i, responseName(part)]),
                  ]),
                ),
              ),
            pageInfo: () => {
              const info: Record<string, unknown> = {
                hasNextPage: beyond.length > first,
                hasPreviousPage: after !== null,
                startCursor: cursor(shown[0]),
                endCursor: cursor(shown.at(-1)),
              };
              return Object.fromEntries(inner.map((part) => [responseName(part), info[part.name]]));
            },
          };
          return [responseName(each), answers[each.name]?.()];
        }),
    );
  }

  return { data: object('Query', {}, roots, []) as Record<string, unknown>, errors };
}
