import { type DocumentNode, type GraphQLSchema, isObjectType, Kind } from 'graphql';
import type { Keyset, Page } from '../database/keyset';
import { badUserInput } from './errors';

export const MAX_PAGE = 100;

/** Writes what every list's `first` and `after` mean, once for all of them. */
export function describePaging(schema: GraphQLSchema): void {
  const meanings: Record<string, string> = {
    first: `The maximum number of items, from 1 to ${MAX_PAGE}.`,
    after: 'A cursor; the page starts after its item.',
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const argument of Object.values(type.getFields()).flatMap((field) => field.args)) {
      argument.description ??= meanings[argument.name] ?? null;
    }
  }
}

/** A row that can make a cursor: its order's columns stand in it as `cursor0`, `cursor1` and so on. */
type Placed = Record<`cursor${number}`, string | number>;

export interface Edge<Row> {
  cursor: string;
  node: Row;
}

/** What a connection field resolves to. Rows and counts are read when they are selected, and once. */
export interface Connection<Row> {
  nodes(): Promise<Row[]>;
  edges(): Promise<Edge<Row>[]>;
  pageInfo(): Promise<{
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  }>;
  totalCount(): Promise<number>;
  complete: boolean;
}

function toCursor(keyset: Keyset, row: unknown): string {
  const values = keyset.columns.map((_, i) => (row as Placed)[`cursor${i}`]);
  return Buffer.from(JSON.stringify([keyset.name, ...values]), 'utf8').toString('base64url');
}

function fromCursor(keyset: Keyset, cursor: string): readonly (string | number)[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    parsed = null;
  }
  const values = Array.isArray(parsed) && parsed[0] === keyset.name ? parsed.slice(1) : [];
  const fits =
    values.length === keyset.types.length &&
    values.every((value, i) =>
      keyset.types[i] === 'number'
        ? Number.isSafeInteger(value)
        : typeof value === 'string' && !value.includes('\0') && value.isWellFormed(),
    );
  if (!fits) throw badUserInput('`after` takes a cursor that this list gave.');
  return values as (string | number)[];
}

/**
 * The page that the arguments ask for.
 * @throws BAD_USER_INPUT when `first` is not 1 to 100, or `after` is no cursor of this order
 */
export function toPage(keyset: Keyset, args: { first: number; after?: string | null | undefined }): Page {
  if (args.first < 1 || args.first > MAX_PAGE) throw badUserInput(`\`first\` takes a number from 1 to ${MAX_PAGE}.`);
  return { first: args.first, after: args.after == null ? null : fromCursor(keyset, args.after) };
}

/**
 * A connection over a page of rows.
 * @param load reads the page's rows and, where the list goes on, one more
 * @param count how many rows the whole list has
 * @param complete whether the viewer's scope leaves nothing out
 */
export function connection<Row>(
  keyset: Keyset,
  page: Page,
  load: () => Promise<readonly Row[]>,
  count: () => Promise<number>,
  complete = true,
): Connection<Row> {
  let loaded: Promise<readonly Row[]> | undefined;
  const found = () => {
    loaded ??= load();
    return loaded;
  };
  const nodes = async () => (await found()).slice(0, page.first);
  return {
    nodes,
    edges: async () => (await nodes()).map((node) => ({ cursor: toCursor(keyset, node), node })),
    pageInfo: async () => {
      const shown = await nodes();
      return {
        hasNextPage: (await found()).length > page.first,
        hasPreviousPage: page.after !== null,
        startCursor: shown.length === 0 ? null : toCursor(keyset, shown[0]),
        endCursor: shown.length === 0 ? null : toCursor(keyset, shown[shown.length - 1]),
      };
    },
    totalCount: count,
    complete,
  };
}

const CALLED = ['nodes', 'edges', 'pageInfo', 'totalCount'] as const;

/** Resolvers for every connection type of the SDL: graphql-js would call what a connection is made of, graphql-jit would not. */
export function connectionResolvers(typeDefs: DocumentNode) {
  const resolve = Object.fromEntries(
    CALLED.map((name) => [name, (found: Connection<unknown>) => found[name]()] as const),
  );
  return Object.fromEntries(
    typeDefs.definitions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value.endsWith('Connection')
        ? [[node.name.value, resolve] as const]
        : [],
    ),
  );
}
