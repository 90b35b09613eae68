import type { Permission } from './world';

/*
 * The parts of an operation and of its answer.
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

/** An enum value, which GraphQL writes without quotes. */
export class Enum {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A position in a list, with the service's cursor for it. */
export class After {
  readonly cursor: Cursor;
  readonly text: string;

  constructor(cursor: Cursor, text: string) {
    this.cursor = cursor;
    this.text = text;
  }
}

export const responseName = ({ alias, name }: Field): string => alias ?? name;

export type Key = readonly (string | number)[];

/** The cursor after the item with this key in a list. Only the service can encode it. */
export class Cursor {
  readonly list: string;
  readonly key: Key;

  constructor(list: string, key: Key) {
    this.list = list;
    this.key = key;
  }
}

/** A list without a defined order. */
export class InAnyOrder {
  readonly items: readonly unknown[];

  constructor(items: readonly unknown[]) {
    this.items = items;
  }
}

/** One of several correct lists. */
export class OneOf {
  readonly choices: readonly (readonly unknown[])[];

  constructor(choices: readonly (readonly unknown[])[]) {
    this.choices = choices;
  }
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
  readonly extensions: Omit<ExpectedError, 'path'>;

  constructor(extensions: Omit<ExpectedError, 'path'>) {
    super(extensions.code);
    this.extensions = extensions;
  }
}

export const badInput = () => new Refused({ code: 'BAD_USER_INPUT' });
export const outOfScope = (coordinate: string, permission: Permission) =>
  new Refused({ code: 'FORBIDDEN', reason: 'OUT_OF_SCOPE', missing: [permission], coordinate });

/** A list in pages. */
export class Listed<Item> {
  readonly items: readonly Item[];
  readonly key: (item: Item) => Key;
  readonly options: {
    readonly complete?: boolean;
    readonly hidden?: number;
    readonly descending?: boolean;
    readonly order?: string;
  };

  /**
   * @param key the position of an item: every list has one order
   * @param complete false if the scope hides items; undefined if the list does not say
   */
  constructor(
    items: readonly Item[],
    key: (item: Item) => Key,
    options: {
      readonly complete?: boolean;
      readonly hidden?: number;
      readonly descending?: boolean;
      readonly order?: string;
    } = {},
  ) {
    this.items = items;
    this.key = key;
    this.options = options;
  }
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
