import { isObject, type Json } from './answer';
import { type Contents, isList } from './contents';
import { tagsIn } from './derived';
import { type GraphType, isKindOf, itemType, onlyWithSelect, typeNameOf, typeOf, type Version } from './metadata';
import { type Expansion, PLAIN, type Query } from './query';
import type { Quirks } from './quirks';

/** The form in which an object is shown. */
export interface View {
  readonly version: Version;
  /** The declared type at the object's place. */
  readonly declared: string;
  /** The type of the parent, or `root`. */
  readonly owner: string;
  readonly query: Query;
  /** Whether the object was requested alone, not in a list. */
  readonly isSingle: boolean;
}

const USER_DEFAULTS: readonly string[] = [
  ...['businessPhones', 'displayName', 'givenName', 'id', 'jobTitle', 'mail', 'mobilePhone', 'officeLocation'],
  ...['preferredLanguage', 'surname', 'userPrincipalName'],
];
const STATES: readonly string[] = ['deviceCompliancePolicyState', 'deviceConfigurationState'];
const ASSIGNMENTS: readonly string[] = ['roleAssignment', 'deviceAndAppManagementRoleAssignment'];
const SCOPES = ['scopeType', 'scopeMembers', 'roleScopeTagIds'];

const isAnnotation = (name: string) => name.includes('@');
const nothingLike = (value: unknown) => (typeof value === 'number' ? 0 : Array.isArray(value) ? [] : null);
const pick = (object: Json, isKept: (name: string) => boolean): Json =>
  Object.fromEntries(Object.entries(object).filter(([name]) => isKept(name)));

/** A nested value, without properties that the version lacks. */
function trimmed(version: Version, value: unknown, type: string | undefined): unknown {
  if (type === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => trimmed(version, item, itemType(type) ?? type));
  const described = isObject(value) ? typeOf(version, typeNameOf(value, type)) : null;
  if (!isObject(value) || described === null) return value;
  const shown = pick(value, (name) => isAnnotation(name) || described.properties.has(name.toLowerCase()));
  return mapped(shown, (name, item) => trimmed(version, item, described.properties.get(name.toLowerCase())?.type));
}

const mapped = (object: Json, change: (name: string, value: unknown) => unknown): Json =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(name, value)]));

/**
 * The properties of an object that a version has. Without metadata: all except those that only the other version has.
 */
function known(version: Version, object: Json, declared: string): Json {
  const type = typeOf(version, typeNameOf(object, declared));
  const base = type ?? typeOf(version, declared);
  if (base === null) return object;
  const other = typeOf(version === 'beta' ? 'v1.0' : 'beta', declared);
  const shown = pick(object, (name) => {
    const lower = name.toLowerCase();
    if (isAnnotation(name)) return true;
    if (base.navigation.has(lower)) return false;
    if (type !== null) return type.properties.has(lower);
    return base.properties.has(lower) || other?.properties.has(lower) !== true;
  });
  if (type === null) return shown;
  return mapped(shown, (name, value) => trimmed(version, value, type.properties.get(name.toLowerCase())?.type));
}

/** Keeps the selected properties, or the default ones. */
function projected(shown: Json, type: GraphType | null, query: Query, defaults: readonly string[] | null): Json {
  const select = query.select ?? defaults;
  if (select === null) return shown;
  const expanded = query.expand.map(({ name }) => name);
  const kept = pick(shown, (name) => isAnnotation(name) || expanded.includes(name));
  for (const name of select) {
    const property = type?.properties.get(name.toLowerCase());
    if (name in shown) kept[name] = shown[name];
    else if (property !== undefined) kept[name] = itemType(property.type) === null ? null : [];
  }
  return kept;
}

/** Shows objects like Graph: each version its own properties, and lists fewer than single objects. */
export interface Presenter {
  show(object: object, view: View): Json;
}

export function createPresenter(contents: Contents, quirks: Quirks, onUnknown: (what: string) => void): Presenter {
  function showDevice(shown: Json, { query, isSingle }: View): void {
    if (isSingle) shown['deviceActionResults'] ??= [];
    if (!isSingle && quirks['lists-without-action-results']) shown['deviceActionResults'] = [];
    if (!isSingle && quirks['lists-without-scope-tags'] && 'roleScopeTagIds' in shown) shown['roleScopeTagIds'] = [];
    if (!quirks['details-only-with-select']) return;
    for (const name of onlyWithSelect('managedDevice')) {
      const isGiven = isSingle && query.select?.includes(name);
      if (name in shown && !isGiven) shown[name] = nothingLike(shown[name]);
    }
  }

  function showAssignment(shown: Json, object: Json, { version, owner }: View): void {
    if (version === 'beta') shown['roleScopeTagIds'] ??= tagsIn(object);
    if (owner !== 'roleDefinition' || !quirks['assignments-by-id-only']) return;
    for (const name of SCOPES) delete shown[name];
    Object.assign(shown, { members: [], resourceScopes: [] });
  }

  /** A navigation property with its contents. */
  function expanded(object: Json, { version, declared, isSingle }: View, { name, select }: Expansion): unknown {
    const type = typeNameOf(object, declared);
    const own = contents.of(version, type, name, object);
    const content = own === undefined ? contents.of(version, declared, name, object) : own;
    if (content === undefined) onUnknown(name);
    const member = [type, declared].map((each) => typeOf(version, each)?.navigation.get(name.toLowerCase()));
    const target = member.find((each) => each !== undefined)?.type ?? '';
    const view = { version, declared: itemType(target) ?? target, owner: declared, query: PLAIN, isSingle };
    const child = (each: object) => {
      const whole = show(each, { ...view, isSingle: false });
      return select === null ? whole : pick(whole, (key) => isAnnotation(key) || select.includes(key));
    };
    if (isList(content)) return content.items.map(child);
    if (itemType(target) !== null) return [];
    return content === undefined || content === null ? null : child(content);
  }

  function show(source: object, view: View): Json {
    const { version, declared, query } = view;
    const object = pick(source as Json, (name) => !name.startsWith('@odata.context'));
    const shown = quirks['v1-properties'] ? known(version, object, declared) : { ...object };
    const type = typeNameOf(object, declared);
    const described = typeOf(version, type) ?? typeOf(version, declared);
    const isAssignment = ASSIGNMENTS.includes(declared);
    if (described?.lineage.includes('managedDevice')) showDevice(shown, view);
    if (STATES.includes(declared) && quirks['states-without-settings']) shown['settingStates'] = [];
    if (isAssignment) showAssignment(shown, object, view);
    for (const expansion of query.expand) {
      const { name, cast } = expansion;
      if (cast !== null && !isKindOf(version, type, cast)) continue;
      if (isAssignment && name === 'roleDefinition' && quirks['expand-without-role']) {
        shown['roleDefinition'] = null;
        for (const scope of SCOPES) delete shown[scope];
      } else shown[name] = expanded(object, view, expansion);
    }
    const isUser = declared === 'user' && quirks['default-properties'];
    return projected(shown, described, query, isUser ? USER_DEFAULTS : null);
  }

  return { show };
}
