import type { Permission } from './world';

/*
 * What an operation is made of, and what its answer.
 */

export interface Field {
  readonly kind: 'field';
  readonly name: string;
  readonly alias: string | null;
  readonly args: readonly Argument[];
  readonly isSkipped: boolean;
  readonly selections: readonly Selection[];
}

export interface Fragment {
  readonly kind: 'fragment';
  readonly on: string;
  readonly isNamed: boolean;
  readonly selections: readonly Selection[];
}

export interface Argument {
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
}

export type Selection = Field | Fragment;

/** A value that GraphQL writes without quotes. */
export class Enum {
  constructor(readonly name: string) {}
}

/** A place in a list, with how the service spells it. */
export class After {
  constructor(
    readonly cursor: Cursor,
    readonly text: string,
  ) {}
}

export const responseName = ({ alias, name }: Field): string => alias ?? name;

export type Key = readonly (string | number)[];

/** A cursor, which only the service can spell: the place after the item with this key in a list. */
export class Cursor {
  constructor(
    readonly list: string,
    readonly key: Key,
  ) {}
}

/** A list whose order nothing says. */
export class InAnyOrder {
  constructor(readonly items: readonly unknown[]) {}
}

/** One of several lists, equally right. */
export class OneOf {
  constructor(readonly choices: readonly (readonly unknown[])[]) {}
}

export interface ExpectedError {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly reason?: string;
  readonly missing?: readonly string[];
  readonly coordinate?: string;
}

export interface Expected {
  readonly data: Record<string, unknown>;
  readonly errors: readonly ExpectedError[];
}

export class Refused extends Error {
  constructor(readonly extensions: Omit<ExpectedError, 'path'>) {
    super(extensions.code);
  }
}

export const badInput = () => new Refused({ code: 'BAD_USER_INPUT' });
export const outOfScope = (coordinate: string, permission: Permission) =>
  new Refused({ code: 'FORBIDDEN', reason: 'OUT_OF_SCOPE', missing: [permission], coordinate });

/** A list that comes in pages. */
export class Listed<Item> {
  /**
   * @param key the place of an item: every list has one order
   * @param complete whether the scope leaves nothing out; undefined where the list does not say
   */
  constructor(
    readonly items: readonly Item[],
    readonly key: (item: Item) => Key,
    readonly options: { readonly complete?: boolean; readonly descending?: boolean; readonly order?: string } = {},
  ) {}
}

export function compareKeys(one: Key, other: Key): number {
  for (let i = 0; i < one.length; i++) {
    const [x, y] = [one[i] as string | number, other[i] as string | number];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

export const sortedBy = <Item>(items: readonly Item[], key: (item: Item) => Key): Item[] =>
  [...items].sort((one, other) => compareKeys(key(one), key(other)));
