import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Json } from './answer';

/** The two versions of Microsoft Graph, with different types and properties. */
export type Version = 'v1.0' | 'beta';

interface Members {
  readonly [name: string]: string;
}

interface WrittenType {
  readonly base?: string;
  readonly properties: Members;
  readonly navigation: Members;
}

export interface Parameter {
  readonly type: string;
  readonly required?: boolean;
}

interface WrittenOperation {
  readonly kind: 'action' | 'function';
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly returns?: string;
}

type ByVersion<T> = Readonly<Record<Version, Readonly<Record<string, T>>>>;

/** Microsoft's published metadata, from facts.json, which names its sources. */
interface Facts {
  readonly roots: ByVersion<string>;
  readonly otherRoots: Readonly<Record<Version, readonly string[]>>;
  readonly types: ByVersion<WrittenType>;
  readonly derived: ByVersion<readonly string[]>;
  readonly operations: ByVersion<Readonly<Record<string, WrittenOperation>>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  readonly onlyWithSelect: Readonly<Record<string, readonly string[]>>;
  readonly permissions: readonly { readonly anyOf: readonly string[]; readonly paths: readonly string[] }[];
}

const FACTS: Facts = JSON.parse(readFileSync(path.join(__dirname, 'facts.json'), 'utf8'));

export interface Member {
  readonly name: string;
  readonly type: string;
}

/** A type with inherited members, which are found by name in lower case, as in Graph. */
export interface GraphType {
  readonly name: string;
  readonly properties: ReadonlyMap<string, Member>;
  readonly navigation: ReadonlyMap<string, Member>;
  /** The type and its base types, from the most derived. */
  readonly lineage: readonly string[];
}

export interface Operation extends WrittenOperation {
  readonly name: string;
}

const lower = (members: Members) =>
  Object.entries(members).map(([name, type]) => [name.toLowerCase(), { name, type }] as const);

const types = new Map<string, GraphType | null>();

export function typeOf(version: Version, name: string): GraphType | null {
  const key = `${version} ${name}`;
  const known = types.get(key);
  if (known !== undefined) return known;
  const written = FACTS.types[version][name];
  const base = written?.base === undefined ? null : typeOf(version, written.base);
  const type = written && {
    name,
    properties: new Map([...(base?.properties ?? []), ...lower(written.properties)]),
    navigation: new Map([...(base?.navigation ?? []), ...lower(written.navigation)]),
    lineage: [name, ...(base?.lineage ?? [])],
  };
  types.set(key, type ?? null);
  return type ?? null;
}

/** The item type of a collection; null for any other type. */
export const itemType = (type: string): string | null => /^Collection\((.*)\)$/.exec(type)?.[1] ?? null;

/** The type named in an object, or else the declared type. */
export function typeNameOf(object: object, declared: string): string {
  const named = (object as Json)['@odata.type'];
  return typeof named === 'string' ? named.replace(/^#?microsoft\.graph\./, '') : declared;
}

const derivedFrom = (version: Version, base: string) => FACTS.derived[version][base] ?? [];

/** Whether a version has several types derived from this one. */
export const hasDerived = (version: Version, base: string): boolean => FACTS.derived[version][base] !== undefined;

export function isKindOf(version: Version, type: string, base: string): boolean {
  if (type === base || derivedFrom(version, base).includes(type)) return true;
  return typeOf(version, type)?.lineage.includes(base) ?? false;
}

/** The type of a cast segment such as `microsoft.graph.win32LobApp`. */
export function castIn(version: Version, base: string, segment: string): string | null {
  const name = /^(?:microsoft\.)?graph\.(\w+)$/i.exec(segment)?.[1]?.toLowerCase();
  return [base, ...derivedFrom(version, base)].find((type) => type.toLowerCase() === name) ?? null;
}

/** An action or function bound to a type, by its name, with or without namespace and parameters. */
export function operationOf(version: Version, boundTo: string, segment: string): Operation | null {
  const wanted = segment
    .replace(/^(microsoft\.)?graph\./i, '')
    .replace(/\(.*\)$/s, '')
    .toLowerCase();
  const found = Object.entries(FACTS.operations[version][boundTo] ?? {}).find(
    ([name]) => name.toLowerCase() === wanted,
  );
  return found === undefined ? null : { name: found[0], ...found[1] };
}

/** The root of a path: its name and type. */
export function rootOf(version: Version, segment: string): Member | null {
  const found = Object.entries(FACTS.roots[version]).find(([name]) => name.toLowerCase() === segment.toLowerCase());
  return found === undefined ? null : { name: found[0], type: found[1] };
}

/** Whether Graph has this path although the stand-in does not know it. */
export const isUnknownRoot = (version: Version, segment: string): boolean =>
  FACTS.otherRoots[version].some((name) => name.toLowerCase() === segment.toLowerCase());

/** The names of an enumeration; null if it is unknown. */
export function enumOf(type: string): readonly string[] | null {
  const members = FACTS.enums[type];
  return members === undefined ? null : Object.keys(members);
}

/** Properties that only a single object has, and only if they are selected. */
export const onlyWithSelect = (type: string): readonly string[] => FACTS.onlyWithSelect[type] ?? [];

const PERMISSIONS = new Map(FACTS.permissions.flatMap(({ anyOf, paths }) => paths.map((each) => [each, anyOf])));

/**
 * The permissions of which a request needs one, by its path or the nearest parent path; null if it needs none in
 * particular.
 */
export function permissionsFor(method: string, shape: string): readonly string[] | null {
  const wanted = shape.toLowerCase().replace(/\/\$count$/, '');
  if (/^\/devicemanagement\/reports\/(get|retrieve)/.test(wanted)) {
    const others = PERMISSIONS.get('POST /devicemanagement/reports/getdevicenoncompliancereport') ?? null;
    return PERMISSIONS.get(`POST ${wanted}`) ?? others;
  }
  if (method !== 'GET') return PERMISSIONS.get(`${method} ${wanted}`) ?? null;
  for (let at = wanted; at !== ''; at = at.replace(/\/[^/]*$/, '')) {
    const found = PERMISSIONS.get(`GET ${at}`) ?? PERMISSIONS.get(`GET ${at.replace(/\/microsoft\.graph\.\w+/g, '')}`);
    if (found !== undefined) return found;
  }
  return null;
}
