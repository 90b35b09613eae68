import { type DocumentNode, type GraphQLSchema, isObjectType, Kind, type ObjectTypeDefinitionNode } from 'graphql';
import { COUNTS } from '../database/database';
import type { Keyset, Page } from '../database/keyset';
import { badUserInput } from './errors';

/** The largest page. */
export const MAX_PAGE = 100;

/** Adds the descriptions of `first` and `after` to every list field. */
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

/** A row with the columns of its keyset as `cursor0`, `cursor1` and so on, from which a cursor is made. */
type Placed = Record<`cursor${number}`, string | number>;

/** A row with its cursor. */
export interface Edge<Row> {
  cursor: string;
  node: Row;
}

/** The value of a connection field. Rows and counts are read only when they are selected, and only once. */
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
  totalCountIsLowerBound(): Promise<boolean>;
  complete: boolean;
}

/** The cursor of a row. */
export function toCursor(keyset: Keyset, row: unknown): string {
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
  if (!fits) throw badUserInput('`after` takes a cursor of this list.');
  return values as (string | number)[];
}

/**
 * The page that the arguments ask for.
 * @throws BAD_USER_INPUT if `first` is not 1 to 100, or `after` is not a cursor of this order
 */
export function toPage(keyset: Keyset, args: { first: number; after?: string | null | undefined }): Page {
  if (args.first < 1 || args.first > MAX_PAGE) throw badUserInput(`\`first\` takes a number from 1 to ${MAX_PAGE}.`);
  return { first: args.first, after: args.after == null ? null : fromCursor(keyset, args.after) };
}

/**
 * Creates a connection over a page of rows. A first page that holds the whole list is not counted.
 * @param load reads the page's rows, and one more if the list continues
 * @param count counts the rows of the whole list, and needs not go on after COUNTS.most
 * @param complete false if the viewer's scope hides rows
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
  let counted: Promise<number> | undefined;
  const total = () => {
    counted ??= totalOf();
    return counted;
  };
  async function totalOf(): Promise<number> {
    // The resolvers of the other fields have been called by then, and have asked for the page if they need it.
    await null;
    if (loaded === undefined || page.after !== null) return count();
    const { length } = await loaded;
    return length > page.first ? count() : length;
  }
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
    totalCount: async () => Math.min(await total(), COUNTS.most),
    totalCountIsLowerBound: async () => (await total()) > COUNTS.most,
    complete,
  };
}

const CALLED = ['nodes', 'edges', 'pageInfo', 'totalCount', 'totalCountIsLowerBound'] as const;

/** A connection that counts the rows that the viewer cannot see. */
export interface HidingConnection<Row> extends Connection<Row> {
  hiddenCount(): Promise<number>;
}

const hidden = { hiddenCount: (found: HidingConnection<unknown>) => found.hiddenCount() };

const hides = ({ fields = [] }: ObjectTypeDefinitionNode) => fields.some(({ name }) => name.value === 'hiddenCount');

/**
 * Resolvers for the fields of all connection types. graphql-jit, unlike graphql-js, does not call function-valued
 * properties.
 */
export function connectionResolvers(typeDefs: DocumentNode) {
  const resolve = Object.fromEntries(
    CALLED.map((name) => [name, (found: Connection<unknown>) => found[name]()] as const),
  );
  return Object.fromEntries(
    typeDefs.definitions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value.endsWith('Connection')
        ? [[node.name.value, hides(node) ? { ...resolve, ...hidden } : resolve] as const]
        : [],
    ),
  );
}
