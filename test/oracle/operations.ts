import { After, type Argument, type Cursor, Enum, type Field, type Fragment, type Selection } from './answer';
import { NODES, nodeId, OF_EVERYTHING, parseId, TYPES } from './rules';
import { type Facts, type Sight, sightOf } from './sight';
import { type Draw, ENUMS, PERMISSIONS, type World } from './world';

/*
 * Generates operations from the oracle's rules, and prints them as GraphQL.
 */

export interface Operation {
  readonly roots: readonly Selection[];
  /** Whether arguments are variables. */
  readonly hasVariables: boolean;
}

/** A cursor of a list, chosen later from those of earlier answers; none if there are none. */
class Earlier {
  readonly list: string;
  readonly choice: number;

  constructor(list: string, choice: number) {
    this.list = list;
    this.choice = choice;
  }
}

const WITH_HIDDEN = new Set(['PolicyAssignment', 'AppAssignment', 'AppProtectionAssignment', 'FormerMembership']);
const WITH_COMPLETE = new Set([
  ...WITH_HIDDEN,
  'AssignedPolicy',
  'AssignedApp',
  'Device',
  'AppInstallState',
  'AppProtectionState',
  'AppProtectionPolicy',
  'EnrollmentFailure',
  'GroupMembership',
]);
/** Lists that are null after an invalid argument, whatever is in scope. */
const NULLABLE = new Set([
  'Query.users',
  'Query.devices',
  'Query.groups',
  'Query.apps',
  'Query.policies',
  'Query.appProtectionPolicies',
  'Policy.assignments',
  'App.assignments',
  'AppProtectionPolicy.assignments',
  'Query.roles',
  'Query.knownIssues',
  'Query.reportedFindings',
  'Query.roleAssignments',
  'Group.devices',
  'App.installStates',
  'RoleAssignment.operators',
]);
const SEARCHES = [
  'eli',
  'ELODIE mar',
  'bob',
  'weiss',
  'par',
  'lt 1',
  'sales',
  'read',
  'u1',
  'sn',
  '',
  '-',
  'zoë nunez',
  'x',
];
const INSTANT = '2026-11-15T08:00:00.000Z';
/** The maximum nesting of objects. */
const DEPTH = 5;

const keysOf = (world: World, type: string): string[] => {
  const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
  const states = (kind: string) =>
    ids(world.devices.flatMap((device) => device.policyStates).filter((state) => state.kind === kind));
  const keys: Record<string, () => string[]> = {
    App: () => ids(world.apps),
    AppInstallState: () =>
      world.devices.flatMap(({ id, appStates }) => appStates.map(({ appId, userId }) => `${id}/${appId}/${userId}`)),
    AppProtectionPolicy: () => ids(world.policies),
    AppProtectionState: () => ids(world.protections),
    AuditEvent: () => ['1', '2', '3'],
    CompliancePolicyState: () => states('COMPLIANCE'),
    ConfigurationState: () => states('CONFIGURATION'),
    Device: () => ids(world.devices),
    EnrollmentFailure: () => ids(world.enrollmentFailures),
    Group: () => ids(world.groups),
    KnownIssue: () => ids(world.knownIssues),
    Policy: () => ids(world.profiles),
    Role: () => ids(world.roles),
    RoleAssignment: () => ids(world.assignments),
    Tenant: () => [world.tenant.id],
    User: () => ids(world.users),
    Viewer: () => ids(world.users),
  };
  return keys[type]?.() ?? [];
};
const NODE_TYPES = Object.keys(NODES);

/** The root fields; those with the largest answers are drawn more often. */
const ROOTS: readonly string[] = Object.keys(TYPES['Query']?.fields ?? {}).flatMap((name) => {
  if (['permissions', 'tenant', 'auditEvents', 'viewer', 'role', 'roles', 'findings', 'findingRules'].includes(name))
    return [name];
  const isCentral = [
    'user',
    'users',
    'device',
    'devices',
    'group',
    'groups',
    'node',
    'nodes',
    'explainAccess',
  ].includes(name);
  return Array.from({ length: isCentral ? 6 : 3 }, () => name);
});

