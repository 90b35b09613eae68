import type { Json } from './answer';
import { type Contents, isList } from './contents';
import {
  castIn,
  isUnknownRoot,
  itemType,
  type Member,
  type Operation,
  operationOf,
  rootOf,
  typeNameOf,
  typeOf,
  type Version,
} from './metadata';
import type { Content } from './navigation';
import { absent, badRequest, decoded, noSegment, notHere, Refusal } from './refusal';
import { NOBODY } from './tenant';

/** The target of a path. */
export interface Place {
  readonly kind: 'list' | 'object' | 'operation' | 'property' | 'count';
  /** The type of the object, or of the items of a list. */
  readonly type: string;
  /** The type before a cast. */
  readonly declared: string;
  readonly isCast: boolean;
  /** The name of the root or of the navigation property. */
  readonly name: string;
  /** The type with the navigation property; `root` at the start of a path. */
  readonly owner: string;
  readonly key: string | null;
  /** The parent of an operation, a property, a count or an object. */
  readonly of: Place | null;
  readonly operation: Operation | null;
  readonly property: Member | null;
  /** The path with `{id}` in place of ids, in Graph's spelling. */
  readonly shape: string;
  /** The path in the form of Intune's services. */
  readonly where: string;
  /** The path's template, for refusals of a method. */
  readonly template: string;
  /** Whether the directory serves it, not Intune. */
  readonly isDirectory: boolean;
  /** The contents. @throws Refusal if an object on the path does not exist */
  content(): Content | undefined;
}

/** `users('x')` is two segments. */
function splitKey(segment: string): string[] {
  const [, name, key] = /^([^()]+)\('?(.*?)'?\)$/.exec(segment) ?? [];
  const isPlain = name === undefined || key === undefined || key === '' || key.includes('=');
  return isPlain || /^(microsoft\.)?graph\./i.test(name) ? [segment] : [name, key];
}

const isIntunes = (name: string) => /^(managed|mobileApp|deviceManagement|deviceEnroll)/.test(name);

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The object at a path. @throws Refusal if it does not exist */
export function required(place: Place): Json {
  const found = place.content();
  if (found === undefined || found === null) throw absent(place.key ?? place.name, place.isDirectory, place.where);
  return found as Json;
}

function rootPlace(version: Version, segment: string, contents: Contents): Place {
  if (segment.toLowerCase() === 'me') {
    throw badRequest('/me request is only valid with delegated authentication flow.');
  }
  const root = rootOf(version, segment);
  if (root === null) throw isUnknownRoot(version, segment) ? notHere(`/${segment}`) : noSegment(segment);
  const { name, type } = root;
  const item = itemType(type);
  return {
    kind: item === null ? 'object' : 'list',
    type: item ?? type,
    declared: item ?? type,
    isCast: false,
    name,
    owner: 'root',
    key: null,
    of: null,
    operation: null,
    property: null,
    shape: `/${name}`,
    where: name,
    template: item === null ? '~/singleton' : '~/entityset',
    isDirectory: name === 'devices' || !name.startsWith('device'),
    content: () => contents.root(name),
  };
}

const castPlace = (at: Place, cast: string, segment: string): Place => ({
  ...at,
  type: cast,
  isCast: true,
  shape: `${at.shape}/microsoft.graph.${cast}`,
  where: `${at.where}/${segment}`,
  template: `${at.template}/cast`,
});

const operationPlace = (at: Place, operation: Operation): Place => ({
  ...at,
  kind: 'operation',
  operation,
  of: at,
  shape: `${at.shape}/${operation.name}`,
  where: `${at.where}/${operation.name}`,
  template: `${at.template}/${operation.kind}`,
});

/** An object of a list. Users are also found by name, and the user of zeros stands for no user. */
function keyedPlace(at: Place, key: string): Place {
  const content = lazily(() => {
    const list = at.content();
    const found = isList(list) ? list.find(key) : null;
    if (found !== null) return !at.isCast || typeNameOf(found, at.declared) === at.type ? found : null;
    if (at.name !== 'users' || !isList(list)) return null;
    if (key === NOBODY) return { id: NOBODY };
    const isTheirs = (user: object) => String((user as Json)['userPrincipalName']).toLowerCase() === key.toLowerCase();
    return (key.includes('@') && list.items.find(isTheirs)) || null;
  });
  const where = `${at.where}('${key}')`;
  return {
    ...at,
    kind: 'object',
    key,
    of: at,
    shape: `${at.shape}/{id}`,
    where,
    template: `${at.template}/key`,
    content,
  };
}

function stepInList(version: Version, at: Place, segment: string): Place {
  if (segment.toLowerCase() === '$count') {
    return { ...at, kind: 'count', of: at, shape: `${at.shape}/$count`, where: `${at.where}/$count` };
  }
  const cast = castIn(version, at.type, segment);
  if (cast !== null) return castPlace(at, cast, segment);
  const operation = operationOf(version, `Collection(${at.type})`, segment);
  return operation === null ? keyedPlace(at, segment) : operationPlace(at, operation);
}

function navigationPlace(version: Version, at: Place, { name, type }: Member, contents: Contents): Place {
  const owner = lazily(() => required(at));
  const item = itemType(type);
  return {
    ...at,
    kind: item === null ? 'object' : 'list',
    type: item ?? type,
    declared: item ?? type,
    isCast: false,
    name,
    owner: at.type,
    key: null,
    of: at,
    shape: `${at.shape}/${name}`,
    where: `${at.where}/${name}`,
    template: `${at.template}/navigation`,
    isDirectory: at.isDirectory && !isIntunes(name),
    content: lazily(() => {
      const object = owner();
      const own = contents.of(version, typeNameOf(object, at.type), name, object);
      return own === undefined ? contents.of(version, at.type, name, object) : own;
    }),
  };
}

function stepInObject(version: Version, at: Place, segment: string, contents: Contents): Place {
  const type = typeOf(version, at.type);
  const cast = castIn(version, at.type, segment);
  if (cast !== null) return castPlace(at, cast, segment);
  for (const name of type?.lineage ?? [at.type]) {
    const operation = operationOf(version, name, segment);
    if (operation !== null) return operationPlace(at, operation);
  }
  const navigation = type?.navigation.get(segment.toLowerCase());
  if (navigation !== undefined) return navigationPlace(version, at, navigation, contents);
  const property = type?.properties.get(segment.toLowerCase());
  if (property === undefined) throw noSegment(segment);
  return {
    ...at,
    kind: 'property',
    property,
    of: at,
    shape: `${at.shape}/${property.name}`,
    where: `${at.where}/${property.name}`,
    template: `${at.template}/property`,
  };
}

/** The target of a path without version. @throws Refusal if metadata has no such path */
export function placeAt(version: Version, path: string, contents: Contents): Place {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decoded)
    .flatMap(splitKey);
  const [first = '', ...rest] = segments;
  let at = rootPlace(version, first, contents);
  for (const segment of rest) {
    if (at.kind === 'list') at = stepInList(version, at, segment);
    else if (at.kind === 'object') at = stepInObject(version, at, segment, contents);
    else throw noSegment(segment);
  }
  return at;
}

/** The refusal of a method that a path does not support. */
export function noRoute(at: Place, method: string, service: string, where = at.where): Refusal {
  const text = `No OData route exists that match template ${at.template} with http verb ${method} for request /${service}/${where}.`;
  return new Refusal(400, 'No method match route template', text);
}
