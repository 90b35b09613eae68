import type { Json } from './answer';
import { type Filter, filterFrom, type Test } from './filter';
import { castIn, itemType, type Member, typeOf, type Version } from './metadata';
import { badRequest, decoded, Refusal } from './refusal';

/** A navigation property to expand. */
export interface Expansion {
  readonly name: string;
  /** The type to which the expansion is limited, if `$expand` names one. */
  readonly cast: string | null;
  readonly select: readonly string[] | null;
}

/** The parsed query options of a request. */
export interface Query {
  readonly select: readonly string[] | null;
  readonly expand: readonly Expansion[];
  readonly filter: Test | null;
  readonly search: string | null;
  readonly order: readonly { readonly name: string; readonly isDown: boolean }[];
  readonly top: number | null;
  readonly skip: number;
  readonly hasCount: boolean;
  readonly skipToken: string | null;
  readonly deltaToken: string | null;
}

export const PLAIN: Query = {
  ...{ select: null, expand: [], filter: null, search: null, order: [], top: null, skip: 0 },
  ...{ hasCount: false, skipToken: null, deltaToken: null },
};

const OPTIONS = new Set([
  ...['$select', '$expand', '$filter', '$orderby', '$top', '$skip', '$skiptoken', '$deltatoken', '$count'],
  ...['$search', '$format'],
]);

/** Splits at commas outside of parentheses. */
function commaParts(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth++;
    if (letter === ')') depth--;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function optionsIn(search: string): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const pair of search.split('&')) {
    const [rawName = '', ...rest] = pair.split('=');
    const name = decoded(rawName).toLowerCase();
    if (!name.startsWith('$')) continue;
    if (!OPTIONS.has(name)) throw badRequest(`The query parameter '${name}' is not supported.`);
    if (options.has(name)) {
      throw badRequest(`Query option '${name}' was specified more than once, but it must be specified at most once.`);
    }
    options.set(name, decoded(rest.join('=').replaceAll('+', ' ')));
  }
  return options;
}

function whole(options: ReadonlyMap<string, string>, name: string): number | null {
  const text = options.get(name);
  if (text === undefined) return null;
  if (/^\d+$/.test(text)) return Number(text);
  throw badRequest(
    `Invalid value '${text}' for ${name} query option found. The ${name} query option requires a non-negative integer value.`,
  );
}

/** The query, and its target. */
export interface Asked {
  readonly version: Version;
  readonly type: string;
  readonly isDirectory: boolean;
  readonly isEventual: boolean;
}

const unsupported = (text: string) => new Refusal(400, 'Request_UnsupportedQuery', text);
const noProperty = (name: string, type: string) =>
  `Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`;
const PARSING = 'Parsing OData Select and Expand failed:';

interface Found extends Member {
  readonly cast: string | null;
}

/** A property or navigation property of the type or, after a cast, of a derived type. */
function memberOf(
  { version, type }: Asked,
  text: string,
  kinds: readonly ('properties' | 'navigation')[],
  prefix: string,
): Found {
  const [first = '', second] = text.split('/');
  const cast = second === undefined ? null : castIn(version, type, first);
  const name = cast === null ? first : (second ?? '');
  const owner = typeOf(version, cast ?? type);
  // The properties of types without metadata are unknown here.
  if (owner === null) return { name, type: '', cast };
  const found = kinds.map((kind) => owner[kind].get(name.toLowerCase())).find((member) => member !== undefined);
  if (found !== undefined) return { ...found, cast };
  const isProperty = kinds.length === 1 && kinds[0] === 'navigation' && owner.properties.has(name.toLowerCase());
  const problem = isProperty
    ? `Property '${name}' on type 'microsoft.graph.${type}' is not a navigation property or complex property. Only navigation properties can be expanded.`
    : noProperty(name, owner.name);
  throw badRequest(`${prefix} ${problem}`);
}

function selectionIn(asked: Asked, text: string | undefined): readonly string[] | null {
  const names = commaParts(text ?? '').filter((part) => part !== '*');
  const select = names.map((name) => memberOf(asked, name, ['properties', 'navigation'], PARSING).name);
  return select.length === 0 ? null : select;
}