/** Generates operations on a world. */
class Maker {
  private names = 0;
  private readonly world: World;
  /** The number of fields that may still be added. */
  private left: number;

  private readonly draw: Draw;
  private readonly sight: Sight;

  constructor(draw: Draw, sight: Sight, size: number) {
    this.draw = draw;
    this.sight = sight;

    this.world = sight.facts.world;
    this.left = size;
  }

  roots(): Selection[] {
    return this.among('Query', this.draw.chance(70) ? 1 : 2, 0);
  }

  /** A root field, mostly one that the operator may read. */
  private root(): string {
    const name = this.draw.one(ROOTS);
    const isRefused = this.sight.refusal(TYPES['Query']?.fields[name]?.needs ?? []) !== null;
    return isRefused && this.draw.chance(80) ? this.draw.one(ROOTS) : name;
  }

  /** An id: of an object that the operator sees, of one that the operator does not see, or of none. */
  private id(type: string): string {
    const keys = keysOf(this.world, type);
    if (keys.length === 0 || this.draw.chance(5)) return nodeId(type, 'never-was');
    const isSeen = this.draw.chance(60);
    const chosen = keys.filter((key) => (NODES[type]?.(key, this.sight) !== null) === isSeen);
    return nodeId(type, this.draw.one(chosen.length > 0 ? chosen : keys));
  }

  /** Mostly an id of this type; sometimes of another type, or malformed. */
  private idOr(type: string): string {
    if (!this.draw.chance(3)) return this.id(type);
    return this.draw.chance(50) ? 'bm90aGluZw' : this.id(this.draw.one(NODE_TYPES));
  }

  private arguments(coordinate: string): Argument[] {
    const { draw } = this;
    const maybe = (percent: number, name: string, type: string, value: () => unknown): Argument[] =>
      draw.chance(percent) ? [{ name, type, value: value() }] : [];
    // Prefer arguments that refer to other objects.
    const filter = (type: string, choices: Record<string, () => unknown>) =>
      maybe(60, 'filter', type, () => {
        const names = Object.keys(choices);
        const naming = names.filter((name) => name.endsWith('Id'));
        const chosen = naming.length > 0 && draw.chance(60) ? [draw.one(naming)] : draw.some(names, 2);
        return Object.fromEntries(chosen.map((name) => [name, choices[name]?.()]));
      });
    const enums = (values: readonly string[]) => () => draw.some(values, 3).map((value) => new Enum(value));
    const order = (type: string, fields: readonly string[]) =>
      maybe(45, 'orderBy', type, () => ({
        field: new Enum(draw.one(fields)),
        ...(draw.chance(75) && { direction: new Enum(draw.one(['ASC', 'DESC'])) }),
      }));
    const search = () => maybe(35, 'search', 'String', () => draw.one(SEARCHES));
    const id = (type: string): Argument[] => [{ name: 'id', type: 'ID!', value: this.idOr(type) }];
    const flag = () => draw.chance(50);
    switch (coordinate) {
      case 'Query.node':
        return [{ name: 'id', type: 'ID!', value: this.idOr(draw.one(NODE_TYPES)) }];
      case 'Query.nodes': {
        const ids = Array.from({ length: draw.between(1, 4) }, () => this.idOr(draw.one(NODE_TYPES)));
        return [{ name: 'ids', type: '[ID!]!', value: ids }];
      }
      case 'Query.user': {
        const upn = () => {
          const name = draw.one(this.world.users).userPrincipalName;
          return draw.chance(50) ? name.toUpperCase() : draw.chance(10) ? 'never@was.example' : name;
        };
        const byName = maybe(35, 'userPrincipalName', 'String', upn);
        return byName.length > 0 && !draw.chance(4)
          ? byName
          : [...byName, { name: 'id', type: 'ID', value: this.idOr('User') }];
      }
      case 'Query.device':
        return id('Device');
      case 'Query.group':
        return id('Group');
      case 'Query.app':
        return id('App');
      case 'Query.search':
        return [{ name: 'text', type: 'String!', value: draw.one([...SEARCHES, '356116', 'SN1', 'par-lt-1', 'mia']) }];
      case 'Query.policy':
        return id('Policy');
      case 'Query.policies':
        return filter('PolicyFilter', { kind: enums(['COMPLIANCE', 'CONFIGURATION', 'ENROLLMENT_LIMIT']) });
      case 'Query.reportedFindings':
        return maybe(60, 'rule', 'FindingRule', () => new Enum('DEVICE_SILENT'));
      case 'Query.knownIssues':
        return maybe(60, 'open', 'Boolean', flag);
      case 'Query.role':
        return id('Role');
      case 'Query.roleAssignment':
        return id('RoleAssignment');
      case 'Query.permission':
        return [{ name: 'permission', type: 'Permission!', value: new Enum(draw.one(PERMISSIONS)) }];
      case 'Query.explainAccess': {
        const hasSubject = draw.chance(88);
        const type = hasSubject
          ? draw.one(NODE_TYPES.filter((name) => name !== 'Viewer'))
          : draw.chance(50)
            ? draw.one(['Query', 'Query', 'FindingRuleInfo'])
            : draw.one(Object.keys(TYPES));
        const all = Object.keys(TYPES[type]?.fields ?? {});
        // A field that needs more permissions, or its permission over everything, has more to explain.
        const wider = all.filter(
          (name) => TYPES[type]?.fields[name]?.needs !== undefined || OF_EVERYTHING.has(`${type}.${name}`),
        );
        const field = draw.chance(3) ? 'nothing' : draw.one(wider.length > 0 && draw.chance(60) ? wider : all);
        return [
          { name: 'operatorId', type: 'ID!', value: this.idOr('User') },
          { name: 'coordinate', type: 'String!', value: `${type}.${field}` },
          ...(hasSubject ? [{ name: 'subjectId', type: 'ID', value: this.idOr(type) }] : []),
        ];
      }
      case 'Query.users':
        return [
          ...search(),
          ...filter('UserFilter', {
            groupId: () => this.idOr('Group'),
            accountEnabled: flag,
            intuneLicensed: flag,
            hasNoncompliantDevice: flag,
          }),
          ...order('UserOrder', ['DISPLAY_NAME', 'USER_PRINCIPAL_NAME']),
        ];
      case 'Query.devices':
        return [
          ...search(),
          ...filter('DeviceFilter', {
            primaryUserId: () => this.idOr('User'),
            groupId: () => this.idOr('Group'),
            platform: enums(ENUMS.platform),
            intuneCompliance: enums(ENUMS.compliance),
            entraCompliance: enums(ENUMS.entraCompliance),
            ownership: enums(ENUMS.ownership),
            lastCheckInBefore: () => INSTANT,
          }),
          ...order('DeviceOrder', ['DEVICE_NAME', 'LAST_CHECK_IN_AT', 'ENROLLED_AT']),
        ];
      case 'Query.groups':
      case 'Query.apps':
        return search();
      case 'Query.roleAssignments':
        return filter('RoleAssignmentFilter', {
          roleId: () => this.idOr('Role'),
          memberGroupId: () => this.idOr('Group'),
          scopeGroupId: () => this.idOr('Group'),
          operatorId: () => this.idOr('User'),
        });
      case 'Device.appInstallStates':
        return maybe(30, 'appId', 'ID', () => this.id('App'));
      case 'App.installStates':
        return filter('AppInstallStateFilter', { states: enums(ENUMS.appState) });
      case 'CompliancePolicyState.settings':
      case 'ConfigurationState.settings':
        return maybe(40, 'states', '[PolicyState!]', enums(ENUMS.policyState));
      case 'Query.findings':
        return maybe(
          40,
          'rule',
          'FindingRule',
          () => new Enum(draw.one(['DUPLICATE_DEVICE', 'MAM_STOPPED', 'NO_DEVICE'])),
        );
      case 'User.findings':
      case 'Device.findings':
        return maybe(30, 'topic', 'FindingTopic', () => new Enum(draw.one(['ACCESS', 'NETWORK', 'CONTACT'])));
      case 'Group.users':
      case 'Group.devices':
        return maybe(60, 'transitive', 'Boolean', flag);
      default:
        return [];
    }
  }