function expansionsIn(asked: Asked, text: string | undefined): Expansion[] {
  return commaParts(text ?? '').map((part) => {
    const [, path = part, nested = ''] = /^([^(]+)\((.*)\)$/s.exec(part) ?? [];
    const { name, cast } = memberOf(asked, path, ['navigation'], PARSING);
    const select = /\$select=([^;)]+)/i.exec(nested)?.[1]?.split(',') ?? null;
    return { name, cast, select };
  });
}

function filterIn(asked: Asked, text: string | undefined, isCounted: boolean): Test | null {
  if (text === undefined) return null;
  const { version, type, isDirectory, isEventual } = asked;
  const described = typeOf(version, type);
  const known = (name: string) => {
    const [first = '', ...rest] = name.split('/');
    if (castIn(version, type, first) !== null) return rest.join('/');
    if (described === null || described.properties.has(first.toLowerCase())) return name;
    throw badRequest(`Invalid filter clause: ${noProperty(first, type)}`);
  };
  const filter: Filter = filterFrom(text, { known, refuse: (why) => badRequest(`Invalid filter clause: ${why}`) });
  const advanced = ['endswith', 'not', 'ne'].find((operator) => filter.used.has(operator));
  if (isDirectory && advanced !== undefined && !(isEventual && isCounted)) {
    throw unsupported(
      `Operator '${advanced === 'endswith' ? 'endsWith' : advanced}' is not supported because the 'ConsistencyLevel:eventual' header is missing. Refer to https://aka.ms/graph-docs/advanced-queries for more information.`,
    );
  }
  return filter.test;
}

/** Parses query options. @throws Refusal for unknown properties and unsupported options */
export function queryFrom(search: string, asked: Asked): Query {
  const options = optionsIn(search);
  const select = selectionIn(asked, options.get('$select'));
  const expand = expansionsIn(asked, options.get('$expand'));
  const [top, skip] = [whole(options, '$top'), whole(options, '$skip')];
  if (asked.isDirectory && top !== null && (top < 1 || top > 999)) {
    throw unsupported(`Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`);
  }
  if (asked.isDirectory && skip !== null) {
    throw new Refusal(400, 'Request_BadRequest', "'$skip' is not supported by the service.");
  }
  const hasCount = options.get('$count') === 'true';
  const filter = filterIn(asked, options.get('$filter'), hasCount);
  const sought = options.get('$search') ?? null;
  if (sought !== null && asked.isDirectory && !asked.isEventual) {
    throw unsupported(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  const order = commaParts(options.get('$orderby') ?? '').map((part) => {
    const [name = '', direction = 'asc'] = part.split(/\s+/);
    const found = memberOf(asked, name, ['properties'], 'Invalid orderby clause:');
    return { name: found.name, isDown: direction.toLowerCase() === 'desc' };
  });
  const [skipToken, deltaToken] = [options.get('$skiptoken') ?? null, options.get('$deltatoken') ?? null];
  return { select, expand, filter, search: sought, order, top, skip: skip ?? 0, hasCount, skipToken, deltaToken };
}

/** The type of an operation's result, or of its items. */
export const answerType = (returns: string | undefined): string => itemType(returns ?? '') ?? 'entity';

/** Sorts by these properties, as texts. */
export const orderBy =
  (order: Query['order']) =>
  (one: Json, other: Json): number => {
    for (const { name, isDown } of order) {
      const [left, right] = [String(one[name] ?? ''), String(other[name] ?? '')];
      if (left !== right) return (left < right ? -1 : 1) * (isDown ? -1 : 1);
    }
    return 0;
  };

/** Whether a text is in an object, or in the property of a search such as `"displayName:text"`. */
export function searchFor(search: string): (item: Json) => boolean {
  const [, name, text = ''] = /^"?(?:(\w+):)?([^"]*)"?$/.exec(search) ?? [];
  return (item) =>
    (name === undefined ? Object.values(item) : [item[name]]).some((value) =>
      String(value ?? '')
        .toLowerCase()
        .includes(text.toLowerCase()),
    );
}