  private paging(coordinate: string, args: readonly Argument[]): Argument[] {
    const { draw } = this;
    const isWrong = NULLABLE.has(coordinate) && draw.chance(3);
    const first = isWrong && draw.chance(50) ? draw.one([0, 101, -1]) : draw.one([1, 2, 2, 3, 5, 100]);
    const after = isWrong
      ? [draw.chance(50) ? 'bm9uc2Vuc2U' : new Earlier(listOf(coordinate, args, true), draw.upTo(999))]
      : draw.chance(35)
        ? [new Earlier(listOf(coordinate, args), draw.upTo(999))]
        : [];
    return [
      ...(draw.chance(80) ? [{ name: 'first', type: 'Int', value: first }] : []),
      ...after.map((value) => ({ name: 'after', type: 'String', value })),
    ];
  }

  /** Some fields of a type, each under an alias. */
  private among(type: string, many: number, depth: number, prefix = ''): Selection[] {
    const { draw } = this;
    const rules = TYPES[type]?.fields ?? {};
    const all = Object.keys(rules);
    const links = all.filter((name) => rules[name]?.type !== undefined);
    const leaves = all.filter((name) => rules[name]?.type === undefined);
    const taken = new Set<string>();
    const fields: Selection[] = [];
    for (let i = 0; i < many || fields.length === 0; i++) {
      this.left -= 1;
      const isLink = leaves.length === 0 || (links.length > 0 && depth < DEPTH && this.left > 0 && draw.chance(60));
      const name = type === 'Query' ? this.root() : draw.one(isLink ? links : leaves);
      const preferred = prefix === '' && !draw.chance(12) ? name : `${prefix}${name}_${draw.upTo(2)}`;
      if (taken.has(preferred)) continue;
      taken.add(preferred);
      fields.push(this.field(type, name, preferred, depth));
    }
    if (draw.chance(12)) fields.push(leaf('__typename', `${prefix}type`));
    return this.wrapped(type, fields);
  }

  private wrapped(type: string, fields: Selection[]): Selection[] {
    const { draw } = this;
    if (!draw.chance(22)) return fields;
    const at = draw.upTo(fields.length - 1);
    const fragment = (isNamed: boolean, selections: readonly Selection[]): Fragment => ({
      kind: 'fragment',
      on: type,
      isNamed,
      selections,
    });
    const inner = fragment(draw.chance(50), fields.slice(at));
    return [...fields.slice(0, at), draw.chance(20) ? fragment(draw.chance(50), [inner]) : inner];
  }

  private field(type: string, name: string, response: string, depth: number): Field {
    const { draw } = this;
    const rule = TYPES[type]?.fields[name];
    const coordinate = `${type}.${name}`;
    const args = this.arguments(coordinate);
    const paging = rule?.form === 'page' ? this.paging(coordinate, args) : [];
    const below = (): Selection[] => {
      if (rule?.type === undefined) return [];
      if (rule.form === 'page') return this.connection(rule.type, depth + 1);
      if (rule.type === 'Node') return this.fragments(args, depth + 1);
      // These have several correct answers, so they contain nothing that could be refused.
      if (coordinate === 'OperatorGrant.chain') return [leaf('id'), leaf('displayName')];
      if (coordinate === 'AccessReason.grants') return [composite('assignment', [leaf('id')])];
      return this.object(rule.type, depth + 1);
    };
    return {
      kind: 'field',
      name,
      alias: response === name ? null : response,
      args: [...args, ...paging],
      isSkipped: draw.chance(2),
      selections: below(),
    };
  }

  private object(type: string, depth: number): Selection[] {
    return this.among(type, this.draw.between(1, this.left > 0 ? 4 : 1), depth);
  }

  private connection(type: string, depth: number): Field[] {
    const { draw } = this;
    const parts: Record<string, () => Field> = {
      nodes: () => composite('nodes', this.object(type, depth)),
      edges: () => composite('edges', [leaf('cursor'), composite('node', this.object(type, depth))]),
      pageInfo: () =>
        composite(
          'pageInfo',
          ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'].map((name) => leaf(name)),
        ),
      totalCount: () => leaf('totalCount'),
      totalCountIsLowerBound: () => leaf('totalCountIsLowerBound'),
      ...(WITH_HIDDEN.has(type) && { hiddenCount: () => leaf('hiddenCount') }),
      ...(WITH_COMPLETE.has(type) && { complete: () => leaf('complete') }),
    };
    const rows = draw.chance(45) ? 'edges' : 'nodes';
    const others = draw.some(
      Object.keys(parts).filter((name) => name !== 'edges' && name !== 'nodes'),
      3,
    );
    return [...(draw.chance(88) || others.length === 0 ? [rows] : []), ...others].map((name) =>
      (parts[name] as () => Field)(),
    );
  }

  /** Fragments on the types of the ids, and sometimes on another type. */
  private fragments(args: readonly Argument[], depth: number): Selection[] {
    const { draw } = this;
    const ids = args.flatMap(({ value }) => value as string | string[]);
    const types = [...ids.map((id) => parseId(id)?.type), draw.chance(20) ? draw.one(NODE_TYPES) : undefined];
    return [
      leaf('__typename'),
      ...[...new Set(types)].flatMap((type): Selection[] =>
        type === undefined
          ? []
          : [
              {
                kind: 'fragment',
                on: type,
                isNamed: draw.chance(25),
                // Fields with the same response name must have the same type.
                selections: this.among(type, draw.between(1, 4), depth, `n${this.names++}_`),
              },
            ],
      ),
    ];
  }
}

const leaf = (name: string, alias: string | null = null): Field => ({
  kind: 'field',
  name,
  alias: alias === name ? null : alias,
  args: [],
  isSkipped: false,
  selections: [],
});
const composite = (name: string, selections: readonly Selection[]): Field => ({ ...leaf(name), selections });

/** The name of the list that a field with these arguments reads. */
function listOf(coordinate: string, args: readonly Argument[], isOther = false): string {
  const defaults: Record<string, string> = { 'Query.users': 'DISPLAY_NAME', 'Query.devices': 'DEVICE_NAME' };
  const field = defaults[coordinate];
  if (field === undefined) return coordinate;
  const order = args.find(({ name }) => name === 'orderBy')?.value as { field: Enum; direction?: Enum } | undefined;
  const direction = order?.direction?.name ?? 'ASC';
  const turned = direction === 'ASC' ? 'DESC' : 'ASC';
  return `${coordinate} ${order?.field.name ?? field} ${isOther ? turned : direction}`;
}

/** An operation of an operator, with at most about `size` fields. */
export function drawOperation(draw: Draw, sight: Sight, size = 16): Operation {
  return { hasVariables: draw.chance(40), roots: new Maker(draw, sight, size).roots() };
}

/** Chooses an operator: mostly one with rights, and with different rights over different scopes. */
export function drawSight(draw: Draw, facts: Facts, now: string): Sight {
  const all = facts.world.users.map(({ id }) => sightOf(facts, id, now));
  const granted = all.filter((sight) => sight.granted.length > 0);
  const active = granted.filter((sight) => sight.state === 'ACTIVE');
  const mixed = active.filter(
    ({ granted: held }) => new Set(held.map(({ scope }) => JSON.stringify([scope, [...scope.groups]]))).size > 1,
  );
  const wide = mixed.filter(({ granted: held }) => held.length >= 3);
  const choice = draw.upTo(99);
  const [chosen] = [
    choice < 50 ? wide : [],
    choice < 75 ? mixed : [],
    choice < 92 ? active : [],
    choice < 97 ? granted : [],
    all,
  ].filter((sights) => sights.length > 0);
  return draw.one(chosen as Sight[]);
}

/** The cursors of earlier answers, by list and position. */
export class Cursors {
  private readonly byList = new Map<string, Map<string, After>>();

  /** Remembers the cursor of a position. @returns whether it is the same as before */
  keep(cursor: Cursor, text: string): boolean {
    const places = this.byList.get(cursor.list) ?? new Map<string, After>();
    this.byList.set(cursor.list, places);
    const place = JSON.stringify(cursor.key);
    const known = places.get(place);
    if (known === undefined) places.set(place, new After(cursor, text));
    return known === undefined || known.text === text;
  }

  /** Fills in cursors. If there are none, the operation reads the first page. */
  chosen(operation: Operation): Operation {
    const choose = (selection: Selection): Selection => ({
      ...selection,
      ...(selection.kind === 'field' && {
        args: selection.args.flatMap((argument) => {
          if (!(argument.value instanceof Earlier)) return [argument];
          const known = [...(this.byList.get(argument.value.list)?.values() ?? [])];
          const after = known[argument.value.choice % Math.max(known.length, 1)];
          return after === undefined ? [] : [{ ...argument, value: after }];
        }),
      }),
      selections: selection.selections.map(choose),
    });
    return { ...operation, roots: operation.roots.map(choose) };
  }
}

function literal(value: unknown): string {
  if (value instanceof Enum) return value.name;
  if (value instanceof After) return JSON.stringify(value.text);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, inner]) => `${name}: ${literal(inner)}`)
      .join(', ')}}`;
  }
  return JSON.stringify(value);
}

function plainValue(value: unknown): unknown {
  if (value instanceof Enum) return value.name;
  if (value instanceof After) return value.text;
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainValue(inner)]));
  }
  return value;
}

/** The operation as GraphQL. */
export function print({ roots, hasVariables }: Operation): { query: string; variables: Record<string, unknown> } {
  const variables: Record<string, unknown> = {};
  const types: string[] = [];
  const fragments: string[] = [];
  const argument = ({ name, type, value }: Argument): string => {
    if (!hasVariables) return `${name}: ${literal(value)}`;
    const variable = `v${types.length}`;
    types.push(`$${variable}: ${type}`);
    variables[variable] = plainValue(value);
    return `${name}: $${variable}`;
  };
  const set = (selections: readonly Selection[]): string =>
    selections.length === 0 ? '' : ` { ${selections.map(one).join(' ')} }`;
  const one = (selection: Selection): string => {
    if (selection.kind === 'fragment') {
      if (!selection.isNamed) return `... on ${selection.on}${set(selection.selections)}`;
      const name = `F${fragments.length}`;
      fragments.push(name);
      fragments[Number(name.slice(1))] = `fragment ${name} on ${selection.on}${set(selection.selections)}`;
      return `...${name}`;
    }
    const args = selection.args.length === 0 ? '' : `(${selection.args.map(argument).join(', ')})`;
    const alias = selection.alias === null ? '' : `${selection.alias}: `;
    return `${alias}${selection.name}${args}${selection.isSkipped ? ' @skip(if: true)' : ''}${set(selection.selections)}`;
  };
  const body = set(roots).trim();
  const head = types.length === 0 ? 'query' : `query (${types.join(', ')})`;
  return { query: [`${head} ${body}`, ...fragments].join('\n'), variables };
}
